//! What is printed, on what paper, and how it must be set.

/// What a format is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Pages, laid out as PDF.
    Pages,
    Text,
    /// One file for a browser.
    Html,
}

/// Which safety items a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Core items and those that apply to the reader, in their short words. How many pages there may
    /// be, `most_pages` says.
    Leaf,
    /// Every item but those for clinicians.
    Everything,
    /// None: what helpers need in an emergency stands on a wallet card.
    Card,
}

/// For whom a format is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A patient takes it home.
    Patient,
    /// A reviewer reads it before it is signed.
    Reviewer,
    /// A list or a notice that is made of no sheet.
    Staff,
}

/// All there is to know of a format, in one place.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Facts {
    name: &'static str,
    title: &'static str,
    help: &'static str,
    medium: Medium,
    selection: Selection,
    audience: Audience,
    /// Whether it is printed where nobody says what is wanted.
    is_usual: bool,
    /// The most pages that it may have, if it is bounded.
    most_pages: Option<usize>,
    setting: Setting,
}

/// One row makes a format: it cannot be in one list and missing from another.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $facts:expr;)*) => {
        /// What is printed.
        #[derive(
            Debug,
            Clone,
            Copy,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            serde::Serialize,
            serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum Format {
            $($(#[$doc])* $variant,)*
        }

        impl Format {
            pub const EVERY: &'static [Self] = &[$(Self::$variant,)*];

            fn facts(self) -> Facts {
                match self { $(Self::$variant => $facts,)* }
            }
        }
    };
}

/// What most formats have in common; the rest of a row says in what it differs.
const SHEET: Facts = Facts {
    name: "",
    title: "",
    help: "",
    medium: Medium::Pages,
    selection: Selection::Everything,
    audience: Audience::Patient,
    is_usual: false,
    most_pages: None,
    setting: Setting::STANDARD,
};

formats! {
    /// One leaf, two sides, 12 pt.
    Handout = Facts {
        name: "handout",
        title: "Handout, one leaf",
        help: "One leaf, two sides, 12 pt",
        selection: Selection::Leaf,
        is_usual: true,
        most_pages: Some(2),
        ..SHEET
    };
    /// Every core, standard and conditional item, 12 pt.
    Full = Facts {
        name: "full",
        title: "Full leaflet",
        help: "Every safety item, 12 pt",
        is_usual: true,
        ..SHEET
    };
    /// The same as the full leaflet, 18 pt.
    Large = Facts {
        name: "large",
        title: "Large print, 18 pt",
        help: "Every safety item, 18 pt",
        setting: Setting::LARGE,
        ..SHEET
    };
    /// The same as the full leaflet, 24 pt.
    Giant = Facts {
        name: "giant",
        title: "Giant print, 24 pt",
        help: "Every safety item, 24 pt",
        setting: Setting { body: 24.0, ..Setting::LARGE },
        ..SHEET
    };
    /// Wallet cards for emergencies: eight to a sheet of paper, or one on paper of its own size.
    Card = Facts {
        name: "card",
        title: "Wallet card",
        help: "Wallet cards for emergencies, eight to a sheet; one, on the paper id1",
        selection: Selection::Card,
        most_pages: Some(2),
        setting: Setting::CARD,
        ..SHEET
    };
    /// The same as the full leaflet, as plain text for portals and speech.
    Text = Facts {
        name: "text",
        title: "Plain text",
        help: "Every safety item, as plain text for portals and speech",
        medium: Medium::Text,
        ..SHEET
    };
    /// The same as the full leaflet, as one file for a browser.
    Html = Facts {
        name: "html",
        title: "Web page",
        help: "Every safety item, as one file for a browser",
        medium: Medium::Html,
        ..SHEET
    };
    /// For the reviewer: every line with what it rests on.
    Dossier = Facts {
        name: "dossier",
        title: "Reviewer's dossier",
        help: "For the reviewer: every line with what it rests on",
        audience: Audience::Reviewer,
        ..SHEET
    };
    /// For staff: a list to pin on a wall, or a notice.
    Notice = Facts {
        name: "notice",
        title: "Notice",
        help: "For staff: a list to pin on a wall, or a notice",
        audience: Audience::Staff,
        ..SHEET
    };
}

impl Format {
    fn all(holds: impl Fn(Facts) -> bool) -> Vec<Self> {
        Self::EVERY.iter().copied().filter(|format| holds(format.facts())).collect()
    }

    /// Returns every format that a sheet can be printed in.
    pub fn of_sheets() -> Vec<Self> {
        Self::all(|facts| facts.audience != Audience::Staff)
    }

    /// Returns every format that a patient takes home.
    pub fn for_patients() -> Vec<Self> {
        Self::all(|facts| facts.audience == Audience::Patient)
    }

    /// Returns what is printed where nobody says what is wanted.
    pub fn usual() -> Vec<Self> {
        Self::all(|facts| facts.is_usual)
    }

    /// Returns every format that is laid out on pages from a sheet.
    pub fn paged() -> Vec<Self> {
        Self::all(|facts| facts.medium == Medium::Pages && facts.audience != Audience::Staff)
    }

    /// Returns what a release may hold: pages for patients, whose bytes and words are proved again.
    pub fn released() -> Vec<Self> {
        Self::all(|facts| facts.medium == Medium::Pages && facts.audience == Audience::Patient)
    }

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// Returns its title in a list of formats.
    pub fn title(self) -> &'static str {
        self.facts().title
    }

    /// Returns what it is, in a line of help.
    pub fn help(self) -> &'static str {
        self.facts().help
    }

    pub fn medium(self) -> Medium {
        self.facts().medium
    }

    pub fn selection(self) -> Selection {
        self.facts().selection
    }

    /// Whether it is laid out on pages.
    pub fn is_paged(self) -> bool {
        self.medium() == Medium::Pages
    }

    pub fn ending(self) -> &'static str {
        match self.medium() {
            Medium::Pages => "pdf",
            Medium::Text => "txt",
            Medium::Html => "html",
        }
    }

    /// Returns the most pages that the format may have, if it is bounded.
    pub fn max_pages(self) -> Option<usize> {
        self.facts().most_pages
    }

    /// Whether it can be printed on a paper.
    pub fn fits(self, paper: Paper) -> bool {
        self.selection() == Selection::Card || paper != Paper::Id1
    }

    /// Returns how its text must be set (RULES 7.1).
    pub fn setting(self) -> Setting {
        self.facts().setting
    }
}

/// How text must be set, as least and most (RULES 7.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The smallest type for what a reader reads, in points (G01).
    pub body: f64,
    /// The smallest type for running headers and footers, in points (G05).
    pub running: f64,
    /// The least height of a lower-case letter, in millimetres (G02).
    pub x_height_mm: f64,
    /// The least distance of two baselines, in ems (G03).
    pub line_em: f64,
    /// The least distance of the text from the paper's edge, in millimetres.
    pub margin_mm: f64,
    /// The least distance of a running line from the paper's edge, in millimetres.
    pub edge_mm: f64,
    /// The least and the most characters of a broken line, as the mean over a text (G04).
    pub characters: (f64, f64),
}

impl Setting {
    /// 12 pt, in one column (45 to 70 characters) or two (35 to 55); a list entry has fewer.
    ///
    /// 10 mm for thumbs and hole punches; 5 mm for the edge that printers need.
    const STANDARD: Self = Self {
        body: 12.0,
        running: 9.0,
        x_height_mm: 1.4,
        line_em: 1.2,
        characters: (30.0, 70.0),
        margin_mm: 10.0,
        edge_mm: 5.0,
    };
    /// A wallet card: 8 pt, the least that is asked of one. It is cut out of its paper, or printed
    /// by a card printer, so its own edge is near.
    const CARD: Self = Self {
        body: 8.0,
        running: 8.0,
        characters: (25.0, 70.0),
        margin_mm: 2.5,
        edge_mm: 2.0,
        ..Self::STANDARD
    };
    /// Large print: 18 or 24 pt, 35 to 60 characters; a page has no room for 35 at 24 pt.
    const LARGE: Self = Self {
        body: 18.0,
        running: 16.0,
        x_height_mm: 2.7,
        line_em: 1.25,
        characters: (24.0, 60.0),
        ..Self::STANDARD
    };
}

/// The paper.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 in.
    Letter,
    /// A bank card: 85.6 by 53.98 mm (ISO/IEC 7810 ID-1), for wallet cards alone.
    Id1,
}

impl Paper {
    /// Every paper size that a sheet of paper comes in.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// Every paper that can be named.
    pub const EVERY: [Self; 3] = [Self::A4, Self::Letter, Self::Id1];

    /// Returns what it is, in a line of help.
    pub fn help(self) -> &'static str {
        match self {
            Self::A4 => "210 by 297 mm",
            Self::Letter => "8.5 by 11 in",
            Self::Id1 => "A bank card, for one wallet card",
        }
    }

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
            Self::Id1 => "id1",
        }
    }

    /// Returns width and height in points (1/72 in).
    pub fn size(self) -> (f64, f64) {
        match self {
            // ISO 216: 210 mm × 297 mm, at 25.4 mm to the inch.
            Self::A4 => (210.0 * 72.0 / 25.4, 297.0 * 72.0 / 25.4),
            Self::Letter => (612.0, 792.0),
            Self::Id1 => (85.6 * 72.0 / 25.4, 53.98 * 72.0 / 25.4),
        }
    }
}

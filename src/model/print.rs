//! What is printed, on what paper, and how it must be set.

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
    /// One leaf, two sides, 12 pt.
    Handout,
    /// Every core, standard and conditional item, 12 pt.
    Full,
    /// The same as the full leaflet, 18 pt.
    Large,
    /// The same as the full leaflet, 24 pt.
    Giant,
    /// Wallet cards for emergencies: eight to a sheet of paper, or one on paper of its own size.
    Card,
    /// The same as the full leaflet, as plain text for portals and speech.
    Text,
    /// The same as the full leaflet, as one file for a browser.
    Html,
    /// For the reviewer: every line with what it rests on.
    Dossier,
    /// For staff: a list to pin on a wall, or a notice.
    Notice,
}

impl Format {
    /// Every format that a patient takes home.
    pub const ALL: [Self; 7] =
        [Self::Handout, Self::Full, Self::Large, Self::Giant, Self::Card, Self::Text, Self::Html];

    /// What is printed where nobody says what is wanted.
    pub const USUAL: [Self; 2] = [Self::Handout, Self::Full];

    /// Every format that is laid out on pages from a sheet.
    pub const PAGED: [Self; 6] =
        [Self::Handout, Self::Full, Self::Large, Self::Giant, Self::Card, Self::Dossier];

    /// What a release may hold: pages, whose bytes and words are proved again.
    pub const RELEASED: [Self; 5] =
        [Self::Handout, Self::Full, Self::Large, Self::Giant, Self::Card];

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handout => "handout",
            Self::Full => "full",
            Self::Large => "large",
            Self::Giant => "giant",
            Self::Card => "card",
            Self::Text => "text",
            Self::Html => "html",
            Self::Dossier => "dossier",
            Self::Notice => "notice",
        }
    }

    /// Whether it is laid out on pages.
    pub fn is_paged(self) -> bool {
        !matches!(self, Self::Text | Self::Html)
    }

    /// Returns the ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Handout
            | Self::Full
            | Self::Large
            | Self::Giant
            | Self::Card
            | Self::Dossier
            | Self::Notice => "pdf",
        }
    }

    /// Returns the most pages that the format may have, if it is bounded.
    pub fn max_pages(self) -> Option<usize> {
        matches!(self, Self::Handout | Self::Card).then_some(2)
    }

    /// Whether it can be printed on a paper.
    pub fn fits(self, paper: Paper) -> bool {
        self == Self::Card || paper != Paper::Id1
    }

    /// Returns how its text must be set (RULES 7.1).
    pub fn setting(self) -> Setting {
        match self {
            Self::Large => Setting { body: 18.0, ..Setting::LARGE },
            Self::Giant => Setting { body: 24.0, ..Setting::LARGE },
            Self::Card => Setting::CARD,
            Self::Handout | Self::Full | Self::Text | Self::Html | Self::Dossier | Self::Notice => {
                Setting::STANDARD
            }
        }
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

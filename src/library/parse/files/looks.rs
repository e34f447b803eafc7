//! A clinic's own measures (`[looks.…]` in `candor.toml`), as written.

use schemars::JsonSchema;
use serde::Deserialize;

use candor_model::Format;
use candor_model::span::Spanned;

/// A measure that a clinic may name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Its name, here and in `templates/theme.typ`.
    pub name: &'static str,
    /// What it is.
    pub kind: MeasureKind,
    /// The least in points, or in percent; an em counts as 12 points.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// What a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// The size of type that every page must hold to.
    Type,
    /// The size of type of running lines.
    Running,
    /// A length.
    Length,
    /// The height of a line to write on.
    Hand,
    /// A share of the width.
    Share,
}

/// Defines the table of measures and the file type that holds them, from one list.
macro_rules! measures {
    ($($field:ident $name:literal $kind:ident $least:literal $most:literal $about:literal;)*) => {
        /// Measures of a clinic's own: lengths such as "20pt", "22mm" or "0.6em".
        #[derive(Debug, Default, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct MeasuresFile {
            /// the family of the letters, such as "Name Sans"; its files stand under `[[font]]`
            pub font: Option<Spanned<String>>,
            $(#[doc = $about] pub $field: Option<Spanned<String>>,)*
        }

        /// Every measure that a clinic may name.
        pub const MEASURES: &[Measure] = &[$(
            Measure { name: $name, kind: MeasureKind::$kind, least: $least, most: $most },
        )*];

        impl MeasuresFile {
            /// Returns the measures that are given.
            pub fn given(self) -> Vec<(&'static Measure, Spanned<String>)> {
                let Self { font: _, $($field),* } = self;
                let all = [$($field),*];
                let given = MEASURES.iter().zip(all);
                given.filter_map(|(measure, value)| Some((measure, value?))).collect()
            }
        }
    };
}

measures! {
    body "body" Type 8.0 40.0 "the size of the text, such as \"12.5pt\"";
    heading "heading" Type 8.0 60.0 "the size of headings";
    statement "statement" Type 8.0 60.0 "the size of the evidence statement";
    title "title" Type 8.0 72.0 "the size of the title";
    running "running" Running 8.0 24.0 "the size of the lines at the head and foot of each page";
    leading "leading" Length 6.0 30.0 "the room between two lines, such as \"0.56em\"";
    paragraph_gap "paragraph-gap" Length 4.0 48.0 "the room between two paragraphs";
    entry_gap "entry-gap" Length 4.0 48.0 "the room between two entries of a list";
    section_gap "section-gap" Length 2.0 72.0 "the room above a section";
    level_gap "level-gap" Length 1.0 48.0 "the room between the steps of the ladder of help";
    heading_gap "heading-gap" Length 2.0 36.0 "the room below a heading";
    title_gap "title-gap" Length 2.0 48.0 "the room below the title";
    margin_top "margin-top" Length 17.0 170.0 "the margin above, such as \"14mm\"";
    margin_bottom "margin-bottom" Length 17.0 170.0 "the margin below";
    margin_side "margin-side" Length 8.0 170.0 "the margin on either side";
    header_ascent "header-ascent" Length 0.0 40.0 "the room below the line at the head of each page";
    footer_descent "footer-descent" Length 0.0 40.0 "the room above the line at the foot of each page";
    border "border" Length 0.5 6.0 "the thickness of a box's frame";
    middle "middle" Length 0.5 6.0 "the thickness of rules above headings";
    hairline "hairline" Length 0.5 3.0 "the thickness of thin rules";
    bar "bar" Length 1.0 20.0 "the thickness of the bar beside what research shows";
    write_height "write-height" Hand 13.0 85.0 "the height of a line to write on, such as \"9mm\"";
    write_inset "write-inset" Length 0.0 20.0 "the room between such a line and its label";
    note_line "note-line" Hand 13.0 85.0 "the height of a line for notes";
    column_gap "column-gap" Length 6.0 60.0 "the room between two columns";
    logo_width "logo-width" Length 22.0 119.0 "the width of the logo, such as \"26mm\"";
    code_width "code-width" Length 90.8 170.0 "the width of the square code, 32.1 mm or more";
    code_gap "code-gap" Length 4.0 40.0 "the room beside the square code";
    steps_width "steps-width" Length 22.0 170.0 "the width of the picture of how sure we are";
    dots_width "dots-width" Length 113.0 480.0 "the width of the dots that show numbers";
    figure_gap "figure-gap" Length 2.0 48.0 "the room between the lines of a figure";
    row_gap "row-gap" Length 0.0 30.0 "the room below a line of a figure";
    arm_gap "arm-gap" Length 0.0 40.0 "the room above a line of a figure";
    calendar_row "calendar-row" Length 12.0 85.0 "the height of a week in the calendar";
    measure "measure" Share 40.0 100.0 "the width of a line that goes over the page, such as \"76%\"";
    notice_measure "notice-measure" Share 40.0 100.0 "the width of a line of a list for staff";
}

/// A clinic's own measures, for every format and for single ones.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LooksFile {
    /// in every format
    pub every: Option<MeasuresFile>,
    /// in the handout
    pub handout: Option<MeasuresFile>,
    /// in the full leaflet
    pub full: Option<MeasuresFile>,
    /// in large print
    pub large: Option<MeasuresFile>,
    /// in giant print
    pub giant: Option<MeasuresFile>,
    /// on the wallet card
    pub card: Option<MeasuresFile>,
    /// in the reviewer's dossier
    pub dossier: Option<MeasuresFile>,
    /// on lists and notices for staff
    pub notice: Option<MeasuresFile>,
}

impl LooksFile {
    /// Takes the measures for one format out; text and HTML have none.
    pub fn take(&mut self, format: Format) -> Option<MeasuresFile> {
        match format {
            Format::Handout => self.handout.take(),
            Format::Full => self.full.take(),
            Format::Large => self.large.take(),
            Format::Giant => self.giant.take(),
            Format::Card => self.card.take(),
            Format::Dossier => self.dossier.take(),
            Format::Notice => self.notice.take(),
            Format::Text | Format::Html => None,
        }
    }
}

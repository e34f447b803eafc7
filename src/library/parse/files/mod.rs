//! The file types, as written.
//!
//! The doc comment of a field is the description in the editor and the help line of a finding,
//! so it speaks to the person who writes the file. Nothing here is checked beyond its shape.

mod looks;
mod medicine;
mod sheet;
mod texts;
mod translation;
mod wording;

pub use self::looks::{LooksFile, MEASURES, Measure, MeasureKind, MeasuresFile};
pub use self::medicine::{
    CardFile, ChangeFile, ChangesFile, CitationFile, CitationsFile, CountFile, CountsFile,
    DisagreementFile, DisagreementsFile, DoseLimitsFile, EvidenceFile, FactFile, ItemFile,
    KeyPointFile, MedicineFile, OutcomeFile, SafetyFile, StudyFile, TeachBackFile, WebClaimFile,
    WhenFile,
};
pub use self::sheet::{
    AuthorFile, ClinicFile, ContactsFile, DateFile, DoseFile, FalseAlarmFile, FontFile, NeedsFile,
    PolicyFile, SectionFile, SheetFile, WaiverFile, WorkspaceFile,
};
pub use self::texts::{Declared, Placeholders};
pub use self::translation::{
    TranslatedCard, TranslatedItem, TranslatedMedicine, TranslatedOutcome, TranslatedRecord,
    TranslationFile,
};
pub use self::wording::{
    ByCertainty, ByDirection, CardWords, FigureWords, Headings, Lines, PhoneLines, RoleWords,
    StudiedWords, WordingFile,
};

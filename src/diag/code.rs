//! Every kind of finding, with what `candor explain` says about it.
//!
//! The one place where the meaning of a code lives; rules only name the code.

use super::Level;

/// What `candor explain` prints for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// One line.
    pub title: &'static str,
    /// What the rule looks for.
    pub finds: &'static str,
    /// Why the reader of the sheet is better off with the rule.
    pub matters: &'static str,
    /// What to do.
    pub instead: &'static str,
}

macro_rules! codes {
    ($($variant:ident $code:literal $level:ident $title:literal
        finds $finds:literal matters $matters:literal instead $instead:literal)*) => {
        /// A kind of finding. The text form is `family/name` and does not change between versions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable text form.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Returns the level that findings of this code have.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }

            /// Returns what `candor explain` prints.
            pub fn explanation(self) -> Explanation {
                match self {
                    $(Self::$variant => Explanation {
                        title: $title, finds: $finds, matters: $matters, instead: $instead,
                    },)*
                }
            }
        }
    };
}

codes! {
    FileEmpty "file/empty" Error "the file is empty"
        finds "A file that holds no setting at all."
        matters "Nothing can be printed from it, and an empty file is often a save that went wrong."
        instead "Restore the file from a backup, or begin again with `candor new`."
    FileTooLarge "file/too-large" Error "the file is too large"
        finds "A file of more than 1 MiB, or an author's text longer than its field allows."
        matters "A sheet is one leaf of paper. A very large file is almost always the wrong file."
        instead "Check that the right file was saved under this name."
    FileNotText "file/not-text" Error "the file is not UTF-8 text"
        finds "Bytes that are not UTF-8: a Word document, a picture, or text saved as UTF-16."
        matters "Read with a guess, a dose could come out as another number."
        instead "Save the file as UTF-8 text."
    FileByteOrderMark "file/byte-order-mark" Advice "the file begins with a byte order mark"
        finds "An invisible mark that some Windows programs write at the start of a file."
        matters "Candor skips it; other programs may not."
        instead "Save the file as UTF-8 without a byte order mark."
    FileControlCharacter "file/control-character" Error "an invisible or direction-changing character"
        finds "Control characters, zero-width characters and characters that change the direction of text."
        matters "They can make a line read otherwise on paper than in the file that was reviewed."
        instead "Delete the character; the finding gives its place and its Unicode number."
    FileSyntax "file/syntax" Error "the file does not follow the TOML format"
        finds "Every place where the text is not TOML: a missing quote, a key written twice, a bracket left open."
        matters "A file that is only half understood could lose a line."
        instead "Mend the place under the underline; sheets/README.md shows the format by example."
    FileUnknownKey "file/unknown-key" Error "a key that Candor does not know"
        finds "A key that this kind of file does not have."
        matters "A misspelt key would be a line that never reaches the paper."
        instead "Use the nearest known key that the finding names, or take the line out."
    FileMissingKey "file/missing-key" Error "a required key is missing"
        finds "A key that every file of this kind must have."
        matters "Each required key prints something that the reader needs."
        instead "Add the key; the help line says what it holds."
    FileWrongType "file/wrong-type" Error "a value of the wrong type"
        finds "A number where text belongs, a list where a table belongs, and the like."
        matters "Candor does not guess what was meant."
        instead "Write the value as the help line shows."
    FileUnknownValue "file/unknown-value" Error "a value that is not one of the choices"
        finds "A word outside a fixed list of choices."
        matters "A choice decides where a line prints or how it is worded."
        instead "Use one of the choices that the finding lists."
    FileUnreadable "file/unreadable" Error "the file cannot be read"
        finds "A missing file, a folder where a file belongs, or a file without permission to read it."
        matters "A sheet that is silently left out would be missed only at the clinic."
        instead "Check the name and the permissions of the file."
    FileOutside "file/outside-workspace" Error "a link leads out of the workspace"
        finds "A symbolic link in the workspace, wherever it leads."
        matters "What is reviewed must be what stands in the workspace's own files."
        instead "Put a copy of the file in its place."
    SheetBadId "sheet/bad-id" Error "an id that cannot be a file name everywhere"
        finds "An id that is not made of a to z, 0 to 9 and single hyphens, is longer than 64 characters, or is a name that Windows reserves."
        matters "The id becomes a folder and file name on every machine that prints the sheet."
        instead "Use a short name such as `ldn-fibromyalgia`."
    SheetIdNotFileName "sheet/id-not-file-name" Error "the id and the file name differ"
        finds "A file whose `id` is not its name without `.toml`."
        matters "A copied file with an old id would print over the first sheet."
        instead "Give the file and the id the same name."
    SheetDuplicateId "sheet/duplicate-id" Error "two sheets have the same id"
        finds "A second sheet with an id that is taken."
        matters "One would overwrite the other's PDF."
        instead "Rename one of them."
    SheetOwnEvidence "sheet/own-evidence" Error "a sheet brings its own evidence statement or level"
        finds "A key such as `evidence`, `certainty` or `findings` in a sheet."
        matters "The evidence statement comes from the record alone, so that it is the same on every sheet and cannot be overstated."
        instead "Take the key out. If the record is wrong, change the record in the library and have it reviewed."
    SheetEmptyText "sheet/empty-text" Error "a text that says nothing"
        finds "A required text that is empty or only white space."
        matters "An empty heading or line on paper looks like something was lost."
        instead "Write the text, or take the key out where it is optional."
    SheetBadDate "sheet/bad-date" Error "a date that cannot be right"
        finds "A date outside 2000 to 2100, or a date with a time."
        matters "The review date is printed and decides whether a sheet may still be handed out."
        instead "Write the date as 2026-11-22, without quotes."
    SheetTooMany "sheet/too-many" Error "a list that is too long"
        finds "More sections, steps or questions than the page has room for."
        matters "A list that nobody finishes hides what matters in it."
        instead "Keep the most useful ones."
    SheetSectionTwice "sheet/section-twice" Error "two sections in one place"
        finds "A second section of an author for the same place."
        matters "Each place has one heading, so that a reader finds it."
        instead "Put both texts in one section."
    SheetFixedHeading "sheet/fixed-heading" Error "a heading where it is fixed"
        finds "A heading of an author's own over a place that also holds safety items."
        matters "Readers find how to take a medicine, and what not to do, under the same words on every sheet."
        instead "Take the heading out; the text keeps its place."
    RefMedicine "ref/unknown-medicine" Error "a medicine that the library does not have"
        finds "A `medicine` without a folder in the shipped library or in the workspace's own."
        matters "Without the medicine there are no warnings to print."
        instead "Use the id that `candor library list` shows."
    RefCondition "ref/unknown-condition" Error "a condition without an evidence record"
        finds "A `condition` for which the medicine has no evidence record."
        matters "Without a record there is no honest statement of the evidence."
        instead "Use an id that `candor library list` shows, or `general`."
    RefItem "ref/unknown-item" Error "a safety item or tag that the medicine does not have"
        finds "An id in `applies` or in a waiver that names nothing."
        matters "A misspelt id would be a warning that never prints."
        instead "Use the nearest id that the finding names; `candor library show` lists them."
    RefLanguage "ref/unknown-language" Error "a language without fixed wording"
        finds "A `language` that the library has no wording for."
        matters "Candor does not translate; a sheet half in another language is not safe."
        instead "Use a language that `candor library list` shows."
    ClaimUnweighed "claim/unweighed" Advice "a language whose claims nobody weighs"
        finds "A sheet in a language for which there are no tables of claims and hard words."
        matters "Over-claims in the author's own words would go unseen."
        instead "Have a second person read the sheet against its evidence statement."
    LibraryTranslation "ref/translation" Error "a translation that says more or less than the medicine"
        finds "Words of another language that lack an item or a record, have one that the medicine \
               does not have, or hold other numbers than the English words."
        matters "A patient who reads another language must get each warning and each number."
        instead "Give each item and record its words with the same numbers in figures."
    LibraryOutcome "library/outcome" Error "numbers of a trial that do not hang together"
        finds "An outcome without both arms, with more people than its study, or with an interval \
               that does not hold its estimate."
        matters "It is drawn for patients, and a picture is believed."
        instead "Mend the numbers from the source, or take the outcome out."
    LibraryTeachBack "library/teach-back" Error "a core item without a question"
        finds "A core item that has no teach-back question."
        matters "Who hands the sheet over could not find out whether the warning was understood."
        instead "Add a question and the answer to listen for."
    RefCitation "ref/unknown-citation" Error "a citation that is not in the list"
        finds "A citation key without an entry in the medicine's citations."
        matters "A source that cannot be looked up is no source."
        instead "Add the entry, or mend the key."
    RefIdTwice "ref/id-twice" Error "the same id twice in a library"
        finds "Two items, records or citations with one id."
        matters "Only one of them could print."
        instead "Rename one of them."
    SafetyCoreWaived "safety/core-waived" Error "a core item cannot be waived"
        finds "A waiver for a safety item that stands on every sheet of its medicine."
        matters "Core items are those whose absence has killed or could kill."
        instead "Take the waiver out. No person, template or setting can drop a core item."
    SafetyWaiver "safety/waiver" Error "a waiver that cannot count"
        finds "A waiver without a person's name, with too short a reason, or for an item that is not a standard one."
        matters "Leaving out a warning is a clinical decision that a named person must answer for."
        instead "Name the person, the date and the reason, or take the waiver out."
    SafetyWaiverPending "safety/waiver-pending" Advice "a waiver that has no effect yet"
        finds "A waiver in a sheet that is not a signed release."
        matters "A waiver takes effect only in a release signed by the person it names, so the item still prints."
        instead "Nothing, if the waiver is meant; the item leaves the page when the release is signed."
    SafetyNoWording "safety/no-wording" Error "an item has no wording for this jurisdiction"
        finds "A safety item, name or record worded for one country and not for the one that is printed."
        matters "The other country's numbers and names of medicines would mislead."
        instead "Add the wording, or use `any` when the words are right everywhere."
    SafetyCoreMissing "safety/core-missing" Error "a monograph of a known substance lacks a core item"
        finds "A workspace's own monograph, for a substance that the shipped library knows, without one of the shipped core items."
        matters "Another name for the same medicine must not lose its warnings."
        instead "Copy the item unchanged from the shipped monograph (`candor library show MEDICINE ITEM`)."
    SafetyCoreChanged "safety/core-changed" Error "a monograph changes a shipped core item"
        finds "A core item of a known substance whose words, kind, tier or place differ from the shipped ones."
        matters "A clinic can add to a core item's advice but not weaken it."
        instead "Put the shipped text back, and add a further item beside it."
    SafetyShadowed "safety/shadowed" Error "a workspace file stands in for a shipped one"
        finds "A medicine in the workspace with the id of a shipped one, or fixed wording in the workspace."
        matters "Fixed wording and shipped monographs are the same everywhere."
        instead "Give the medicine an id of its own; take the wording folder out."
    SafetyPlace "safety/place" Error "an item in a place where its kind does not belong"
        finds "A contraindication outside `Do not take`, an adverse effect among the warnings, and the like."
        matters "Readers and reviewers look for a kind of item in one place."
        instead "Use one of the places that the finding lists."
    SafetyNumber "safety/number-unverified" Error "a number that no verified fact carries"
        finds "Digits in patient wording that stand in no fact of the item marked `verified`, and in no emergency line."
        matters "A wrong number is the worst error that a sheet can have."
        instead "Cite a verified fact that holds the number, or word the sentence without it."
    EvidenceGrade "evidence/grade" Error "a grade that the studies do not bear"
        finds "A certainty above none without any study in people at this dose, or none beside a verified trial."
        matters "The sheet would say that we can be sure, and next that nothing was studied."
        instead "Grade the record again, or add the study."
    FileStray "file/stray" Error "a file that nothing reads"
        finds "A file in a medicine's folder that is not where Candor looks for one, such as a misspelt folder name."
        matters "The warnings in it would vanish unnoticed."
        instead "Move it into `safety` or `evidence`, or out of the medicine's folder."
    SafetyKind "safety/item-fields" Error "an item whose fields do not fit together"
        finds "A conditional item without a condition, a core item without a basis or citation, and the like."
        matters "Each safety item says on what it rests and when it applies."
        instead "Add the field that the finding names."
    DoseNumber "dose/not-a-number" Error "an amount that is not written as a plain decimal"
        finds "An amount with a comma, a sign, a unit, or more than three decimals."
        matters "A misread dose is the worst error that a sheet can have."
        instead "Write the number alone, in quotes, as in \"1.5\"."
    DoseTrailingZero "dose/trailing-zero" Error "a trailing zero"
        finds "An amount such as 1.0."
        matters "1.0 mg has been read as 10 mg."
        instead "Write 1, not 1.0."
    DoseLeadingZero "dose/leading-zero" Error "a missing leading zero"
        finds "An amount such as .5, or zeros before the number as in 04.5."
        matters ".5 mg has been read as 5 mg."
        instead "Write 0.5, not .5."
    DoseRange "dose/out-of-range" Error "a dose outside the monograph's range"
        finds "A step below the lowest or above the highest dose of the monograph."
        matters "Outside the range the evidence and the warnings of the monograph do not hold."
        instead "Check the amount. A dose outside the range needs another monograph."
    DoseArithmetic "dose/arithmetic" Error "the units do not add up to the dose"
        finds "A step whose strength times count is not its dose, compared exactly."
        matters "The reader takes what the table says."
        instead "Mend the dose, the strength or the count."
    DoseWeeks "dose/weeks" Error "steps that overlap, leave a gap or end before they start"
        finds "Steps that do not follow one another week by week from week 1."
        matters "In a gap the reader has no instruction."
        instead "Begin each step in the week after the last one ended; leave `to-week` out in the last step."
    DoseForm "dose/form" Error "a form that does not fit the medicine or the count"
        finds "A form that the monograph does not have, or half a capsule."
        matters "A capsule cannot be halved."
        instead "Use a form of the monograph, and whole capsules."
    ClaimBenefit "claim/benefit" Error "more benefit than the evidence bears"
        finds "A sentence that says that the medicine helps, or helps more surely, than the certainty and direction of the evidence record allow."
        matters "High certainty bears \"reduces\", moderate \"probably reduces\", low \"may reduce\"; below that nobody knows."
        instead "Say it as the help line shows, or say what the clinic hopes for."
    ClaimCure "claim/cure" Error "a cure or a proof"
        finds "Words of cure, of a disease that goes away for good, or of proof."
        matters "No study of a medicine for a long illness proves a cure; people give up other treatment for one."
        instead "Say what was studied and what was found."
    ClaimPromotion "claim/promotion" Error "advertising"
        finds "Words that sell: breakthrough, miracle, revolutionary, ask for it today."
        matters "A reader cannot tell advice from advertising."
        instead "Take the words out."
    ClaimImmune "claim/immune" Error "the immune system boosted or balanced"
        finds "A claim that the medicine boosts, strengthens, balances or resets the immune system."
        matters "Nobody has shown it, and people with a transplant or an immune illness could be harmed by it."
        instead "Take it out. Warnings about the immune system are fine."
    ClaimAbsoluteSafety "claim/absolute-safety" Error "safety without limits"
        finds "No side effects, nothing to worry about, safe for everyone, too small a dose to harm."
        matters "No medicine is safe for everyone, and a reader who believes it does not call."
        instead "Say which harms are known and when to call."
    ClaimMechanism "claim/mechanism" Error "what happens in the body, sold as benefit"
        finds "Receptors, endorphins, glia or inflammation told as if that were help for a patient."
        matters "Most medicines that do something in a laboratory do not help people."
        instead "Leave it out, or say that it is a theory and that studies in people decide."
    ClaimAnecdote "claim/anecdote" Error "a story as evidence"
        finds "Testimonials, and what many patients are said to report."
        matters "Those who got no better tell no story."
        instead "Take it out; the evidence statement says what studies found."
    ClaimReplacesTreatment "claim/replaces-treatment" Error "in place of other treatment"
        finds "Advice to use the medicine instead of another, or to stop or cut another because of it."
        matters "People with HIV, cancer or a transplant have died of it."
        instead "Say that no other treatment is changed without the prescriber."
    ClaimOpioid "claim/opioid" Error "unsafe advice about opioids"
        finds "Spacing by hours, combining, getting through withdrawal, stopping opioids fast, a dose too low to block."
        matters "It can bring on withdrawal, or an overdose when the block is overcome."
        instead "Take it out. The library's warning says what is safe."
    ClaimFrequency "claim/frequency" Error "a word for how often, without a number"
        finds "Rare, common, usually, seldom and the like for harms, without a number in the sentence."
        matters "\"Common\" is read as about half of all people; it means 1 to 10 in 100."
        instead "Give the number and the size of the study, or say only that it can happen."
    ClaimRelativeRisk "claim/relative-risk" Error "a relative change alone"
        finds "Halves, twice as likely, 30% fewer, an odds or hazard ratio, without the numbers of people."
        matters "Half of very little is very little."
        instead "Give both groups as numbers of people out of the same total."
    ClaimOtherCondition "claim/other-condition" Error "a claim for another illness"
        finds "Benefit claimed for an illness that the sheet is not about."
        matters "The sheet's evidence statement does not cover it."
        instead "Take it out, or write a sheet for that illness."
    ClaimFalseAlarm "claim/false-alarm" Error "a false alarm that cannot count"
        finds "A `[[false-alarm]]` without a name, with too short a reason, or for a finding that cannot be waived."
        matters "Setting a finding aside is a decision that a named person answers for. Absolute safety, replacing treatment and opioid advice cannot be set aside."
        instead "Name the person and the reason, or mend the sentence."
    ClaimFalseAlarmUnused "claim/false-alarm-unused" Advice "a false alarm that nothing raises"
        finds "A `[[false-alarm]]` whose words raise no finding of that code."
        matters "Left behind, it would hide a later finding."
        instead "Take it out."
    ReadingLevel "reading/level" Error "the text is too hard to read"
        finds "An author's text above Flesch-Kincaid grade 8 (error) or 6 (advice), names of medicines and illnesses counted apart."
        matters "Half of all adults read at or below grade 8, and fewer when they are ill."
        instead "Make the edits that gain most; they are listed first."
    ReadingLongSentence "reading/long-sentence" Advice "a sentence of more than 25 words"
        finds "Sentences with more than 25 words."
        matters "A reader loses the beginning before the end."
        instead "Make two sentences of it."
    ReadingHardWord "reading/hard-word" Advice "a hard word with a plainer one"
        finds "Words and phrases in the list of hard words."
        matters "Short, known words are read by more people."
        instead "Use the plainer word."
    ReadingPassiveInstruction "reading/passive-instruction" Advice "an instruction that does not say who does it"
        finds "\"Should be taken\", \"is to be swallowed\" and the like."
        matters "The reader must know that it is for them to do."
        instead "Write \"take\", \"do not take\", \"ask us\"."
    ReadingAbbreviation "reading/abbreviation" Advice "an abbreviation that is not explained"
        finds "An abbreviation at its first use without what it stands for."
        matters "A short form that nobody explained is a foreign word."
        instead "Write it out at the first use, with the short form in brackets."
    ReadingLongParagraph "reading/long-paragraph" Advice "a paragraph of more than four sentences"
        finds "Paragraphs with more than four sentences."
        matters "A grey block is skipped."
        instead "Begin a new paragraph."
    ReadingLongList "reading/long-list" Advice "a list of more than six points"
        finds "Lists with more than six entries."
        matters "Nobody keeps more in mind."
        instead "Group the points, or keep the most useful ones."
    ReadingSum "reading/sum" Advice "a sum that the reader would have to do"
        finds "Half of, per kg, a percentage of, add up, and the like."
        matters "Many readers get it wrong, and a dose is worked out once, by a professional."
        instead "Print the amount."
    ReadingNumberUnit "reading/number-unit" Advice "a number that can part from its unit"
        finds "A number and a unit with a plain space between them."
        matters "At the end of a line the number is left alone."
        instead "Put a no-break space between them. In a sheet, Candor does."
    TemplateNotFound "template/not-found" Error "a template that is not there"
        finds "A template named in `candor.toml` or in another template that does not exist."
        matters "Without its template a sheet has no looks."
        instead "Mend the path; it is read from the workspace's `templates` folder."
    TemplateFailed "template/failed" Error "a template does not compile"
        finds "An error or a warning that the typesetting engine reports."
        matters "An unknown font or a layout that does not settle changes the page."
        instead "Mend the template at the place under the underline."
    TemplateFont "template/font" Error "a font that is not the one that was listed"
        finds "A font in the workspace whose SHA-256 is not the one in `candor.toml`."
        matters "A font can draw any letter as any other; the page proof trusts only fonts that somebody looked at."
        instead "Look at the font, and write its digest into `candor.toml`."
    PageMissingGlyph "page/missing-glyph" Error "a character that the font cannot draw"
        finds "A character in a text for which the embedded font has no shape."
        matters "It would print as an empty box."
        instead "Write it another way; the finding names the character."
    PageNoCard "page/no-card" Error "a wallet card of a medicine that has none"
        finds "The format `card` for a medicine without a card."
        matters "What helpers need in an emergency is written and sourced like a warning, not guessed."
        instead "Leave the format out, or give the medicine a card."
    PageTooLong "page/too-long" Error "the handout does not fit on one leaf"
        finds "A handout of more than two pages."
        matters "A second leaf gets lost, and with it half of the warnings."
        instead "Shorten the author's texts; the finding says by how much and where most can be gained."
    PageOwed "page/owed-missing" Error "the composition lacks something that the format owes"
        finds "A safety item, the evidence statement, the approval status or the DRAFT line that is not in the composition, or not in its place or words."
        matters "This is a fault in Candor or in a library, found before any page is made."
        instead "Report it as a bug in Candor, with the sheet."
    PageLost "page/leaf-lost" Error "a text of the composition is not on the pages"
        finds "A paragraph, item or heading that the template did not print, or printed where no reader gets it."
        matters "A template must not hide a warning."
        instead "Let the template place every part that it receives."
    PageChanged "page/leaf-changed" Error "a text is on the page in other words"
        finds "A text whose printed words are not those of the composition, letter by letter."
        matters "Reviewers sign the words of the composition."
        instead "Let the template place the parts as they are."
    PageTwice "page/leaf-twice" Error "a text is printed twice"
        finds "A text of the composition that stands more than once on the pages."
        matters "A repeated line that is later changed in one place contradicts itself."
        instead "Place each part once."
    PageOrder "page/leaf-order" Error "texts stand in another order than in the composition"
        finds "A text before one that should come earlier, in the order in which a screen reader reads them."
        matters "Who must not take a medicine comes before how to take it."
        instead "Place the parts in the order in which the template receives them."
    PageLines "page/lines" Error "lines too tight, too far apart, too short or too long"
        finds "Lines of a text nearer than 1.2 times the type size or 3 mm, further apart than twice the type size, or with a length that tires the eye."
        matters "Tight and overlong lines are lost by readers who need the sheet most."
        instead "Set the leading and the width of the column in the template's theme."
    PageParted "page/parted" Error "a text is parted from itself or from its heading"
        finds "A safety item or another owed text that is split across pages, or a heading at the foot of a page or column with its text elsewhere."
        matters "Half a warning is none; a reader who looks under a heading finds nothing."
        instead "Keep them together; in Typst, `block(breakable: false, …)` and `block(sticky: true, …)`."
    PageExtra "page/extra-text" Error "the page says something that is not in the composition"
        finds "Text, pictures or attachments that a template adds."
        matters "An added word can undo a warning."
        instead "Take it out of the template. Words belong in the sheet."
    PageUnseen "page/unseen" Error "a text cannot be seen"
        finds "Text that is off the page, clipped, covered, transparent, or turned."
        matters "PDF checkers accept all of these; a reader of the paper sees nothing."
        instead "Mend the template so that the text stands upright and free on the page."
    PageSmall "page/type-too-small" Error "type below the format's size"
        finds "Text smaller than 12 pt on a handout, and smaller than 9 pt in a footer."
        matters "Small print is where warnings go unread."
        instead "Raise the size in the template's theme."
    PageContrast "page/contrast" Error "too little contrast"
        finds "Text with a contrast below 7 to 1 against what lies under it."
        matters "Pale text disappears on a photocopy."
        instead "Use dark text on a light ground, or white on a dark one."
    PagePaper "page/paper" Error "the template prints on other paper"
        finds "A page of another size than the paper that was asked for."
        matters "A4 layout on Letter paper loses its last lines."
        instead "Leave the page size to Candor."
    PageSilent "page/silent" Error "a text does not reach a screen reader"
        finds "Text marked as decoration, or behind alternative text."
        matters "A reader who listens would miss a warning."
        instead "Place the text as plain text; only running headers and footers are decoration."
    PageExport "page/export" Error "the PDF would not be accessible or archivable"
        finds "A requirement of PDF/UA-1 or PDF/A-3a that the engine refuses."
        matters "The file must be readable by assistive technology and in ten years."
        instead "Mend the template as the message says."
    WorkspaceSetting "workspace/setting" Error "a setting that cannot be right"
        finds "A value in `candor.toml` that no clinic can have, such as an empty name."
        matters "The clinic's name and phone are printed on every sheet."
        instead "Mend the value."
}

impl Code {
    /// Returns the code with this text form.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_well_formed() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.iter().all(|name| {
            name.split('/').count() == 2
                && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '/')
        }));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn every_code_is_explained_in_sentences() {
        for code in Code::ALL {
            let Explanation { title, finds, matters, instead } = code.explanation();
            assert!(!title.ends_with('.'), "{}", code.as_str());
            for part in [finds, matters, instead] {
                assert!(part.ends_with('.'), "{}: {part}", code.as_str());
            }
        }
    }
}

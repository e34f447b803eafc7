//! What to do next, as the page says it: by what the page has for it, or who can do it elsewhere.

use candor_release::Hint;

/// Words a hint.
pub(super) fn told(hint: &Hint) -> String {
    let words = match hint {
        Hint::Say(words) => words,
        Hint::Fix => "fix them; they are listed with the sheet",
        Hint::FixInput => "fix what the list of sheets says of it",
        Hint::MakeWorkspace { .. } => {
            "whoever looks after Candor here can make one (`candor init`)"
        }
        Hint::NewSheet => "begin one with New sheet",
        Hint::ShowMedicine { .. } => {
            "choose another medicine, or ask whoever wrote it to fix its files"
        }
        Hint::MakeRoster => {
            "whoever looks after Candor here can make one (`candor roster start`); nobody publishes \
             alone, so it names two people or more"
        }
        Hint::ChangeRoster => "whoever looks after Candor here can change it (`candor roster add`)",
        Hint::ListRoster => "whoever looks after Candor here can say who is (`candor roster list`)",
        Hint::ProposeRoster => {
            "whoever looks after Candor here can propose one (`candor roster add`)"
        }
        Hint::SignProposal | Hint::SecondSignature => {
            "a second person of the roster signs it (`candor roster sign`)"
        }
        Hint::AddKey => {
            "use your own key, or ask whoever looks after Candor here to add it (`candor roster add`)"
        }
        Hint::AddPerson => {
            "ask whoever looks after Candor here to change the roster (`candor roster add`)"
        }
        Hint::AddRole => {
            "ask a reviewer to sign, or whoever looks after Candor here to add a role (`candor \
             roster add`)"
        }
        Hint::ShortenName => {
            "ask whoever looks after Candor here to put a shorter form of it on the roster (`candor \
             roster add`)"
        }
        Hint::MakeEd25519 => "publish with an ed25519 key (`candor key new` makes one)",
        Hint::MakeKey => "give the file of a private key (`candor key new` makes one)",
        Hint::Cut { .. } => "cut a candidate",
        Hint::CutChanged { .. } => "cut it again; nothing was signed",
        Hint::CutByRules { .. } => "cut it again; the signatures are then given again",
        Hint::Sign { .. } => "sign the candidate",
        Hint::GiveReason => "write why",
        Hint::KeepClass => "a person may raise the class and never lower it",
        Hint::ListPublished => "the review shows what was published",
        Hint::ListWithdrawn => "the review shows what was withdrawn",
        Hint::Verify => {
            "do not hand it out; whoever looks after Candor here can check the store (`candor \
             verify`) and get it from where it is kept safe"
        }
    };
    words.to_owned()
}

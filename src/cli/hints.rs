//! What to do next, as a terminal says it: with the command that does it.

use candor_release::Hint;

/// Words a hint.
pub(crate) fn told(hint: &Hint) -> String {
    let words = match hint {
        Hint::Say(words) => words,
        Hint::Fix => "fix them; `candor check` shows them again",
        Hint::FixInput => "fix what `candor check` says of it",
        Hint::MakeWorkspace { folder: None } => {
            "`candor init DIR` makes one; run the command inside it, or give --workspace"
        }
        Hint::MakeWorkspace { folder: Some(folder) } => {
            return format!("`candor init {folder}` makes one");
        }
        Hint::NewSheet => "`candor new ID` begins one",
        Hint::ShowMedicine { medicine } => {
            return format!("`candor library show {medicine}` shows them");
        }
        Hint::MakeRoster => {
            "make one with `candor roster start FILE`; nobody publishes alone, so it names two \
             people or more"
        }
        Hint::ChangeRoster => "change it with `candor roster add` or `remove`",
        Hint::ListRoster => "`candor roster list` shows who is",
        Hint::ProposeRoster => "propose one with `candor roster add` or `remove`",
        Hint::SignProposal => {
            "have it signed with `candor roster sign`, or remove the folder \
             releases/roster/proposal"
        }
        Hint::SecondSignature => "have a second person run `candor roster sign`",
        Hint::AddKey => "use your own key, or have it added with `candor roster add`",
        Hint::AddPerson => "have the roster changed with `candor roster add`",
        Hint::AddRole => "ask a reviewer to sign, or have a role added with `candor roster add`",
        Hint::ShortenName => "have a shorter form of it put on the roster with `candor roster add`",
        Hint::MakeEd25519 => "publish with an ed25519 key; `candor key new` makes one",
        Hint::MakeKey => "give a key that `candor key new` or ssh-keygen made",
        Hint::Cut { sheet } => return format!("cut one with `candor release cut {sheet}`"),
        Hint::CutChanged { sheet } => {
            return format!("cut it again with `candor release cut {sheet}`; nothing was signed");
        }
        Hint::CutByRules { sheet } => {
            return format!(
                "cut it again with `candor release cut {sheet}`; the signatures are then given again"
            );
        }
        Hint::Sign { sheet } => return format!("sign with `candor release sign {sheet}`"),
        Hint::GiveReason => "say it with `--reason`",
        Hint::KeepClass => "a person may raise the class and never lower it; leave out `--class`",
        Hint::ListPublished => "`candor release list` shows what was",
        Hint::ListWithdrawn => "`candor release list` shows since when",
        Hint::Verify => "run `candor verify`; get the store from where it is kept safe",
    };
    words.to_owned()
}

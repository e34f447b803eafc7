//! Fixed texts, each with the placeholders that it must hold.
//!
//! A field stands once, in `texts!`, with its placeholders beside it: without them it does not
//! compile, and nobody can forget to walk it.

use candor_model::FixedText;
use candor_model::span::Spanned;

/// Names that stand in braces in a text.
pub type Placeholders = &'static [&'static str];

/// A fixed text with what it must hold.
#[derive(Debug, Clone)]
pub struct Declared<'a> {
    /// Its key in the file, such as `lines.dose-when`.
    pub key: String,
    /// The text.
    pub text: &'a FixedText,
    /// Its placeholders, in every language and in every jurisdiction's words.
    pub placeholders: Placeholders,
}

/// What a field of fixed wording may be.
pub(super) trait Field {
    /// Adds the texts of the field; all of them have the same placeholders.
    fn declare<'a>(&'a self, key: String, placeholders: Placeholders, all: &mut Vec<Declared<'a>>);
}

impl Field for FixedText {
    fn declare<'a>(&'a self, key: String, placeholders: Placeholders, all: &mut Vec<Declared<'a>>) {
        all.push(Declared { key, text: self, placeholders });
    }
}

/// Names that are put into texts, not texts: whoever counts them looks at their letters.
impl Field for Vec<Spanned<String>> {
    fn declare<'a>(&'a self, _: String, _: Placeholders, _: &mut Vec<Declared<'a>>) {}
}

/// Makes a table of fixed texts: a struct whose fields name their placeholders.
macro_rules! texts {
    (
        $(#[$about:meta])*
        pub struct $table:ident {
            $($(#[$described:meta])* pub $field:ident: $type:ty = $placeholders:tt,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $table {
            $($(#[$described])* pub $field: $type,)*
        }

        impl $table {
            /// Adds every text, with its key below `table`.
            fn declare<'a>(&'a self, table: &str, all: &mut Vec<Declared<'a>>) {
                $(
                    let key = format!("{table}.{}", stringify!($field).replace('_', "-"));
                    Field::declare(&self.$field, key, &$placeholders, all);
                )*
            }
        }
    };
}

pub(super) use texts;

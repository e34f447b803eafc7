//! How a request names a sheet.

use candor_model::Id;
use serde::{Deserialize, Deserializer};

/// A sheet's id in a request: the only way to a file.
#[derive(Debug, Clone)]
pub(super) struct Sheet(pub(super) Id);

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Id::new(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

//! `candor release export`

use crate::args::version;
use std::path::{Path, PathBuf};

use candor_release::{DiskStore, Reader, StoreView, files};

use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::store_folder;

/// Write a published version as one archive
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    /// The version
    #[arg(value_parser = version)]
    pub version: candor_release::Version,
    /// The archive to write
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Writes a version as one archive.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let reader = Reader::new(&store);
    let view = StoreView::read(&store)?;
    if !view.ledger.versions(&args.sheet).any(|(_, published)| published.version == args.version) {
        return Err(CommandError::usage(format!(
            "version {} of `{}` was never published",
            args.version, args.sheet
        ))
        .hint("`candor release list` shows what was"));
    }
    let all = reader.all(&format!("published/{}/{}", args.sheet, args.version))?;
    candor_workspace::write(&args.file, &files::archive(&all)?)?;
    ui.data(&format!("{}\n", args.file.display()));
    Ok(DONE)
}

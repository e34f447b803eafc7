//! Where files stand in the engine's memory.

use std::sync::LazyLock;

use typst::syntax::package::{PackageSpec, PackageVersion};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

pub(super) const COMPOSITION: &str = "/composition.json";
/// The line with the number of each page, and the direction of its script.
pub(super) const PAGE_LINE: &str = "/page.json";

pub(super) fn composition_file() -> FileId {
    static ID: LazyLock<FileId> = LazyLock::new(|| sound(COMPOSITION));
    *ID
}

/// The file of the line with the number of each page.
pub(super) fn page_file() -> FileId {
    sound(PAGE_LINE)
}

pub(super) fn entry_file() -> FileId {
    static ID: LazyLock<FileId> =
        LazyLock::new(|| template_file("/candor.typ").expect("a sound path"));
    *ID
}

/// The file of Candor's own with a path that is known to be sound.
pub(super) fn sound(path: &str) -> FileId {
    inside(path).expect("a sound path")
}

pub(super) fn template_file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// A file of Candor's own. It lies in another root than templates do, and a path begins in the root
/// of the file that it is written in: no template can name it.
pub(super) fn inside(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    let version = PackageVersion { major: 0, minor: 0, patch: 0 };
    let root = PackageSpec { namespace: "candor".into(), name: "inside".into(), version };
    Some(FileId::new(RootedPath::new(VirtualRoot::Package(root), path)))
}

pub(super) fn picture_file(name: &str) -> Option<FileId> {
    inside(&format!("/pictures/{name}"))
}

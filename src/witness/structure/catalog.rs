//! The catalog: what a viewer is told of the file as a whole; and what may stand nowhere in it.

use lopdf::{Dictionary, Object};

use super::file::File;
use super::report::Report;
use candor_composition::Composition;
use candor_model::Writing;

/// What the catalog may hold. Page labels, actions, forms, layers and threads are not among it.
const KEYS: [&str; 11] = [
    "Type",
    "Pages",
    "Metadata",
    "OutputIntents",
    "Lang",
    "StructTreeRoot",
    "MarkInfo",
    "ViewerPreferences",
    "Outlines",
    "Names",
    "AF",
];

/// Keys that make a file act, show and hide, or say something beside its words.
const NOWHERE: [&str; 22] = [
    "AA",
    "AcroForm",
    "ActualText",
    "Annots",
    "Collection",
    "Dests",
    "E",
    "Encrypt",
    "JS",
    "JavaScript",
    "OC",
    "OCGs",
    "OCProperties",
    "OpenAction",
    "PageLabels",
    "PieceInfo",
    "Prev",
    "RichMedia",
    "Rotate",
    "Threads",
    "URI",
    "XFA",
];

const ACTIONS: [&str; 20] = [
    "GoTo",
    "GoTo3DView",
    "GoToDp",
    "GoToE",
    "GoToR",
    "Hide",
    "ImportData",
    "JavaScript",
    "Launch",
    "Movie",
    "Named",
    "Rendition",
    "ResetForm",
    "RichMediaExecute",
    "SetOCGState",
    "Sound",
    "SubmitForm",
    "Thread",
    "Trans",
    "URI",
];

/// The deepest nesting of what is looked through.
const MAX_DEPTH: usize = 64;

/// Returns the language of a document as its tag says it.
pub(super) fn language(composition: &Composition) -> String {
    format!("{}-{}", composition.language, composition.region)
}

/// Holds the catalog and the file as a whole against the composition.
pub(super) fn check(
    file: &File,
    catalog: &Dictionary,
    composition: &Composition,
    report: &mut Report,
) {
    report.only("end of the file", None, file.trailer(), &["Size", "Root", "Info", "ID"]);
    report.only("catalog", None, catalog, &KEYS);
    let wanted = language(composition);
    match file.text(catalog, "Lang") {
        Some(found) if found == wanted => {}
        found => report.wrong(
            "language",
            None,
            format!("it is \"{}\", not \"{wanted}\"", found.unwrap_or_default()),
        ),
    }
    marked(file, catalog, report);
    viewer(file, catalog, composition, report);
    for (_, object) in file.objects() {
        nowhere(object, 0, report);
    }
}

fn marked(file: &File, catalog: &Dictionary, report: &mut Report) {
    let Some(info) = file.dict(catalog, "MarkInfo") else {
        report.wrong("tags", None, "the file does not say that it has them");
        return;
    };
    report.only("tags", None, info, &["Marked", "Suspects"]);
    let says = |key| file.at(info, key).and_then(|value| value.as_bool().ok());
    if says("Marked") != Some(true) || says("Suspects") == Some(true) {
        report.wrong("tags", None, "the file says that they are missing or not sure");
    }
}

fn viewer(file: &File, catalog: &Dictionary, composition: &Composition, report: &mut Report) {
    let part = "viewer's settings";
    let Some(settings) = file.dict(catalog, "ViewerPreferences") else {
        report.wrong(part, None, "they are missing");
        return;
    };
    report.only(part, None, settings, &["DisplayDocTitle", "Direction"]);
    let shows_title = file.at(settings, "DisplayDocTitle").and_then(|value| value.as_bool().ok());
    if shows_title != Some(true) {
        report.wrong(part, None, "a viewer would show the file's name in place of its title");
    }
    let wanted: &[u8] = match composition.writing {
        Writing::Ltr => b"L2R",
        Writing::Rtl => b"R2L",
    };
    if file.name(settings, "Direction") != Some(wanted) {
        report.wrong(part, None, "they have the wrong direction of reading");
    }
}

/// Looks through every object for what may stand nowhere.
fn nowhere(object: &Object, depth: usize, report: &mut Report) {
    if MAX_DEPTH < depth {
        report.wrong("file", None, "its objects are nested too deeply");
        return;
    }
    if let Ok(list) = object.as_array() {
        for inner in list {
            nowhere(inner, depth + 1, report);
        }
    }
    let dict = object.as_dict().ok().or(object.as_stream().ok().map(|stream| &stream.dict));
    for (key, inner) in dict.into_iter().flatten() {
        if let Some(known) = NOWHERE.iter().find(|known| known.as_bytes() == key.as_slice())
            // The bookmark before another one.
            && !(*known == "Prev" && dict.is_some_and(|dict| dict.has(b"Title")))
        {
            report.wrong("file", None, format!("it has `{known}`, which no page of paper needs"));
        }
        let names_action = key == b"S"
            && inner.as_name().is_ok_and(|name| ACTIONS.iter().any(|kind| kind.as_bytes() == name));
        if names_action {
            report.wrong("file", None, "it has an action: it would do something when it is read");
        }
        nowhere(inner, depth + 1, report);
    }
}

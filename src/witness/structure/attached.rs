//! The file inside the file: the composition, once, byte for byte, and no other.

use lopdf::{Dictionary, Object, Stream};

use super::file::{File, refers, text, unpacked};
use super::report::Report;
use candor_composition::Composition;

/// What findings call it.
const PART: &str = "attachment";
const NAME: &str = "composition.json";
/// What it is said to be.
const ABOUT: &str = "The words of this document, in order, with their sources";

/// Holds what is attached against the composition.
pub(super) fn check(
    file: &File,
    catalog: &Dictionary,
    composition: &Composition,
    report: &mut Report,
) {
    let is = |object: &Object, kind: &[u8]| {
        let stream = object.as_stream().ok().map(|stream| &stream.dict);
        let dict = object.as_dict().ok().or(stream);
        dict.is_some_and(|dict| {
            dict.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == kind)
        })
    };
    let count = |kind: &[u8]| file.objects().filter(|(_, object)| is(object, kind)).count();
    if count(b"EmbeddedFile") != 1 || count(b"Filespec") != 1 {
        report.wrong(PART, None, "the file must carry its composition, once, and nothing else");
    }
    let Some((spec, named)) = listed(file, catalog, report) else {
        report.wrong(PART, None, "no composition is listed");
        return;
    };
    let is_named = text(named).is_some_and(|name| name == NAME);
    let says = |key: &str, wanted: &str| file.text(spec, key).is_some_and(|found| found == wanted);
    if !is_named || !says("F", NAME) || !says("UF", NAME) || !says("Desc", ABOUT) {
        report.wrong(PART, None, "it has another name than Candor gives it");
    }
    report.only(PART, None, spec, &["Type", "F", "UF", "EF", "AFRelationship", "Desc"]);
    if file.name(spec, "AFRelationship") != Some(b"Source".as_slice()) {
        report.wrong(PART, None, "it is not said to be the source of the pages");
    }
    let Some(streams) = file.dict(spec, "EF") else {
        report.wrong(PART, None, "it holds no file");
        return;
    };
    report.only(PART, None, streams, &["F", "UF"]);
    let wanted = composition.to_json();
    let holds = |stream: &Stream| unpacked(stream).is_some_and(|bytes| bytes == wanted);
    if !["F", "UF"].iter().all(|key| file.stream(streams, key).is_some_and(holds)) {
        report.wrong(PART, None, "it is not the composition of these pages, byte for byte");
    }
}

/// The one file that is listed, with the name under which it is.
fn listed<'a>(
    file: &'a File,
    catalog: &'a Dictionary,
    report: &mut Report,
) -> Option<(&'a Dictionary, &'a Object)> {
    let names = file.dict(catalog, "Names")?;
    report.only(PART, None, names, &["EmbeddedFiles"]);
    let files = file.dict(names, "EmbeddedFiles")?;
    report.only(PART, None, files, &["Names"]);
    let [name, spec] = file.array(files, "Names")? else { return None };
    let [source] = file.array(catalog, "AF")? else { return None };
    let same = source.as_reference().ok().is_some_and(|id| spec.as_reference().ok() == Some(id));
    if !same {
        report.wrong(PART, None, "what is attached is not what the pages are said to come from");
    }
    file.follow(spec)
        .as_dict()
        .ok()
        .map(|spec| (spec, name))
        .filter(|(spec, _)| refers(spec, "EF").is_some() || spec.has(b"EF"))
}

//! What the file says of itself: title, date and program, twice, and nothing else.

use std::fmt::Write as _;

use lopdf::Dictionary;

use super::catalog::language;
use super::file::{File, text, unpacked};
use super::report::Report;
use candor_composition::Composition;

/// What findings call it.
const PART: &str = "metadata";

/// Holds both forms of metadata against the composition.
pub(super) fn check(
    file: &File,
    catalog: &Dictionary,
    composition: &Composition,
    pages: usize,
    report: &mut Report,
) {
    let [year, month, day] = composition.date;
    let creator = format!("Candor {}", env!("CARGO_PKG_VERSION"));
    let date = format!("D:{year:04}{month:02}{day:02}000000Z");
    let wanted = [
        ("Title", composition.document_title.as_str()),
        ("Creator", &creator),
        ("CreationDate", &date),
        ("ModDate", &date),
    ];
    match file.dict(file.trailer(), "Info") {
        Some(info) => {
            report.only(PART, None, info, &wanted.map(|(key, _)| key));
            for (key, wanted) in wanted {
                if file.text(info, key).is_none_or(|found| found != wanted) {
                    let problem = format!("`{key}` is not \"{wanted}\"");
                    report.wrong(PART, None, problem);
                }
            }
        }
        None => report.wrong(PART, None, "there is none"),
    }
    let ids = file.array(file.trailer(), "ID").unwrap_or_default();
    let ids: Vec<String> = ids.iter().filter_map(text).collect();
    let [document, instance] = ids.as_slice() else {
        report.wrong(PART, None, "the file has no identifiers");
        return;
    };
    let found = file.stream(catalog, "Metadata").and_then(unpacked);
    let wanted = packet(composition, &creator, pages, document, instance);
    if found.is_none_or(|found| found != wanted.as_bytes()) {
        report.wrong(PART, None, "its packet (XMP) says something else than Candor writes");
    }
}

/// The whole packet as it must be: whatever else a packet could say is a difference.
fn packet(
    composition: &Composition,
    creator: &str,
    pages: usize,
    document: &str,
    instance: &str,
) -> String {
    let [year, month, day] = composition.date;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let (title, creator) = (escaped(&composition.document_title), escaped(creator));
    let language = language(composition);
    let mut out = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\" x:xmptk=\"xmp-writer\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
         rdf:about=\"\" ",
    );
    for (prefix, address) in PREFIXES {
        let _ = write!(out, "xmlns:{prefix}=\"{address}\" ");
        if prefix != "pdfaProperty" {
            out.push(' ');
        }
    }
    let _ = write!(
        out,
        "><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt>\
         </dc:title><xmp:CreatorTool>{creator}</xmp:CreatorTool><dc:language><rdf:Bag><rdf:li>\
         {language}</rdf:li></rdf:Bag></dc:language><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmpMM:History><rdf:Seq>{RESOURCE}\
         <stEvt:action>saved</stEvt:action><stEvt:when>{date}</stEvt:when><stEvt:instanceID>\
         {instance}_source</stEvt:instanceID></rdf:li>{RESOURCE}<stEvt:action>converted\
         </stEvt:action><stEvt:when>{date}</stEvt:when><stEvt:softwareAgent>{creator}\
         </stEvt:softwareAgent><stEvt:instanceID>{instance}_source</stEvt:instanceID></rdf:li>\
         </rdf:Seq></xmpMM:History>"
    );
    out.push_str("<pdfaExtension:schemas><rdf:Bag>");
    for (schema, address, prefix, properties) in SCHEMAS {
        let _ = write!(
            out,
            "{RESOURCE}<pdfaSchema:schema>{schema}</pdfaSchema:schema><pdfaSchema:namespaceURI>\
             {address}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
             <pdfaSchema:property><rdf:Seq>"
        );
        for (category, about, name, kind) in properties {
            let _ = write!(
                out,
                "{RESOURCE}<pdfaProperty:category>{category}</pdfaProperty:category>\
                 <pdfaProperty:description>{about}</pdfaProperty:description>\
                 <pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{kind}\
                 </pdfaProperty:valueType></rdf:li>"
            );
        }
        out.push_str("</rdf:Seq></pdfaSchema:property></rdf:li>");
    }
    let _ = write!(
        out,
        "</rdf:Bag></pdfaExtension:schemas><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A\
         </pdfaid:conformance><pdfuaid:part>1</pdfuaid:part><xmpTPg:NPages>{pages}\
         </xmpTPg:NPages><dc:format>application/pdf</dc:format><xmpMM:InstanceID>{instance}\
         </xmpMM:InstanceID><xmpMM:DocumentID>{document}</xmpMM:DocumentID>\
         <xmpMM:RenditionClass>proof</xmpMM:RenditionClass><pdf:PDFVersion>1.7\
         </pdf:PDFVersion></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    );
    out
}

const RESOURCE: &str = "<rdf:li rdf:parseType=\"Resource\">";

/// The vocabularies, in the order in which the engine names them.
const PREFIXES: [(&str, &str); 11] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("stEvt", "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("xmpTPg", "http://ns.adobe.com/xap/1.0/t/pg/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// Category, description, name and kind of a property.
type Property = (&'static str, &'static str, &'static str, &'static str);

/// What PDF/A asks to be explained: schema, address, prefix, properties.
const SCHEMAS: [(&str, &str, &str, &[Property]); 3] = [
    (
        "XMP Media Management schema",
        "http://ns.adobe.com/xap/1.0/mm/",
        "xmpMM",
        &[(
            "internal",
            "UUID based identifier for specific incarnation of a document",
            "InstanceID",
            "Text",
        )],
    ),
    (
        "Adobe PDF schema",
        "http://ns.adobe.com/pdf/1.3/",
        "pdf",
        &[
            ("external", "Keywords associated with the document", "Keywords", "Text"),
            (
                "internal",
                "Version of the PDF specification to which the document conforms",
                "PDFVersion",
                "Text",
            ),
            (
                "internal",
                "Name of the application that created the PDF document",
                "Producer",
                "Text",
            ),
            ("internal", "Whether the document has been trapped", "Trapped", "Text"),
        ],
    ),
    (
        "PDF/UA Identification schema",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        &[("internal", "Part Number of ISO 14289 (PDF/UA)", "part", "Integer")],
    ),
];

/// A text between tags.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&apos;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

//! Objects of a PDF, with bounds on what is read.

use lopdf::{Dictionary, LoadOptions, Object, ObjectId, Stream};

/// The largest file that is read, in bytes.
const MAX_FILE: usize = 64 << 20;
/// The most bytes that one stream may unpack to.
const MAX_STREAM: usize = 32 << 20;
/// The most references from one to the next.
const MAX_STEPS: usize = 16;

/// A PDF that could be read.
pub(super) struct File {
    document: lopdf::Document,
}

impl File {
    /// Reads the bytes of a file, as they are written: nothing is repaired.
    pub(super) fn read(pdf: &[u8]) -> Result<Self, String> {
        if MAX_FILE < pdf.len() {
            return Err("it is too large to be read".to_owned());
        }
        let options = LoadOptions {
            strict: true,
            max_decompressed_size: Some(MAX_STREAM),
            ..LoadOptions::default()
        };
        let document = lopdf::Document::load_mem_with_options(pdf, options)
            .map_err(|error| format!("it cannot be read: {error}"))?;
        if document.is_encrypted() || document.was_encrypted() {
            return Err("it is encrypted".to_owned());
        }
        if document.revision_count() != 1 {
            return Err("it was changed after it was written".to_owned());
        }
        Ok(Self { document })
    }

    /// Returns the dictionary at the end of the file.
    pub(super) fn trailer(&self) -> &Dictionary {
        &self.document.trailer
    }

    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.dict(self.trailer(), "Root")
    }

    /// Returns every object, by its number.
    pub(super) fn objects(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.document.objects.iter().map(|(id, object)| (*id, object))
    }

    /// Follows references; one that leads nowhere gives `null`.
    pub(super) fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        let mut object = object;
        for _ in 0..MAX_STEPS {
            match object.as_reference().ok() {
                Some(id) => object = self.document.objects.get(&id).unwrap_or(&Object::Null),
                None => return object,
            }
        }
        &Object::Null
    }

    /// Returns the value of a key, followed.
    pub(super) fn at<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dict.get(key.as_bytes()).ok().map(|object| self.follow(object))
    }

    /// Returns the dictionary with this number.
    pub(super) fn dict_of(&self, id: ObjectId) -> Option<&Dictionary> {
        self.document.objects.get(&id)?.as_dict().ok()
    }

    pub(super) fn dict<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.at(dict, key)?.as_dict().ok()
    }

    pub(super) fn array<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a [Object]> {
        self.at(dict, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(super) fn name<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
        self.at(dict, key)?.as_name().ok()
    }

    pub(super) fn text(&self, dict: &Dictionary, key: &str) -> Option<String> {
        text(self.at(dict, key)?)
    }

    pub(super) fn stream<'a>(&'a self, dict: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.at(dict, key)?.as_stream().ok()
    }
}

/// Returns the object that a key refers to.
pub(super) fn refers(dict: &Dictionary, key: &str) -> Option<ObjectId> {
    dict.get(key.as_bytes()).ok()?.as_reference().ok()
}

/// Returns a string that is meant to be read.
pub(super) fn text(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

/// Returns what a stream holds, if its bounds allow.
pub(super) fn unpacked(stream: &Stream) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(MAX_STREAM).ok()
}

//! Entries between brackets or braces: put in and taken out, with everything around them kept.

use std::ops::Range;

use super::written::Written;

/// A list as it stands in the text.
pub(super) struct List<'a> {
    pub(super) written: &'a Written<'a>,
    /// The list, its brackets included.
    pub(super) whole: Range<usize>,
    /// The bytes of each entry.
    pub(super) entries: Vec<Range<usize>>,
}

/// A piece of text to take out, and what takes its place.
pub(super) type Splice = (Range<usize>, String);

impl List<'_> {
    fn text(&self) -> &str {
        self.written.text
    }

    /// Where the inside ends.
    fn close(&self) -> usize {
        self.whole.end - 1
    }

    /// Returns the place of the comma in a gap between entries; commas in comments do not count.
    fn comma(&self, gap: Range<usize>) -> Option<usize> {
        let mut in_comment = false;
        for (at, c) in self.text()[gap.clone()].char_indices() {
            match c {
                '#' => in_comment = true,
                '\n' => in_comment = false,
                ',' if !in_comment => return Some(gap.start + at),
                _ => {}
            }
        }
        None
    }

    /// Where the gap behind an entry ends.
    fn gap(&self, index: usize) -> Range<usize> {
        let end = self.entries.get(index + 1).map_or(self.close(), |next| next.start);
        self.entries[index].end..end
    }

    /// Whether nothing but white space stands before a byte on its line.
    fn begins_line(&self, at: usize) -> bool {
        let start = self.written.line_start(at);
        self.text()[start..at].trim().is_empty()
    }

    /// Puts an entry before the one with this index.
    pub(super) fn insert(&self, index: usize, entry: &str) -> Splice {
        let newline = self.written.newline();
        if self.entries.is_empty() {
            let at = self.whole.start + 1;
            return (at..at, entry.to_owned());
        }
        if let Some(next) = self.entries.get(index) {
            let behind = if self.begins_line(next.start) {
                let start = self.written.line_start(next.start);
                let indent = &self.text()[start..next.start];
                format!("{entry},{newline}{indent}")
            } else {
                format!("{entry}, ")
            };
            return (next.start..next.start, behind);
        }
        let last = self.entries.len() - 1;
        let (start, end) = (self.entries[last].start, self.entries[last].end);
        let comma = self.comma(self.gap(last));
        if self.begins_line(start) {
            let indent = &self.text()[self.written.line_start(start)..start];
            // A comment behind the last entry stays on its line.
            let from = comma.map_or(end, |comma| comma + 1);
            let rest = &self.text()[from..self.close()];
            let line = rest.find(['\n', '\r']).map_or(rest.len(), |newline| newline);
            let kept = &rest[..line];
            let missing = if comma.is_none() { "," } else { "" };
            let added = format!("{missing}{kept}{newline}{indent}{entry},");
            return (from..from + line, added);
        }
        match comma {
            Some(comma) => (comma + 1..comma + 1, format!(" {entry},")),
            None => (end..end, format!(", {entry}")),
        }
    }

    /// Takes an entry out, with its comma.
    pub(super) fn remove(&self, index: usize) -> Splice {
        let entry = self.entries[index].clone();
        let comma = self.comma(self.gap(index));
        let end = comma.map_or(entry.end, |comma| comma + 1);
        let line = self.written.line_end(end);
        let rest = &self.text()[end..line.min(self.close())];
        let alone = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        if self.begins_line(entry.start) && alone && line <= self.close() {
            return (self.written.line_start(entry.start)..line, String::new());
        }
        if comma.is_some() {
            // The space behind the comma goes with it.
            let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            return (entry.start..end + spaces, String::new());
        }
        // The last entry takes the comma before it along.
        let before = index.checked_sub(1).and_then(|before| self.comma(self.gap(before)));
        (before.unwrap_or(entry.start)..entry.end, String::new())
    }
}

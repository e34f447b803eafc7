//! A composition as lines of text and as one page for a browser: the same words in the same order
//! as on paper, without pages.

use std::fmt::Write as _;

use data_encoding::BASE64;

use candor_composition::{Block, CalendarRow, Composition, Drawn, FigureKind, Leaf, Part};
use candor_model::{Place, Writing};
use candor_typeset::Engine;

/// The style of the page for a browser; it travels in the file.
const STYLE: &str = include_str!("../../../templates/page.css");
/// Room to write by hand.
const WRITE: &str = "________";

/// Writes a composition as plain text: one leaf a line, for portals and for speech.
pub fn text(composition: &Composition) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    let ruled = |text: &str, sign: &str| format!("{text}\n{}", sign.repeat(text.chars().count()));
    line(&composition.running.header.text());
    line("");
    line(&ruled(&composition.title.text(), "="));
    line("");
    line(&composition.purpose.text());
    line(&composition.state.text());
    for section in &composition.sections {
        line("");
        line(&ruled(&section.heading.text(), "-"));
        line("");
        for block in &section.blocks {
            match block {
                Block::Paragraph(entry) => line(&entry.text.text()),
                Block::Bullets { entries } => {
                    for entry in entries {
                        line(&format!("- {}", entry.text.text()));
                    }
                }
                Block::Steps { entries } => {
                    for (index, entry) in entries.iter().enumerate() {
                        line(&format!("{}. {}", index + 1, entry.text.text()));
                    }
                }
                Block::Table { header, rows } => {
                    for row in std::iter::once(header).chain(rows) {
                        let cells: Vec<String> = row.iter().map(Leaf::text).collect();
                        line(&cells.join(" | "));
                    }
                }
                Block::Standing { lines, by_hand: false } => {
                    for leaf in lines {
                        line(&leaf.text());
                    }
                }
                Block::WriteLines { labels } | Block::Standing { lines: labels, .. } => {
                    for label in labels {
                        line(&format!("{} {WRITE}", label.text()));
                    }
                }
                Block::Figure { .. } => {
                    for part in block.parts() {
                        match part {
                            Part::Text(leaf) => line(&leaf.text()),
                            Part::Drawn(drawn) => line(&format!("({})", drawn.alt)),
                        }
                    }
                }
                Block::Calendar { header, rows } => {
                    let cells: Vec<String> = header.iter().map(Leaf::text).collect();
                    line(&cells.join(" | "));
                    for CalendarRow { week, dose, days } in rows {
                        let (week, dose) = (week.text(), dose.text());
                        line(&format!("{week} | {dose} | {WRITE} | ({})", days.alt));
                    }
                }
            }
        }
    }
    line("");
    line(&composition.running.footer.text());
    out
}

/// Writes a composition as one HTML file that needs nothing else.
///
/// Each leaf is one element that names it, by which the proof finds the leaf again.
pub fn html(composition: &Composition, engine: &Engine) -> String {
    let mut page = Page { out: String::new() };
    let language = format!("{}-{}", composition.language, composition.region);
    page.raw(&format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n",
        escape(&language),
        if composition.writing == Writing::Rtl { "rtl" } else { "ltr" },
        escape(&composition.document_title),
    ));
    page.leaf("p", "", &composition.running.header);
    page.raw("</header>\n<main>\n");
    if let Some(logo) = &composition.logo
        && let Some(bytes) = engine.picture(&logo.picture)
    {
        page.picture("logo", &logo.picture, &bytes, &logo.alt);
    }
    page.leaf("h1", "", &composition.title);
    page.leaf("p", "", &composition.purpose);
    page.leaf("p", " class=\"state\"", &composition.state);
    for section in &composition.sections {
        let _ = writeln!(page.out, "<section class=\"{}\">", section.place.as_str());
        page.leaf("h2", "", &section.heading);
        for block in &section.blocks {
            page.block(block);
        }
        if section.place == Place::Contacts
            && let Some(code) = &composition.code
            && let Some(bytes) = candor_composition::qr::svg(&code.qr)
        {
            page.picture("code", &code.picture, &bytes, &code.alt);
        }
        page.raw("</section>\n");
    }
    page.raw("</main>\n<footer>\n");
    page.leaf("p", "", &composition.running.footer);
    page.raw("</footer>\n</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
}

impl Page {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn leaf(&mut self, element: &str, attributes: &str, leaf: &Leaf) {
        let _ = write!(self.out, "<{element}{attributes} data-leaf=\"{}\">", escape(&leaf.leaf));
        for run in &leaf.runs {
            let text = escape(&run.text);
            let _ = if run.strong {
                write!(self.out, "<strong>{text}</strong>")
            } else {
                write!(self.out, "{text}")
            };
        }
        let _ = writeln!(self.out, "</{element}>");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(entry) => {
                let statement = entry.role == candor_composition::Role::Statement;
                self.leaf("p", if statement { " class=\"statement\"" } else { "" }, &entry.text);
            }
            Block::Bullets { entries } | Block::Steps { entries } => {
                let list = if matches!(block, Block::Steps { .. }) { "ol" } else { "ul" };
                let _ = writeln!(self.out, "<{list}>");
                for entry in entries {
                    self.leaf("li", "", &entry.text);
                }
                let _ = writeln!(self.out, "</{list}>");
            }
            Block::Table { header, rows } => {
                self.raw("<div class=\"table\"><table>\n<thead><tr>\n");
                for cell in header {
                    self.leaf("th", " scope=\"col\"", cell);
                }
                self.raw("</tr></thead>\n<tbody>\n");
                for row in rows {
                    self.raw("<tr>\n");
                    for (index, cell) in row.iter().enumerate() {
                        if index == 0 {
                            self.leaf("th", " scope=\"row\"", cell);
                        } else {
                            self.leaf("td", "", cell);
                        }
                    }
                    self.raw("</tr>\n");
                }
                self.raw("</tbody>\n</table></div>\n");
            }
            Block::Standing { lines, by_hand: false } => {
                for leaf in lines {
                    self.leaf("p", "", leaf);
                }
            }
            Block::WriteLines { labels } | Block::Standing { lines: labels, .. } => {
                for label in labels {
                    self.leaf("p", " class=\"write\"", label);
                }
            }
            Block::Figure { figure, title, rows, axis, notes } => {
                let kind = match figure {
                    FigureKind::Certainty => "certainty",
                    FigureKind::Count => "count",
                    FigureKind::Change => "change",
                };
                let _ = writeln!(self.out, "<div class=\"figure {kind}\">");
                if let Some(title) = title {
                    self.leaf("h3", "", title);
                }
                for row in rows {
                    self.raw("<div class=\"row\">\n");
                    self.leaf("p", "", &row.text);
                    self.drawn(&row.drawn);
                    self.raw("</div>\n");
                }
                if !axis.is_empty() {
                    self.raw("<div class=\"axis\">\n");
                    for end in axis {
                        self.leaf("p", "", end);
                    }
                    self.raw("</div>\n");
                }
                for note in notes {
                    self.leaf("p", "", note);
                }
                self.raw("</div>\n");
            }
            Block::Calendar { header, rows } => self.calendar(header, rows),
        }
    }

    fn calendar(&mut self, header: &[Leaf], rows: &[CalendarRow]) {
        self.raw("<div class=\"table\"><table class=\"calendar\">\n<thead><tr>\n");
        for cell in header {
            self.leaf("th", " scope=\"col\"", cell);
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>\n");
            self.leaf("th", " scope=\"row\"", &row.week);
            self.leaf("td", "", &row.dose);
            // Room for a date.
            self.raw("<td></td>\n<td>");
            self.drawn(&row.days);
            self.raw("</td>\n</tr>\n");
        }
        self.raw("</tbody>\n</table></div>\n");
    }

    fn drawn(&mut self, drawn: &Drawn) {
        self.picture("drawn", &drawn.picture, &drawn.draws.svg(), &drawn.alt);
    }

    fn picture(&mut self, class: &str, name: &str, bytes: &[u8], alt: &str) {
        let kind = if name.ends_with(".png") { "image/png" } else { "image/svg+xml" };
        let _ = writeln!(
            self.out,
            "<img class=\"{class}\" alt=\"{}\" src=\"data:{kind};base64,{}\">",
            escape(alt),
            BASE64.encode(bytes),
        );
    }
}

/// Makes author text harmless as text and in a quoted attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

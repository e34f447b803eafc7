//! The finished file as a picture, whole and without its words.
//!
//! Where the two differ, words are visible: the ink of each letter's nominal outline must show there,
//! at its place. Elsewhere they are the same, and the picture without words shows what the declared
//! rectangles and lines explain. Nothing here comes from the frames, and nothing but the places of
//! letters from the reading of the file's instructions.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use lopdf::Document;
use lopdf::content::Content;

use super::findings::Findings;
use super::ink::Painted;
use super::line::Line;
use super::outlines::Outlines;
use super::plane::Rect;
use candor_model::Setting;

/// Pixels to an em of what is read, and of the lines at head and foot: 72 to the inch for 12 pt, the
/// cheapest at which no honest sheet was refused (50, 72, 100 and 150 were tried).
const PIXELS: (f64, f64) = (12.0, 9.0);
/// The operators that show text.
const SHOWING: [&str; 4] = ["Tj", "TJ", "'", "\""];
/// How much of a letter's ink must show, and of a line's, as shares of what is due.
const OF_LETTER: f64 = 0.5;
const OF_LINE: (f64, f64) = (0.75, 1.3);
/// Colours nearer than this are the same, of 255.
const SAME: f64 = 40.0;
/// A letter with less ink than this many pixels is judged with its line alone.
const LEAST: f64 = 0.8;

/// A picture of a page.
struct View {
    pixmap: Pixmap,
    scale: f64,
}

impl View {
    fn of<'a>(
        page: &'a Page<'a>,
        cache: &RenderCache<'a>,
        settings: &InterpreterSettings,
        scale: f64,
    ) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a factor near one")]
        let factor = scale as f32;
        let shown = RenderSettings {
            x_scale: factor,
            y_scale: factor,
            bg_color: WHITE,
            ..RenderSettings::default()
        };
        Self { pixmap: render(page, cache, settings, &shown), scale }
    }

    fn size(&self) -> (usize, usize) {
        (usize::from(self.pixmap.width()), usize::from(self.pixmap.height()))
    }

    fn at(&self, x: usize, y: usize) -> [f64; 3] {
        let pixel = self.pixmap.data().get(y * usize::from(self.pixmap.width()) + x);
        pixel.map_or([255.0; 3], |p| [p.r, p.g, p.b].map(f64::from))
    }

    /// The pixels that a part of the page touches, from and to in both directions.
    fn pixels(&self, part: Rect, room: f64) -> [usize; 4] {
        let (width, height) = self.size();
        let within = |value: f64, most: usize| {
            let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the picture"
            )]
            let index = value.clamp(0.0, most) as usize;
            index
        };
        let left = within((part.left * self.scale - room).floor(), width);
        let top = within((part.top * self.scale - room).floor(), height);
        let right = within((part.right * self.scale + room).ceil(), width);
        let bottom = within((part.bottom * self.scale + room).ceil(), height);
        [left, right.max(left), top, bottom.max(top)]
    }
}

/// Returns the file without its words.
fn wordless(pdf: &[u8]) -> Option<Vec<u8>> {
    let mut document = Document::load_mem(pdf).ok()?;
    for page in document.get_pages().into_values() {
        let mut content = document.get_and_decode_page_content(page).ok()?;
        content.operations.retain(|op| !SHOWING.contains(&op.operator.as_str()));
        document.change_page_content(page, content.encode().ok()?).ok()?;
    }
    for object in document.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        let is_form = stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name);
        if is_form.is_ok_and(|name| name == b"Form") {
            let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let mut content = Content::decode(&bytes).ok()?;
            content.operations.retain(|op| !SHOWING.contains(&op.operator.as_str()));
            stream.set_plain_content(content.encode().ok()?);
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}

/// Reports words that do not show, and ink that nothing explains.
pub(super) fn check(
    pdf: &[u8],
    file: &Pdf,
    lines: &[Line],
    painted: &[Painted],
    outlines: &Outlines<'_>,
    setting: Setting,
    findings: &mut Findings,
) {
    let scale = (PIXELS.0 / setting.body).max(PIXELS.1 / setting.running);
    let stripped = wordless(pdf).and_then(|bytes| Pdf::new(bytes).ok());
    let Some(stripped) = stripped else {
        findings.add("template", None, "the finished file cannot be read without its words");
        return;
    };
    let settings = InterpreterSettings::default();
    let (cache, bare_cache) = (RenderCache::new(), RenderCache::new());
    let (pages, bare_pages) = (file.pages(), stripped.pages());
    for (index, (page, bare)) in pages.iter().zip(bare_pages.iter()).enumerate() {
        let whole = View::of(page, &cache, &settings, scale);
        let bare = View::of(bare, &bare_cache, &settings, scale);
        if whole.size() != bare.size() {
            findings.add("template", Some(index), "its picture changes its size without words");
            continue;
        }
        let mine: Vec<&Line> = lines.iter().filter(|line| line.page == index).collect();
        for line in &mine {
            if let Err(reason) = shows(line, &whole, &bare, outlines) {
                findings.add(&line.name, Some(index), reason);
            }
        }
        same_elsewhere(&mine, &whole, &bare, index, findings);
        if let Some(painted) = painted.get(index) {
            explained(painted, &bare, index, findings);
        }
    }
}

/// Whether the ink of a line's letters shows where it is due.
fn shows(line: &Line, whole: &View, bare: &View, outlines: &Outlines<'_>) -> Result<(), String> {
    let mut due = 0.0;
    for (ink, known) in &line.letters {
        let inner = bare.pixels(*ink, -1.0);
        let ground = middle(bare, inner);
        let color = line.color.map(|part| part * 255.0);
        let full = apart(color, ground);
        if full < SAME {
            return Err("in the picture it cannot be told from its ground".to_owned());
        }
        let mut inside = pixels(inner);
        if inside.any(|(x, y)| SAME < apart(bare.at(x, y), ground)) {
            return Err("in the picture other ink lies under it".to_owned());
        }
        let visible = |(x, y)| (apart(whole.at(x, y), bare.at(x, y)) / full).min(1.0);
        let sum: f64 = pixels(whole.pixels(*ink, 0.5)).map(visible).sum();
        let letter = outlines.get(*known);
        let area = letter.area * (line.size * whole.scale).powi(2);
        if LEAST < area && sum < OF_LETTER * area {
            return Err(format!(
                "in the picture {:?} shows {:.0} % of its ink",
                letter.texts.first().map_or("", String::as_str),
                100.0 * sum / area
            ));
        }
        due += area;
    }
    let ground = middle(bare, bare.pixels(line.ink, -1.0));
    let full = apart(line.color.map(|part| part * 255.0), ground).max(SAME);
    let visible = |(x, y)| (apart(whole.at(x, y), bare.at(x, y)) / full).min(1.0);
    let shown: f64 = pixels(whole.pixels(line.ink, 0.5)).map(visible).sum();
    let share = shown / due.max(LEAST);
    if 4.0 * LEAST < due && !(OF_LINE.0..=OF_LINE.1).contains(&share) {
        return Err(format!("in the picture it shows {:.0} % of its ink", share * 100.0));
    }
    Ok(())
}

/// All pixels of a box.
fn pixels([left, right, top, bottom]: [usize; 4]) -> impl Iterator<Item = (usize, usize)> {
    (top..bottom).flat_map(move |y| (left..right).map(move |x| (x, y)))
}

/// The colour in the middle of a box.
fn middle(view: &View, [left, right, top, bottom]: [usize; 4]) -> [f64; 3] {
    let (x, y) = (usize::midpoint(left, right), usize::midpoint(top, bottom));
    view.at(x, y)
}

fn apart(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Away from words both pictures are the same.
fn same_elsewhere(
    lines: &[&Line],
    whole: &View,
    bare: &View,
    page: usize,
    findings: &mut Findings,
) {
    let (width, height) = whole.size();
    let mut is_word = vec![false; width * height];
    for line in lines {
        let [left, right, top, bottom] = whole.pixels(line.ink, 1.0);
        for y in top..bottom {
            is_word[y * width + left..y * width + right].fill(true);
        }
    }
    let (a, b) = (whole.pixmap.data(), bare.pixmap.data());
    let differs = |index: &usize| {
        let (a, b) = (a[*index], b[*index]);
        !is_word[*index]
            && [(a.r, b.r), (a.g, b.g), (a.b, b.b)]
                .iter()
                .any(|(a, b)| SAME < f64::from(a.abs_diff(*b)))
    };
    if (0..a.len().min(b.len())).any(|index| differs(&index)) {
        findings.add("template", Some(page), "in the picture words show where none are due");
    }
}

/// What the picture without words shows is what the declared ink explains.
fn explained(painted: &Painted, bare: &View, page: usize, findings: &mut Findings) {
    let (width, height) = bare.size();
    let mut due = vec![[255.0; 3]; width * height];
    // Along edges renderers round as they like.
    let mut is_edge = vec![false; width * height];
    for (rect, color) in &painted.areas {
        let [left, right, top, bottom] = bare.pixels(*rect, 0.0);
        for y in top..bottom {
            due[y * width + left..y * width + right].fill(color.map(|part| part * 255.0));
        }
        let Rect { left, right, top, bottom } = *rect;
        for side in [
            Rect { bottom: top, ..*rect },
            Rect { top: bottom, ..*rect },
            Rect { right: left, ..*rect },
            Rect { left: right, ..*rect },
        ] {
            let [left, right, top, bottom] = bare.pixels(side, 1.0);
            for y in top..bottom {
                is_edge[y * width + left..y * width + right].fill(true);
            }
        }
    }
    for rect in &painted.apart {
        let [left, right, top, bottom] = bare.pixels(*rect, 1.0);
        for y in top..bottom {
            is_edge[y * width + left..y * width + right].fill(true);
        }
    }
    let found = (0..width * height).find(|index| {
        !is_edge[*index] && SAME < apart(bare.at(index % width, index / width), due[*index])
    });
    if let Some(index) = found {
        let (x, y) = (index % width, index / width);
        findings.add(
            "template",
            Some(page),
            format!("in the picture there is ink at {x} by {y} pt that nothing explains"),
        );
    }
}

//! A page as a picture, to be looked at as a patient would.
//!
//! `cargo page SHEET [FORMAT]` makes a shipped sheet, or one of the workspace that you stand in, and
//! writes each of its pages as `target/page/SHEET.FORMAT.N.png`, 100 pixels to the inch.

use std::path::{Path, PathBuf};

use candor_app::open::{Kinds, find, open};
use candor_app::release_flow;
use candor_model::Format;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// Pixels for each point of 1/72 inch.
const SCALE: f32 = 100.0 / 72.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: cargo page SHEET [FORMAT], such as `cargo page ldn-general card`";
    let sheet = args.next().ok_or(usage)?;
    let format = args.next().unwrap_or_else(|| Format::Handout.as_str().to_owned());
    let format =
        Format::paged().into_iter().find(|known| known.as_str() == format).ok_or_else(|| {
            let known: Vec<&str> = Format::paged().iter().map(|format| format.as_str()).collect();
            format!("`{format}` has no pages; choose one of: {}", known.join(", "))
        })?;
    let failed = |error: &candor_app::error::CommandError| {
        format!(
            "{}\n{}",
            error.message(),
            error.hints().iter().map(|hint| format!("{hint:?}")).collect::<Vec<_>>().join("\n")
        )
    };
    let root = find(None, std::env::current_dir).map_err(|error| failed(&error))?;
    let opened = open(root.as_deref()).map_err(|error| failed(&error))?;
    let show = &mut |found: &candor_model::diag::Diagnostics| {
        for finding in found.shown() {
            let paint = candor_model::diag::render::Paint::Plain;
            eprintln!("{}", candor_model::diag::render::human(finding, paint));
        }
    };
    let ready = release_flow::ready(&opened, &sheet, show).map_err(|error| failed(&error))?;
    let kinds = Kinds { formats: vec![format], ..Kinds::default() };
    let wanted = opened.wanted(&kinds).map_err(|error| failed(&error))?;
    let (document, found) = candor_document::render(&opened.workspace.shared, &ready, wanted[0]);
    show(&found);
    let document = document.ok_or("the pages have findings")?;
    let folder = Path::new("target/page");
    std::fs::create_dir_all(folder)?;
    let pdf = Pdf::new(document.bytes).map_err(|_| "the PDF cannot be read")?;
    for (index, page) in pdf.pages().iter().enumerate() {
        let shown = RenderSettings {
            x_scale: SCALE,
            y_scale: SCALE,
            bg_color: WHITE,
            ..RenderSettings::default()
        };
        let cache = RenderCache::new();
        let picture = render(page, &cache, &InterpreterSettings::default(), &shown);
        let name = format!("{sheet}.{}.{}.png", format.as_str(), index + 1);
        let path: PathBuf = folder.join(name);
        std::fs::write(&path, picture.into_png()?)?;
        println!("{}", path.display());
    }
    Ok(())
}

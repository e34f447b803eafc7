//! `candor render`

use crate::args::KindArgs;
use candor_app::batch::Shard;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use candor_composition::DocumentSpec;
use candor_document::Witness;
use candor_document::stopwatch::{Stage, Stopwatch};
use candor_model::diag::Level;

use crate::clock::{now, today};
use crate::environment::{cache_folder, program_identity};
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count, left_out};
use crate::workspace::open_around;
use candor_app::batch::{self, Change, Made, Plan, RenderCache, Short, Written, short};
use candor_app::open::named;
use candor_app::released::{OverdueCopy, Released};

/// Write PDFs
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct Args {
    /// Sheets, by id or path; without any, all of the workspace, or the shipped examples
    #[arg(value_name = "SHEET")]
    pub sheets: Vec<String>,
    #[command(flatten)]
    pub kinds: KindArgs,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also write the page proof's result as JSON beside each PDF
    #[arg(long)]
    pub proof: bool,
    /// Read each finished PDF again by readers that share no code with the page proof; a clinic's
    /// own template or font is read so without being asked
    #[arg(long)]
    pub witness: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Make every file anew, whatever was made before; the bytes are the same
    #[arg(long)]
    pub no_cache: bool,
    /// The folder for notes of what was made before; without it, the system's
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache: Option<PathBuf>,
    /// How many sheets are made at a time; without it, one for each core
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Make one part of several, as in 2/8; all parts together make all sheets
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Write nothing; list what is not there or does not hold today's words
    #[arg(long, conflicts_with_all = ["proof", "timings", "witness"])]
    pub missing: bool,
    /// The day that decides what may be handed out; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
    /// Why a copy of an overdue version is wanted; it says so on each page
    #[arg(long, value_name = "TEXT", requires = "overdue_by")]
    pub overdue_reason: Option<String>,
    /// Who answers for a copy of an overdue version
    #[arg(long, value_name = "NAME", requires = "overdue_reason")]
    pub overdue_by: Option<String>,
}

/// Writes a PDF for each sheet and kind. A sheet with findings writes nothing; others go on.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    // The tables that an author's words are weighed with are read while the rest is.
    std::thread::spawn(|| candor_library::snapshot::prepare(&candor_shipped::sheets()));
    let (mut opened, jobs) = open_around(workspace)?;
    let mut jobs = named(jobs, &args.sheets, &opened)?;
    if let Some(shard) = args.shard {
        jobs.retain(|job| shard.holds(job.id()));
    }
    let wanted = opened.wanted(&args.kinds.kinds())?;
    let out = match (&args.out, &opened.root) {
        (Some(out), _) => out.clone(),
        (None, Some(root)) => root.join("out"),
        (None, None) => PathBuf::from("out"),
    };
    let begin = now();
    if args.timings {
        opened.workspace.shared.stopwatch.clock = Some(now);
    }
    let overdue = args.overdue_reason.as_deref().zip(args.overdue_by.as_deref());
    let overdue = overdue.map(|(reason, by)| OverdueCopy { reason, by });
    let released = Released::open(overdue, opened.root.as_deref(), today(args.on))?;
    let cache = cache(args, &out);
    let (base, looks) = if cache.is_kept() {
        batch::digests(&opened.inputs, &program_identity(), &wanted)
    } else {
        Default::default()
    };
    let plan = Plan {
        wanted: &wanted,
        out: &out,
        cache: &cache,
        base,
        looks,
        proof: args.proof,
        witness: if args.witness { Witness::Always } else { Witness::Foreign },
        is_check: args.missing,
    };
    let n_threads = threads(args).min(jobs.len().max(1));
    let mut tally = Tally::default();
    let mut about = Made::default();
    about.draw(opened.workspace.diagnostics.clone());
    let stops = about.findings.iter().any(|(level, _)| *level == Level::Error);
    tally.show(ui, about);
    if stops {
        tally.finish(ui);
        tally.sum(ui, args, jobs.len() * wanted.len(), &wanted);
    } else {
        let bar = ui.progress(jobs.len() * wanted.len());
        let n_jobs = jobs.len();
        // What was published, and two sheets of one id, are looked at one after the other.
        let (careful, jobs) = batch::part(jobs, &released);
        let mut ids = Vec::new();
        for job in &careful {
            let made = batch::carefully(&opened, &plan, job, &released, &mut ids)?;
            bar.inc(wanted.len() as u64);
            bar.suspend(|| tally.show(ui, made));
            tally.ends()?;
        }
        let result =
            batch::run(&opened.workspace.shared, &plan, &jobs, threads(args), |job, made| {
                bar.set_message(job.name.clone());
                bar.inc(wanted.len() as u64);
                if is_worth_showing(&made, ui) {
                    bar.suspend(|| tally.show(ui, made));
                } else {
                    tally.show(ui, made);
                }
                tally.ends()
            });
        bar.finish_and_clear();
        tally.finish(ui);
        if let Err(error) = result {
            ui.say(&format!("{} written before this", count(tally.n_made, "PDF")));
            return Err(error);
        }
        tally.sum(ui, args, n_jobs * wanted.len(), &wanted);
    }
    if args.timings {
        timings(ui, &opened.workspace.shared.stopwatch, n_threads, now().saturating_sub(begin));
    }
    if tally.has_pdf && !args.missing {
        ui.say("print at 100 % (not \"fit to page\"), on both sides, flipped on the long edge");
    }
    Ok(if tally.is_fine() { DONE } else { FINDINGS })
}

/// As many threads as were asked for: here, for all of rayon, or else one for each core. Rayon
/// itself is not asked, for it would start as many at once.
fn threads(args: &Args) -> usize {
    #[expect(clippy::disallowed_methods, reason = "rayon's own variable, which its users know")]
    let everywhere = || std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok();
    let threads = args.threads.or_else(everywhere);
    let threads = threads.or_else(|| std::thread::available_parallelism().ok());
    threads.map_or(1, NonZeroUsize::get)
}

/// Opens the notes of what was made before; none are kept where they would not count.
fn cache(args: &Args, out: &Path) -> RenderCache {
    let wanted = !(args.no_cache || args.proof || args.timings || args.witness);
    match cache_folder(args.cache.as_deref()).filter(|_| wanted) {
        Some(cache) => RenderCache::open(&cache, out),
        None => RenderCache::nothing(),
    }
}

/// What has been shown so far.
#[derive(Default)]
struct Tally {
    n_made: usize,
    n_kept: usize,
    n_errors: usize,
    n_advice: usize,
    n_refused: usize,
    n_missing: usize,
    has_pdf: bool,
    /// How many files were made for each reason.
    reasons: BTreeMap<String, usize>,
    /// Findings about a medicine are met by each of its sheets.
    said: BTreeSet<Short>,
    refused: Vec<CommandError>,
    error: Option<CommandError>,
    json: Vec<Written>,
}

/// Whether something is said of a sheet while the progress bar is there.
fn is_worth_showing(made: &Made, ui: &Ui) -> bool {
    !made.findings.is_empty() || (!ui.json() && !made.files.is_empty())
}

impl Tally {
    fn show(&mut self, ui: &Ui, made: Made) {
        for (level, text) in made.findings {
            if !self.said.insert(short([text.as_bytes()])) {
                continue;
            }
            *self.count_of(level) += 1;
            ui.say(&format!("{text}\n"));
        }
        for (level, n) in &made.left_out {
            *self.count_of(*level) += n;
        }
        if let Some(left_out) = left_out(made.left_out.values().sum()) {
            ui.say(&left_out);
        }
        for file in made.files {
            self.has_pdf |= file.path.ends_with(".pdf");
            match &file.change {
                Change::Kept => self.n_kept += 1,
                Change::Missing => self.n_missing += 1,
                change @ (Change::New | Change::Words(_) | Change::Looks | Change::File) => {
                    self.n_made += 1;
                    for reason in reasons(change) {
                        *self.reasons.entry(reason).or_default() += 1;
                    }
                }
            }
            if ui.json() {
                self.json.push(file);
            } else {
                ui.data(&format!("{}\n", file.path));
            }
        }
        self.n_refused += made.refused.len();
        self.refused.extend(made.refused);
        self.error = self.error.take().or(made.error);
    }

    fn count_of(&mut self, level: Level) -> &mut usize {
        match level {
            Level::Error => &mut self.n_errors,
            Level::Advice => &mut self.n_advice,
        }
    }

    /// Ends the run if the world refused something.
    fn ends(&mut self) -> Result<(), CommandError> {
        self.error.take().map_or(Ok(()), Err)
    }

    fn finish(&self, ui: &Ui) {
        if ui.json() {
            ui.json_data(&self.json);
        }
        for why in &self.refused {
            ui.error(why);
        }
    }

    fn is_fine(&self) -> bool {
        self.n_errors == 0 && self.n_refused == 0 && self.n_missing == 0
    }

    /// Says how many files were written, how many were left, and why.
    fn sum(&self, ui: &Ui, args: &Args, n_wanted: usize, wanted: &[DocumentSpec]) {
        let noun = if wanted.iter().all(|kind| kind.format.is_paged()) { "PDF" } else { "file" };
        let findings = match (self.n_errors, self.n_advice) {
            (0, 0) => "no findings".to_owned(),
            (errors, 0) => count(errors, "error"),
            (0, advice) => format!("{advice} advice"),
            (errors, advice) => format!("{}, {advice} advice", count(errors, "error")),
        };
        if args.missing {
            let of = count(n_wanted, noun);
            ui.say(&format!(
                "{} of {of} missing or not of today's words; {findings}",
                self.n_missing
            ));
            return;
        }
        let n = count(self.n_made + self.n_kept, noun);
        let kept = match self.n_kept {
            0 => String::new(),
            kept => format!("; {kept} unchanged"),
        };
        ui.say(&format!("{n} of {n_wanted} written{kept}; {findings}"));
        if 0 < self.n_kept {
            self.why(ui);
        }
    }

    /// Says why files were made beside others that were left as they are.
    fn why(&self, ui: &Ui) {
        let mut reasons: Vec<(&String, &usize)> = self.reasons.iter().collect();
        reasons.sort_by_key(|(reason, n)| (std::cmp::Reverse(**n), (*reason).clone()));
        for (reason, n) in reasons.iter().take(MAX_REASONS) {
            ui.say(&format!("{n:>7} made: {reason}"));
        }
        if MAX_REASONS < reasons.len() {
            let more = reasons.len() - MAX_REASONS;
            ui.say(&format!("        and {} (--json has all)", count(more, "other reason")));
        }
    }
}

/// The most reasons that are said.
const MAX_REASONS: usize = 12;

/// Why a file was made, in words: once for each text that changed.
fn reasons(change: &Change) -> Vec<String> {
    match change {
        Change::New => vec!["not made before".to_owned()],
        Change::Looks => vec!["the template, the paper or Candor changed".to_owned()],
        Change::File => vec!["its file was changed".to_owned()],
        Change::Words(texts) if texts.is_empty() => vec!["its words changed".to_owned()],
        Change::Words(texts) => texts.iter().map(|text| format!("`{text}` changed")).collect(),
        Change::Kept | Change::Missing => Vec::new(),
    }
}

/// Shows how long each stage took, summed over all documents and threads, and its share of the
/// threads' time. The rest is reading, composing, writing files and waiting.
fn timings(ui: &Ui, stopwatch: &Stopwatch, threads: usize, wall: Duration) {
    let whole = wall.as_secs_f64() * f64::from(u32::try_from(threads).unwrap_or(u32::MAX));
    let line = |name: &str, seconds: f64| {
        let share = 100.0 * seconds / whole.max(f64::MIN_POSITIVE);
        ui.say(&format!("{name:<8} {:>9.1} ms {share:>5.1} %", seconds * 1000.0));
    };
    let mut rest = whole;
    for stage in Stage::ALL {
        let spent = stopwatch.spent(stage).as_secs_f64();
        rest -= spent;
        line(stage.as_str(), spent);
    }
    line("rest", rest.max(0.0));
}

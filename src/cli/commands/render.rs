//! `candor render`

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use candor_app::rules::sheet_duplicate_id;
use candor_composition::Wanted;
use candor_document::render::Witness;
use candor_document::stopwatch::{Stage, Stopwatch};
use candor_model::diag::Level;
use candor_model::tree::{Entry, Tree};

use super::open::{Opened, open_around};
use crate::args::RenderArgs;
use crate::clock::{now, today};
use crate::environment::{cache_folder, program_identity};
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count, left_out};
use candor_app::batch::{self, Change, Job, Kept, Made, Plan, Short, Written, short};
use candor_app::issued::{Outcome, OverdueCopy, Released};
use candor_app::open::named;

/// Writes a PDF for each sheet and kind. A sheet with findings writes nothing; others go on.
pub(crate) fn run(
    ui: &mut Ui,
    args: &RenderArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
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
        opened.all.session.stopwatch.clock = Some(now);
    }
    let overdue = args.overdue_reason.as_deref().zip(args.overdue_by.as_deref());
    let overdue = overdue.map(|(reason, by)| OverdueCopy { reason, by });
    let released = Released::open(overdue, opened.root.as_deref(), today(args.on))?;
    let kept = kept(args, &out);
    let (base, looks) = if kept.is_kept() { digests(&opened, &wanted) } else { Default::default() };
    let plan = Plan {
        wanted: &wanted,
        out: &out,
        kept: &kept,
        base,
        looks,
        proof: args.proof,
        witness: if args.witness { Witness::Always } else { Witness::Foreign },
        is_check: args.missing,
    };
    let n_threads = threads(args).min(jobs.len().max(1));
    let mut tally = Tally::default();
    let mut about = Made::default();
    about.draw(std::mem::take(&mut opened.all.diagnostics), &opened.all.session);
    let stops = about.findings.iter().any(|(level, _)| *level == Level::Error);
    tally.show(ui, about);
    if stops {
        tally.finish(ui);
        tally.sum(ui, args, jobs.len() * wanted.len(), &wanted);
    } else {
        let bar = ui.progress(jobs.len() * wanted.len());
        let n_jobs = jobs.len();
        // What was published, and two sheets of one id, are looked at one after the other.
        let (careful, jobs) = part(jobs, &released);
        let mut ids = Vec::new();
        for job in &careful {
            let made = carefully(&mut opened, &plan, job, &released, &mut ids)?;
            bar.inc(wanted.len() as u64);
            bar.suspend(|| tally.show(ui, made));
            tally.ends()?;
        }
        let result =
            batch::run(&mut opened.all.session, &plan, &jobs, threads(args), |job, made| {
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
        timings(ui, &opened.all.session.stopwatch, n_threads, now().saturating_sub(begin));
    }
    if tally.has_pdf && !args.missing {
        ui.say("print at 100 % (not \"fit to page\"), on both sides, turned on the long edge");
    }
    Ok(if tally.is_fine() { DONE } else { FINDINGS })
}

/// As many threads as were asked for: here, for all of rayon, or else one for each core. Rayon
/// itself is not asked, for it would start as many at once.
fn threads(args: &RenderArgs) -> usize {
    #[expect(clippy::disallowed_methods, reason = "rayon's own variable, which its users know")]
    let everywhere = || std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok();
    let threads = args.threads.or_else(everywhere);
    let threads = threads.or_else(|| std::thread::available_parallelism().ok());
    threads.map_or(1, NonZeroUsize::get)
}

/// Opens the notes of what was made before; none are kept where they would not count.
fn kept(args: &RenderArgs, out: &Path) -> Kept {
    let wanted = !(args.no_cache || args.proof || args.timings || args.witness);
    match cache_folder(args.cache.as_deref()).filter(|_| wanted) {
        Some(cache) => Kept::open(&cache, out),
        None => Kept::nothing(),
    }
}

/// The digests of everything but the sheets: of what decides what is made, and of what decides how
/// it looks.
fn digests(opened: &Opened, wanted: &[Wanted]) -> (Short, Short) {
    let inputs = &opened.inputs;
    let program = program_identity();
    let config = match &inputs.config {
        Some(Entry::File(bytes)) => bytes.to_vec(),
        Some(Entry::Refused(_)) | None => Vec::new(),
    };
    let templates = digest(&inputs.templates);
    let looks = short([program.as_bytes(), &config, &templates]);
    let kinds = format!("{wanted:?}");
    let checked = format!("{:?}", inputs.checked);
    let library = digest(&inputs.sheets);
    let base = short([&looks[..], kinds.as_bytes(), checked.as_bytes(), &library]);
    (base, looks)
}

/// The digest of a tree's files.
fn digest(tree: &Tree) -> Short {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for (path, entry) in tree.iter() {
        parts.push(path.as_bytes().to_vec());
        parts.push(match entry {
            Entry::File(bytes) => bytes.to_vec(),
            Entry::Refused(refusal) => format!("{refusal:?}").into_bytes(),
        });
    }
    short(parts.iter().map(Vec::as_slice))
}

/// Parts jobs into those that are looked at one after the other, and the others.
fn part(mut jobs: Vec<Job>, released: &Released<'_>) -> (Vec<Job>, Vec<Job>) {
    let mut ids: Vec<&str> = jobs.iter().map(Job::id).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
    let twice: BTreeSet<String> = twice.map(|pair| pair[0].to_owned()).collect();
    let careful = |job: &mut Job| twice.contains(job.id()) || released.knows(job.id());
    let careful = jobs.extract_if(.., careful).collect();
    (careful, jobs)
}

/// Makes one sheet that may have been published, or whose id another one may have.
fn carefully(
    opened: &mut Opened,
    plan: &Plan<'_>,
    job: &Job,
    released: &Released<'_>,
    ids: &mut Vec<(String, candor_model::span::Span)>,
) -> Result<Made, CommandError> {
    let (ready, mut found) = opened.all.session.sheet(&job.name, &job.entry());
    let mut made = Made::default();
    let Some(ready) = ready else {
        made.draw(found, &opened.all.session);
        return Ok(made);
    };
    sheet_duplicate_id::report(&ready, ids, &mut found);
    let outcome = released.of(opened, &ready, plan.wanted)?;
    if found.has_errors() {
        made.draw(found, &opened.all.session);
        return Ok(made);
    }
    match outcome {
        None => Ok(batch::documents(&mut opened.all.session, plan, &ready, (found, None))),
        Some(Outcome::Refused(why)) => {
            made.draw(found, &opened.all.session);
            made.refused.push(why);
            Ok(made)
        }
        Some(Outcome::Files(files)) => {
            made.draw(found, &opened.all.session);
            for (name, kind, pdf) in files {
                let id = ready.sheet().id.as_str();
                let path = plan.out.join(id).join(name);
                let is_there = candor_workspace::read_written(&path).is_some_and(|old| old == pdf);
                if plan.is_check {
                    if !is_there {
                        made.files.push(Written::of(id, kind, &path, None, Change::Missing));
                    }
                    continue;
                }
                if !is_there {
                    candor_workspace::write(&path, &pdf)?;
                }
                let change = if is_there { Change::Kept } else { Change::New };
                made.files.push(Written::of(id, kind, &path, None, change));
            }
            Ok(made)
        }
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
    /// Findings about the library are met by each thread.
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

    fn finish(&mut self, ui: &Ui) {
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
    fn sum(&self, ui: &Ui, args: &RenderArgs, n_wanted: usize, wanted: &[Wanted]) {
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

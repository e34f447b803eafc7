//! Pages from a generator that writes random Typst drawing around the texts: the proof of the frames
//! and the reading of the finished file agree on accept or refuse.
//!
//! Each page has its template from a seed and its number alone, so it can be made again. About half
//! of what the grammar draws is honest. `tests/README.md` says how to run it and what it last found.

mod author;
mod edges;
mod expressions;
mod verdict;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use candor_document::{Readings, Ready, Shared};
use candor_model::diag::Diagnostic;
use candor_typeset::{BrandAssets, Engine, Template};

use self::author::{Page, page};
use self::verdict::{Verdict, seen, verdict};
use crate::env;

/// Sheets without a plan, with one, with several drawings; the last one is given long texts.
const SHEETS: [&str; 4] = ["ldn-hiv", "ldn-thyroid", "ldn-multiple-sclerosis", "ldn-thyroid"];
/// What is longer in the last sheet.
const LONGER: [(&str, &str); 2] = [
    (
        "You get three strengths, one for each step.",
        "You get three strengths, one for each step: \
      1.5 mg, 3 mg and 4.5 mg. Do not mix them up, and do not go on to the next one before the \
      weeks in the table are over (7 to 14 days at the least). If you take more than one medicine \
      in the evening, a day-by-day pill box with follow-up notes can help: see \
      https://example.org/leaflets/pill-boxes for a large-print one.",
    ),
    (
        "such as low iron or poor sleep.",
        "such as low iron, a low B-12, poor sleep and/or a new \
      medicine. Well-known look-alikes (coeliac disease, sleep apnoea) take longer to find.",
    ),
];

/// What a run came to.
#[derive(Debug, Default)]
struct Tally {
    n: BTreeMap<Verdict, usize>,
    /// Pages that frames and drawing accept and the structure refuses.
    structure: BTreeMap<u64, String>,
    /// How often readers differ by what the one that refuses says, and the first such page.
    causes: BTreeMap<(Verdict, String), (usize, u64)>,
    /// For each page on which readers differ, its number and their first words.
    differing: BTreeMap<u64, String>,
}

impl Tally {
    fn absorb(&mut self, other: Self) {
        for (verdict, n) in other.n {
            *self.n.entry(verdict).or_default() += n;
        }
        self.structure.extend(other.structure);
        self.differing.extend(other.differing);
        for (cause, (n, first)) in other.causes {
            let known = self.causes.entry(cause).or_insert((0, first));
            *known = (known.0 + n, known.1.min(first));
        }
    }

    fn cause(&mut self, verdict: Verdict, found: Option<&Diagnostic>, index: u64) {
        let cause = found.map(cause).unwrap_or_default();
        self.causes.entry((verdict, cause)).or_insert((0, index)).0 += 1;
    }

    fn of(&self, verdict: Verdict) -> usize {
        self.n.get(&verdict).copied().unwrap_or_default()
    }
}

/// What a finding says without the names, words and numbers of its page.
fn cause(found: &Diagnostic) -> String {
    let (mut cause, mut quoted) = (format!("{} ", found.code.as_str()), None);
    for c in found.message.chars() {
        match quoted {
            Some(end) if c == end => quoted = None,
            Some(_) => {}
            None if c == '`' || c == '"' => {
                cause.push('…');
                quoted = Some(c);
            }
            None if c.is_ascii_digit() => {
                if !cause.ends_with('#') {
                    cause.push('#');
                }
            }
            None => cause.push(c),
        }
    }
    cause
}

fn said<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let all = found.into_iter().take(3);
    all.map(|found| format!("{} {}", found.code.as_str(), found.message))
        .collect::<Vec<_>>()
        .join(" // ")
}

/// The sheets of which pages are made.
fn sheets(shared: &Shared) -> Vec<Ready> {
    let last = SHEETS.len() - 1;
    let sheet = |(index, id): (usize, &&str)| {
        let mut text = env::example(id);
        for (from, to) in LONGER.iter().filter(|_| index == last) {
            assert!(text.contains(from), "{id} has no {from}");
            text = text.replace(from, to);
        }
        env::check(shared, id, &text).0.expect("a sound example")
    };
    SHEETS.iter().enumerate().map(sheet).collect()
}

/// Makes the pages that are next, until there are no more below `end`.
fn run(seed: u64, next: &AtomicU64, end: u64) -> Tally {
    let mut shared = env::shared();
    let ready = sheets(&shared);
    let mut tally = Tally::default();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if end <= index {
            return tally;
        }
        let (verdict, differs) = judge(&mut shared, &ready, seed, index, &mut tally);
        *tally.n.entry(verdict).or_default() += 1;
        tally.differing.extend(differs.map(|differs| (index, differs)));
        if index % 1000 == 999 {
            println!("… page {index}; of this thread's so far {:?}", tally.n);
        }
    }
}

fn judge(
    shared: &mut Shared,
    ready: &[Ready],
    seed: u64,
    index: u64,
    tally: &mut Tally,
) -> (Verdict, Option<String>) {
    let Page { templates, sheet, wanted, source } = page(seed, index);
    let template = Template::new(&candor_shipped::templates(), &templates, "ours.typ");
    shared.engine = Arc::new(Engine::new(&template, BrandAssets::default()));
    let read = || candor_document::readings(shared, &ready[sheet], wanted);
    let Ok(readings) = catch_unwind(AssertUnwindSafe(read)) else {
        return (Verdict::Panicked, Some(format!("== {seed}/{index} Panicked\n{source}")));
    };
    let verdict = verdict(&readings);
    let Readings { failed, frames, drawn, structure } = &readings;
    if verdict == Verdict::BothAccept && !structure.is_empty() {
        let words = format!(
            "== {seed}/{index} StructureAlone\n{source}  structure: {}",
            said(structure.iter())
        );
        tally.structure.insert(index, words);
    }
    match verdict {
        Verdict::FramesAlone => {
            tally.cause(verdict, seen(frames).next(), index);
        }
        Verdict::DrawnAlone => tally.cause(verdict, drawn.iter().next(), index),
        Verdict::OnTheEdge => {
            tally.cause(verdict, seen(frames).next().or(drawn.iter().next()), index);
        }
        Verdict::NotDrawn => tally.cause(verdict, frames.iter().next(), index),
        _ => {}
    }
    let differs = match verdict {
        Verdict::FramesAlone | Verdict::DrawnAlone | Verdict::Panicked => Some(format!(
            "== {seed}/{index} {verdict:?}\n{source}  frames: {}\n  drawn: {}",
            said(seen(frames)),
            said(drawn.iter())
        )),
        Verdict::Failed => {
            if std::env::var_os("CANDOR_TEST_FAILED").is_some() {
                println!("== {seed}/{index} Failed\n{source}  {}", said(failed.iter()));
            }
            None
        }
        Verdict::TooLong
        | Verdict::BothAccept
        | Verdict::BothRefuse
        | Verdict::NotDrawn
        | Verdict::OnTheEdge => None,
    };
    (verdict, differs)
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a whole number"))
}

#[test]
fn few_random_pages_are_judged_alike() {
    let (seed, first) = SMALL;
    let tally = run(seed, &AtomicU64::new(first), first + 40);
    println!("{:?}, structure alone {}", tally.n, tally.structure.len());
    let differing: Vec<&str> = tally.differing.values().map(String::as_str).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    // A generator that draws only honest pages, or none, shows nothing.
    assert!(tally.of(Verdict::BothAccept) >= 4 && tally.of(Verdict::BothRefuse) >= 4);
    assert!(tally.of(Verdict::Failed) <= 8);
}

/// Seed and first page of the small run: a stretch in which the readers do not differ today.
const SMALL: (u64, u64) = (21, 540);

#[test]
#[ignore = "50 000 pages take an hour or more; CANDOR_TEST_PAGES, CANDOR_TEST_SEED and CANDOR_TEST_FIRST choose others"]
fn random_pages_are_judged_alike() {
    let (seed, first) = (number("CANDOR_TEST_SEED", 1), number("CANDOR_TEST_FIRST", 0));
    let end = first + number("CANDOR_TEST_PAGES", 50_000);
    let start = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicU64::new(first);
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(|| run(seed, &next, end))).collect();
        for one in all {
            tally.absorb(one.join().expect("a thread that ends"));
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    for differs in tally.structure.values().chain(tally.differing.values()) {
        println!("{differs}");
    }
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 pages")]
    let n = (end - first) as f64;
    println!("{n} pages in {seconds:.0} s, {:.1} a second: {:?}", n / seconds, tally.n);
    println!("structure alone: {}", tally.structure.len());
    let mut causes: Vec<_> = tally.causes.iter().collect();
    causes.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    for ((verdict, cause), (n, first)) in causes {
        println!("{n:>6} {verdict:?}, first {first}: {cause}");
    }
    assert!(tally.differing.is_empty(), "{} pages are judged differently", tally.differing.len());
}

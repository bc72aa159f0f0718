use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::memory::{BASE, hold};
use super::{Cell, Outcome, Row, Shape, Table, Unit};
use crate::driver::{Driver, Request};
use crate::machine;
use crate::plan::{Drivers, Plan, reason};
use crate::samples::Samples;
use crate::script::Script;
use crate::way::{Kind, Way};

/// Live containers at which is measured.
const COUNTS: [usize; 7] = [1, 10, 100, 1000, 2000, 5000, 10_000];
/// How many are made by one request, between looks at the clock and the memory.
const BATCH: usize = 50;
/// Starts that stand for a number of live containers: the last before it.
const LAST: usize = 100;
/// How long ours may take, and each other, in seconds.
const OWN_TIME: f64 = 90.0;
const OTHER_TIME: f64 = 15.0;
/// What the host must have left.
const MEMORY_LEFT_BYTES: u64 = 3 << 30;

/// The row that tells how many lived at once.
pub(crate) const LIVE: &str = "live at once, all answering";

/// What was seen at one number of live containers.
struct Point {
    starts: Samples,
    bytes_each: f64,
    answers: Samples,
    answers_per_second: f64,
}

/// A way's points, one for each count it reached, and why it went no further.
struct Growth {
    way: &'static str,
    points: Vec<Point>,
    /// How many answered at once.
    live: usize,
    stopped: Option<String>,
}

/// The table's column: which figure of a point it shows.
type Figure = fn(&Point) -> Samples;

/// How start, memory and answers change from one to thousands of live containers.
pub(super) fn measure(plan: &Plan) -> Vec<Table> {
    let drivers = Drivers::of_crowds(plan);
    let script = Script::python("pass");
    let able = drivers.ways().into_iter().filter(|way| way.languages.contains(&script.language));
    let grown: Vec<Growth> = able.map(|way| grow(plan, &drivers, way, &script)).collect();
    let table = |id, title, method, unit, figure: Figure| Table {
        id,
        title,
        method,
        unit,
        shape: Shape::Lines,
        rows: COUNTS.iter().enumerate().map(|(at, count)| row(&grown, at, *count, figure)).collect(),
    };
    let live = |growth: &Growth| Cell {
        way: growth.way,
        outcome: Outcome::Samples([growth.live as f64].into_iter().collect()),
    };
    vec![
        table(
            "growth-start",
            "Start beside live containers",
            "Python in a fresh sandbox to its first line, the last hundred before the number; the first two, which load what \
             all share, are not counted.",
            Unit::Seconds,
            |point| point.starts.clone(),
        ),
        table(
            "growth-memory",
            "Memory of each of them",
            "Private memory of all, divided by their number, without what the first two brought.",
            Unit::Bytes,
            |point| [point.bytes_each].into_iter().collect(),
        ),
        table(
            "growth-answer",
            "Answers",
            "A line sent to each live sandbox in turn, until it has come back from Python.",
            Unit::Seconds,
            |point| point.answers.clone(),
        ),
        table(
            "growth-rate",
            "Answers a second",
            "The same as a rate, over all of them.",
            Unit::PerSecond,
            |point| [point.answers_per_second].into_iter().collect(),
        ),
        Table {
            id: "growth-live",
            title: "How many live",
            method: "Live sandboxes of one host process, each of which answered. It ends at 10,000, at the way's time, \
                     at the host's memory, or where the way can do no more.",
            unit: Unit::Count,
            shape: Shape::Nothing,
            rows: vec![Row { name: LIVE.into(), cells: grown.iter().map(live).collect() }],
        },
    ]
}

fn row(grown: &[Growth], at: usize, count: usize, figure: Figure) -> Row {
    let cell = |growth: &Growth| {
        let outcome = match (growth.points.get(at), &growth.stopped) {
            (Some(point), _) => Outcome::Samples(figure(point)),
            (None, Some(why)) => Outcome::Missing(format!("at {} live: {why}", growth.live)),
            (None, None) => Outcome::Missing("not reached".into()),
        };
        Cell { way: growth.way, outcome }
    };
    Row { name: count.to_string(), cells: grown.iter().map(cell).collect() }
}

fn grow(plan: &Plan, drivers: &Drivers<'_>, way: &Way, script: &Script) -> Growth {
    let mut growth = Growth { way: way.name, points: Vec::new(), live: 0, stopped: None };
    if let Err(error) = drivers
        .start(way, plan.processors())
        .and_then(|mut driver| grow_until_it_cannot(plan, &mut driver, way, script, &mut growth))
    {
        growth.stopped = Some(reason(&format!("{error:#}")));
    }
    growth
}

fn grow_until_it_cannot(
    plan: &Plan,
    driver: &mut Driver,
    way: &Way,
    script: &Script,
    growth: &mut Growth,
) -> Result<()> {
    let time = if way.kind == Kind::Ours { OWN_TIME } else { OTHER_TIME };
    let end = Instant::now() + Duration::from_secs_f64(plan.seconds(time));
    hold(driver, script, BASE)?;
    let before = driver.private_memory()?;
    let mut starts: Vec<f64> = Vec::new();
    for count in COUNTS {
        plan.now("growth", &format!("{count} live, {}", way.name));
        while starts.len() < count {
            let stop = match must_stop(end)? {
                Some(why) => Some(why),
                None => make_more(driver, script, count, &mut starts)?,
            };
            if let Some(why) = stop {
                growth.live = confirm(driver, BASE + starts.len())?.len();
                bail!(why);
            }
        }
        growth.points.push(point(driver, &starts, before)?);
        growth.live = BASE + count;
    }
    Ok(())
}

/// Makes a batch of live sandboxes, up to `count` of them; returns why it could not make all.
fn make_more(
    driver: &mut Driver,
    script: &Script,
    count: usize,
    starts: &mut Vec<f64>,
) -> Result<Option<String>> {
    // Where one takes long, the clock is looked at after each.
    let batch = if starts.last().is_some_and(|&last| last > 0.1) { 1 } else { BATCH };
    let request = Request::Hold { script: script.clone(), count: batch.min(count - starts.len()) };
    let answer = driver.ask(&request)?;
    starts.extend(answer.times_ns.iter().map(|&ns| ns as f64 / 1e9));
    Ok(answer.error)
}

/// Why no more may be made.
fn must_stop(end: Instant) -> Result<Option<String>> {
    let left = machine::memory_available()?;
    Ok(if left < MEMORY_LEFT_BYTES {
        Some(format!("the host has {} MiB left", left >> 20))
    } else {
        (Instant::now() >= end).then(|| "its time is over".into())
    })
}

fn point(driver: &mut Driver, starts: &[f64], before: u64) -> Result<Point> {
    let count = starts.len();
    let bytes_each = driver.private_memory()?.saturating_sub(before) as f64 / count as f64;
    let answers = confirm(driver, BASE + count)?;
    let elapsed = answers.iter().sum::<f64>();
    Ok(Point {
        starts: starts[starts.len().saturating_sub(LAST)..].iter().copied().collect(),
        bytes_each,
        answers_per_second: answers.len() as f64 / elapsed,
        answers: answers.into_iter().collect(),
    })
}

/// Has all live containers answer, and tells how long each took, in seconds.
fn confirm(driver: &mut Driver, live: usize) -> Result<Vec<f64>> {
    let answer = driver.ask(&Request::Ask)?;
    if let Some(error) = answer.error {
        bail!("not all answer: {error}");
    }
    ensure!(answer.times_ns.len() == live, "of {live} sandboxes {} answered", answer.times_ns.len());
    Ok(answer.times_ns.iter().map(|&ns| ns as f64 / 1e9).collect())
}

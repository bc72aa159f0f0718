use anyhow::{Result, bail};

use super::{Cell, Outcome, Row, Shape, Table, Unit};
use crate::driver::{Driver, Request};
use crate::plan::{Drivers, Plan};
use crate::samples::Samples;
use crate::script::Script;
use crate::way::{Kind, Way};

/// How long each way runs in each round, in seconds.
const TIME: f64 = 1.2;
const ROUNDS: usize = 2;

pub(super) fn measure(plan: &Plan) -> Table {
    let scripts = [
        ("python3 -c pass", Script::python("pass")),
        ("import pandas", Script::python("import pandas")),
        ("bash -c 'echo hi'", Script::bash("echo hi")),
    ];
    let mut rows = Vec::new();
    for (name, script) in scripts {
        for (processors, words) in [(1, "one core"), (2, "two cores")] {
            let name = format!("{name}, {words}");
            plan.now("rate", &name);
            rows.push(Row { name, cells: row(plan, &script, processors) });
        }
    }
    Table {
        id: "rate",
        title: "Containers a second",
        method: "Fresh sandboxes, one after the other, on one core (one thread) and on two. The library has a thread \
                 for each core in one process; so have native and bubblewrap; the other peers have a process for each.",
        unit: Unit::PerSecond,
        shape: Shape::Bars,
        rows,
    }
}

fn row(plan: &Plan, script: &Script, processors: usize) -> Vec<Cell> {
    let drivers = Drivers::of_sandboxes(plan);
    let ways = drivers.ways();
    let mut teams: Vec<Result<Team>> =
        ways.iter().map(|way| Team::new(&drivers, way, script, processors)).collect();
    let mut samples: Vec<Samples> = ways.iter().map(|_| Samples::default()).collect();
    for _ in 0..ROUNDS {
        for (team, samples) in teams.iter_mut().zip(&mut samples) {
            let Ok(running) = team else { continue };
            match running.rate(script, plan.seconds(TIME)) {
                Ok(rate) => samples.push(rate),
                Err(error) => *team = Err(error),
            }
        }
    }
    let cells = ways.iter().zip(teams.into_iter().zip(samples));
    let cell = |(way, (team, samples)): (&&Way, (Result<Team>, Samples))| {
        let outcome = match team {
            Ok(_) => Outcome::Samples(samples),
            Err(error) => Outcome::missing(&error),
        };
        Cell { way: way.name, outcome }
    };
    cells.map(cell).collect()
}

/// The drivers that a way works with at once.
struct Team {
    drivers: Vec<Driver>,
    threads: usize,
}

impl Team {
    /// Starts the drivers, and has each show that it can.
    fn new(drivers: &Drivers<'_>, way: &Way, script: &Script, processors: usize) -> Result<Self> {
        if !way.languages.contains(&script.language) {
            bail!("runs no {}", script.language.interpreter());
        }
        let has_threads = matches!(way.kind, Kind::Native | Kind::Ours | Kind::Container);
        let (count, threads) = if has_threads { (1, processors) } else { (processors, 1) };
        let mut started: Vec<_> =
            (0..count).map(|_| drivers.start(way, processors)).collect::<Result<_>>()?;
        for driver in &mut started {
            if let Some(error) = driver.ask(&Request::Run { script: script.clone() })?.error {
                bail!(error);
            }
        }
        Ok(Self { drivers: started, threads })
    }

    /// Sandboxes a second, all drivers together.
    fn rate(&mut self, script: &Script, seconds: f64) -> Result<f64> {
        let request = Request::Rate { script: script.clone(), seconds, threads: self.threads };
        for driver in &mut self.drivers {
            driver.send(&request)?;
        }
        let mut rate = 0.0;
        for driver in &mut self.drivers {
            let answer = driver.answer()?;
            if let Some(error) = answer.error {
                bail!(error);
            }
            rate += answer.times_ns.len() as f64 / (answer.elapsed_ns as f64 / 1e9);
        }
        Ok(rate)
    }
}

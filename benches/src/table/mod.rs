//! The tables: one file for each topic.

mod command;
mod compute;
mod growth;
mod memory;
mod rate;
mod start;
mod tiers;

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::ValueEnum as _;
use serde::Serialize;

use crate::arguments::{Measure, Topic};
use crate::date;
use crate::driver::Answer;
use crate::machine::Machine;
use crate::plan::{Drivers, Plan, reason};
use crate::rounds::Budget;
use crate::samples::Samples;
use crate::script::Script;
use crate::way::{self, Kind, Way};

pub(crate) use compute::{ARRAYS, MATMUL, PROGRAMS, SCIENCE};
pub(crate) use growth::LIVE;

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) date: String,
    pub(crate) machine: Machine,
    pub(crate) ways: Vec<Column>,
    /// Peers that could not be installed, with the reasons.
    pub(crate) absent: Vec<(String, String)>,
    pub(crate) tables: Vec<Table>,
}

/// A way, as the tables show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) origin: String,
    #[serde(skip)]
    pub(crate) kind: Kind,
}

/// Figures of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    /// Names the plot's file and the entry in the results.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What was done, in a sentence or two.
    pub(crate) method: &'static str,
    pub(crate) unit: Unit,
    /// How the plot shows it.
    #[serde(skip)]
    pub(crate) shape: Shape,
    pub(crate) rows: Vec<Row>,
}

/// What the samples of a table count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    PerSecond,
    Count,
}

impl Unit {
    /// Whether the greater figure is the better one.
    pub(crate) const fn more_is_better(self) -> bool {
        matches!(self, Self::PerSecond | Self::Count)
    }
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Bars along a logarithmic axis, from the best to the worst.
    Bars,
    /// Bars of the ratio to native.
    Ratios,
    /// Lines over the number in the row's name, both axes logarithmic.
    Lines,
    /// Not drawn.
    Nothing,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cells: Vec<Cell>,
}

/// What one way gave.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) way: &'static str,
    #[serde(flatten)]
    pub(crate) outcome: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Samples(Samples),
    /// Why there is no figure.
    Missing(String),
}

impl Report {
    /// The median of a way's samples in a row of a table.
    pub(crate) fn median(&self, table: &str, row: &str, way: &str) -> Option<f64> {
        self.tables.iter().find(|it| it.id == table)?.rows.iter().find(|it| it.name == row)?.median(way)
    }

    /// The way behind a name.
    pub(crate) fn column(&self, way: &str) -> Option<&Column> {
        self.ways.iter().find(|column| column.name == way)
    }
}

impl Table {
    /// The ways that have a figure somewhere in the table, in the order of the first row.
    pub(crate) fn ways(&self) -> Vec<&'static str> {
        let mut ways = Vec::new();
        for cell in self.rows.iter().flat_map(|row| &row.cells) {
            if matches!(cell.outcome, Outcome::Samples(_)) && !ways.contains(&cell.way) {
                ways.push(cell.way);
            }
        }
        ways
    }
}

impl Outcome {
    fn missing(error: &anyhow::Error) -> Self {
        Self::Missing(reason(&format!("{error:#}")))
    }
}

impl Row {
    pub(crate) fn samples(&self, way: &str) -> Option<&Samples> {
        self.cells.iter().find(|cell| cell.way == way).and_then(|cell| match &cell.outcome {
            Outcome::Samples(samples) => Some(samples),
            Outcome::Missing(_) => None,
        })
    }

    pub(crate) fn median(&self, way: &str) -> Option<f64> {
        self.samples(way).map(Samples::median)
    }
}

/// Measures every table that is asked for.
pub(crate) fn measure(plan: &Plan, arguments: &Measure) -> Result<Report> {
    let machine = Machine::read()?;
    if !machine.is_quiet() {
        let percent = machine.busy * 100.0;
        eprintln!(
            "bench: something else uses {percent:.0} % of the processors: what is measured now is noise"
        );
    }
    crate::machine::allow_files()?;
    let mut tables = Vec::new();
    for topic in Topic::value_variants() {
        if !arguments.only.is_empty() && !arguments.only.contains(topic) {
            continue;
        }
        match topic {
            Topic::Start => tables.push(start::measure(plan)),
            Topic::Command => tables.push(command::measure(plan)),
            Topic::Compute => tables.push(compute::measure(plan)),
            Topic::Memory => tables.push(memory::measure(plan)),
            Topic::Rate => tables.push(rate::measure(plan)),
            Topic::Growth => tables.extend(growth::measure(plan)),
            Topic::Tiers => tables.extend(tiers::measure(plan, &way::tiers()?)),
        }
    }
    let ways = plan.ways.iter();
    let ways = ways.map(|way| Column { name: way.name.into(), origin: way.origin.clone(), kind: way.kind });
    Ok(Report { date: date::today(), machine, ways: ways.collect(), absent: plan.absent.clone(), tables })
}

/// Has the ways run the script by turns, and takes what `read` makes of each answer.
fn compare(
    drivers: &mut Drivers<'_>,
    ways: &[&Way],
    script: &Script,
    budget: Budget,
    mut read: impl FnMut(&Answer) -> Result<f64>,
) -> Vec<Cell> {
    let mut turn = |way: &Way| drivers.run(way, script).and_then(|answer| read(&answer));
    let mut outcomes: Vec<Outcome> = ways.iter().map(|_| Outcome::Samples(Samples::default())).collect();
    if budget.warm_up {
        for (way, outcome) in ways.iter().zip(&mut outcomes) {
            if let Err(error) = turn(way) {
                *outcome = Outcome::missing(&error);
            }
        }
    }
    budget.take_turns(ways.len(), |index| {
        let Outcome::Samples(samples) = &mut outcomes[index] else { return None };
        let begun = Instant::now();
        match turn(ways[index]) {
            Ok(sample) => {
                samples.push(sample);
                Some(begun.elapsed())
            }
            Err(error) => {
                outcomes[index] = Outcome::missing(&error);
                None
            }
        }
    });
    ways.iter().zip(outcomes).map(|(way, outcome)| Cell { way: way.name, outcome }).collect()
}

/// The time of the answer's only sandbox, in seconds.
fn seconds(answer: &Answer) -> f64 {
    answer.times_ns.first().map_or(f64::NAN, |&ns| Duration::from_nanos(ns).as_secs_f64())
}

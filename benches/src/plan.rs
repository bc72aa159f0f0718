use std::collections::HashMap;

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::Measure;
use crate::driver::{Answer, Driver, Request};
use crate::rounds::Budget;
use crate::script::Script;
use crate::way::{self, Way, Ways};

/// Longest reason that is told why a way has no figure.
const REASON_CHARACTERS_MAX: usize = 160;

/// What is measured, and how long.
pub(crate) struct Plan {
    pub(crate) ways: Vec<Way>,
    /// Peers that are not on this machine, with the reasons.
    pub(crate) absent: Vec<(String, String)>,
    quick: bool,
    processors: usize,
    progress: ProgressBar,
}

impl Plan {
    pub(crate) fn new(arguments: &Measure) -> Result<Self> {
        let Ways { here: ways, absent } = way::all(arguments.peers.as_deref())?;
        let style = ProgressStyle::with_template("{spinner} {prefix:.bold} {msg} {elapsed:.dim}")?;
        let progress = ProgressBar::new_spinner().with_style(style);
        progress.enable_steady_tick(std::time::Duration::from_millis(120));
        let processors = std::thread::available_parallelism()?.get();
        Ok(Self { ways, absent, quick: arguments.quick, processors, progress })
    }

    /// The budget, or the smaller one for a quick look.
    pub(crate) fn budget(&self, budget: Budget) -> Budget {
        if self.quick { budget.quick() } else { budget }
    }

    /// A time, or a quarter of it for a quick look.
    pub(crate) fn seconds(&self, seconds: f64) -> f64 {
        if self.quick { seconds / 4.0 } else { seconds }
    }

    /// The machine's processors, of which drivers have all if nothing else is said.
    pub(crate) fn processors(&self) -> usize {
        self.processors
    }

    /// Says what is measured now.
    pub(crate) fn now(&self, table: &str, row: &str) {
        if self.progress.is_hidden() {
            eprintln!("{table}: {row}");
        }
        self.progress.set_prefix(table.to_owned());
        self.progress.set_message(row.to_owned());
    }
}

/// The drivers of a table, started when first asked. With this value they end.
pub(crate) struct Drivers<'plan> {
    plan: &'plan Plan,
    pick: fn(&Way) -> Option<&Vec<String>>,
    running: HashMap<&'static str, Driver>,
}

impl<'plan> Drivers<'plan> {
    /// Drivers whose sandboxes are as light as the way has them.
    pub(crate) fn of_sandboxes(plan: &'plan Plan) -> Self {
        Self { plan, pick: |way| way.driver.as_ref(), running: HashMap::new() }
    }

    /// Drivers that hold as many sandboxes as the way can.
    pub(crate) fn of_crowds(plan: &'plan Plan) -> Self {
        Self { plan, pick: |way| way.crowd.as_ref().or(way.driver.as_ref()), running: HashMap::new() }
    }

    /// Drivers of whole commands.
    pub(crate) fn of_commands(plan: &'plan Plan) -> Self {
        Self { plan, pick: |way| (!way.command.is_empty()).then_some(&way.command), running: HashMap::new() }
    }

    /// The ways that take part.
    pub(crate) fn ways(&self) -> Vec<&'plan Way> {
        self.plan.ways.iter().filter(|way| (self.pick)(way).is_some()).collect()
    }

    /// Has a script run once.
    pub(crate) fn run(&mut self, way: &Way, script: &Script) -> Result<Answer> {
        if !way.languages.contains(&script.language) {
            bail!("runs no {}", script.language.interpreter());
        }
        self.ask(way, &Request::Run { script: script.clone() })
    }

    /// Has a request answered, and makes an error of an answer that tells one.
    fn ask(&mut self, way: &Way, request: &Request) -> Result<Answer> {
        let driver = match self.running.remove(way.name) {
            Some(driver) => driver,
            None => self.start(way, self.plan.processors)?,
        };
        let driver = self.running.entry(way.name).or_insert(driver);
        match driver.ask(request) {
            Ok(Answer { error: Some(error), .. }) => bail!("{}", reason(&error)),
            Ok(answer) => Ok(answer),
            Err(error) => {
                // The next row has another one.
                self.running.remove(way.name);
                Err(error)
            }
        }
    }

    /// Starts a driver that the caller keeps, on so many processors.
    pub(crate) fn start(&self, way: &Way, processors: usize) -> Result<Driver> {
        let Some(command) = (self.pick)(way) else { bail!("has no such driver") };
        Driver::start(command, processors)
    }
}

/// The last line of an error, which is where Python says what it was.
pub(crate) fn reason(error: &str) -> String {
    let line = error.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no reason given");
    line.chars().take(REASON_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_the_last_line() {
        assert_eq!(reason("Traceback:\n  File\nImportError: no\n\n"), "ImportError: no");
        assert_eq!(reason(""), "no reason given");
    }
}

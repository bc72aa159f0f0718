//! Progress: spinners on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// Where the steps of a run are shown.
#[derive(Clone)]
pub(crate) struct Progress {
    bars: Option<MultiProgress>,
}

impl Progress {
    /// Spinners if standard error is a terminal, lines if not.
    pub(crate) fn new() -> Progress {
        Progress { bars: std::io::stderr().is_terminal().then(MultiProgress::new) }
    }

    /// Shows a new step.
    pub(crate) fn step(&self, name: &str) -> Step {
        let bar = self.bars.as_ref().map(|bars| {
            let style = ProgressStyle::with_template("{spinner} {prefix:.bold} {msg} {elapsed:.dim}")
                .expect("the template is well-formed");
            let bar = bars.add(ProgressBar::new_spinner().with_style(style).with_prefix(name.to_string()));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Step { name: name.to_string(), bar, bars: self.bars.clone(), began: Instant::now() }
    }
}

/// One step that is under way; it ends when dropped.
pub(crate) struct Step {
    name: String,
    bar: Option<ProgressBar>,
    bars: Option<MultiProgress>,
    began: Instant,
}

impl Step {
    /// Says what the step does now.
    pub(crate) fn now(&self, doing: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(doing.to_string()),
            None => eprintln!("{}: {doing}", self.name),
        }
    }

    /// Says on a terminal what part of it the step does now; elsewhere that would be too many lines.
    pub(crate) fn detail(&self, doing: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(doing.to_string());
        }
    }

    /// Leaves a line that says what came of it.
    pub(crate) fn done(self, result: &str) {
        let line = format!("{}: {result} ({:.1} s)", self.name, self.began.elapsed().as_secs_f64());
        match &self.bars {
            // A closed terminal is no reason to fail a build.
            Some(bars) => drop(bars.println(line)),
            None => eprintln!("{line}"),
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

//! The targets, and whether they are met.

use crate::samples::geometric_mean;
use crate::table::{ARRAYS, LIVE, MATMUL, PROGRAMS, Report};
use crate::way::{Kind, LIBRARY, NATIVE, VIV};

/// One figure that has to be reached.
pub(crate) struct Target {
    pub(crate) what: &'static str,
    must: Bound,
    aim: Bound,
    ours: fn(&Report) -> Option<f64>,
    native: fn(&Report) -> Option<f64>,
    pub(crate) measure: Measure,
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Seconds,
    Bytes,
    Count,
    /// A ratio to native already.
    Ratio,
}

/// Where a figure has to lie.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// At most so many times native's.
    TimesNative(f64),
    AtMost(f64),
    AtLeast(f64),
}

/// A target with what was measured.
pub(crate) struct Judged<'target> {
    pub(crate) target: &'target Target,
    pub(crate) must: Bound,
    pub(crate) aim: Bound,
    pub(crate) ours: f64,
    pub(crate) native: Option<f64>,
}

/// All but the last row, which [`behind`] answers.
pub(crate) const TARGETS: [Target; 12] = [
    Target {
        what: "library: fresh container, `python3 -c pass`",
        must: Bound::TimesNative(1.0 / 8.0),
        aim: Bound::AtMost(0.5e-3),
        ours: |report| report.median("start", "python3 -c pass", LIBRARY),
        native: |report| report.median("start", "python3 -c pass", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "library: fresh container, `import pandas`",
        must: Bound::TimesNative(1.0 / 300.0),
        aim: Bound::AtMost(0.6e-3),
        ours: |report| report.median("start", "import pandas", LIBRARY),
        native: |report| report.median("start", "import pandas", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "the same, with a DataFrame and `describe()` printed",
        must: Bound::TimesNative(1.0 / 100.0),
        aim: Bound::AtMost(3e-3),
        ours: |report| report.median("start", "pandas, DataFrame, describe() printed", LIBRARY),
        native: |report| report.median("start", "pandas, DataFrame, describe() printed", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "library: `bash -c 'echo hi'`",
        must: Bound::TimesNative(1.0),
        aim: Bound::TimesNative(0.25),
        ours: |report| report.median("start", "bash -c 'echo hi'", LIBRARY),
        native: |report| report.median("start", "bash -c 'echo hi'", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "whole process: `viv run python3 -c 'import pandas'`",
        must: Bound::TimesNative(1.0 / 20.0),
        aim: Bound::TimesNative(1.0 / 50.0),
        ours: |report| report.median("command", "import pandas", VIV),
        native: |report| report.median("command", "import pandas", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "five-stage pipeline of tools",
        must: Bound::TimesNative(1.5),
        aim: Bound::TimesNative(1.0),
        ours: |report| report.median("start", "five-stage pipeline of tools", LIBRARY),
        native: |report| report.median("start", "five-stage pipeline of tools", NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "compute, geometric mean of sixteen Python programs",
        must: Bound::AtMost(2.0),
        aim: Bound::AtMost(1.5),
        ours: |report| compute(report, &PROGRAMS, LIBRARY),
        native: |_| None,
        measure: Measure::Ratio,
    },
    Target {
        what: "compute, geometric mean of numpy and pandas, without matmul",
        must: Bound::AtMost(2.0),
        aim: Bound::AtMost(1.5),
        ours: |report| compute(report, &ARRAYS, LIBRARY),
        native: |_| None,
        measure: Measure::Ratio,
    },
    Target {
        what: "matmul 512, f64, beside one-thread OpenBLAS",
        must: Bound::TimesNative(6.0),
        aim: Bound::TimesNative(3.0),
        ours: |report| report.median("compute", MATMUL, LIBRARY),
        native: |report| report.median("compute", MATMUL, NATIVE),
        measure: Measure::Seconds,
    },
    Target {
        what: "private memory per live container after `pass`",
        must: Bound::AtMost(1e6),
        aim: Bound::AtMost(0.5e6),
        ours: |report| report.median("memory", "after `pass`", LIBRARY),
        native: |report| report.median("memory", "after `pass`", NATIVE),
        measure: Measure::Bytes,
    },
    Target {
        what: "private memory per live container after a small pandas job",
        must: Bound::AtMost(8e6),
        aim: Bound::AtMost(4e6),
        ours: |report| report.median("memory", "after a small pandas job", LIBRARY),
        native: |report| report.median("memory", "after a small pandas job", NATIVE),
        measure: Measure::Bytes,
    },
    Target {
        what: "live containers at once, all answering",
        must: Bound::AtLeast(4_000.0),
        aim: Bound::AtLeast(20_000.0),
        ours: |report| report.median("growth-live", LIVE, LIBRARY),
        native: |report| report.median("growth-live", LIVE, NATIVE),
        measure: Measure::Count,
    },
];

/// The targets for which there are figures.
pub(crate) fn judge(report: &Report) -> Vec<Judged<'static>> {
    let judged = TARGETS.iter().filter_map(|target| {
        let Target { must, aim, .. } = *target;
        Some(Judged { target, must, aim, ours: (target.ours)(report)?, native: (target.native)(report) })
    });
    judged.collect()
}

impl Judged<'_> {
    /// Whether the figure lies within the bound; nobody knows without a native one where that is needed.
    pub(crate) fn meets(&self, bound: Bound) -> bool {
        match bound {
            Bound::TimesNative(times) => self.native.is_some_and(|native| self.ours <= times * native),
            Bound::AtMost(most) => self.ours <= most,
            Bound::AtLeast(least) => self.ours >= least,
        }
    }
}

/// The geometric mean of a way's ratios to native; the product of matrices has a row of its own.
pub(crate) fn compute(report: &Report, programs: &[(&str, &str)], way: &str) -> Option<f64> {
    let names = programs.iter().map(|(name, _)| *name).filter(|name| *name != MATMUL);
    let ratio = |name| Some(report.median("compute", name, way)? / report.median("compute", name, NATIVE)?);
    geometric_mean(names.filter_map(ratio))
}

/// In how many rows there is a WebAssembly peer, and those in which one is ahead of us, with its name.
pub(crate) fn behind(report: &Report) -> (usize, Vec<String>) {
    let mut compared = 0;
    let mut behind = Vec::new();
    let is_peer = |way: &str| report.column(way).is_some_and(|column| column.kind == Kind::WasmPeer);
    for table in &report.tables {
        let ours = if table.id == "command" { VIV } else { LIBRARY };
        let more_is_better = table.unit.more_is_better();
        for row in &table.rows {
            let Some(own) = row.median(ours) else { continue };
            let peers = row.cells.iter().filter(|cell| is_peer(cell.way));
            let figures: Vec<_> = peers.filter_map(|cell| Some((cell.way, row.median(cell.way)?))).collect();
            compared += usize::from(!figures.is_empty());
            let ahead =
                figures.iter().filter(|(_, peer)| if more_is_better { *peer > own } else { *peer < own });
            behind.extend(ahead.map(|(way, _)| format!("{}: {} ({way})", table.title, row.name)));
        }
    }
    (compared, behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_of_native_or_absolute() {
        let judged = |ours, native| Judged {
            target: &TARGETS[0],
            must: TARGETS[0].must,
            aim: TARGETS[0].aim,
            ours,
            native,
        };
        assert!(judged(1.0, Some(8.0)).meets(Bound::TimesNative(0.125)));
        assert!(!judged(1.1, Some(8.0)).meets(Bound::TimesNative(0.125)));
        assert!(!judged(1.0, None).meets(Bound::TimesNative(100.0)));
        assert!(judged(1.0, None).meets(Bound::AtMost(1.0)) && !judged(1.0, None).meets(Bound::AtMost(0.9)));
        assert!(
            judged(5.0, None).meets(Bound::AtLeast(4.0)) && !judged(5.0, None).meets(Bound::AtLeast(6.0))
        );
    }
}

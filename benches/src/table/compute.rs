use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::{Row, Shape, Table, Unit, compare};
use crate::plan::{Drivers, Plan};
use crate::rounds::Budget;
use crate::script::{Script, split_timed};
use crate::way::Kind;

/// For each way and program.
const BUDGET: Budget = Budget { time: Duration::from_millis(900), least: 3, most: 9, warm_up: true };

macro_rules! programs {
    ($($folder:literal: $($name:literal),*;)*) => {
        [$($((concat!($folder, $name), include_str!(concat!("../../programs/", $folder, $name, ".py")))),*),*]
    };
}

/// Python alone.
pub(crate) const PROGRAMS: [(&str, &str); 16] = programs! {
    "": "archive", "calculator", "digits", "fractal", "life", "linear", "logs", "orbits", "pages", "queens", "records",
        "routes", "scheduler", "sieve", "streams", "words";
};

/// Work of numpy and pandas.
pub(crate) const ARRAYS: [(&str, &str); 6] = programs! {
    "numpy/": "elementwise", "matmul", "sort";
    "pandas/": "group_by", "merge", "read_csv";
};

/// Linear algebra, and work of scipy, scikit-learn and matplotlib.
pub(crate) const SCIENCE: [(&str, &str); 6] = programs! {
    "numpy/": "eig", "solve", "svd";
    "science/": "chart", "equation", "forest";
};

/// The product of matrices has a target of its own.
pub(crate) const MATMUL: &str = "numpy/matmul";

/// Programs that compute, timed by themselves: neither the start of Python nor the making of input counts.
pub(super) fn measure(plan: &Plan) -> Table {
    let mut drivers = Drivers::of_sandboxes(plan);
    // Walls around native programs make them no slower.
    let ways: Vec<_> = drivers.ways().into_iter().filter(|way| way.kind != Kind::Container).collect();
    let mut rows = Vec::new();
    for (name, program) in PROGRAMS.iter().chain(&ARRAYS).chain(&SCIENCE) {
        plan.now("compute", name);
        // Native is the first way: its output is the right one.
        let mut right = None;
        let script = Script::timed(program);
        let cells = compare(&mut drivers, &ways, &script, plan.budget(BUDGET), |answer| {
            let (output, seconds) = split_timed(&answer.output).context("it does not tell its time")?;
            let right = right.get_or_insert_with(|| output.to_owned());
            ensure!(output == *right, "its output differs from native's");
            Ok(seconds)
        });
        rows.push(Row { name: (*name).into(), cells });
    }
    Table {
        id: "compute",
        title: "Compute",
        method: "Python programs of our own (`benches/programs`), kernels of numpy, pandas on a million rows, linear \
                 algebra, scipy, scikit-learn and matplotlib; each times its own work, so that neither start nor input counts. Metering is on. OpenBLAS has one \
                 thread; bubblewrap computes as native does. Each output is compared with native's.",
        unit: Unit::Seconds,
        shape: Shape::Ratios,
        rows,
    }
}

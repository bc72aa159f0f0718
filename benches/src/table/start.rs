use std::time::Duration;

use super::{Row, Shape, Table, Unit, compare, seconds};
use crate::plan::{Drivers, Plan};
use crate::rounds::Budget;
use crate::script::Script;

/// For each way and row.
const BUDGET: Budget = Budget { time: Duration::from_millis(1500), least: 5, most: 300, warm_up: true };

/// Five tools in a row, each with something to do.
const PIPELINE: &str = "seq 20000 | grep 7 | cut -c 1-3 | sort | uniq -c";

const DESCRIBE: &str =
    "import pandas as pd; print(pd.DataFrame({'x': [1, 2, 3], 'y': [4.0, 5.5, 6.0]}).describe())";

const SCIENCE: &str = "import scipy.stats, sklearn.ensemble, matplotlib.pyplot, statsmodels.api";

/// What is started, and what the tables call it.
pub(super) fn scripts() -> [(&'static str, Script); 7] {
    [
        ("python3 -c pass", Script::python("pass")),
        ("import numpy", Script::python("import numpy")),
        ("import pandas", Script::python("import pandas")),
        ("pandas, DataFrame, describe() printed", Script::python(DESCRIBE)),
        ("import of scipy, scikit-learn, matplotlib, statsmodels", Script::python(SCIENCE)),
        ("bash -c 'echo hi'", Script::bash("echo hi")),
        ("five-stage pipeline of tools", Script::bash(PIPELINE)),
    ]
}

/// From the request to the end, where the way's process is there already.
pub(super) fn measure(plan: &Plan) -> Table {
    let mut drivers = Drivers::of_sandboxes(plan);
    Table {
        id: "start",
        title: "Start",
        method: "Create a sandbox, run the program in it to its outcome, be rid of the sandbox; within a process that \
                 has done so before. Native and bubblewrap: a process.",
        unit: Unit::Seconds,
        shape: Shape::Bars,
        rows: rows(plan, &mut drivers, "start"),
    }
}

pub(super) fn rows(plan: &Plan, drivers: &mut Drivers<'_>, table: &str) -> Vec<Row> {
    let ways = drivers.ways();
    let row = |(name, script): (&str, Script)| {
        plan.now(table, name);
        let cells = compare(drivers, &ways, &script, plan.budget(BUDGET), |answer| Ok(seconds(answer)));
        Row { name: name.into(), cells }
    };
    scripts().into_iter().map(row).collect()
}

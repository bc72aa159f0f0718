use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::{Cell, Outcome, Row, Shape, Table, Unit};
use crate::driver::{Driver, Request};
use crate::plan::{Drivers, Plan};
use crate::samples::Samples;
use crate::script::Script;
use crate::way::Way;

/// What two live sandboxes hold between them is shared by all others.
pub(super) const BASE: usize = 2;
/// Sandboxes over which the memory is averaged, at most and at least.
const MOST: usize = 64;
const LEAST: usize = 2;
/// How long a way may take to make them, in seconds.
const TIME: f64 = 6.0;

/// A first job on a small table, as a person would begin with.
const PANDAS_JOB: &str = r#"
import pandas as pd
frame = pd.DataFrame({"shop": [n % 7 for n in range(1000)], "sold": range(1000), "price": [n / 4 for n in range(1000)]})
frame["total"] = frame["sold"] * frame["price"]
print(frame.groupby("shop")["total"].agg(["sum", "mean"]).describe())
"#;

pub(super) fn measure(plan: &Plan) -> Table {
    let scripts = [
        ("after `pass`", Script::python("pass")),
        ("after `import pandas`", Script::python("import pandas")),
        ("after a small pandas job", Script::python(PANDAS_JOB)),
    ];
    let drivers = Drivers::of_crowds(plan);
    let row = |(name, script): (&str, Script)| {
        let cell = |way: &&Way| {
            plan.now("memory", &format!("{name}, {}", way.name));
            cell(plan, &drivers, way, &script)
        };
        Row { name: name.into(), cells: drivers.ways().iter().map(cell).collect() }
    };
    Table {
        id: "memory",
        title: "Memory of each live container",
        method: "Private pages (`Private_Clean` and `Private_Dirty` of smaps_rollup, over all processes) that one more \
                 live sandbox takes, whose Python has done the work and waits for its next line; what the first two \
                 brought is not counted.",
        unit: Unit::Bytes,
        shape: Shape::Bars,
        rows: scripts.into_iter().map(row).collect(),
    }
}

/// Private memory that each further live sandbox of a way takes.
pub(super) fn cell(plan: &Plan, drivers: &Drivers<'_>, way: &Way, script: &Script) -> Cell {
    let outcome = match each(plan, drivers, way, script) {
        Ok(bytes) => Outcome::Samples([bytes].into_iter().collect::<Samples>()),
        Err(error) => Outcome::missing(&error),
    };
    Cell { way: way.name, outcome }
}

/// Private memory that each further live sandbox takes, in bytes.
fn each(plan: &Plan, drivers: &Drivers<'_>, way: &Way, script: &Script) -> Result<f64> {
    if !way.languages.contains(&script.language) {
        bail!("runs no {}", script.language.interpreter());
    }
    let mut driver = drivers.start(way, plan.processors())?;
    hold(&mut driver, script, BASE)?;
    let before = driver.private_memory()?;
    let end = Instant::now() + Duration::from_secs_f64(plan.seconds(TIME));
    let mut count = 0;
    while count < LEAST || (count < MOST && Instant::now() < end) {
        hold(&mut driver, script, 1)?;
        count += 1;
    }
    let answers = driver.ask(&Request::Ask)?.times_ns.len();
    ensure!(answers == BASE + count, "of {} sandboxes {answers} answered", BASE + count);
    Ok((driver.private_memory()?.saturating_sub(before)) as f64 / count as f64)
}

/// Has a driver make so many more live sandboxes.
pub(super) fn hold(driver: &mut Driver, script: &Script, count: usize) -> Result<()> {
    match driver.ask(&Request::Hold { script: script.clone(), count })?.error {
        Some(error) => bail!(error),
        None => Ok(()),
    }
}

use std::time::Duration;

use super::{Row, Shape, Table, Unit, compare, memory, seconds};
use crate::plan::{Drivers, Plan};
use crate::rounds::Budget;
use crate::script::Script;
use crate::way::Way;

/// For each image and row.
const BUDGET: Budget = Budget { time: Duration::from_secs(2), least: 20, most: 1000, warm_up: true };

/// What a bigger image costs those who use nothing of it.
pub(super) fn measure(plan: &Plan, images: &[Way]) -> [Table; 2] {
    let images: Vec<&Way> = images.iter().collect();
    let scripts =
        [("python3 -c pass", Script::python("pass")), ("import pandas", Script::python("import pandas"))];
    let mut drivers = Drivers::of_sandboxes(plan);
    let mut time = |(name, script): &(&str, Script)| {
        plan.now("tiers", name);
        let cells = compare(&mut drivers, &images, script, plan.budget(BUDGET), |answer| Ok(seconds(answer)));
        Row { name: (*name).into(), cells }
    };
    let times = scripts.iter().map(&mut time).collect();
    drop(drivers);
    let crowds = Drivers::of_crowds(plan);
    let held = |(name, script): &(&str, Script)| {
        plan.now("tiers", &format!("{name}, memory"));
        Row {
            name: (*name).into(),
            cells: images.iter().map(|way| memory::cell(plan, &crowds, way, script)).collect(),
        }
    };
    let memory = scripts.iter().map(held).collect();
    [
        Table {
            id: "tiers",
            title: "Images",
            method: "A fresh container of the library, to its outcome, over images with more and more packages: what is \
                     not used is mapped, and no more.",
            unit: Unit::Seconds,
            shape: Shape::Nothing,
            rows: times,
        },
        Table {
            id: "tiers-memory",
            title: "Memory by image",
            method: "Private pages of each further live container, as in the table of memory.",
            unit: Unit::Bytes,
            shape: Shape::Nothing,
            rows: memory,
        },
    ]
}

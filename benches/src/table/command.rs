use super::{Shape, Table, Unit, start};
use crate::plan::{Drivers, Plan};

/// The same programs by whole commands: `viv run`, and a host program that does the like for each peer.
pub(super) fn measure(plan: &Plan) -> Table {
    let mut drivers = Drivers::of_commands(plan);
    Table {
        id: "command",
        title: "Whole commands",
        method: "The same, from the start of a command to its end. For peers that are libraries the command is a \
                 program of theirs that imports the library and runs the code once.",
        unit: Unit::Seconds,
        shape: Shape::Bars,
        rows: start::rows(plan, &mut drivers, "command"),
    }
}

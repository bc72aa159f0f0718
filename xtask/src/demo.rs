//! `xtask demo`: builds everything, then lets bash and pandas analyse real data inside the sandbox.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::build::Workshop;
use crate::command;
use crate::image;

/// The recipe of the data set.
const DATA: &str = "birdstrikes";

/// The file that the guest's pipeline leaves on the host.
const RESULT: &str = "cost_by_species.tsv";

/// Builds what is missing and runs the demonstration.
pub(crate) fn demo(workshop: &Workshop) -> Result<()> {
    let data = workshop.build(&[DATA.to_string()])?.get(DATA)?.path.join("data");
    image::named(workshop, image::BASE)?;
    let viv = crate::viv::build(workshop)?;
    let results = workshop.tree.join("target/demo");
    fs::create_dir_all(&results)?;
    let result = results.join(RESULT);
    if result.exists() {
        fs::remove_file(&result)?;
    }

    let scripts = workshop.tree.join("xtask/demo");
    let mut run = command::clean(viv);
    run.args(["run", "--image", image::BASE])
        .args(["-v", &mount(&data, "/data:ro")])
        .args(["-v", &mount(&scripts, "/demo:ro")]);
    run.args(["-v", &mount(&results, "/results")]).args(["bash", "/demo/birdstrikes.sh"]);
    eprintln!("\n$ {}\n", command::describe(&run));
    let began = Instant::now();
    command::interactive(&mut run)?;
    let elapsed_ms = began.elapsed().as_millis();

    let text =
        fs::read_to_string(&result).with_context(|| format!("the sandbox left no {}", result.display()))?;
    ensure!(!text.is_empty(), "the sandbox left an empty {}", result.display());
    eprintln!("\n{} species in {} after {elapsed_ms} ms", text.lines().count(), result.display());
    Ok(())
}

fn mount(host: &Path, guest: &str) -> String {
    format!("{}:{guest}", host.display())
}

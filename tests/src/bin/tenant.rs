//! A host process with containers, for `tests/crash.rs` to kill.
//!
//! `tenant steps STORE IMAGE` makes every change of [`vivarium_tests::STEPS`]; `tenant work STORE NAME FIRST` runs
//! execs in a container without end, each of which writes two files. A line on stdout acknowledges what is done.

use std::env;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use vivarium::{Container, ContainerStore, Exec, Runtime, RuntimeOptions};
use vivarium_tests::STEPS;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["steps", store, image] => steps(Path::new(store), Path::new(image)),
        ["work", store, name, first] => work(Path::new(store), name, first.parse()?),
        _ => bail!("usage: tenant steps STORE IMAGE | work STORE NAME FIRST"),
    }
}

fn steps(folder: &Path, image: &Path) -> Result<()> {
    let runtime = Runtime::open(RuntimeOptions { image: image.into(), instances: 1, ..Default::default() })?;
    let store = ContainerStore::open(folder)?;
    for (number, step) in STEPS.iter().enumerate() {
        step.perform(&runtime, &store, folder)?;
        println!("{}", number + 1);
    }
    Ok(())
}

fn work(folder: &Path, name: &str, first: u64) -> Result<()> {
    let runtime = Runtime::open(RuntimeOptions { instances: 20, ..Default::default() })?;
    let store = ContainerStore::open(folder)?;
    let container = runtime.open_container(&store, name, Vec::new())?;
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let mut number = first;
    loop {
        // Two execs at once, which share the container.
        let (one, other) = (number, number + 1);
        let tasks = (write(container.clone(), one), write(container.clone(), other));
        tokio.block_on(async { tokio::try_join!(tasks.0, tasks.1) })?;
        number += 2;
    }
}

/// Writes a file under another name, renames it, and acknowledges.
async fn write(container: Container, number: u64) -> Result<()> {
    let script = format!(
        "mkdir -p /work; seq {number} $(({number} + 5000)) > /work/.{number}; mv /work/.{number} /work/{number}"
    );
    let outcome = container.exec(Exec::new(["bash", "-c", &script])).await?;
    ensure!(outcome.status.is_success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    println!("{number}");
    Ok(())
}

//! One real use of each Python package: `python-wasm/smoke/<package>.py` must end with 0 in the default image, and
//! `python-wasm/smoke-data/<package>.py` in the one for data, `python-wasm/smoke-full/<package>.py` in the one with all.

use std::fs;
use std::path::Path;
use std::time::Duration;

use vivarium::{ContainerOptions, Exec, Limits, Runtime};

#[test]
fn smoke() {
    run_all("smoke", vivarium_tests::runtime().expect("the default image"));
}

#[test]
fn smoke_data() {
    run_all("smoke-data", vivarium_tests::data_runtime().expect("the image for data"));
}

#[test]
fn smoke_full() {
    run_all("smoke-full", vivarium_tests::full_runtime().expect("the image with all there is"));
}

/// Runs the scripts of a folder of `python-wasm`.
fn run_all(folder: &str, runtime: &Runtime) {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../python-wasm").join(folder);
    let entries = fs::read_dir(place).expect("the folder is there");
    let mut scripts: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    scripts.sort();
    assert!(!scripts.is_empty(), "no smoke tests");
    let mut failures = String::new();
    for script in &scripts {
        assert!(
            script.extension().is_some_and(|extension| extension == "py"),
            "{} is not Python",
            script.display()
        );
        if let Err(why) = run(script, runtime) {
            failures += &format!("{}: {why}\n", script.display());
        }
    }
    println!("{folder}: {} packages", scripts.len());
    assert!(failures.is_empty(), "{failures}");
}

fn run(script: &Path, runtime: &Runtime) -> Result<(), String> {
    let source = fs::read_to_string(script).map_err(|error| error.to_string())?;
    let container = runtime.container(ContainerOptions::default()).map_err(|error| error.to_string())?;
    let limits = Limits { wall_time: Some(Duration::from_secs(120)), ..Default::default() };
    let exec = Exec::new(["python3", "-c", &source]).limits(limits);
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let tokio = tokio.map_err(|error| error.to_string())?;
    let outcome = tokio.block_on(container.exec(exec)).map_err(|error| error.to_string())?;
    if outcome.status.is_success() {
        return Ok(());
    }
    Err(format!("{:?} {:?}\n{}", outcome.status, outcome.exceeded, String::from_utf8_lossy(&outcome.stderr)))
}

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use tempfile::TempDir;
use vivarium::{ContainerOptions, Exec, ImageDirectory, Limits, Runtime, RuntimeOptions, Upper};

use crate::case::Interpreter;
use crate::{Case, Observation, Suite, native, written};

/// No case may take the sandbox longer.
const LONGEST: Duration = Duration::from_secs(120);
const SYSTEM_PATH: &str = "/usr/local/bin:/usr/bin:/bin";
const HOME: &str = "/root";

/// A runtime, or why there is none.
type Opened = OnceLock<std::result::Result<Runtime, String>>;

/// The runtime of all tests of this process, over the default image.
///
/// # Errors
/// If there is no image, or it is not compiled.
pub fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: Opened = OnceLock::new();
    open(&RUNTIME, RuntimeOptions::default())
}

/// The runtime over the image for data.
///
/// # Errors
/// If the image is not built, or not compiled.
pub fn data_runtime() -> Result<&'static Runtime> {
    static RUNTIME: Opened = OnceLock::new();
    open_image(&RUNTIME, "data")
}

/// The runtime over the image with all there is.
///
/// # Errors
/// If the image is not built, or not compiled.
pub fn full_runtime() -> Result<&'static Runtime> {
    static RUNTIME: Opened = OnceLock::new();
    open_image(&RUNTIME, "full")
}

fn open_image(place: &'static Opened, name: &str) -> Result<&'static Runtime> {
    let image = ImageDirectory::place(name);
    open(place, RuntimeOptions { image, ..RuntimeOptions::default() })
        .with_context(|| format!("these tests need the image `{name}`: run `cargo xtask image {name}`"))
}

fn open(place: &'static Opened, options: RuntimeOptions) -> Result<&'static Runtime> {
    let opened = place.get_or_init(|| Runtime::open(options).map_err(|error| error.to_string()));
    opened.as_ref().map_err(|error| anyhow!("{error}"))
}

/// Runs a case in a new container.
pub(crate) fn observe(case: &Case) -> Result<Observation> {
    let upper = TempDir::with_prefix("vivarium-case-")?;
    let dir = Dir::open_ambient_dir(upper.path(), ambient_authority())?;
    if case.interpreter == Interpreter::Python {
        dir.create_dir("root")?;
        dir.write("root/case.py", &case.script)?;
    }
    let runtime = match case.suite {
        Suite::Shell | Suite::Python => runtime()?,
        Suite::Science => data_runtime()?,
        Suite::Full => full_runtime()?,
    };
    let output = upper.path().join("root").join(native::OUTPUT);
    if case.suite.compares_files() {
        std::fs::create_dir(&output)?;
    }
    let container = runtime.container(ContainerOptions { upper: Upper::Dir(dir), ..Default::default() })?;
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let outcome = tokio.block_on(container.exec(exec(case)))?;
    ensure!(outcome.exceeded.is_none(), "{} in the sandbox", outcome.exceeded.expect("checked"));
    let status = outcome.status.code().into();
    let files = written::read(&output)?;
    Ok(Observation { status, stdout: outcome.stdout, stderr: outcome.stderr, files })
}

fn exec(case: &Case) -> Exec {
    let mut exec = Exec::new(native::argv(case)).cwd(HOME);
    exec.env.clear();
    exec = exec.env("PATH", SYSTEM_PATH).env("HOME", HOME);
    for (name, value) in native::ENVIRONMENT {
        exec = exec.env(name, value);
    }
    if case.suite.compares_files() {
        exec = exec.env(native::OUTPUT_VARIABLE, format!("{HOME}/{}", native::OUTPUT));
    }
    exec.limits(Limits { wall_time: Some(LONGEST), ..Default::default() })
}

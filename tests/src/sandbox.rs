use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use tempfile::TempDir;
use vivarium::{ContainerOptions, Exec, Limits, Runtime, RuntimeOptions, Upper};

use crate::case::Interpreter;
use crate::{Case, Observation, native};

/// No case may take the sandbox longer.
const LONGEST: Duration = Duration::from_secs(40);
const SYSTEM_PATH: &str = "/usr/local/bin:/usr/bin:/bin";
const HOME: &str = "/root";

/// The runtime of all tests of this process, over the default image.
///
/// # Errors
/// If there is no image, or it is not compiled.
pub fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: OnceLock<std::result::Result<Runtime, String>> = OnceLock::new();
    let opened =
        RUNTIME.get_or_init(|| Runtime::open(RuntimeOptions::default()).map_err(|error| error.to_string()));
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
    let container =
        runtime()?.container(ContainerOptions { upper: Upper::Dir(dir), ..Default::default() })?;
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let outcome = tokio.block_on(container.exec(exec(case)))?;
    ensure!(outcome.exceeded.is_none(), "{} in the sandbox", outcome.exceeded.expect("checked"));
    Ok(Observation { status: outcome.status.code().into(), stdout: outcome.stdout, stderr: outcome.stderr })
}

fn exec(case: &Case) -> Exec {
    let mut exec = Exec::new(native::argv(case)).cwd(HOME);
    exec.env.clear();
    exec = exec.env("PATH", SYSTEM_PATH).env("HOME", HOME);
    for (name, value) in native::ENVIRONMENT {
        exec = exec.env(name, value);
    }
    exec.limits(Limits { wall_time: Some(LONGEST), ..Default::default() })
}

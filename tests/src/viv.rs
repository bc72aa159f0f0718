use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The command `viv`, built from this tree.
#[derive(Clone, Debug)]
pub struct Viv {
    path: PathBuf,
}

impl Viv {
    /// A `viv` command line to add arguments to.
    pub fn command(&self) -> Command {
        Command::new(&self.path)
    }

    /// `viv run`, to add options and a guest's command to.
    pub fn run(&self) -> Command {
        let mut command = self.command();
        command.arg("run");
        command
    }
}

/// Builds `viv` at first use: cargo hands a test only the binaries of its own package.
///
/// # Panics
/// If it does not build.
pub fn viv() -> &'static Viv {
    static VIV: OnceLock<Viv> = OnceLock::new();
    VIV.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
        let status = Command::new(cargo).args(["build", "--quiet", "--release", "--package", "viv"]).status();
        assert!(status.is_ok_and(|status| status.success()), "viv does not build");
        let test = env::current_exe().expect("a test has a path");
        let release = test.parent().and_then(|deps| deps.parent()).expect("a test is in target/release/deps");
        Viv { path: release.join("viv") }
    })
}

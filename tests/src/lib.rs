//! Runs cases in the sandbox and natively, and compares.
//!
//! A case is a script in `cases/<suite>/<topic>.<sh|py>`. It has no expected output: the real interpreter, in an empty
//! directory of the host, is the oracle. [`check`] runs one suite.

mod case;
mod check;
mod cut;
mod difference;
mod native;
mod observation;
mod python_oracle;
mod sandbox;
mod step;
mod viv;

pub use case::{Case, Interpreter, Suite, read_suite};
pub use check::{check, check_oracle};
pub use cut::{Cut, run_until};
pub use difference::unified;
pub use observation::Observation;
pub use python_oracle::oracle_python;
pub use sandbox::runtime;
pub use step::{Holdings, STEPS, Step, Tree, content};
pub use viv::{Ended, Viv, VivRun, viv};

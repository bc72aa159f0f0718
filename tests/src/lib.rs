//! Runs cases in the sandbox and natively, and compares.
//!
//! A case is a script in `cases/<suite>/<topic>.<sh|py>`. It has no expected output: the real interpreter, in an empty
//! directory of the host, is the oracle. [`check`] runs one suite.
//!
//! The suites of the bigger images also compare the files that a script leaves in `$OUTPUT_DIR`, by what is in them
//! (`written.py`), and numbers with a fraction by value (`tolerance.rs`).

mod case;
mod check;
mod cut;
mod difference;
mod native;
mod observation;
mod python_oracle;
mod sandbox;
mod step;
mod tolerance;
mod viv;
mod written;

pub use case::{Case, Interpreter, Suite, read_suite};
pub use check::{check, check_oracle};
pub use cut::{Cut, run_until};
pub use difference::unified;
pub use observation::Observation;
pub use python_oracle::oracle_python;
pub use sandbox::{data_runtime, full_runtime, runtime};
pub use step::{Holdings, STEPS, Step, Tree, content};
pub use viv::{Ended, Viv, VivRun, viv};

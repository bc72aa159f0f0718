use serde::{Deserialize, Serialize};

use crate::script::Script;

/// What a driver is asked for, as one line of JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(crate) enum Request {
    /// A sandbox, the script in it, and the end of both.
    Run { script: Script },
    /// The same again and again, in as many threads.
    Rate { script: Script, seconds: f64, threads: usize },
    /// So many more live sandboxes that have run the script.
    Hold { script: Script, count: usize },
    /// An answer of every live sandbox.
    Ask,
}

/// What a driver answers, as one line of JSON.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// How long each sandbox took.
    #[serde(default)]
    pub(crate) times_ns: Vec<u64>,
    /// How long all of it took.
    #[serde(default)]
    pub(crate) elapsed_ns: u64,
    /// What the script wrote.
    #[serde(default)]
    pub(crate) output: String,
    /// Why it did not work; then nothing else is said but the times until then.
    #[serde(default)]
    pub(crate) error: Option<String>,
}

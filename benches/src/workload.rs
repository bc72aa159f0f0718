/// A program to run, natively and in the sandbox.
#[derive(Debug)]
pub(crate) struct Workload {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// The program and its arguments.
    pub(crate) argv: &'static [&'static str],
    /// How often it is run in each way.
    pub(crate) rounds: usize,
}

/// Every workload.
pub(crate) const ALL: &[Workload] = &[
    Workload { name: "bash -c :", argv: &["bash", "-c", ":"], rounds: 200 },
    Workload { name: "python3 -c pass", argv: &["python3", "-c", "pass"], rounds: 100 },
    Workload { name: "import pandas", argv: &["python3", "-c", "import pandas"], rounds: 30 },
    Workload {
        name: "CPU-bound Python",
        argv: &["python3", "-c", include_str!("../programs/cpu.py")],
        rounds: 15,
    },
];

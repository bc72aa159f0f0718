use clap::Args;
use vivarium::Limits;

use crate::duration::DurationFlag;
use crate::size::SizeFlag;

/// What `--help` puts limits under.
pub(crate) const LIMITS: &str = "Limits";

/// The limits of a run, kept as written, so that they can be named as written.
#[derive(Args, Debug, Default)]
pub(crate) struct Bounds {
    /// Most time the run may take, as in 500ms, 10s or 2m
    #[arg(long, value_name = "DURATION", help_heading = LIMITS)]
    pub(crate) timeout: Option<DurationFlag>,
    /// Most CPU time the run may take
    #[arg(long, value_name = "DURATION", help_heading = LIMITS)]
    pub(crate) cpu_time: Option<DurationFlag>,
    /// Most loop rounds and calls, a measure that no other load changes
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    pub(crate) fuel: Option<u64>,
    /// Most memory of all its processes together, as in 64M or 5GiB [default: the container's, 5GiB]
    #[arg(long, value_name = "SIZE", help_heading = LIMITS)]
    pub(crate) memory: Option<SizeFlag>,
    /// Most processes at a time [default: 256]
    #[arg(long, value_name = "N", help_heading = LIMITS)]
    pub(crate) processes: Option<u32>,
    /// Most bytes of stdout and stderr together [default: no limit]
    #[arg(long, value_name = "SIZE", help_heading = LIMITS)]
    pub(crate) output: Option<SizeFlag>,
}

impl Bounds {
    pub(crate) fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            memory_bytes: self.memory.as_ref().map_or(usual.memory_bytes, |flag| flag.bytes()),
            fuel: self.fuel,
            cpu_time: self.cpu_time.as_ref().map(|flag| flag.value()),
            wall_time: self.timeout.as_ref().map(|flag| flag.value()),
            processes: self.processes.unwrap_or(usual.processes),
            // Output goes through as it comes: no limit but the user's.
            output_bytes: self.output.as_ref().map_or(u64::MAX, |flag| flag.bytes()),
            ..usual
        }
    }
}

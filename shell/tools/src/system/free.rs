use std::ffi::OsString;
use std::process::ExitCode;

/// free(1): the container's memory budget.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut unit = Unit::Fixed(1024);
    for arg in &args[1..] {
        unit = match arg.to_str() {
            Some("-b" | "--bytes") => Unit::Fixed(1),
            Some("-k" | "--kibi") => Unit::Fixed(1024),
            Some("-m" | "--mebi") => Unit::Fixed(1 << 20),
            Some("-g" | "--gibi") => Unit::Fixed(1 << 30),
            Some("-h" | "--human") => Unit::Human,
            _ => {
                eprintln!("free: invalid option '{}'\nUsage:\n free [-b|-k|-m|-g|-h]", arg.to_string_lossy());
                return ExitCode::FAILURE;
            }
        };
    }
    let info = super::info();
    let used = info.memory_bytes.saturating_sub(info.memory_free_bytes);
    let columns = ["total", "used", "free", "shared", "buff/cache", "available"];
    println!("{:8}{}", "", columns.map(|column| format!("{column:>12}")).concat());
    let memory = [info.memory_bytes, used, info.memory_free_bytes, 0, 0, info.memory_free_bytes];
    for (name, values) in [("Mem:", &memory[..]), ("Swap:", &[0, 0, 0])] {
        let values: Vec<_> = values.iter().map(|&bytes| format!("{:>12}", unit.format(bytes))).collect();
        println!("{name:8}{}", values.concat());
    }
    ExitCode::SUCCESS
}

enum Unit {
    Fixed(u64),
    Human,
}

impl Unit {
    fn format(&self, bytes: u64) -> String {
        match self {
            Self::Fixed(unit) => (bytes / unit).to_string(),
            Self::Human => {
                let mut value = bytes as f64;
                let mut suffixes = ["B", "Ki", "Mi", "Gi", "Ti"].into_iter();
                let mut suffix = suffixes.next().unwrap_or_default();
                while value >= 1024.0 {
                    let Some(next) = suffixes.next() else { break };
                    (value, suffix) = (value / 1024.0, next);
                }
                let digits = usize::from(value < 10.0 && suffix != "B");
                format!("{value:.digits$}{suffix}")
            }
        }
    }
}

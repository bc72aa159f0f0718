use std::ffi::OsString;
use std::fs;
use std::process::ExitCode;

/// What /proc says about a process.
struct Process {
    pid: i32,
    ppid: i32,
    state: String,
    command: String,
    args: String,
    cpu_ticks: u64,
    memory_bytes: u64,
}

/// Clock ticks a second in /proc; sysconf(3), `_SC_CLK_TCK`.
const TICKS: u64 = 100;

/// ps(1): the processes of the container.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut columns = vec!["pid", "tty", "time", "cmd"];
    let mut only: Option<Vec<i32>> = None;
    let args: Vec<String> = args[1..].iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut words = args.iter();
    let mut header = Header::Shown;
    while let Some(word) = words.next() {
        match word.as_str() {
            "-p" | "--pid" => {
                let list = words.next().map(String::as_str).unwrap_or_default();
                only = Some(list.split([',', ' ']).filter_map(|pid| pid.parse().ok()).collect());
            }
            "-o" | "-eo" | "-ao" | "--format" | "o" => {
                let list = words.next().map(String::as_str).unwrap_or_default();
                // `name=` leaves the heading out.
                if list.split(',').all(|name| name.ends_with('=')) {
                    header = Header::Hidden;
                }
                columns = list.split(',').map(|name| name.trim_end_matches('=')).filter_map(known).collect();
            }
            "--no-headers" | "--no-heading" | "h" => header = Header::Hidden,
            option if option.trim_start_matches('-').chars().all(|letter| "aAefuxwl".contains(letter)) => {
                if !option.starts_with('-') && option.contains('u') {
                    columns = vec![
                        "user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "start", "time", "args",
                    ];
                } else if option.contains('f') {
                    columns = vec!["user", "pid", "ppid", "c", "stime", "tty", "time", "args"];
                } else if !option.starts_with('-') {
                    columns = vec!["pid", "tty", "stat", "time", "args"];
                }
            }
            other => {
                eprintln!(
                    "error: unsupported option '{other}'\n\nUsage:\n ps [aux] [-ef] [-p PID,...] [-o FORMAT]"
                );
                return ExitCode::FAILURE;
            }
        }
    }
    let mut processes = processes();
    if let Some(only) = &only {
        processes.retain(|process| only.contains(&process.pid));
    }
    if columns.is_empty() {
        eprintln!("error: unknown user-defined format specifier");
        return ExitCode::FAILURE;
    }
    print(&columns, &processes, header);
    ExitCode::from(u8::from(processes.is_empty()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    Shown,
    Hidden,
}

fn known(name: &str) -> Option<&'static str> {
    let names = [
        "pid", "ppid", "user", "uid", "tty", "time", "cmd", "comm", "args", "command", "stat", "state", "s",
        "vsz", "rss", "%cpu", "pcpu", "%mem", "pmem", "start", "stime", "c", "etime",
    ];
    names.into_iter().find(|known| *known == name)
}

fn print(columns: &[&'static str], processes: &[Process], header: Header) {
    let rows: Vec<Vec<String>> =
        processes.iter().map(|process| columns.iter().map(|name| process.field(name)).collect()).collect();
    let head: Vec<String> = columns.iter().map(|name| heading(name)).collect();
    let width = |index: usize| {
        let cells = rows.iter().map(|row: &Vec<String>| row[index].len());
        cells.chain([head[index].len(), least_width(columns[index])]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    for row in Some(&head).filter(|_| header == Header::Shown).into_iter().chain(&rows) {
        let cells = row.iter().enumerate().map(|(index, cell)| {
            let last = index + 1 == columns.len();
            match (is_number(columns[index]), last) {
                (true, _) => format!("{cell:>width$}", width = widths[index]),
                (false, true) => cell.clone(),
                (false, false) => format!("{cell:<width$}", width = widths[index]),
            }
        });
        println!("{}", cells.collect::<Vec<_>>().join(" "));
    }
}

fn is_number(column: &str) -> bool {
    matches!(
        column,
        "pid" | "ppid" | "uid" | "time" | "vsz" | "rss" | "%cpu" | "pcpu" | "%mem" | "pmem" | "c" | "etime"
    )
}

fn least_width(column: &str) -> usize {
    match column {
        "pid" | "ppid" => 7,
        "tty" | "user" => 8,
        "time" => 8,
        "vsz" | "rss" => 6,
        "%cpu" | "pcpu" | "%mem" | "pmem" => 4,
        _ => 1,
    }
}

fn heading(column: &str) -> String {
    match column {
        "args" | "command" => "COMMAND".to_owned(),
        "comm" => "COMMAND".to_owned(),
        "state" | "s" => "S".to_owned(),
        "pcpu" => "%CPU".to_owned(),
        "pmem" => "%MEM".to_owned(),
        "etime" => "ELAPSED".to_owned(),
        other => other.to_uppercase(),
    }
}

impl Process {
    fn field(&self, name: &str) -> String {
        match name {
            "pid" => self.pid.to_string(),
            "ppid" => self.ppid.to_string(),
            "user" => "root".to_owned(),
            "uid" | "c" => "0".to_owned(),
            "tty" => "?".to_owned(),
            "time" => clock(self.cpu_ticks / TICKS),
            "cmd" | "args" | "command" if !self.args.is_empty() => self.args.clone(),
            "stat" | "state" | "s" => self.state.clone(),
            "vsz" | "rss" => (self.memory_bytes / 1024).to_string(),
            "%cpu" | "pcpu" | "%mem" | "pmem" => "0.0".to_owned(),
            "start" | "stime" | "etime" => "00:00".to_owned(),
            _ => self.command.clone(),
        }
    }

    /// Reads `/proc/<pid>/stat` and `cmdline`; `None` if the process has gone meanwhile.
    fn read(pid: i32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name is in parentheses and may hold any byte; proc_pid_stat(5).
        let (open, close) = (stat.find('(')?, stat.rfind(')')?);
        let fields: Vec<&str> = stat[close + 1..].split_whitespace().collect();
        let number =
            |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        let cmdline = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let cmdline = String::from_utf8_lossy(&cmdline).trim_end_matches('\0').replace('\0', " ");
        Some(Self {
            pid,
            ppid: number(1) as i32,
            state: fields.first()?.to_string(),
            command: stat[open + 1..close].to_owned(),
            args: cmdline,
            cpu_ticks: number(11) + number(12),
            memory_bytes: number(20),
        })
    }
}

fn processes() -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut pids: Vec<i32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    pids.sort_unstable();
    pids.into_iter().filter_map(Process::read).collect()
}

fn clock(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

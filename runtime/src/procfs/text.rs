use std::fmt::Write;
use std::sync::atomic::Ordering;

use vivarium_abi::Disposition;

use super::ProcFs;
use super::place::{PROCESS_FILES, SYSTEM_FILES};
use crate::kernel::{LAST_PID, Pid, Process, ProcessState};

/// What `uname -r` says too.
const OS_RELEASE: &str = "6.1.0-vivarium";
/// Ticks a second in `stat`; sysconf(3), `_SC_CLK_TCK`.
const TICKS: u64 = 100;

/// The contents of a file of the system; proc(5).
pub(super) fn system(proc: &ProcFs, index: u8) -> Vec<u8> {
    let kib = |bytes: u64| bytes / 1024;
    let uptime = proc.started.elapsed().as_secs_f64();
    let text = match SYSTEM_FILES[usize::from(index)] {
        "cpuinfo" => {
            "processor\t: 0\nvendor_id\t: vivarium\nmodel name\t: WebAssembly\ncpu cores\t: 1\n\n".into()
        }
        "filesystems" => "nodev\tproc\nnodev\toverlay\n".into(),
        "loadavg" => {
            let table = proc.processes.lock();
            let (live, last) = (table.live_count(), proc.processes.current());
            format!("0.00 0.00 0.00 1/{live} {last}\n")
        }
        "meminfo" => {
            let memory = proc.memory();
            let (total, free) = (kib(memory.limit()), kib(memory.free()));
            format!(
                "MemTotal:       {total:8} kB\nMemFree:        {free:8} kB\nMemAvailable:   {free:8} kB\n\
                 Buffers:               0 kB\nCached:                0 kB\nSwapTotal:             0 kB\n\
                 SwapFree:              0 kB\n"
            )
        }
        "mounts" => return proc.mounts(),
        "stat" => {
            let (started, born) = (proc.processes.lock().started(), proc.born_ns / 1_000_000_000);
            format!(
                "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\nbtime {born}\nprocesses {started}\n\
                 procs_running 1\nprocs_blocked 0\n"
            )
        }
        "uptime" => format!("{uptime:.2} 0.00\n"),
        "version" => format!("Linux version {OS_RELEASE} (vivarium) #1\n"),
        "sys/kernel/hostname" => "vivarium\n".into(),
        "sys/kernel/osrelease" => format!("{OS_RELEASE}\n"),
        "sys/kernel/ostype" => "Linux\n".into(),
        "sys/kernel/pid_max" => format!("{LAST_PID}\n"),
        "sys/kernel/version" => "#1\n".into(),
        "sys/kernel/cap_last_cap" => "40\n".into(),
        _ => "65536\n".into(),
    };
    text.into_bytes()
}

/// The contents of a file of a process; proc(5).
pub(super) fn process(proc: &ProcFs, process: &Process, index: u8) -> Vec<u8> {
    let image = process.image();
    let strings =
        |strings: &[Vec<u8>]| strings.iter().flat_map(|string| [&string[..], b"\0"].concat()).collect();
    match PROCESS_FILES[usize::from(index)] {
        "cmdline" => strings(&image.argv),
        "environ" => strings(&image.env),
        "comm" => [&comm(process)[..], b"\n"].concat(),
        "mounts" => proc.mounts(),
        "stat" => stat(proc, process),
        "statm" => b"0 0 0 0 0 0 0\n".to_vec(),
        _ => status(proc, process),
    }
}

/// The name of the command, cut as Linux cuts it.
fn comm(process: &Process) -> Vec<u8> {
    let image = process.image();
    image.name()[..image.name().len().min(15)].to_vec()
}

fn stat(proc: &ProcFs, process: &Process) -> Vec<u8> {
    let (letter, ids) = state(proc, process);
    let [ppid, pgid, sid] = ids;
    let ticks = process.cpu_ns.load(Ordering::Relaxed) * TICKS / 1_000_000_000;
    let start = process.started.duration_since(proc.started).as_millis() as u64 * TICKS / 1000;
    let mut text = format!("{} (", process.pid).into_bytes();
    text.extend(comm(process));
    let rest = format!(
        ") {letter} {ppid} {pgid} {sid} 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 1 0 {start} 0 0 18446744073709551615 \
         0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
    );
    text.extend(rest.as_bytes());
    text
}

fn status(proc: &ProcFs, process: &Process) -> Vec<u8> {
    let (letter, [ppid, ..]) = state(proc, process);
    let word = match letter {
        'R' => "running",
        'T' => "stopped",
        'Z' => "zombie",
        _ => "sleeping",
    };
    let mut text = b"Name:\t".to_vec();
    text.extend(comm(process));
    let pid = process.pid;
    let mut rest = format!("\nUmask:\t{:04o}\nState:\t{letter} ({word})\n", process.umask());
    let _ = write!(rest, "Tgid:\t{pid}\nPid:\t{pid}\nPPid:\t{ppid}\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n");
    let signals = process.signals();
    let sets = [
        ("SigPnd", signals.pending()),
        ("SigBlk", signals.mask()),
        ("SigIgn", signals.with(Disposition::Ignore)),
        ("SigCgt", signals.with(Disposition::Catch)),
    ];
    let _ = write!(rest, "FDSize:\t{}\nThreads:\t1\n", process.limits().open_files());
    for (name, set) in sets {
        let _ = writeln!(rest, "{name}:\t{:016x}", set.0);
    }
    text.extend(rest.as_bytes());
    text
}

/// The letter of a process's state, and its parent, group and session.
fn state(proc: &ProcFs, process: &Process) -> (char, [Pid; 3]) {
    let table = proc.processes.lock();
    let Some(entry) = table.get(process.pid) else { return ('X', [0; 3]) };
    let letter = match entry.state {
        ProcessState::Zombie(_) => 'Z',
        ProcessState::Stopped(..) => 'T',
        ProcessState::Running if proc.processes.current() == process.pid => 'R',
        ProcessState::Running => 'S',
    };
    (letter, [entry.parent, entry.group, entry.session])
}

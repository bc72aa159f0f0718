use std::fmt::Write;
use std::sync::atomic::Ordering;

use vivarium_abi::{Disposition, LimitResource};

use super::ProcFs;
use super::place::{PROCESS_FILES, SYSTEM_FILES};
use crate::kernel::{LAST_PID, Pid, Process, ProcessState};

/// What `uname -r` says too.
const OS_RELEASE: &str = "6.1.0-vivarium";
/// Ticks a second in `stat`; sysconf(3), `_SC_CLK_TCK`.
const TICKS: u64 = 100;
/// Bytes of a page, as guests know it; sysconf(3), `_SC_PAGESIZE`.
const PAGE: u64 = 65_536;

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
            let [one, five, fifteen] = proc.load.averages();
            format!("{one:.2} {five:.2} {fifteen:.2} 1/{live} {last}\n")
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
            let busy = ticks(proc.load.busy_ns());
            let idle = ((uptime * TICKS as f64) as u64).saturating_sub(busy);
            format!(
                "cpu  {busy} 0 0 {idle} 0 0 0 0 0 0\ncpu0 {busy} 0 0 {idle} 0 0 0 0 0 0\nbtime {born}\nprocesses {started}\n\
                 procs_running 1\nprocs_blocked 0\n"
            )
        }
        "uptime" => {
            let idle = (uptime - proc.load.busy_ns() as f64 / 1e9).max(0.0);
            format!("{uptime:.2} {idle:.2}\n")
        }
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
        "limits" => limits(process).into_bytes(),
        "statm" => {
            let pages = memory(process) / PAGE;
            format!("{pages} {pages} 0 0 0 {pages} 0\n").into_bytes()
        }
        _ => status(proc, process),
    }
}

fn ticks(ns: u64) -> u64 {
    ns / (1_000_000_000 / TICKS)
}

/// Size of a process's memory, in bytes. What of it the process has touched is known to the host only.
fn memory(process: &Process) -> u64 {
    process.memory_bytes.load(Ordering::Relaxed)
}

fn limits(process: &Process) -> String {
    const ROWS: [(&str, LimitResource, &str); 8] = [
        ("Max cpu time", LimitResource::Cpu, "seconds"),
        ("Max file size", LimitResource::FileSize, "bytes"),
        ("Max data size", LimitResource::Data, "bytes"),
        ("Max stack size", LimitResource::Stack, "bytes"),
        ("Max core file size", LimitResource::Core, "bytes"),
        ("Max processes", LimitResource::Processes, "processes"),
        ("Max open files", LimitResource::OpenFiles, "files"),
        ("Max address space", LimitResource::AddressSpace, "bytes"),
    ];
    let number = |limit: u64| if limit == u64::MAX { "unlimited".into() } else { limit.to_string() };
    let mut text = format!("{:<25} {:<20} {:<20} {:<10}\n", "Limit", "Soft Limit", "Hard Limit", "Units");
    for (name, resource, unit) in ROWS {
        let limit = process.limits().get(resource);
        let _ = writeln!(text, "{name:<25} {:<20} {:<20} {unit:<10}", number(limit.soft), number(limit.hard));
    }
    text
}

/// The name of the command, cut as Linux cuts it.
fn comm(process: &Process) -> Vec<u8> {
    let image = process.image();
    image.name()[..image.name().len().min(15)].to_vec()
}

fn stat(proc: &ProcFs, process: &Process) -> Vec<u8> {
    let (letter, ids) = state(proc, process);
    let [ppid, pgid, sid] = ids;
    let ticks = ticks(process.cpu_ns.load(Ordering::Relaxed));
    let (size, pages) = (memory(process), memory(process) / PAGE);
    let start = process.started.duration_since(proc.started).as_millis() as u64 * TICKS / 1000;
    let mut text = format!("{} (", process.pid).into_bytes();
    text.extend(comm(process));
    let rest = format!(
        ") {letter} {ppid} {pgid} {sid} 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 1 0 {start} {size} {pages} 18446744073709551615 \
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
    let kib = memory(process) / 1024;
    let _ = write!(rest, "VmSize:\t{kib:8} kB\nVmRSS:\t{kib:8} kB\nVmData:\t{kib:8} kB\n");
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

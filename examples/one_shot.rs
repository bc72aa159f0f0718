//! Runs one Python program that nobody vouches for, within limits, and tells what it used.
//!
//! `cargo run --release --example one_shot -- 'print(sum(range(10)))'`

use std::time::Duration;

use vivarium::{ContainerOptions, Error, Exec, LimitExceeded, Limits, Runtime, RuntimeOptions};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let program = std::env::args().nth(1).unwrap_or_else(|| "print('hello')".into());
    let runtime = Runtime::open(RuntimeOptions::default())?;
    // A container of its own, which is gone with this process.
    let container = runtime.container(ContainerOptions::default())?;
    let limits = Limits {
        cpu_time: Some(Duration::from_secs(5)),
        wall_time: Some(Duration::from_secs(10)),
        memory_bytes: 512 << 20,
        output_bytes: 1 << 20,
        ..Limits::default()
    };
    let outcome = container.exec(Exec::new(["python3", "-c", &program]).limits(limits)).await?;

    print!("{}", String::from_utf8_lossy(&outcome.stdout));
    eprint!("{}", String::from_utf8_lossy(&outcome.stderr));
    match outcome.exceeded {
        Some(LimitExceeded::WallTime | LimitExceeded::CpuTime) => eprintln!("it took too long"),
        Some(limit) => eprintln!("{limit}"),
        None => eprintln!("exit code {}", outcome.status.code()),
    }
    let usage = outcome.usage;
    eprintln!("{:?} of CPU, {} KiB of memory at most", usage.cpu_time, usage.memory_peak_bytes >> 10);
    Ok(())
}

use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use super::{Answer, Request, Sandboxes};
use crate::script::Script;

/// Answers requests from standard input until it ends.
pub(super) fn serve(sandboxes: &mut dyn Sandboxes) -> Result<()> {
    for line in std::io::stdin().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut answer = Answer::default();
        let begun = Instant::now();
        if let Err(error) = fulfil(sandboxes, &request, &mut answer) {
            answer.error = Some(format!("{error:#}"));
        }
        answer.elapsed_ns = nanoseconds(begun.elapsed());
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, &answer)?;
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}

fn fulfil(sandboxes: &mut dyn Sandboxes, request: &Request, answer: &mut Answer) -> Result<()> {
    match request {
        Request::Run { script } => {
            let begun = Instant::now();
            let output = sandboxes.run(script)?;
            answer.times_ns.push(nanoseconds(begun.elapsed()));
            answer.output = String::from_utf8_lossy(&output).into_owned();
        }
        Request::Rate { script, seconds, threads } => {
            answer.times_ns = rate(sandboxes, script, Duration::from_secs_f64(*seconds), *threads)?;
        }
        Request::Hold { script, count } => {
            for _ in 0..*count {
                let begun = Instant::now();
                sandboxes.hold(script)?;
                answer.times_ns.push(nanoseconds(begun.elapsed()));
            }
        }
        Request::Ask => answer.times_ns = sandboxes.ask_all()?,
    }
    Ok(())
}

/// Runs the script in each thread until the time is over.
fn rate(sandboxes: &dyn Sandboxes, script: &Script, time: Duration, threads: usize) -> Result<Vec<u64>> {
    let others: Vec<_> = (0..threads).map(|_| sandboxes.another()).collect::<Result<_>>()?;
    let end = Instant::now() + time;
    thread::scope(|scope| {
        let running: Vec<_> =
            others.into_iter().map(|one| scope.spawn(move || run_until(&*one, script, end))).collect();
        let mut times = Vec::new();
        for thread in running {
            times.extend(thread.join().map_err(|_| anyhow!("a thread panicked"))??);
        }
        Ok(times)
    })
}

fn run_until(sandboxes: &dyn Sandboxes, script: &Script, end: Instant) -> Result<Vec<u64>> {
    let mut times = Vec::new();
    loop {
        let begun = Instant::now();
        if begun >= end {
            return Ok(times);
        }
        sandboxes.run(script)?;
        times.push(nanoseconds(begun.elapsed()));
    }
}

pub(super) fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

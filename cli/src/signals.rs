use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use vivarium::{Interrupt, Signal};

/// Passes the first SIGINT, SIGTERM or SIGHUP on to the run, and returns at the second: the caller then ends the run.
///
/// Without it such a signal would end `viv` before it could remove the container's folder.
pub(crate) async fn forward(run: &Interrupt) -> Result<()> {
    let listen = |kind| signal(kind).context("cannot listen for signals");
    let mut interrupt = listen(SignalKind::interrupt())?;
    let mut terminate = listen(SignalKind::terminate())?;
    let mut hangup = listen(SignalKind::hangup())?;
    for pass_on in [true, false] {
        let received = tokio::select! {
            _ = interrupt.recv() => Signal::SIGINT,
            _ = terminate.recv() => Signal::SIGTERM,
            _ = hangup.recv() => Signal::SIGHUP,
        };
        if pass_on {
            run.send(received);
        }
    }
    Ok(())
}

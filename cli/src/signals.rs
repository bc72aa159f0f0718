use anyhow::{Context as _, Result};
use tokio::signal::unix::{Signal as Listener, SignalKind, signal};
use vivarium::{Interrupt, Signal};

/// The signals that ask `viv` to end.
///
/// Without a listener such a signal would end `viv` before it could remove the container's folder.
pub(crate) struct Signals {
    interrupt: Listener,
    terminate: Listener,
    hangup: Listener,
}

impl Signals {
    /// Listens from now on.
    pub(crate) fn listen() -> Result<Self> {
        let listen = |kind| signal(kind).context("cannot listen for signals");
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            hangup: listen(SignalKind::hangup())?,
        })
    }

    /// Passes the first signal on to the run, and returns at the second: the caller then ends the run.
    pub(crate) async fn forward(mut self, run: &Interrupt) {
        let first = self.next().await;
        run.send(first);
        self.next().await;
    }

    async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::SIGINT,
            _ = self.terminate.recv() => Signal::SIGTERM,
            _ = self.hangup.recv() => Signal::SIGHUP,
        }
    }
}

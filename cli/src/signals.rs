use anyhow::{Context as _, Result};
use nix::sys::signal::{SigSet, Signal as HostSignal};
use tokio::signal::unix::{Signal as Listener, SignalKind, signal};
use vivarium::Signal;

/// Whether somebody's keys can send signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// Ctrl-C belongs to what runs, however often it comes; Ctrl-\ ends the run.
    Typed,
    /// A second signal ends the run.
    Absent,
}

/// The signals that ask `viv` to end.
///
/// Without a listener such a signal would end `viv` before it could remove the container's folder.
pub(crate) struct Signals {
    interrupt: Listener,
    terminate: Listener,
    hangup: Listener,
    quit: Listener,
}

impl Signals {
    /// Listens from now on, also where whoever started `viv` had these signals blocked.
    pub(crate) fn listen() -> Result<Self> {
        let all = [HostSignal::SIGINT, HostSignal::SIGTERM, HostSignal::SIGHUP, HostSignal::SIGQUIT];
        SigSet::from_iter(all).thread_unblock().context("cannot unblock signals")?;
        let listen = |kind| signal(kind).context("cannot listen for signals");
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            hangup: listen(SignalKind::hangup())?,
            quit: listen(SignalKind::quit())?,
        })
    }

    /// Passes signals on to the run, and returns when it has been asked to end once too often: the caller then ends it.
    pub(crate) async fn forward(mut self, keys: Keys, send: impl Fn(Signal)) {
        let mut asked = false;
        loop {
            let signal = self.next().await;
            if signal == Signal::SIGQUIT || asked {
                return;
            }
            send(signal);
            asked = keys == Keys::Absent || signal != Signal::SIGINT;
        }
    }

    async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::SIGINT,
            _ = self.terminate.recv() => Signal::SIGTERM,
            _ = self.hangup.recv() => Signal::SIGHUP,
            _ = self.quit.recv() => Signal::SIGQUIT,
        }
    }
}

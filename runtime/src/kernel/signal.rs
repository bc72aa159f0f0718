use vivarium_abi::{Disposition, MaskHow, Signal, SignalSet};

/// What a process does about signals, and which it has yet to take; signal(7).
#[derive(Clone, Debug)]
pub(crate) struct Signals {
    dispositions: [Disposition; 32],
    mask: SignalSet,
    pending: SignalSet,
    /// A caught signal came in since a blocking call last gave `EINTR` for one. One signal interrupts one call, so
    /// that a guest may repeat the call first and look at its signals later.
    interrupts: bool,
    /// Where in the guest's memory to store 1 when a caught signal is queued.
    pub(crate) notify: Option<u32>,
    /// The signal that ends this process the next time it would run.
    pub(crate) fatal: Option<Signal>,
}

/// What comes of a signal at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: ignored, or waiting behind the mask.
    None,
    /// The process ends.
    Terminate,
    /// The process stops until SIGCONT.
    Stop,
    /// A stopped process goes on.
    Continue,
    /// Queued for the guest's handler.
    Caught,
}

/// A signal's default action; signal(7), "Standard signals".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DefaultAction {
    Terminate,
    Ignore,
    Stop,
    Continue,
}

const fn default_action(signal: Signal) -> DefaultAction {
    match signal {
        Signal::SIGCHLD | Signal::SIGURG | Signal::SIGWINCH => DefaultAction::Ignore,
        Signal::SIGSTOP | Signal::SIGTSTP | Signal::SIGTTIN | Signal::SIGTTOU => DefaultAction::Stop,
        Signal::SIGCONT => DefaultAction::Continue,
        _ => DefaultAction::Terminate,
    }
}

const STOP_SIGNALS: [Signal; 4] = [Signal::SIGSTOP, Signal::SIGTSTP, Signal::SIGTTIN, Signal::SIGTTOU];

impl Default for Signals {
    fn default() -> Self {
        Self {
            dispositions: [Disposition::Default; 32],
            mask: SignalSet::default(),
            pending: SignalSet::default(),
            interrupts: false,
            notify: None,
            fatal: None,
        }
    }
}

impl Signals {
    /// The signals of a forked child: all as the parent's, but none pending.
    pub(crate) fn forked(&self) -> Self {
        Self { pending: SignalSet::default(), interrupts: false, fatal: None, ..self.clone() }
    }

    /// The signals after execve(2): caught ones are set to default, since the handlers are gone.
    pub(crate) fn executed(&self, defaults: SignalSet) -> Self {
        let mut signals = Self { notify: None, interrupts: false, ..self.clone() };
        for signal in Signal::ALL.iter().copied() {
            if signals.disposition(signal) == Disposition::Catch || defaults.contains(signal) {
                signals.dispositions[signal.number() as usize] = Disposition::Default;
            }
        }
        signals
    }

    pub(crate) fn disposition(&self, signal: Signal) -> Disposition {
        self.dispositions[signal.number() as usize]
    }

    pub(crate) fn mask(&self) -> SignalSet {
        self.mask
    }

    /// Sets what is done with a signal, and tells what was before; sigaction(2).
    pub(crate) fn set_disposition(&mut self, signal: Signal, disposition: Disposition) -> Disposition {
        // A handler that is gone will not take what is queued for it.
        if disposition != Disposition::Catch && !self.mask.contains(signal)
            || disposition == Disposition::Ignore
        {
            self.pending.remove(signal);
        }
        std::mem::replace(&mut self.dispositions[signal.number() as usize], disposition)
    }

    /// Receives a signal.
    pub(crate) fn post(&mut self, signal: Signal) -> Effect {
        match signal {
            Signal::SIGKILL => return self.terminate(signal),
            Signal::SIGSTOP => return Effect::Stop,
            Signal::SIGCONT => STOP_SIGNALS.iter().for_each(|&stop| self.pending.remove(stop)),
            _ => {}
        }
        let effect = if self.mask.contains(signal) && self.disposition(signal) != Disposition::Ignore {
            self.pending.insert(signal);
            Effect::None
        } else {
            self.deliver(signal)
        };
        // SIGCONT continues even where it is caught, blocked or ignored.
        if signal == Signal::SIGCONT { Effect::Continue } else { effect }
    }

    /// Changes the mask, and tells what it was and what comes of the signals that waited behind it; sigprocmask(2).
    pub(crate) fn set_mask(&mut self, how: MaskHow, set: SignalSet) -> (SignalSet, Vec<(Signal, Effect)>) {
        let old = self.mask;
        self.mask = SignalSet(match how {
            MaskHow::Block => old.0 | set.0,
            MaskHow::Unblock => old.0 & !set.0,
            MaskHow::Set => set.0,
        });
        self.mask.remove(Signal::SIGKILL);
        self.mask.remove(Signal::SIGSTOP);
        let freed: Vec<_> = SignalSet(self.pending.0 & old.0 & !self.mask.0).iter().collect();
        let effects = freed.into_iter().map(|signal| {
            self.pending.remove(signal);
            (signal, self.deliver(signal))
        });
        let effects = effects.collect();
        (old, effects)
    }

    /// Takes the next caught signal out of the queue.
    pub(crate) fn take(&mut self) -> Option<Signal> {
        let signal = self.caught().iter().next()?;
        self.pending.remove(signal);
        if self.caught() == SignalSet::default() {
            self.interrupts = false;
        }
        Some(signal)
    }

    /// Tells whether a blocking call must return `EINTR`, once for each time a signal came in.
    pub(crate) fn take_interrupt(&mut self) -> bool {
        std::mem::take(&mut self.interrupts)
    }

    /// The caught signals that the guest has yet to take.
    pub(crate) fn caught(&self) -> SignalSet {
        SignalSet(self.pending.0 & !self.mask.0)
    }

    /// The signals that wait, behind the mask or for the guest.
    pub(crate) fn pending(&self) -> SignalSet {
        self.pending
    }

    /// The signals with a certain disposition.
    pub(crate) fn with(&self, disposition: Disposition) -> SignalSet {
        let mut set = SignalSet::default();
        for signal in Signal::ALL.iter().copied().filter(|&signal| self.disposition(signal) == disposition) {
            set.insert(signal);
        }
        set
    }

    fn deliver(&mut self, signal: Signal) -> Effect {
        match (self.disposition(signal), default_action(signal)) {
            (Disposition::Catch, _) => {
                self.pending.insert(signal);
                self.interrupts = true;
                Effect::Caught
            }
            (Disposition::Ignore, _) | (Disposition::Default, DefaultAction::Ignore) => Effect::None,
            (Disposition::Default, DefaultAction::Continue) => Effect::Continue,
            (Disposition::Default, DefaultAction::Stop) => Effect::Stop,
            (Disposition::Default, DefaultAction::Terminate) => self.terminate(signal),
        }
    }

    fn terminate(&mut self, signal: Signal) -> Effect {
        self.fatal.get_or_insert(signal);
        Effect::Terminate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(signals: &[Signal]) -> SignalSet {
        let mut set = SignalSet::default();
        signals.iter().for_each(|&signal| set.insert(signal));
        set
    }

    #[test]
    fn default_actions() {
        let mut signals = Signals::default();
        assert_eq!(signals.post(Signal::SIGCHLD), Effect::None);
        assert_eq!(signals.post(Signal::SIGTSTP), Effect::Stop);
        assert_eq!(signals.post(Signal::SIGCONT), Effect::Continue);
        assert_eq!(signals.post(Signal::SIGTERM), Effect::Terminate);
        assert_eq!(signals.fatal, Some(Signal::SIGTERM));
    }

    #[test]
    fn caught_signal_is_queued_once_and_interrupts_once() {
        let mut signals = Signals::default();
        assert_eq!(signals.set_disposition(Signal::SIGINT, Disposition::Catch), Disposition::Default);
        assert_eq!(signals.post(Signal::SIGINT), Effect::Caught);
        assert_eq!(signals.post(Signal::SIGINT), Effect::Caught);
        assert!(signals.take_interrupt());
        assert!(!signals.take_interrupt());
        assert_eq!(signals.take(), Some(Signal::SIGINT));
        assert_eq!(signals.take(), None);
    }

    #[test]
    fn masked_signal_waits() {
        let mut signals = Signals::default();
        signals.set_mask(MaskHow::Block, set(&[Signal::SIGTERM, Signal::SIGKILL]));
        assert_eq!(signals.post(Signal::SIGTERM), Effect::None);
        assert_eq!(signals.post(Signal::SIGKILL), Effect::Terminate);
        let (old, effects) = signals.set_mask(MaskHow::Set, SignalSet::default());
        assert_eq!((old, effects), (set(&[Signal::SIGTERM]), vec![(Signal::SIGTERM, Effect::Terminate)]));
    }

    #[test]
    fn exec_keeps_ignored_and_resets_caught() {
        let mut signals = Signals::default();
        signals.set_disposition(Signal::SIGINT, Disposition::Ignore);
        signals.set_disposition(Signal::SIGPIPE, Disposition::Ignore);
        signals.set_disposition(Signal::SIGTERM, Disposition::Catch);
        let signals = signals.executed(set(&[Signal::SIGPIPE]));
        assert_eq!(signals.disposition(Signal::SIGINT), Disposition::Ignore);
        assert_eq!(signals.disposition(Signal::SIGPIPE), Disposition::Default);
        assert_eq!(signals.disposition(Signal::SIGTERM), Disposition::Default);
    }

    #[test]
    fn kill_and_stop_cannot_be_caught_away() {
        let mut signals = Signals::default();
        signals.set_disposition(Signal::SIGKILL, Disposition::Catch);
        assert_eq!(signals.post(Signal::SIGKILL), Effect::Terminate);
        assert_eq!(signals.post(Signal::SIGSTOP), Effect::Stop);
    }
}

macro_rules! signals {
    ($($name:ident = $number:literal;)*) => {
        /// A signal, with Linux's number; signal(7).
        #[allow(missing_docs, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Signal {
            $($name = $number,)*
        }

        impl Signal {
            /// Every signal, in the order of the numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name, with its `SIG`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// Finds the signal with a number; `None` outside 1 to 31.
            pub const fn from_number(number: u32) -> Option<Self> {
                match number {
                    $($number => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

signals! {
    SIGHUP = 1;
    SIGINT = 2;
    SIGQUIT = 3;
    SIGILL = 4;
    SIGTRAP = 5;
    SIGABRT = 6;
    SIGBUS = 7;
    SIGFPE = 8;
    SIGKILL = 9;
    SIGUSR1 = 10;
    SIGSEGV = 11;
    SIGUSR2 = 12;
    SIGPIPE = 13;
    SIGALRM = 14;
    SIGTERM = 15;
    SIGSTKFLT = 16;
    SIGCHLD = 17;
    SIGCONT = 18;
    SIGSTOP = 19;
    SIGTSTP = 20;
    SIGTTIN = 21;
    SIGTTOU = 22;
    SIGURG = 23;
    SIGXCPU = 24;
    SIGXFSZ = 25;
    SIGVTALRM = 26;
    SIGPROF = 27;
    SIGWINCH = 28;
    SIGIO = 29;
    SIGPWR = 30;
    SIGSYS = 31;
}

impl Signal {
    /// The number, 1 to 31.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// What a process does with a signal; sigaction(2).
///
/// A guest cannot be interrupted between two instructions, so a caught signal is queued: blocking calls return
/// `EINTR`, and the guest takes the signal with `sig_take` and runs its handler itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u32)]
pub enum Disposition {
    /// `SIG_DFL`: the signal's default action.
    #[default]
    Default = 0,
    /// `SIG_IGN`: dropped.
    Ignore = 1,
    /// Has a handler: queued for `sig_take`.
    Catch = 2,
}

impl Disposition {
    /// Decodes the number that `sig_action` takes.
    pub const fn from_raw(raw: u32) -> Option<Self> {
        match raw {
            0 => Some(Self::Default),
            1 => Some(Self::Ignore),
            2 => Some(Self::Catch),
            _ => None,
        }
    }
}

/// A set of signals: bit n−1 stands for signal n, as in Linux's `sigset_t`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct SignalSet(pub u64);

impl SignalSet {
    /// Whether `signal` is in the set.
    pub const fn contains(self, signal: Signal) -> bool {
        self.0 & Self::bit(signal) != 0
    }

    /// Adds `signal`.
    pub const fn insert(&mut self, signal: Signal) {
        self.0 |= Self::bit(signal);
    }

    /// Takes `signal` out.
    pub const fn remove(&mut self, signal: Signal) {
        self.0 &= !Self::bit(signal);
    }

    /// The members with the lowest number first.
    pub fn iter(self) -> impl Iterator<Item = Signal> {
        Signal::ALL.iter().copied().filter(move |&signal| self.contains(signal))
    }

    const fn bit(signal: Signal) -> u64 {
        1 << (signal.number() - 1)
    }
}

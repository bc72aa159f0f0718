use crate::Signal;

/// The status word of a process that exited with `code`; only the low eight bits count.
pub const fn exited(code: u32) -> i32 {
    ((code & 0xff) << 8) as i32
}

/// The status word of a process that `signal` ended.
pub const fn signaled(signal: Signal) -> i32 {
    signal.number() as i32
}

/// The status word of a process that `signal` stopped.
pub const fn stopped(signal: Signal) -> i32 {
    ((signal.number() as i32) << 8) | 0x7f
}

/// The exit code in a status word, `WEXITSTATUS`; `None` if the process did not exit by itself.
pub const fn exit_code(status: i32) -> Option<u8> {
    if status & 0x7f == 0 { Some((status >> 8) as u8) } else { None }
}

/// The ending signal in a status word, `WTERMSIG`; `None` if no signal ended the process.
pub const fn term_signal(status: i32) -> Option<Signal> {
    match (status & 0x7f) as u32 {
        0 | 0x7f => None,
        number => Signal::from_number(number),
    }
}

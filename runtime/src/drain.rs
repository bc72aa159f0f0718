use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use wasmtime::Engine;

/// How many compiled functions' memory is freed at a time.
const FUNCTIONS: usize = 1024;
/// How often.
const INTERVAL: Duration = Duration::from_secs(1);

/// Does some compiling with `engine`, in a fraction of the memory.
///
/// With inlining, wasmtime 48 translates all functions of a program before it compiles the first, each in a context of
/// its own, and keeps the context of a compiled function in a pool of the engine, for the next translation: 20 GB for
/// Python's 30 MB, though none of it is needed. So a program is translated beside it whose last function is not
/// valid. That takes contexts out of the pool, and the error throws them away.
pub(crate) fn compile_while_draining<T>(engine: &Engine, compile: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let (done, ended): (Sender<()>, _) = channel();
        scope.spawn(move || {
            let invalid = invalid_program();
            // A pool of its own: wasmtime's work for the program would otherwise come before this.
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
            while ended.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let refused = pool.install(|| engine.precompile_module(&invalid));
                debug_assert!(refused.is_err(), "the program is not valid");
            }
        });
        let compiled = compile();
        drop(done);
        compiled
    })
}

/// A module of many empty functions and one that should return a number, but does not.
fn invalid_program() -> Vec<u8> {
    const TYPES: [u8; 8] = [2, 0x60, 0, 0, 0x60, 0, 1, 0x7f];
    const NOTHING: [u8; 3] = [2, 0, 0x0b];
    let count = leb128(FUNCTIONS + 1);
    let functions = [&count[..], &[0; FUNCTIONS], &[1]].concat();
    let code = [&count[..], &NOTHING.repeat(FUNCTIONS + 1)].concat();
    let section = |id: u8, content: &[u8]| [&[id][..], &leb128(content.len()), content].concat();
    [&b"\0asm\x01\0\0\0"[..], &section(1, &TYPES), &section(3, &functions), &section(10, &code)].concat()
}

/// Writes a number as WebAssembly does.
fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_function_is_not_valid() {
        let engine = Engine::default();
        let error = engine.precompile_module(&invalid_program()).unwrap_err();
        let last = format!("function[{FUNCTIONS}]");
        assert!(format!("{error:#}").contains(&last), "{error:#}");
    }
}

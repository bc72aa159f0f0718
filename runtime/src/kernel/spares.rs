use std::sync::{Mutex, MutexGuard, PoisonError};

use wasmtime::InstancePre;

use super::body::{Body, Guest};
use super::pagemap::written;

/// Instances of a prepared program whose processes have exited, ready for others.
///
/// All that such a program can change is its memory and its globals: `prepare/module.rs` refuses what has more. So what
/// was written is copied from an instance that never runs, and the next start finds an instance that is as new, but
/// that its pages are there already: the host has nothing to find, to map and to clear.
pub(crate) struct Spares {
    pristine: Body,
    limits: KeptSpares,
    idle: Mutex<Idle>,
}

/// What spare instances keep in memory at most, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptSpares {
    pub(crate) each: usize,
    pub(crate) all: usize,
}

#[derive(Default)]
struct Idle {
    /// Each with the bytes it keeps.
    bodies: Vec<(Body, usize)>,
    bytes: usize,
}

impl Spares {
    /// `None` where the engine has no room for the instance that never runs.
    pub(crate) fn new(program: &InstancePre<Guest>, limits: KeptSpares) -> Option<Self> {
        Some(Self { pristine: Body::pristine(program)?, limits, idle: Mutex::default() })
    }

    /// Takes one: the last that was kept, whose pages the CPU may still know.
    pub(crate) fn take(&self) -> Option<Body> {
        let mut idle = self.idle();
        let (body, bytes) = idle.bodies.pop()?;
        idle.bytes -= bytes;
        Some(body)
    }

    /// Sets an instance back and keeps it; drops it if it has grown, or would keep too much.
    pub(super) fn keep(&self, mut body: Body) {
        body.take_away();
        let Some(bytes) = self.set_back(&mut body) else { return };
        let mut idle = self.idle();
        if idle.bytes + bytes <= self.limits.all {
            idle.bytes += bytes;
            idle.bodies.push((body, bytes));
        }
    }

    /// Makes an instance as it was in the beginning, and returns how many bytes it keeps; `None` if it cannot be.
    fn set_back(&self, body: &mut Body) -> Option<usize> {
        let pristine = self.pristine.memory();
        let memory = body.memory_mut();
        if memory.len() != pristine.len() {
            return None;
        }
        let parts = written(memory)?;
        let bytes = parts.iter().map(ExactSizeIterator::len).sum();
        if bytes > self.limits.each {
            return None;
        }
        for part in parts {
            memory[part.clone()].copy_from_slice(&pristine[part]);
        }
        body.set_globals_back();
        Some(bytes)
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use wasmtime::{Linker, Module};

    use super::*;
    use crate::engine;

    const PAGE: usize = 4096;
    const LIMITS: KeptSpares = KeptSpares { each: 2 * PAGE, all: 3 * PAGE };

    fn program() -> InstancePre<Guest> {
        let engine = engine::engine(8, engine::kept(8, 1 << 20)).unwrap();
        let text = r#"(module (memory (export "memory") 2) (data (i32.const 5000) "prepared")
            (global (export "__stack_pointer") (mut i32) (i32.const 7)))"#;
        let module = Module::new(&engine, wat::parse_str(text).unwrap()).unwrap();
        Linker::new(&engine).instantiate_pre(&module).unwrap()
    }

    fn used(program: &InstancePre<Guest>, pages: usize) -> Body {
        let mut body = Body::pristine(program).unwrap();
        body.memory_mut().chunks_mut(PAGE).take(pages).for_each(|page| page[PAGE - 1] = 1);
        body.memory_mut()[5000..5008].copy_from_slice(b"a secret");
        body.set_global("__stack_pointer", 8.into()).unwrap();
        body
    }

    #[test]
    fn what_is_kept_is_as_new() {
        let program = program();
        let spares = Spares::new(&program, LIMITS).unwrap();
        spares.keep(used(&program, 2));
        let mut body = spares.take().unwrap();
        assert!(body.memory() == spares.pristine.memory());
        assert_eq!(body.named_globals()[0].1.i32(), Some(7));
        assert!(spares.take().is_none());
        // Again, with what it keeps.
        body.memory_mut()[1] = 1;
        spares.keep(body);
        assert!(spares.take().unwrap().memory() == spares.pristine.memory());
    }

    #[test]
    fn what_has_grown_is_dropped() {
        let program = program();
        let spares = Spares::new(&program, LIMITS).unwrap();
        let mut body = used(&program, 1);
        let memory = body.store.data().memory.unwrap();
        memory.grow(&mut body.store, 1).unwrap();
        spares.keep(body);
        assert!(spares.take().is_none());
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let program = program();
        let spares = Spares::new(&program, LIMITS).unwrap();
        spares.keep(used(&program, 3));
        assert!(spares.take().is_none(), "one keeps three pages");
        spares.keep(used(&program, 2));
        spares.keep(used(&program, 2));
        assert!(spares.take().is_some() && spares.take().is_none(), "two keep four pages");
    }
}

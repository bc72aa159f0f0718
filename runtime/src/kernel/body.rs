use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use vivarium_abi::Errno;
use wasmtime::{Global, Instance, InstancePre, Memory, PoolConcurrencyLimitError, Store, TypedFunc, Val};

use super::budget::Size;
use super::fuel::Grant;
use super::{Kernel, Limiter, Process};
use crate::file::SysResult;
use crate::program::Place;

/// The data of an instance's wasmtime store.
pub(crate) struct Guest {
    owner: Option<Owner>,
    pub(crate) memory: Option<Memory>,
}

/// The process that an instance runs for.
pub(crate) struct Owner {
    pub(crate) kernel: Arc<Kernel>,
    pub(crate) process: Arc<Process>,
    pub(super) grant: Grant,
    limiter: Limiter,
    _place: Place,
}

impl Owner {
    fn new(kernel: &Arc<Kernel>, process: &Arc<Process>, limiter: Limiter) -> SysResult<Self> {
        let place = kernel.programs.place().ok_or(Errno::EAGAIN)?;
        let (kernel, process) = (Arc::clone(kernel), Arc::clone(process));
        Ok(Self { kernel, process, grant: Grant::default(), limiter, _place: place })
    }
}

impl Guest {
    pub(crate) fn owner(&self) -> &Owner {
        self.owner.as_ref().expect("what runs belongs to a process")
    }

    pub(super) fn owner_mut(&mut self) -> &mut Owner {
        self.owner.as_mut().expect("what runs belongs to a process")
    }

    fn limiter(&mut self) -> &mut Limiter {
        &mut self.owner_mut().limiter
    }
}

/// An instance with its store. It belongs to one process at a time, or to none.
pub(crate) struct Body {
    pub(super) store: Store<Guest>,
    instance: Instance,
    /// The globals that a program exports, as they were in the beginning.
    globals: Vec<(Global, Val)>,
    /// What it takes of a memory budget in the beginning.
    size: Size,
}

impl Body {
    /// Instantiates a program for a process; `EAGAIN` if as many processes run as may, `ENOMEM` if it does not
    /// fit the process's memory budget.
    pub(super) async fn new(
        program: &InstancePre<Guest>,
        kernel: &Arc<Kernel>,
        process: &Arc<Process>,
    ) -> SysResult<Self> {
        let owner = Owner::new(kernel, process, Limiter::new(Arc::clone(process)))?;
        let mut store = Store::new(program.module().engine(), Guest { owner: Some(owner), memory: None });
        store.limiter(|guest| guest.limiter());
        let instance = loop {
            match program.instantiate_async(&mut store).await {
                Ok(instance) => break instance,
                Err(error) if !error.is::<PoolConcurrencyLimitError>() => return Err(Errno::ENOMEM),
                // Spare instances have all the room there is.
                Err(_) if kernel.programs.drop_spare() => {}
                Err(_) => return Err(Errno::EAGAIN),
            }
        };
        Ok(Self::of(store, instance))
    }

    /// Instantiates a program for nobody, to be looked at; `None` where that cannot be done at once.
    pub(super) fn pristine(program: &InstancePre<Guest>) -> Option<Self> {
        let mut store = Store::new(program.module().engine(), Guest { owner: None, memory: None });
        // Without a start function there is nothing to wait for, but the linker's functions are asynchronous.
        let instance =
            pin!(program.instantiate_async(&mut store)).poll(&mut Context::from_waker(Waker::noop()));
        match instance {
            Poll::Ready(Ok(instance)) => Some(Self::of(store, instance)),
            _ => None,
        }
    }

    fn of(mut store: Store<Guest>, instance: Instance) -> Self {
        let globals: Vec<_> =
            instance.exports(&mut store).filter_map(wasmtime::Export::into_global).collect();
        let globals = globals.into_iter().map(|global| (global, global.get(&mut store))).collect();
        store.data_mut().memory = instance.get_memory(&mut store, "memory");
        let size = store.data().owner.as_ref().map_or_else(Size::default, |owner| owner.limiter.size());
        Self { store, instance, globals, size }
    }

    /// Gives an instance that is as in the beginning to a process, or is not given: `ENOMEM` if it does not fit the
    /// process's memory budget, `EAGAIN` if as many processes run as may.
    pub(super) fn give(&mut self, kernel: &Arc<Kernel>, process: &Arc<Process>) -> SysResult<()> {
        let limiter = Limiter::of_size(Arc::clone(process), self.size)?;
        self.store.data_mut().owner = Some(Owner::new(kernel, process, limiter)?);
        Ok(())
    }

    /// Takes the instance from its process.
    pub(super) fn take_away(&mut self) {
        self.store.data_mut().owner = None;
    }

    pub(super) fn memory(&self) -> &[u8] {
        self.store.data().memory.map_or(&[], |memory| memory.data(&self.store))
    }

    pub(super) fn memory_mut(&mut self) -> &mut [u8] {
        let memory = self.store.data().memory;
        memory.map_or(&mut [], |memory| memory.data_mut(&mut self.store))
    }

    pub(super) fn function(&mut self, export: &str) -> wasmtime::Result<TypedFunc<(), ()>> {
        self.instance.get_typed_func(&mut self.store, export)
    }

    pub(super) fn global(&mut self, export: &str) -> Option<Global> {
        self.instance.get_global(&mut self.store, export)
    }

    pub(super) fn set_global(&mut self, export: &str, value: Val) -> SysResult<()> {
        let global = self.global(export).ok_or(Errno::ENOSYS)?;
        global.set(&mut self.store, value).map_err(|_| Errno::ENOSYS)
    }

    /// Gives the exported globals the values that they began with.
    pub(super) fn set_globals_back(&mut self) {
        for (global, value) in &self.globals {
            global.set(&mut self.store, *value).expect("a global takes back its own value");
        }
    }

    /// The exported globals by name, with their present values.
    pub(super) fn named_globals(&mut self) -> Vec<(String, Val)> {
        let exports = self.instance.exports(&mut self.store);
        let globals: Vec<_> =
            exports.filter_map(|export| Some((export.name().to_owned(), export.into_global()?))).collect();
        globals.into_iter().map(|(name, global)| (name, global.get(&mut self.store))).collect()
    }
}

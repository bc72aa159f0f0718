use std::sync::Arc;

use vivarium_abi::{AT_FDCWD, Errno};
use vivarium_vfs::{FileType, Node};
use wasmtime::{Caller, Extern};

use super::memory::{Encode, Memory};
use crate::file::{File, FileDescription, SysResult};
use crate::kernel::{Guest, Kernel, Owner, Process, book, grant};
use crate::meter::FUEL_EXPORT;

/// One system call: who calls, and the memory its arguments point into.
pub(crate) struct Call<'a> {
    pub(crate) memory: Memory<'a>,
    pub(crate) kernel: &'a Arc<Kernel>,
    pub(crate) process: &'a Arc<Process>,
}

impl<'a> Call<'a> {
    /// Looks into the guest. One without memory has none to point into: each pointer is `EFAULT`.
    pub(crate) fn new(caller: &'a mut Caller<'_, Guest>) -> Self {
        let memory = caller.data().memory;
        let (memory, guest) = match memory {
            Some(memory) => memory.data_and_store_mut(caller),
            None => (&mut [][..], caller.data_mut()),
        };
        let Owner { kernel, process, .. } = guest.owner();
        Self { memory: Memory(memory), kernel, process }
    }

    /// Finds an open file; `EBADF` without one.
    pub(crate) fn fd(&self, fd: u32) -> SysResult<Arc<FileDescription>> {
        self.process.fd(fd)
    }

    /// Where a path begins: the working directory, or the directory that `fd` has open, for `openat(2)` and its kin.
    pub(crate) fn base(&self, fd: u32) -> SysResult<Node> {
        if fd == AT_FDCWD as u32 {
            return Ok(self.process.cwd());
        }
        match &self.fd(fd)?.file {
            File::Directory(node) => Ok(node.clone()),
            _ => Err(Errno::ENOTDIR),
        }
    }

    /// A path argument with the directory it begins at. An absolute path needs no directory.
    pub(crate) fn path(&self, fd: u32, address: u32, len: u32) -> SysResult<(Node, Vec<u8>)> {
        let path = self.memory.path(address, len)?;
        let base = if path.starts_with(b"/") { self.kernel.vfs.root() } else { self.base(fd)? };
        Ok((base, path))
    }

    /// The directory that `fd` has open.
    pub(crate) fn directory(&self, fd: u32) -> SysResult<Node> {
        let node = self.base(fd)?;
        if node.file_type()? == FileType::Directory { Ok(node) } else { Err(Errno::ENOTDIR) }
    }

    /// Stores 1 in the signal flag if caught signals wait; see the ABI's `sig_notify`.
    pub(crate) fn raise_flag(&mut self) {
        let flag = {
            let signals = self.process.signals();
            if signals.caught().0 == 0 { None } else { signals.notify }
        };
        if let Some(flag) = flag {
            // Its address was checked, and memory does not shrink.
            let _ = self.memory.write(flag, &1u32);
        }
    }

    /// Writes a result where the guest wants it, and gives the number that the guest's call returns.
    pub(crate) fn answer<T: Encode>(&mut self, result: SysResult<T>, address: u32) -> i32 {
        match result.and_then(|value| self.memory.write(address, &value)) {
            Ok(()) => 0,
            Err(errno) => errno.raw().into(),
        }
    }
}

/// Performs a call that does not block and whose only result is its errno.
pub(crate) fn perform(
    mut caller: Caller<'_, Guest>,
    handler: impl FnOnce(&mut Call<'_>) -> SysResult<()>,
) -> i32 {
    match handler(&mut Call::new(&mut caller)) {
        Ok(()) => 0,
        Err(errno) => errno.raw().into(),
    }
}

/// Performs a call that does not block and writes its result at `address`, which is checked first.
pub(crate) fn query<T: Encode>(
    mut caller: Caller<'_, Guest>,
    address: u32,
    handler: impl FnOnce(&mut Call<'_>) -> SysResult<T>,
) -> i32 {
    let mut call = Call::new(&mut caller);
    let result = call.memory.check::<T>(address).and_then(|()| handler(&mut call));
    call.answer(result, address)
}

/// Performs a call that may block and writes its result at `address`, which is checked first.
pub(crate) async fn block<T: Encode>(
    mut caller: Caller<'_, Guest>,
    address: u32,
    handler: impl AsyncFnOnce(&mut Call<'_>) -> SysResult<T>,
) -> i32 {
    let mut call = Call::new(&mut caller);
    let result = match call.memory.check::<T>(address) {
        Ok(()) => handler(&mut call).await,
        Err(errno) => Err(errno),
    };
    call.raise_flag();
    call.answer(result, address)
}

/// Lets the other processes have a turn when an instance has used up its fuel, and gives it more; fails if its run has
/// no more.
pub(crate) async fn refuel(mut caller: Caller<'_, Guest>) -> wasmtime::Result<()> {
    let fuel = caller.get_export(FUEL_EXPORT).and_then(Extern::into_global);
    let fuel = fuel.ok_or_else(|| wasmtime::Error::msg("it has no meter"))?;
    // An instance that has just begun has had none yet.
    if book(&mut caller, fuel) > 0 {
        let process = Arc::clone(&caller.data().owner().process);
        process.rest().await;
        Call::new(&mut caller).raise_flag();
    }
    grant(&mut caller, fuel)
}

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use vivarium_abi::Errno;
use vivarium_vfs::Node;

use super::{Executable, ResourceLimits, Run, Signals};
use crate::file::{FdTable, FileDescription, SysResult};

/// Names a process of a container.
pub(crate) type Pid = i32;

/// What the kernel knows of a process apart from its place in the family, which is the process table's.
pub(crate) struct Process {
    pub(crate) pid: Pid,
    /// The exec it belongs to.
    pub(crate) run: Arc<Run>,
    pub(crate) started: Instant,
    /// Puts the process in the run queue.
    pub(crate) waker: Waker,
    pub(crate) cpu_ns: AtomicU64,
    /// Size of its linear memory.
    pub(crate) memory_bytes: AtomicU64,
    umask: AtomicU32,
    // Nobody takes a second one of these while holding one, nor awaits.
    fds: Mutex<FdTable>,
    signals: Mutex<Signals>,
    limits: Mutex<ResourceLimits>,
    cwd: Mutex<Node>,
    image: Mutex<Arc<Executable>>,
}

/// What a process has from the one that starts it.
#[derive(Clone)]
pub(crate) struct Inheritance {
    pub(crate) fds: FdTable,
    pub(crate) signals: Signals,
    pub(crate) limits: ResourceLimits,
    pub(crate) cwd: Node,
    pub(crate) umask: u32,
    pub(crate) run: Arc<Run>,
}

impl Process {
    pub(crate) fn new(pid: Pid, waker: Waker, from: Inheritance, image: Arc<Executable>) -> Self {
        Self {
            pid,
            run: from.run,
            started: Instant::now(),
            waker,
            cpu_ns: AtomicU64::new(0),
            memory_bytes: AtomicU64::new(0),
            umask: AtomicU32::new(from.umask),
            fds: Mutex::new(from.fds),
            signals: Mutex::new(from.signals),
            limits: Mutex::new(from.limits),
            cwd: Mutex::new(from.cwd),
            image: Mutex::new(image),
        }
    }

    /// What a child gets at fork(2).
    pub(crate) fn inheritance(&self) -> Inheritance {
        Inheritance {
            fds: self.fds().clone(),
            signals: self.signals().forked(),
            limits: self.limits().clone(),
            cwd: self.cwd(),
            umask: self.umask(),
            run: Arc::clone(&self.run),
        }
    }

    pub(crate) fn fds(&self) -> MutexGuard<'_, FdTable> {
        lock(&self.fds)
    }

    pub(crate) fn signals(&self) -> MutexGuard<'_, Signals> {
        lock(&self.signals)
    }

    pub(crate) fn limits(&self) -> MutexGuard<'_, ResourceLimits> {
        lock(&self.limits)
    }

    /// Finds an open file; `EBADF` without one.
    pub(crate) fn fd(&self, fd: u32) -> SysResult<Arc<FileDescription>> {
        self.fds().get(fd).cloned()
    }

    /// Gives an open file the lowest free descriptor; `EMFILE` without one.
    pub(crate) fn insert_fd(&self, description: FileDescription) -> SysResult<u32> {
        let limit = self.limits().open_files();
        self.fds().insert(Arc::new(description), 0, limit)
    }

    pub(crate) fn cwd(&self) -> Node {
        lock(&self.cwd).clone()
    }

    pub(crate) fn set_cwd(&self, directory: Node) {
        let old = std::mem::replace(&mut *lock(&self.cwd), directory);
        drop(old);
    }

    pub(crate) fn image(&self) -> Arc<Executable> {
        Arc::clone(&lock(&self.image))
    }

    pub(crate) fn set_image(&self, image: Arc<Executable>) {
        *lock(&self.image) = image;
    }

    pub(crate) fn umask(&self) -> u32 {
        self.umask.load(Ordering::Relaxed)
    }

    pub(crate) fn set_umask(&self, mask: u32) -> u32 {
        self.umask.swap(mask & 0o777, Ordering::Relaxed)
    }

    /// Permission bits of a new file that asks for `mode`; umask(2).
    pub(crate) fn creation_mode(&self, mode: u32) -> u32 {
        mode & !self.umask()
    }

    /// Waits until `poll` is ready; `EINTR` if a caught signal comes first.
    ///
    /// All blocking goes through here, or through [`rest`](Self::rest).
    pub(crate) async fn block<T>(
        &self,
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<SysResult<T>> + Send,
    ) -> SysResult<T> {
        std::future::poll_fn(|context| {
            if let Poll::Ready(result) = poll(context) {
                return Poll::Ready(result);
            }
            if self.signals().take_interrupt() {
                return Poll::Ready(Err(Errno::EINTR));
            }
            Poll::Pending
        })
        .await
    }

    /// Lets the other processes have a turn: in long work, and where a process has signalled itself.
    pub(crate) async fn rest(&self) {
        let mut rested = false;
        std::future::poll_fn(|context| {
            if rested {
                return Poll::Ready(());
            }
            rested = true;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// Closes all descriptors.
    pub(crate) fn close_all(&self) {
        let fds = std::mem::take(&mut *self.fds());
        drop(fds);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use vivarium_vfs::Node;

use super::{File, FileId, Held, LockTable, Owner};

/// An open file: what dup(2) and fork(2) share; open(2), "open file description".
pub(crate) struct FileDescription {
    pub(crate) file: File,
    pub(crate) access: AccessMode,
    /// How it was named in open(2), for `/proc/<pid>/fd`.
    pub(crate) origin: Option<Origin>,
    /// All the times there are of a pipe or stream, in nanoseconds since 1970.
    pub(crate) opened_ns: i64,
    offset: Mutex<u64>,
    flags: AtomicU16,
    /// The lock of flock(2).
    lock: Mutex<Option<Held>>,
}

/// The name that a file was opened by.
#[derive(Clone)]
pub(crate) struct Origin {
    pub(crate) base: Node,
    pub(crate) path: Vec<u8>,
}

/// `O_ACCMODE` of open(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccessMode {
    Read,
    Write,
    Both,
}

impl AccessMode {
    pub(crate) const fn reads(self) -> bool {
        matches!(self, Self::Read | Self::Both)
    }

    pub(crate) const fn writes(self) -> bool {
        matches!(self, Self::Write | Self::Both)
    }
}

/// The file status flags, as WASI numbers them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FdFlags(pub(crate) u16);

impl FdFlags {
    pub(crate) const APPEND: u16 = 1;
    pub(crate) const NONBLOCK: u16 = 4;
    /// `APPEND`, `DSYNC`, `NONBLOCK`, `RSYNC`, `SYNC`.
    const ALL: u16 = 31;

    /// Decodes the flags; `None` for unknown bits.
    pub(crate) fn from_raw(raw: u32) -> Option<Self> {
        u16::try_from(raw).ok().filter(|raw| raw & !Self::ALL == 0).map(Self)
    }

    pub(crate) const fn append(self) -> bool {
        self.0 & Self::APPEND != 0
    }

    pub(crate) const fn nonblock(self) -> bool {
        self.0 & Self::NONBLOCK != 0
    }
}

impl FileDescription {
    pub(crate) fn new(file: File, access: AccessMode) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            file,
            access,
            origin: None,
            opened_ns: now.as_nanos() as i64,
            offset: Mutex::new(0),
            flags: AtomicU16::new(0),
            lock: Mutex::default(),
        }
    }

    pub(crate) fn with_flags(self, flags: FdFlags) -> Self {
        Self { flags: AtomicU16::new(flags.0), ..self }
    }

    pub(crate) fn with_origin(self, origin: Option<Origin>) -> Self {
        Self { origin, ..self }
    }

    pub(crate) fn flags(&self) -> FdFlags {
        FdFlags(self.flags.load(Ordering::Relaxed))
    }

    pub(crate) fn set_flags(&self, flags: FdFlags) {
        self.flags.store(flags.0, Ordering::Relaxed);
    }

    /// Who holds the locks of this open file.
    pub(crate) fn lock_owner(&self) -> Owner {
        Owner::Description(std::ptr::from_ref(self).addr())
    }

    /// Notes that this open file has a lock, which goes with it.
    pub(crate) fn note_locked(&self, table: &Arc<LockTable>, file: FileId) {
        let held = || Held { table: Arc::clone(table), file, owner: self.lock_owner() };
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(held);
    }

    /// Gives up the lock, if there is one.
    pub(crate) fn unlock(&self) {
        let held = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(held);
    }

    /// The file offset. Hold it over a read or write: POSIX wants the two moved together.
    pub(crate) fn offset(&self) -> std::sync::MutexGuard<'_, u64> {
        self.offset.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

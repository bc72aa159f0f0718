use std::path::PathBuf;
use std::sync::Arc;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use vivarium_vfs::{Access, FileSystem, HostMount, Image, Overlay, Quota};

use crate::kernel::{self, Kernel, Parts};
use crate::program::ProgramStore;
use crate::{Error, Exec, Outcome};

/// How a [`Container`] is set up.
#[derive(Debug)]
pub struct ContainerOptions {
    /// Where what the guests write goes.
    pub upper: Upper,
    /// Host directories the guests see.
    pub mounts: Vec<Mount>,
    /// Most bytes the upper may hold. Default: 5 GiB.
    pub disk_bytes: u64,
    /// Most files and directories the upper may hold. Default: 262,144.
    pub inodes: u64,
    /// Most memory of all processes, in bytes; each run's [`Limits`](crate::Limits) bind besides. Default: 5 GiB.
    pub memory_bytes: u64,
    /// Most processes at a time, of all runs together. Default: 1024.
    pub processes: u32,
}

impl Default for ContainerOptions {
    fn default() -> Self {
        Self {
            upper: Upper::Temporary,
            mounts: Vec::new(),
            disk_bytes: 5 << 30,
            inodes: 262_144,
            memory_bytes: 5 << 30,
            processes: 1024,
        }
    }
}

/// The writable layer of a container.
#[derive(Debug)]
pub enum Upper {
    /// A folder that goes with the container.
    Temporary,
    /// A folder that stays.
    Dir(Dir),
}

/// A host directory in a container.
#[derive(Clone, Debug)]
pub struct Mount {
    /// The directory on the host.
    pub host: PathBuf,
    /// Its absolute path in the container; made where it is missing.
    pub guest: Vec<u8>,
    /// Whether the guests may change it.
    pub access: Access,
}

/// A root file system that lasts, in which process trees run.
pub struct Container {
    kernel: Arc<Kernel>,
    /// Removes the upper of a temporary container once nothing uses it.
    temporary: Option<Arc<tempfile::TempDir>>,
}

impl Container {
    pub(crate) fn new(
        programs: Arc<ProgramStore>,
        rootfs: Arc<Image>,
        options: ContainerOptions,
    ) -> Result<Self, Error> {
        let (upper, temporary) = open_upper(options.upper)?;
        let quota = Quota::new(options.disk_bytes, options.inodes);
        let root = Overlay::new(vec![rootfs], &upper, quota).map_err(Error::Layer)?;
        let mut mounts = Vec::new();
        for mount in options.mounts {
            let Mount { host, guest, access } = mount;
            let dir = Dir::open_ambient_dir(&host, ambient_authority());
            let dir = dir.map_err(|source| Error::Mount { host: host.clone(), source })?;
            let mounted = HostMount::new(&dir, access)
                .map_err(|errno| Error::Mount { host, source: std::io::Error::other(errno) })?;
            let mounted: Arc<dyn FileSystem> = mounted;
            mounts.push((guest, mounted));
        }
        let parts = Parts {
            programs,
            root,
            mounts,
            memory_bytes: options.memory_bytes,
            processes: options.processes,
        };
        Ok(Self { kernel: Arc::new(Kernel::new(parts)?), temporary: temporary.map(Arc::new) })
    }

    /// Runs a program and all it starts, to the end. Dropping the future ends them and frees everything.
    ///
    /// The run is over when its first process has exited; what it left in the background is killed, after
    /// [`Limits::grace`](crate::Limits::grace) at most. It must be polled within a tokio runtime that has time.
    ///
    /// # Errors
    /// [`Error::Start`] if the program cannot be started. What goes wrong later is in the [`Outcome`].
    pub fn exec(&self, exec: Exec) -> impl Future<Output = Result<Outcome, Error>> + Send + use<> {
        let (kernel, temporary) = (Arc::clone(&self.kernel), self.temporary.clone());
        async move {
            let outcome = kernel::run(kernel, exec).await;
            drop(temporary);
            outcome
        }
    }
}

impl std::fmt::Debug for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Container").finish_non_exhaustive()
    }
}

fn open_upper(upper: Upper) -> Result<(Dir, Option<tempfile::TempDir>), Error> {
    match upper {
        Upper::Dir(dir) => Ok((dir, None)),
        Upper::Temporary => {
            let folder = tempfile::Builder::new().prefix("vivarium-").tempdir().map_err(Error::Upper)?;
            let dir = Dir::open_ambient_dir(folder.path(), ambient_authority()).map_err(Error::Upper)?;
            Ok((dir, Some(folder)))
        }
    }
}

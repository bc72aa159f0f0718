use std::convert::Infallible;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use futures_util::future::{Either, select};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use vivarium_vfs::{Access, FileSystem, HostMount, Image, Overlay, Quota};

use crate::kernel::{self, Kernel, Parts};
use crate::prepare::Capture;
use crate::program::ProgramStore;
use crate::store::{Held, Root};
use crate::{
    ContainerId, ContainerInfo, ContainerLimits, DiskUsage, Durability, Error, Exec, Files, Outcome,
    SnapshotInfo,
};

/// How often a run notes what its container uses.
const NOTE_INTERVAL: Duration = Duration::from_secs(1);

/// How a container is made that no store keeps.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerLimits, ContainerOptions, Exec};
///
/// let limits = ContainerLimits { disk_bytes: 1 << 20, ..ContainerLimits::default() };
/// let container = runtime.container(ContainerOptions { limits, ..ContainerOptions::default() })?;
/// let outcome = container.exec(Exec::new(["bash", "-c", "head -c 2M /dev/zero > /tmp/f"])).await?;
/// assert!(String::from_utf8_lossy(&outcome.stderr).contains("No space left"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct ContainerOptions {
    /// Where what the guests write goes.
    pub upper: Upper,
    /// Host directories and files the guests see.
    pub mounts: Vec<Mount>,
    /// What the container may hold and use.
    pub limits: ContainerLimits,
}

/// The writable layer of a container that no store keeps.
#[derive(Debug, Default)]
pub enum Upper {
    /// A folder that is made at the first change, and goes with the container.
    #[default]
    Temporary,
    /// A folder that stays.
    Dir(Dir),
}

/// A directory or regular file of the host in a container.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{Access, ContainerOptions, Exec, Mount};
///
/// let folder = tempfile::tempdir().expect("a folder");
/// std::fs::write(folder.path().join("data.csv"), "a,b\n1,2\n").expect("a file");
/// let mount = Mount { host: folder.path().into(), guest: b"/data".to_vec(), access: Access::ReadOnly };
/// let container = runtime.container(ContainerOptions { mounts: vec![mount], ..ContainerOptions::default() })?;
/// let outcome = container.exec(Exec::new(["wc", "-l", "/data/data.csv"])).await?;
/// assert_eq!(outcome.stdout, b"2 /data/data.csv\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Mount {
    /// The directory or file on the host.
    pub host: PathBuf,
    /// Its absolute path in the container; made where it is missing.
    pub guest: Vec<u8>,
    /// Whether the guests may change it.
    pub access: Access,
}

/// A root file system that lasts, in which process trees run. Cheap to clone.
///
/// Several execs may run at once: they see each other's processes and files, and share one CPU and the memory.
/// A container of a store is closed when the last clone, and the last exec, has been dropped.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use std::time::Duration;
/// use vivarium::{ContainerOptions, Exec};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// // Two execs at once see the same files and processes.
/// let (made, found) = tokio::join!(
///     container.exec(Exec::new(["bash", "-c", "sleep 0.1; echo ready > /tmp/flag"])),
///     container.exec(Exec::new(["bash", "-c", "until [ -e /tmp/flag ]; do sleep 0.01; done; cat /tmp/flag"])),
/// );
/// assert!(made?.status.is_success());
/// assert_eq!(found?.stdout, b"ready\n");
///
/// // Dropping the future ends an exec and all it has started.
/// let endless = container.exec(Exec::new(["sleep", "infinity"]));
/// assert!(tokio::time::timeout(Duration::from_millis(50), endless).await.is_err());
/// assert_eq!(container.usage()?.processes, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Container {
    shared: Arc<Shared>,
}

struct Shared {
    programs: Arc<ProgramStore>,
    image: Arc<Image>,
    mounts: Vec<(Vec<u8>, Arc<dyn FileSystem>)>,
    limits: ContainerLimits,
    // Held for a few statements, or while a commit changes what is below.
    state: Mutex<State>,
}

struct State {
    /// Its file system and kernel; `None` after a commit, until they are next needed.
    live: Option<Live>,
    home: Home,
}

struct Live {
    /// Each exec has a clone: nothing runs while this is the only one.
    kernel: Arc<Kernel>,
    root: Root,
}

/// Where a container's writable layer is.
enum Home {
    /// Empty until something is written.
    Temporary(Arc<OnceLock<TempDir>>),
    Dir(Dir),
    Stored(Box<Held>),
}

/// What all runs of a container use at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerUsage {
    /// Memory of all processes, in bytes.
    pub memory_bytes: u64,
    /// Processes, zombies included.
    pub processes: u32,
    /// Files, those of the image not counted.
    pub disk: DiskUsage,
}

impl Container {
    pub(crate) fn temporary(
        programs: Arc<ProgramStore>,
        image: Arc<Image>,
        options: ContainerOptions,
    ) -> Result<Self, Error> {
        let home = match options.upper {
            Upper::Dir(dir) => Home::Dir(dir),
            Upper::Temporary => Home::Temporary(Arc::default()),
        };
        Self::open(programs, image, options.mounts, options.limits, home)
    }

    pub(crate) fn stored(
        programs: Arc<ProgramStore>,
        image: Arc<Image>,
        mounts: Vec<Mount>,
        held: Held,
    ) -> Result<Self, Error> {
        let limits = held.limits();
        Self::open(programs, image, mounts, limits, Home::Stored(Box::new(held)))
    }

    fn open(
        programs: Arc<ProgramStore>,
        image: Arc<Image>,
        mounts: Vec<Mount>,
        limits: ContainerLimits,
        home: Home,
    ) -> Result<Self, Error> {
        let mounts = mounts.into_iter().map(open_mount).collect::<Result<_, _>>()?;
        let state = Mutex::new(State { live: None, home });
        let container = Self { shared: Arc::new(Shared { programs, image, mounts, limits, state }) };
        container.shared.enter()?;
        Ok(container)
    }

    /// Runs a program and all it starts, to the end. Dropping the future ends them and frees everything.
    ///
    /// The run is over when its first process has exited; what it left in the background is killed, after
    /// [`Limits::grace`](crate::Limits::grace) at most. It must be polled within a tokio runtime that has time. When it
    /// has ended, its files survive what the container's [`Durability`] says.
    ///
    /// # Errors
    /// [`Error::Start`] if the program cannot be started. What goes wrong later is in the [`Outcome`].
    pub fn exec(&self, exec: Exec) -> impl Future<Output = Result<Outcome, Error>> + Send + use<> {
        let (shared, entered) = (Arc::clone(&self.shared), self.shared.enter());
        async move {
            let (kernel, overlay) = entered?;
            let outcome = shared.run(&kernel, &overlay, exec).await?;
            if shared.acknowledge() == Durability::Fsync {
                let sync = tokio::task::spawn_blocking(move || overlay.sync_all());
                sync.await.map_err(io::Error::other).map_err(Error::Upper)?.map_err(Error::Layer)?;
            }
            drop(kernel);
            Ok(outcome)
        }
    }

    /// Has a program prepare itself here, instead of running it; see [`kernel::prepare`].
    pub(crate) async fn prepare(&self, exec: Exec) -> Result<(Outcome, Option<Capture>), Error> {
        let (kernel, _) = self.shared.enter()?;
        kernel::prepare(kernel, exec).await
    }

    /// The container's files, for the host. While this is held, the container counts as running.
    ///
    /// # Errors
    /// [`Error::Layer`] if they cannot be opened again after a commit.
    pub fn files(&self) -> Result<Files, Error> {
        let (kernel, overlay) = self.shared.enter()?;
        let durability = self.shared.acknowledge();
        Ok(Files::new(kernel, overlay, durability, self.clone()))
    }

    /// What the container may hold and use.
    pub fn limits(&self) -> ContainerLimits {
        self.shared.limits
    }

    /// The container's id, where a store keeps it.
    pub fn id(&self) -> Option<ContainerId> {
        match &self.shared.lock().home {
            Home::Stored(held) => Some(held.id().clone()),
            Home::Temporary(_) | Home::Dir(_) => None,
        }
    }

    /// What all its runs use at present.
    ///
    /// # Errors
    /// [`Error::Layer`] if its files cannot be opened again after a commit.
    pub fn usage(&self) -> Result<ContainerUsage, Error> {
        let (kernel, overlay) = self.shared.enter()?;
        self.shared.usage(&kernel, &overlay)
    }

    /// Keeps the present state of the files as a snapshot, in no time that depends on their size.
    ///
    /// # Errors
    /// [`Error::Running`] while anything runs, [`Error::NotStored`], [`Error::NameTaken`].
    pub fn commit(&self, name: Option<String>) -> Result<SnapshotInfo, Error> {
        self.shared.change_layers(|held, root| held.commit(root, name))
    }

    /// Makes another container that begins with the present files, in no time that depends on their size.
    ///
    /// # Errors
    /// [`Error::Running`] while anything runs, [`Error::NotStored`], [`Error::NameTaken`].
    pub fn fork(&self, name: Option<String>) -> Result<ContainerInfo, Error> {
        self.shared.change_layers(|held, root| held.fork(root, name))
    }
}

impl Shared {
    /// The kernel and files to work with, started where they are not.
    fn enter(&self) -> Result<(Arc<Kernel>, Arc<Overlay>), Error> {
        let mut state = self.lock();
        let live = match state.live.take() {
            Some(live) => live,
            None => self.start(&state.home)?,
        };
        let live = state.live.insert(live);
        Ok((Arc::clone(&live.kernel), Arc::clone(&live.root.overlay)))
    }

    fn start(&self, home: &Home) -> Result<Live, Error> {
        let quota = || Quota::new(self.limits.disk_bytes, self.limits.inodes);
        let lowers = || vec![Arc::clone(&self.image) as Arc<dyn FileSystem>];
        let root = match home {
            Home::Dir(dir) => Overlay::new(lowers(), dir, quota()).map_err(Error::Layer)?.into(),
            Home::Temporary(folder) => {
                let folder = Arc::clone(folder);
                Overlay::planned(lowers(), move || temporary_dir(&folder), quota())
                    .map_err(Error::Layer)?
                    .into()
            }
            Home::Stored(held) => held.open_root(Arc::clone(&self.image))?,
        };
        let kernel = Kernel::new(Parts {
            programs: Arc::clone(&self.programs),
            root: Arc::clone(&root.overlay),
            mounts: self.mounts.clone(),
            memory_bytes: self.limits.memory_bytes,
            processes: self.limits.processes,
        })?;
        Ok(Live { kernel: Arc::new(kernel), root })
    }

    /// Notes that the container was used; tells what has to be done before the user hears so.
    fn acknowledge(&self) -> Durability {
        match &self.lock().home {
            Home::Temporary(_) | Home::Dir(_) => Durability::Process,
            Home::Stored(held) => {
                held.touch();
                held.durability()
            }
        }
    }

    fn usage(&self, kernel: &Kernel, overlay: &Overlay) -> Result<ContainerUsage, Error> {
        let disk = overlay.statistics().map_err(Error::Layer)?;
        Ok(ContainerUsage {
            memory_bytes: kernel.memory.limit() - kernel.memory.free(),
            processes: kernel.processes.lock().entries().count() as u32,
            disk: DiskUsage {
                bytes: self.limits.disk_bytes.saturating_sub(disk.bytes_free),
                inodes: self.limits.inodes.saturating_sub(disk.inodes_free),
            },
        })
    }

    /// Runs to the end, and tells other processes now and then what the container uses meanwhile.
    async fn run(&self, kernel: &Arc<Kernel>, overlay: &Overlay, exec: Exec) -> Result<Outcome, Error> {
        let begun = Instant::now();
        let run = pin!(kernel::run(Arc::clone(kernel), exec));
        let outcome = match select(run, pin!(self.note_usage(kernel, overlay))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right((never, _)) => match never {},
        };
        if begun.elapsed() >= NOTE_INTERVAL
            && let Home::Stored(held) = &self.lock().home
        {
            // Whoever still runs notes it again.
            held.forget_usage();
        }
        outcome
    }

    async fn note_usage(&self, kernel: &Kernel, overlay: &Overlay) -> Infallible {
        if !matches!(self.lock().home, Home::Stored(_)) {
            std::future::pending::<()>().await;
        }
        loop {
            tokio::time::sleep(NOTE_INTERVAL).await;
            let usage = self.usage(kernel, overlay);
            if let (Ok(usage), Home::Stored(held)) = (usage, &self.lock().home) {
                held.note_usage(&usage);
            }
        }
    }

    /// Has the store change which layers the container is made of, while nothing runs.
    fn change_layers<T>(
        &self,
        change: impl FnOnce(&mut Held, &mut Option<Root>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut state = self.lock();
        let State { live, home } = &mut *state;
        let Home::Stored(held) = home else { return Err(Error::NotStored) };
        if live.as_ref().is_some_and(|live| Arc::strong_count(&live.kernel) > 1) {
            return Err(Error::Running);
        }
        // Its nodes go with the kernel, before the layer is frozen.
        let mut root = live.take().map(|live| live.root);
        let changed = change(held, &mut root);
        if let Some(root) = root {
            held.close(&root)?;
        }
        changed
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    // An error leaves a container that is counted when it is next opened.
    fn drop(&mut self) {
        let State { live, home } = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let root = live.take().map(|live| live.root);
        if let (Home::Stored(held), Some(root)) = (home, root) {
            let _ = held.close(&root);
        }
    }
}

impl std::fmt::Debug for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Container").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// Opens the folder of a temporary container, which is made at the first use.
fn temporary_dir(folder: &OnceLock<TempDir>) -> io::Result<Dir> {
    let folder = match folder.get() {
        Some(folder) => folder,
        None => {
            let made = tempfile::Builder::new().prefix("vivarium-").tempdir()?;
            folder.get_or_init(|| made)
        }
    };
    Dir::open_ambient_dir(folder.path(), ambient_authority())
}

fn open_mount(mount: Mount) -> Result<(Vec<u8>, Arc<dyn FileSystem>), Error> {
    let Mount { host, guest, access } = mount;
    let mounted = open_host(&host, access).map_err(|source| Error::Mount { host, source })?;
    Ok((guest, mounted))
}

fn open_host(host: &Path, access: Access) -> io::Result<Arc<HostMount>> {
    let authority = ambient_authority();
    let mounted = if host.is_dir() {
        HostMount::new(&Dir::open_ambient_dir(host, authority)?, access)
    } else {
        let host = host.canonicalize()?;
        let (Some(folder), Some(name)) = (host.parent(), host.file_name()) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        HostMount::file(&Dir::open_ambient_dir(folder, authority)?, name.as_bytes(), access)
    };
    mounted.map_err(io::Error::other)
}

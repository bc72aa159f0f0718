use std::path::PathBuf;
use std::sync::Arc;

use vivarium_vfs::Image;

use crate::image::ImageDirectory;
use crate::program::ProgramStore;
use crate::{Container, ContainerOptions, ContainerStore, Error, Mount};

/// How a [`Runtime`] is set up.
///
/// ```
/// # fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// let options = RuntimeOptions { instances: 50, ..RuntimeOptions::default() };
/// assert_eq!(Runtime::open(options)?.image().manifest().name, runtime.image().manifest().name);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RuntimeOptions {
    /// The image directory. Default: [`ImageDirectory::default_path`].
    pub image: PathBuf,
    /// Processes of all containers at a time. Each takes 8 GiB of address space and six of the mappings that the host
    /// allows a process (`vm.max_map_count`, by default enough for 10,000), and memory only as it is used. Past 10,500
    /// there is not enough address space for all to be Python, or another program that throws.
    /// Default: 1000.
    pub instances: u32,
    /// Memory, in bytes, that ended processes leave for the next to start in, instead of giving it back to the host: at
    /// most this, and of any one at most 16 MiB. Half of it is for instances of prepared programs, which are used again
    /// whole; half for all others, in equal shares. Default: 1 GiB.
    pub kept_bytes: u64,
}

impl Default for RuntimeOptions {
    fn default() -> Self {
        Self { image: ImageDirectory::default_path(), instances: 1000, kept_bytes: 1 << 30 }
    }
}

/// The engine, an image and its programs: one per host process. Cheap to clone.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Exec};
///
/// // One for the whole process: let runtime = Runtime::open(RuntimeOptions::default())?;
/// let (one, other) = (runtime.container(ContainerOptions::default())?, runtime.container(ContainerOptions::default())?);
/// // Containers know nothing of each other, and run side by side.
/// let write = one.exec(Exec::new(["bash", "-c", "echo 1 > /tmp/n"])).await?;
/// let read = other.exec(Exec::new(["cat", "/tmp/n"])).await?;
/// assert!(write.status.is_success() && !read.status.is_success());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Runtime {
    shared: Arc<Shared>,
}

struct Shared {
    programs: Arc<ProgramStore>,
    rootfs: Arc<Image>,
    image: ImageDirectory,
}

impl Runtime {
    /// Opens an image. Nothing is compiled and hardly anything read: programs are mapped when first used.
    ///
    /// # Errors
    /// [`Error::NoImage`] without an image, [`Error::NotCompiled`] for one not yet compiled for this machine.
    pub fn open(options: RuntimeOptions) -> Result<Self, Error> {
        let image = ImageDirectory::open(options.image)?;
        let path = image.rootfs();
        let rootfs = Image::open(&path).map_err(|error| Error::RootFs { path, reason: error.to_string() })?;
        let programs = ProgramStore::new(image.clone(), options.instances, options.kept_bytes)?;
        programs.check()?;
        Ok(Self { shared: Arc::new(Shared { programs: Arc::new(programs), rootfs, image }) })
    }

    /// The image directory this runtime serves.
    pub fn image(&self) -> &ImageDirectory {
        &self.shared.image
    }

    /// Makes a container over the image that no store keeps.
    ///
    /// # Errors
    /// [`Error::Upper`] or [`Error::Mount`] where a host directory cannot be used.
    pub fn container(&self, options: ContainerOptions) -> Result<Container, Error> {
        let Shared { programs, rootfs, .. } = &*self.shared;
        Container::temporary(Arc::clone(programs), Arc::clone(rootfs), options)
    }

    /// Opens a container of a store, by its id, its name or the beginning of its id.
    ///
    /// # Errors
    /// [`Error::NoContainer`], [`Error::Busy`], [`Error::Expired`], or [`Error::OtherImage`] for one that was made over
    /// another image than this runtime's.
    pub fn open_container(
        &self,
        store: &ContainerStore,
        container: &str,
        mounts: Vec<Mount>,
    ) -> Result<Container, Error> {
        let Shared { programs, rootfs, image } = &*self.shared;
        let held = store.hold(container)?;
        held.check_image(&image.manifest().rootfs_sha256)?;
        Container::stored(Arc::clone(programs), Arc::clone(rootfs), mounts, held)
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime").field("image", &self.shared.image.path()).finish_non_exhaustive()
    }
}

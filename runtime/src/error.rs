use std::path::PathBuf;

use vivarium_abi::Errno;

/// Why the runtime could not do what its caller asked. What goes wrong inside a guest is never one of these.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), vivarium::Error> {
/// # use vivarium::{Runtime, RuntimeOptions};
/// # let Ok(runtime) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
/// use vivarium::{ContainerOptions, Errno, Error, Exec};
///
/// let container = runtime.container(ContainerOptions::default())?;
/// match container.exec(Exec::new(["no-such-program"])).await {
///     Err(Error::Start { program, errno: Errno::ENOENT }) => assert_eq!(program, "no-such-program"),
///     other => panic!("{other:?}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No image directory is there.
    #[error("no image at {}: build one with `cargo xtask image`, or name one with VIVARIUM_IMAGE", .0.display())]
    NoImage(PathBuf),
    /// A file of the image cannot be read.
    #[error("cannot read {} of the image", path.display())]
    Image {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The image's manifest does not parse, or is of another format.
    #[error("{} is not a manifest this version reads: {reason}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The root file system of the image is damaged or of another format.
    #[error("{} is not a root file system image: {reason}", path.display())]
    RootFs {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A program of the image is not compiled for this machine and engine.
    #[error("{program} is not compiled for this machine: run `viv image compile {}`", image.display())]
    NotCompiled {
        /// The program's name in the manifest, or its hash.
        program: String,
        /// The image directory.
        image: PathBuf,
    },
    /// A program does not compile, load or link.
    #[error("cannot load {program}: {reason}")]
    Program {
        /// The program's name in the manifest, or its hash.
        program: String,
        /// The engine's message.
        reason: String,
    },
    /// A program cannot be prepared.
    #[error("cannot prepare {program}: {reason}")]
    Prepare {
        /// The program's name in the manifest.
        program: String,
        /// How its preparation ended, with what it wrote to stderr, or what in it cannot be prepared.
        reason: String,
    },
    /// The WebAssembly engine refuses its configuration on this machine.
    #[error("cannot start the WebAssembly engine: {0}")]
    Engine(String),
    /// A container's folder on the host fails.
    #[error("cannot use the container's folder")]
    Upper(#[source] std::io::Error),
    /// A container's folder does not hold a layer that can be used.
    #[error("cannot use the container's folder: {0}")]
    Layer(Errno),
    /// The store's folder fails.
    #[error("cannot {what}")]
    Store {
        /// What could not be done.
        what: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file of the store is not what this version writes.
    #[error("the record of {what} is damaged: {reason}")]
    Damaged {
        /// The id of the container or snapshot.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The store has no such container.
    #[error("no container {0}: `viv ps -a` lists all")]
    NoContainer(String),
    /// The store has no such snapshot.
    #[error("no snapshot {0}: `viv snapshots` lists all")]
    NoSnapshot(String),
    /// Several ids begin so.
    #[error("several ids begin with {0}: write more of it")]
    Ambiguous(String),
    /// A container or snapshot has the name already.
    #[error("the name {0} is taken")]
    NameTaken(String),
    /// That cannot be a name.
    #[error("{0:?} cannot be a name: use letters, digits, `_`, `.` and `-`, a letter or digit first")]
    InvalidName(String),
    /// Another process, or another part of this one, has the container open.
    #[error("container {container} is in use{}", by(*pid))]
    Busy {
        /// As it was asked for.
        container: String,
        /// Who has it open, where that is known.
        pid: Option<u32>,
    },
    /// Something runs in the container.
    #[error("something runs in the container: wait for it to end")]
    Running,
    /// The container has expired.
    #[error("container {0} has expired: `viv prune` removes it")]
    Expired(String),
    /// The container was made over another image.
    #[error("the container was made over another build of the image {name}: open that{}", at(path.as_ref()))]
    OtherImage {
        /// The image's name.
        name: String,
        /// Where it was then, if it was on this machine.
        path: Option<PathBuf>,
    },
    /// The container has as many layers as there can be.
    #[error("the container has {0} layers, and can have no more: start from a new one")]
    TooManyLayers(usize),
    /// The container is in no store.
    #[error("the container is a temporary one, which cannot be committed or forked")]
    NotStored,
    /// An export cannot be written, or an archive not be imported.
    #[error("cannot use the archive")]
    Archive(#[source] std::io::Error),
    /// A file in the container cannot be used as asked.
    #[error("{path}: {errno}")]
    File {
        /// Its path in the container.
        path: String,
        /// Why.
        errno: Errno,
    },
    /// A file or folder of the host cannot be copied.
    #[error("cannot copy {}", path.display())]
    Copy {
        /// Its path on the host.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A host directory cannot be mounted.
    #[error("cannot mount {}", host.display())]
    Mount {
        /// The directory on the host.
        host: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A mount's place is no directory in the container.
    #[error("cannot mount at {guest}: {errno}")]
    MountPoint {
        /// The path in the container.
        guest: String,
        /// Why.
        errno: Errno,
    },
    /// The first program of a run cannot be started.
    #[error("{program}: {errno}")]
    Start {
        /// What was asked for.
        program: String,
        /// Why, as execve(2) says it.
        errno: Errno,
    },
    /// The run's working directory cannot be entered.
    #[error("cannot enter {cwd}: {errno}")]
    WorkingDirectory {
        /// The directory.
        cwd: String,
        /// Why.
        errno: Errno,
    },
}

impl Error {
    /// Makes the error of something that could not be done in the store's folder.
    pub(crate) fn store(what: &'static str) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Store { what, source }
    }
}

fn at(path: Option<&PathBuf>) -> String {
    path.map_or_else(String::new, |path| format!(", at {}", path.display()))
}

fn by(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" by process {pid}"))
}

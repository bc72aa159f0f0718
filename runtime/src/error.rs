use std::path::PathBuf;

use vivarium_abi::Errno;

/// Why the runtime could not do what its caller asked. What goes wrong inside a guest is never one of these.
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
    /// The WebAssembly engine refuses its configuration on this machine.
    #[error("cannot start the WebAssembly engine: {0}")]
    Engine(String),
    /// A container's folder on the host fails.
    #[error("cannot use the container's folder")]
    Upper(#[source] std::io::Error),
    /// A container's folder does not hold a layer that can be used.
    #[error("cannot use the container's folder: {0}")]
    Layer(Errno),
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

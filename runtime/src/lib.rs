//! A code-execution sandbox in a library.
//!
//! Programs are WebAssembly, compiled ahead of time; they run as processes of one small POSIX-like kernel, inside the
//! caller's own process. Open a [`Runtime`] over an image, make a [`Container`], and [`Container::exec`] a program:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), vivarium::Error> {
//! use vivarium::{ContainerOptions, Exec, Runtime, RuntimeOptions};
//!
//! # let Ok(_) = Runtime::open(RuntimeOptions::default()) else { return Ok(()) };
//! let runtime = Runtime::open(RuntimeOptions::default())?;
//! let container = runtime.container(ContainerOptions::default())?;
//! let outcome = container.exec(Exec::new(["bash", "-c", "echo hello | tr a-z A-Z"])).await?;
//! assert_eq!(outcome.stdout, b"HELLO\n");
//! # Ok(())
//! # }
//! ```
//!
//! A container that must outlive the process belongs to a [`ContainerStore`]. The folder `examples/` has whole programs.

mod container;
mod error;
mod exec;
mod files;
mod limits;
mod outcome;
mod runtime;
mod store;

mod compile;
mod engine;
mod image;
mod meter;
mod prepare;
mod program;

mod file;
mod kernel;
mod procfs;
mod syscall;
mod timer;

pub use compile::{Progress, compile_image};
pub use container::{Container, ContainerOptions, ContainerUsage, Mount, Upper};
pub use error::Error;
pub use exec::{Exec, Input, Interrupt, Output, TerminalSize};
pub use files::{FileEntry, FileReader, FileWriter, Files};
pub use image::{ImageDirectory, Manifest, PackageEntry, Preparation, PreparedEntry, ProgramEntry};
pub use limits::{LimitExceeded, Limits};
pub use outcome::{ExitStatus, Outcome, Usage};
pub use prepare::prepare_image;
pub use runtime::{Runtime, RuntimeOptions};
pub use store::{
    ContainerId, ContainerInfo, ContainerLimits, ContainerState, ContainerStore, CreateOptions, DiskUsage,
    Durability, FrozenLayerInfo, ImageReference, LayerId, Pruned, SnapshotId, SnapshotInfo,
};
pub use vivarium_abi::{Errno, Signal};
pub use vivarium_vfs::{Access, FileType, Metadata};

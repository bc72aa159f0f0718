//! File systems of the Vivarium sandbox.
//!
//! A [`Vfs`] is a mount table and the only code that resolves paths. Below it, a [`FileSystem`] works on inodes and
//! single names: an [`Overlay`] of the packed [`Image`] and a writable host directory, or a [`HostMount`]. The crate
//! is synchronous and knows no process.
//!
//! Lock order: a [`Vfs`] has no lock; an overlay's lock comes before those of its layers.

mod metadata;

mod file_system;

mod node;

mod vfs;

mod resolve;

mod real_path;

mod open;

mod change;

mod quota;

mod image;

mod table;

mod place;

mod host;

mod host_errno;

mod handles;

mod listing;

mod disk;

mod overlay;

mod frozen_layer;

mod layer_writer;

mod host_mount;

#[cfg(test)]
extern crate self as vivarium_vfs;
#[cfg(test)]
mod tests;

pub use file_system::{
    Access, DirectoryEntry, FileSystem, Found, LinkTarget, NewNode, Statistics, next_device,
};
pub use frozen_layer::FrozenLayer;
pub use host_mount::HostMount;
pub use image::{Attributes, Image, ImageError, ImageWriter, Source};
pub use layer_writer::LayerWriter;
pub use metadata::{AttributeChange, FileType, InodeId, Metadata, NAME_MAX, PATH_MAX, Result, make_device};
pub use node::Node;
pub use open::OpenOptions;
pub use overlay::{Durability, Overlay, OverlayOptions};
pub use quota::{Charge, Quota, Usage};
pub use resolve::{Entry, Last};
pub use vfs::Vfs;
pub use vivarium_abi::Errno;

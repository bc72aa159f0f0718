use vivarium_vfs::{FileType, InodeId};

use crate::kernel::Pid;

/// A file or directory of `/proc`. All of it fits in an inode number, so nothing has to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Root,
    /// `/proc/self`, and `/proc/thread-self`.
    SelfLink,
    /// A file of the system, by its index in [`SYSTEM_FILES`].
    System(u8),
    /// A directory of `/proc/sys`, by its index in [`SYSTEM_DIRECTORIES`].
    SystemDirectory(u8),
    Process(Pid),
    /// A file of a process, by its index in [`PROCESS_FILES`].
    ProcessFile(Pid, u8),
    /// A link of a process, by its index in [`PROCESS_LINKS`].
    ProcessLink(Pid, u8),
    FdDirectory(Pid),
    Fd(Pid, u32),
}

/// The directories of `/proc` that are no process's: path and parent's index; 0 is `/proc`'s own child.
pub(super) const SYSTEM_DIRECTORIES: [&str; 2] = ["sys", "sys/kernel"];

/// The files of `/proc` that are no process's, by path.
pub(super) const SYSTEM_FILES: [&str; 15] = [
    "cpuinfo",
    "filesystems",
    "loadavg",
    "meminfo",
    "mounts",
    "stat",
    "uptime",
    "version",
    "sys/kernel/hostname",
    "sys/kernel/osrelease",
    "sys/kernel/ostype",
    "sys/kernel/pid_max",
    "sys/kernel/version",
    "sys/kernel/cap_last_cap",
    "sys/kernel/ngroups_max",
];

/// The files of a process.
pub(super) const PROCESS_FILES: [&str; 8] =
    ["cmdline", "comm", "environ", "limits", "mounts", "stat", "statm", "status"];

/// The links of a process.
pub(super) const PROCESS_LINKS: [&str; 3] = ["cwd", "exe", "root"];

impl Place {
    pub(super) fn inode(self) -> InodeId {
        let (kind, pid, index) = match self {
            Self::Root => (1, 0, 0),
            Self::SelfLink => (2, 0, 0),
            Self::System(index) => (3, 0, index.into()),
            Self::SystemDirectory(index) => (4, 0, index.into()),
            Self::Process(pid) => (5, pid, 0),
            Self::ProcessFile(pid, index) => (6, pid, index.into()),
            Self::ProcessLink(pid, index) => (7, pid, index.into()),
            Self::FdDirectory(pid) => (8, pid, 0),
            Self::Fd(pid, fd) => (9, pid, fd),
        };
        // Four bits of kind, 31 of pid, 28 of index: descriptors end far below.
        InodeId(kind << 59 | (pid as u64) << 28 | u64::from(index & 0x0fff_ffff))
    }

    pub(super) fn of(inode: InodeId) -> Option<Self> {
        let pid = (inode.0 >> 28 & 0x7fff_ffff) as Pid;
        let index = (inode.0 & 0x0fff_ffff) as u32;
        Some(match inode.0 >> 59 {
            1 => Self::Root,
            2 => Self::SelfLink,
            3 => Self::System(index as u8),
            4 => Self::SystemDirectory(index as u8),
            5 => Self::Process(pid),
            6 => Self::ProcessFile(pid, index as u8),
            7 => Self::ProcessLink(pid, index as u8),
            8 => Self::FdDirectory(pid),
            9 => Self::Fd(pid, index),
            _ => return None,
        })
    }

    pub(super) const fn file_type(self) -> FileType {
        match self {
            Self::Root | Self::SystemDirectory(_) | Self::Process(_) | Self::FdDirectory(_) => {
                FileType::Directory
            }
            Self::SelfLink | Self::ProcessLink(..) | Self::Fd(..) => FileType::Symlink,
            Self::System(_) | Self::ProcessFile(..) => FileType::Regular,
        }
    }

    /// The process it belongs to.
    pub(super) const fn pid(self) -> Option<Pid> {
        match self {
            Self::Process(pid)
            | Self::ProcessFile(pid, _)
            | Self::ProcessLink(pid, _)
            | Self::FdDirectory(pid)
            | Self::Fd(pid, _) => Some(pid),
            _ => None,
        }
    }

    /// The directory it is in, and its name there.
    pub(super) fn parent(self) -> (Self, String) {
        match self {
            Self::Root => (Self::Root, String::new()),
            Self::SelfLink => (Self::Root, "self".into()),
            Self::System(index) => named_parent(SYSTEM_FILES[usize::from(index)]),
            Self::SystemDirectory(index) => named_parent(SYSTEM_DIRECTORIES[usize::from(index)]),
            Self::Process(pid) => (Self::Root, pid.to_string()),
            Self::ProcessFile(pid, index) => (Self::Process(pid), PROCESS_FILES[usize::from(index)].into()),
            Self::ProcessLink(pid, index) => (Self::Process(pid), PROCESS_LINKS[usize::from(index)].into()),
            Self::FdDirectory(pid) => (Self::Process(pid), "fd".into()),
            Self::Fd(pid, fd) => (Self::FdDirectory(pid), fd.to_string()),
        }
    }

    /// The children that are always there.
    pub(super) fn fixed_children(self) -> Vec<Self> {
        match self {
            Self::Root | Self::SystemDirectory(_) => {
                let files = (0..SYSTEM_FILES.len()).map(|index| Self::System(index as u8));
                let directories =
                    (0..SYSTEM_DIRECTORIES.len()).map(|index| Self::SystemDirectory(index as u8));
                let links = [Self::SelfLink].into_iter();
                let places = directories.chain(files).chain(links);
                places.filter(|place| place.parent().0 == self).collect()
            }
            Self::Process(pid) => {
                let files = (0..PROCESS_FILES.len()).map(|index| Self::ProcessFile(pid, index as u8));
                let links = (0..PROCESS_LINKS.len()).map(|index| Self::ProcessLink(pid, index as u8));
                [Self::FdDirectory(pid)].into_iter().chain(files).chain(links).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn named_parent(path: &str) -> (Place, String) {
    match path.rsplit_once('/') {
        None => (Place::Root, path.into()),
        Some((directory, name)) => {
            let index = SYSTEM_DIRECTORIES.iter().position(|&known| known == directory);
            (index.map_or(Place::Root, |index| Place::SystemDirectory(index as u8)), name.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inodes_tell_all() {
        let places = [
            Place::Root,
            Place::SelfLink,
            Place::System(14),
            Place::SystemDirectory(1),
            Place::Process(i32::MAX),
            Place::ProcessFile(2, 6),
            Place::ProcessLink(2, 2),
            Place::FdDirectory(300),
            Place::Fd(i32::MAX, 1 << 20),
        ];
        for place in places {
            assert_eq!(Place::of(place.inode()), Some(place));
        }
        assert_eq!(Place::of(InodeId(0)), None);
    }
}

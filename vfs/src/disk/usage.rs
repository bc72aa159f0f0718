use std::collections::HashSet;

use cap_std::fs::Dir;

use super::space::BLOCK_SIZE;
use crate::host::{self, HostKind, HostStat};
use crate::{Errno, Result, Usage};

/// Tells whether a name is the overlay's own mark, which costs the guest nothing: it must be able to remove files
/// when its quota is used up. There are at most as many as there are files in the layers below.
pub(super) fn is_free(name: &[u8]) -> bool {
    name.starts_with(b".wh.")
}

/// What a regular file takes: its blocks, at most its length in whole blocks.
pub(super) fn charged_bytes(stat: &HostStat) -> u64 {
    let whole = stat.size.div_ceil(BLOCK_SIZE).saturating_mul(BLOCK_SIZE);
    stat.blocks.saturating_mul(512).div_ceil(BLOCK_SIZE).saturating_mul(BLOCK_SIZE).min(whole)
}

impl Usage {
    /// Counts an upper directory by walking it, so that a crash cannot leave a wrong count. The root itself is free.
    ///
    /// One directory is open at a time, however deep the guest has nested them.
    pub fn count(root: &Dir) -> Result<Self> {
        let mut usage = Self::default();
        let mut linked = HashSet::new();
        let mut here = host::reopen(root)?;
        let mut levels = vec![Level { inode: host::stat_open(&here)?.inode, names: host::names(&here)? }];
        while let Some(level) = levels.last_mut() {
            let Some(name) = level.names.pop() else {
                levels.pop();
                if let Some(above) = levels.last() {
                    here = host::open_parent(&here)?;
                    if host::stat_open(&here)?.inode != above.inode {
                        // Someone else moves directories in a tree that is ours alone.
                        return Err(Errno::EIO);
                    }
                }
                continue;
            };
            if is_free(&name) {
                continue;
            }
            let stat = host::stat(&here, &name)?;
            if stat.kind != HostKind::Directory && stat.nlink > 1 && !linked.insert(stat.inode) {
                continue;
            }
            usage.inodes += 1;
            if stat.kind == HostKind::Regular {
                usage.bytes += charged_bytes(&stat);
            }
            if stat.kind == HostKind::Directory {
                here = host::open_directory(&here, &name)?;
                levels.push(Level { inode: stat.inode, names: host::names(&here)? });
            }
        }
        Ok(usage)
    }
}

/// A directory on the way down, and what is still to count in it.
struct Level {
    inode: u64,
    names: Vec<Vec<u8>>,
}

use super::State;
use crate::host::{self, HostKind, HostStat};
use crate::listing::{Listing, Visible};
use crate::place::Place;
use crate::{DirectoryEntry, Errno, FileType, Found, InodeId, Metadata, Result};

/// Most inodes remembered that nobody holds. One that is forgotten is found again by its name.
const UNUSED_MAX: usize = 16_384;
/// Inodes looked at to forget one.
const FORGET_STEPS: usize = 64;
/// Most names in one directory that can be listed.
const NAMES_MAX: usize = 1 << 20;

/// What makes a host file that file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    pub(super) fn of(stat: &HostStat) -> Self {
        Self { device: stat.device, inode: stat.inode }
    }
}

/// What is remembered of one host file: which one it is, and where it was last seen.
pub(super) struct Inode {
    pub(super) identity: Identity,
    pub(super) kind: HostKind,
    /// `None` for the root, and when the name is gone.
    pub(super) place: Option<Place>,
    pub(super) references: u32,
    /// How many remembered inodes were last seen in it.
    pub(super) below: u32,
    /// The names, as they were when a reader began.
    listing: Option<Listing>,
}

impl Inode {
    pub(super) fn root(identity: Identity) -> Self {
        Self { identity, kind: HostKind::Directory, place: None, references: 1, below: 0, listing: None }
    }
}

impl State {
    pub(super) fn lookup(&mut self, dir: InodeId, name: &[u8]) -> Result<Found> {
        let handle = self.directory_handle(dir)?;
        let stat = host::stat(&handle, name)?;
        let inode = self.enter(dir, name, &stat)?;
        Ok(Found { inode, file_type: file_type(stat.kind) })
    }

    /// Finds or makes the inode for a host file that was just seen under a name.
    pub(super) fn enter(&mut self, dir: InodeId, name: &[u8], stat: &HostStat) -> Result<InodeId> {
        let identity = Identity::of(stat);
        let known = self.by_host.get(&identity).copied();
        if let Some(id) = known
            && self.table.get(id)?.kind == stat.kind
        {
            // A directory shown inside itself (a bind mount of the host) keeps the place it had.
            if id != self.root && !(stat.kind == HostKind::Directory && self.is_below(dir, id)?) {
                self.set_place(id, Some(Place { directory: dir, name: name.into() }))?;
            }
            return Ok(id);
        }
        self.forget_unused(dir);
        let inode = Inode { identity, kind: stat.kind, place: None, references: 0, below: 0, listing: None };
        let id = self.table.insert(inode);
        self.by_host.insert(identity, id);
        self.known.push_back(id);
        self.set_place(id, Some(Place { directory: dir, name: name.into() }))?;
        Ok(id)
    }

    pub(super) fn set_place(&mut self, id: InodeId, place: Option<Place>) -> Result<()> {
        let inode = self.table.get_mut(id)?;
        if inode.place == place {
            return Ok(());
        }
        let (old, new) = (inode.place.take(), place.as_ref().map(|place| place.directory));
        inode.place = place;
        if let Some(old) = old
            && let Ok(above) = self.table.get_mut(old.directory)
        {
            above.below = above.below.saturating_sub(1);
        }
        if let Some(new) = new {
            self.table.get_mut(new)?.below += 1;
        }
        Ok(())
    }

    /// Tells whether a directory is another one or was last seen inside it.
    fn is_below(&self, mut dir: InodeId, above: InodeId) -> Result<bool> {
        loop {
            if dir == above {
                return Ok(true);
            }
            match &self.table.get(dir)?.place {
                Some(place) => dir = place.directory,
                None => return Ok(false),
            }
        }
    }

    /// Forgets an inode that is not in use. `busy` is a directory in which a name is being looked up.
    fn forget_unused(&mut self, busy: InodeId) {
        if self.table.len() < UNUSED_MAX {
            return;
        }
        for _ in 0..FORGET_STEPS {
            let Some(id) = self.known.pop_front() else { return };
            match self.table.get(id) {
                Ok(inode) if inode.references > 0 || inode.below > 0 || id == busy => {
                    self.known.push_back(id);
                }
                Ok(_) => return self.forget(id),
                Err(_) => {}
            }
        }
    }

    fn forget(&mut self, id: InodeId) {
        self.handles.remove(id);
        self.set_place(id, None).ok();
        if let Some(inode) = self.table.remove(id)
            && self.by_host.get(&inode.identity) == Some(&id)
        {
            self.by_host.remove(&inode.identity);
        }
    }

    pub(super) fn parent(&self, dir: InodeId) -> Result<(InodeId, Vec<u8>)> {
        let inode = self.table.get(dir)?;
        if inode.kind != HostKind::Directory {
            return Err(Errno::ENOTDIR);
        }
        if dir == self.root {
            return Ok((dir, Vec::new()));
        }
        let place = inode.place.as_ref().ok_or(Errno::ENOENT)?;
        Ok((place.directory, place.name.to_vec()))
    }

    pub(super) fn metadata(&mut self, id: InodeId) -> Result<Metadata> {
        let stat = self.stat(id)?;
        Ok(Metadata {
            device: self.device,
            inode: stat.inode,
            file_type: file_type(stat.kind),
            mode: stat.mode,
            uid: if stat.uid == self.owner.uid { 0 } else { stat.uid },
            gid: if stat.gid == self.owner.gid { 0 } else { stat.gid },
            nlink: stat.nlink,
            size: stat.size,
            blocks: stat.blocks,
            rdev: 0,
            atime_ns: stat.atime_ns,
            mtime_ns: stat.mtime_ns,
            ctime_ns: stat.ctime_ns,
        })
    }

    pub(super) fn read_directory(
        &mut self,
        dir: InodeId,
        after_cookie: u64,
        limit: usize,
    ) -> Result<Vec<DirectoryEntry>> {
        let handle = self.directory_handle(dir)?;
        // A reader that begins anew sees the directory anew.
        if after_cookie == 0 || self.table.get(dir)?.listing.is_none() {
            let mut entries = Vec::new();
            for name in host::names(&handle)?.into_iter().take(NAMES_MAX) {
                if let Ok(stat) = host::stat(&handle, &name) {
                    let file_type = file_type(stat.kind);
                    entries.push(Visible { name: name.into(), number: stat.inode, file_type });
                }
            }
            entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
            self.table.get_mut(dir)?.listing = Some(Listing::new(entries));
        }
        let inode = self.table.get(dir)?;
        let above = match &inode.place {
            Some(place) => self.table.get(place.directory)?.identity.inode,
            None => inode.identity.inode,
        };
        let inode = self.table.get_mut(dir)?;
        let own = inode.identity.inode;
        let list = inode.listing.as_ref().map(|listing| listing.read(own, above, after_cookie, limit));
        if inode.references == 0 {
            inode.listing = None;
        }
        Ok(list.unwrap_or_default())
    }

    pub(super) fn acquire(&mut self, id: InodeId) {
        if let Ok(inode) = self.table.get_mut(id) {
            inode.references += 1;
        }
    }

    /// Drops a reference. The handle of a file goes with the last, so that the host can free what it removes.
    pub(super) fn release(&mut self, id: InodeId) {
        let Ok(inode) = self.table.get_mut(id) else { return };
        inode.references = inode.references.saturating_sub(1);
        if inode.references > 0 {
            return;
        }
        inode.listing = None;
        let (nameless, directory) = (inode.place.is_none(), inode.kind == HostKind::Directory);
        if !directory {
            self.handles.remove(id);
        }
        if nameless && id != self.root && self.table.get(id).is_ok_and(|inode| inode.below == 0) {
            self.forget(id);
        }
    }
}

/// How a host file shows. A device has number 0, which is none of the kernel's: the host's are not to be had.
pub(super) fn file_type(kind: HostKind) -> FileType {
    match kind {
        HostKind::Regular => FileType::Regular,
        HostKind::Directory => FileType::Directory,
        HostKind::Symlink => FileType::Symlink,
        HostKind::Fifo => FileType::Fifo,
        HostKind::Special => FileType::CharDevice,
    }
}

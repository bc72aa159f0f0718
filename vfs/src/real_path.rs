use vivarium_abi::Errno;

use crate::resolve::{Ending, Followed, Links};
use crate::{FileType, Result, Vfs};

impl Vfs {
    /// Builds the absolute path that names the same file without symbolic links; realpath(3).
    pub(crate) fn real_path(&self, path: &[u8]) -> Result<Vec<u8>> {
        let mut links = Links::default();
        let mut parent = self.walk_parent(self.root_position(), path, &mut links)?;
        loop {
            let found = self.step_last(&parent)?;
            if found.file_type == FileType::Directory {
                return self.path_of(&self.node(found));
            }
            if found.file_type == FileType::Symlink {
                let Followed::Parent(next) = self.follow_last(&parent, found, &mut links)? else {
                    return Err(Errno::ENOTDIR);
                };
                parent = next;
                continue;
            }
            let Ending::Name(name) = &parent.ending else { return Err(Errno::ENOTDIR) };
            let mut path = self.path_of(&self.node(parent.directory))?;
            if path != b"/" {
                path.push(b'/');
            }
            path.extend(name);
            return Ok(path);
        }
    }
}

use std::collections::HashSet;

use super::State;
use super::whiteout::{covered, is_mark};
use crate::listing::{COOKIE_DOT_DOT, Listing, Visible};
use crate::{DirectoryEntry, InodeId, Result};

impl State {
    pub(super) fn read_directory(
        &mut self,
        dir: InodeId,
        after_cookie: u64,
        limit: usize,
    ) -> Result<Vec<DirectoryEntry>> {
        if self.directory(dir)?.listing.is_none() {
            let listing = Listing::new(self.visible(dir)?);
            self.table.get_mut(dir)?.listing = Some(listing);
        }
        let inode = self.table.get(dir)?;
        let own = inode.number;
        let above = match &inode.place {
            Some(place) => self.table.get(place.directory)?.number,
            None => own,
        };
        let inode = self.table.get_mut(dir)?;
        let list = inode.listing.as_ref().map(|listing| listing.read(own, above, after_cookie, limit));
        if inode.references == 0 {
            inode.listing = None;
        }
        Ok(list.unwrap_or_default())
    }

    /// Lists what shows in a directory, sorted by name.
    pub(super) fn visible(&self, dir: InodeId) -> Result<Vec<Visible>> {
        let directory = self.directory(dir)?;
        // Names that hide those below.
        let mut seen: HashSet<Box<[u8]>> = HashSet::new();
        let mut list = Vec::new();
        if let Some(upper) = directory.upper {
            let merged = !directory.lowers.is_empty();
            for entry in self.layers.upper.entries(upper)? {
                let mark = covered(&entry.name);
                if merged {
                    seen.insert(mark.unwrap_or(&entry.name).into());
                }
                if mark.is_none() {
                    let (number, file_type) = (entry.number, entry.found.file_type);
                    list.push(Visible { name: entry.name, number, file_type });
                }
            }
        }
        for &lower in &directory.lowers {
            let file_system = &self.layers.lowers[lower.layer];
            let entries = file_system.read_directory(lower.inode, COOKIE_DOT_DOT, usize::MAX)?;
            let (marks, names): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| is_mark(&entry.name));
            for entry in names {
                let name = entry.name.into_boxed_slice();
                if seen.insert(name.clone()) {
                    let number = self.layers.number(lower.layer, entry.inode);
                    list.push(Visible { name, number, file_type: entry.file_type });
                }
            }
            // A layer's whiteouts cover the layers below it, not itself.
            seen.extend(marks.iter().filter_map(|entry| covered(&entry.name)).map(Box::from));
        }
        for entry in &mut list {
            if let Some(&child) = directory.children.get(&entry.name) {
                entry.number = self.table.get(child)?.number;
            }
        }
        list.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(list)
    }
}

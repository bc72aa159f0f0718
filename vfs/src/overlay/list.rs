use std::collections::{BTreeMap, HashMap, HashSet};

use super::State;
use super::whiteout::{covered, is_mark};
use crate::{DirectoryEntry, FileType, InodeId, Result};

/// Cookies of `.` and `..`; names come after them.
const COOKIE_DOT: u64 = 1;
const COOKIE_DOT_DOT: u64 = 2;

/// The names of an open directory in the order they are read, each with its cookie.
///
/// A name that is added comes last; one that is removed leaves a gap. So readers miss nothing and see nothing twice.
#[derive(Default)]
pub(super) struct Listing {
    entries: BTreeMap<u64, Visible>,
    cookies: HashMap<Box<[u8]>, u64>,
    last_cookie: u64,
}

/// A name that shows in a directory.
#[derive(Clone, Debug)]
pub(super) struct Visible {
    pub(super) name: Box<[u8]>,
    pub(super) number: u64,
    pub(super) file_type: FileType,
}

impl Listing {
    fn new(entries: Vec<Visible>) -> Self {
        let mut listing = Self { last_cookie: COOKIE_DOT_DOT, ..Self::default() };
        for entry in entries {
            listing.add(entry);
        }
        listing
    }

    /// Adds a name, or changes what one stands for.
    pub(super) fn add(&mut self, entry: Visible) {
        if let Some(&cookie) = self.cookies.get(&entry.name) {
            self.entries.insert(cookie, entry);
            return;
        }
        self.last_cookie += 1;
        self.cookies.insert(entry.name.clone(), self.last_cookie);
        self.entries.insert(self.last_cookie, entry);
    }

    pub(super) fn remove(&mut self, name: &[u8]) {
        if let Some(cookie) = self.cookies.remove(name) {
            self.entries.remove(&cookie);
        }
    }
}

impl State {
    pub(super) fn read_directory(
        &mut self,
        dir: InodeId,
        after_cookie: u64,
        limit: usize,
    ) -> Result<Vec<DirectoryEntry>> {
        let directory = self.directory(dir)?;
        if directory.listing.is_none() {
            let listing = Listing::new(self.visible(dir)?);
            self.table.get_mut(dir)?.listing = Some(listing);
        }
        let mut list = self.dots(dir, after_cookie)?;
        list.truncate(limit);
        let inode = self.table.get_mut(dir)?;
        if let Some(listing) = &inode.listing {
            let first = after_cookie.max(COOKIE_DOT_DOT).saturating_add(1);
            for (&cookie, entry) in listing.entries.range(first..).take(limit - list.len()) {
                list.push(DirectoryEntry {
                    cookie,
                    inode: entry.number,
                    file_type: entry.file_type,
                    name: entry.name.to_vec(),
                });
            }
        }
        if inode.references == 0 {
            inode.listing = None;
        }
        Ok(list)
    }

    fn dots(&self, dir: InodeId, after_cookie: u64) -> Result<Vec<DirectoryEntry>> {
        let own = self.table.get(dir)?;
        let above = own.place.as_ref().map_or(dir, |place| place.directory);
        let above = self.table.get(above)?.number;
        let dots = [(COOKIE_DOT, own.number, &b"."[..]), (COOKIE_DOT_DOT, above, b"..")];
        let rest = dots.into_iter().filter(|&(cookie, ..)| cookie > after_cookie);
        let entry = |(cookie, inode, name): (u64, u64, &[u8])| {
            let file_type = FileType::Directory;
            DirectoryEntry { cookie, inode, file_type, name: name.to_vec() }
        };
        Ok(rest.map(entry).collect())
    }

    /// Lists what shows in a directory, sorted by name.
    pub(super) fn visible(&self, dir: InodeId) -> Result<Vec<Visible>> {
        let directory = self.directory(dir)?;
        let mut seen: HashSet<Box<[u8]>> = HashSet::new();
        let mut list = Vec::new();
        if let Some(upper) = directory.upper {
            for entry in self.layers.upper.entries(upper)? {
                match covered(&entry.name) {
                    Some(name) => seen.insert(name.into()),
                    None => {
                        seen.insert(entry.name.clone());
                        let (number, file_type) = (entry.number, entry.found.file_type);
                        list.push(Visible { name: entry.name, number, file_type });
                        true
                    }
                };
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

use std::collections::{BTreeMap, HashMap};

use crate::{DirectoryEntry, FileType};

/// Cookies of `.` and `..`; names come after them.
pub(crate) const COOKIE_DOT: u64 = 1;
pub(crate) const COOKIE_DOT_DOT: u64 = 2;

/// The names of an open directory in the order they are read, each with its cookie.
///
/// A name that is added comes last; one that is removed leaves a gap. So readers miss nothing and see nothing twice.
#[derive(Default)]
pub(crate) struct Listing {
    entries: BTreeMap<u64, Visible>,
    cookies: HashMap<Box<[u8]>, u64>,
    last_cookie: u64,
}

/// A name that shows in a directory.
#[derive(Clone, Debug)]
pub(crate) struct Visible {
    pub(crate) name: Box<[u8]>,
    pub(crate) number: u64,
    pub(crate) file_type: FileType,
}

impl Listing {
    pub(crate) fn new(entries: Vec<Visible>) -> Self {
        let mut listing = Self { last_cookie: COOKIE_DOT_DOT, ..Self::default() };
        for entry in entries {
            listing.add(entry);
        }
        listing
    }

    /// Adds a name, or changes what one stands for.
    pub(crate) fn add(&mut self, entry: Visible) {
        if let Some(&cookie) = self.cookies.get(&entry.name) {
            self.entries.insert(cookie, entry);
            return;
        }
        self.last_cookie += 1;
        self.cookies.insert(entry.name.clone(), self.last_cookie);
        self.entries.insert(self.last_cookie, entry);
    }

    pub(crate) fn remove(&mut self, name: &[u8]) {
        if let Some(cookie) = self.cookies.remove(name) {
            self.entries.remove(&cookie);
        }
    }

    /// Lists what comes after a cookie: the dots, with the numbers of the directory and the one above, then names.
    pub(crate) fn read(&self, own: u64, above: u64, after_cookie: u64, limit: usize) -> Vec<DirectoryEntry> {
        let dot = |cookie, inode, name: &[u8]| {
            let file_type = FileType::Directory;
            DirectoryEntry { cookie, inode, file_type, name: name.to_vec() }
        };
        let dots = [dot(COOKIE_DOT, own, b"."), dot(COOKIE_DOT_DOT, above, b"..")];
        let first = after_cookie.max(COOKIE_DOT_DOT).saturating_add(1);
        let names = self.entries.range(first..).map(|(&cookie, entry)| DirectoryEntry {
            cookie,
            inode: entry.number,
            file_type: entry.file_type,
            name: entry.name.to_vec(),
        });
        dots.into_iter().filter(|entry| entry.cookie > after_cookie).chain(names).take(limit).collect()
    }
}

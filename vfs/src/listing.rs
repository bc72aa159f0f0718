use std::collections::HashMap;

use crate::{DirectoryEntry, FileType};

/// Cookies of `.` and `..`; names come after them.
pub(crate) const COOKIE_DOT: u64 = 1;
pub(crate) const COOKIE_DOT_DOT: u64 = 2;

/// The names of an open directory in the order they are read, each with its cookie.
///
/// A name that is added comes last; one that is removed leaves a gap. So readers miss nothing and see nothing twice.
#[derive(Default)]
pub(crate) struct Listing {
    // Cookies ascend. A name that was removed leaves `None` until the gaps are half of all.
    entries: Vec<(u64, Option<Visible>)>,
    gaps: usize,
    // Where a name is: made at the first change, for most directories are read and closed.
    cookies: Option<HashMap<Box<[u8]>, u64>>,
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
        let entries = (COOKIE_DOT_DOT + 1..).zip(entries.into_iter().map(Some)).collect();
        Self { entries, ..Self::default() }
    }

    /// Adds a name, or changes what one stands for.
    pub(crate) fn add(&mut self, entry: Visible) {
        if let Some(&cookie) = self.cookies().get(&entry.name) {
            if let Some(slot) = self.slot(cookie) {
                *slot = Some(entry);
            }
            return;
        }
        let cookie = self.entries.last().map_or(COOKIE_DOT_DOT, |&(cookie, _)| cookie) + 1;
        self.cookies().insert(entry.name.clone(), cookie);
        self.entries.push((cookie, Some(entry)));
    }

    pub(crate) fn remove(&mut self, name: &[u8]) {
        let Some(cookie) = self.cookies().remove(name) else { return };
        if let Some(slot) = self.slot(cookie) {
            *slot = None;
            self.gaps += 1;
        }
        if self.gaps * 2 > self.entries.len() {
            // The last stays, for the next cookie comes after it.
            let last = self.entries.last().map(|&(cookie, _)| cookie);
            self.entries.retain(|(cookie, entry)| entry.is_some() || Some(*cookie) == last);
            self.gaps = 0;
        }
    }

    fn cookies(&mut self) -> &mut HashMap<Box<[u8]>, u64> {
        let entries = &self.entries;
        self.cookies.get_or_insert_with(|| {
            let named = entries.iter().filter_map(|(cookie, entry)| Some((entry.as_ref()?, *cookie)));
            named.map(|(entry, cookie)| (entry.name.clone(), cookie)).collect()
        })
    }

    fn slot(&mut self, cookie: u64) -> Option<&mut Option<Visible>> {
        let index = self.entries.binary_search_by_key(&cookie, |&(cookie, _)| cookie).ok()?;
        self.entries.get_mut(index).map(|(_, entry)| entry)
    }

    /// Lists what comes after a cookie: the dots, with the numbers of the directory and the one above, then names.
    pub(crate) fn read(&self, own: u64, above: u64, after_cookie: u64, limit: usize) -> Vec<DirectoryEntry> {
        let dot = |cookie, inode, name: &[u8]| {
            let file_type = FileType::Directory;
            DirectoryEntry { cookie, inode, file_type, name: name.to_vec() }
        };
        let dots = [dot(COOKIE_DOT, own, b"."), dot(COOKIE_DOT_DOT, above, b"..")];
        let first = after_cookie.max(COOKIE_DOT_DOT).saturating_add(1);
        let after = &self.entries[self.entries.partition_point(|&(cookie, _)| cookie < first)..];
        let names = after.iter().filter_map(|(cookie, entry)| {
            let Visible { name, number, file_type } = entry.as_ref()?;
            Some(DirectoryEntry {
                cookie: *cookie,
                inode: *number,
                file_type: *file_type,
                name: name.to_vec(),
            })
        });
        dots.into_iter().filter(|entry| entry.cookie > after_cookie).chain(names).take(limit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: u64) -> Visible {
        let name = name.to_string().into_bytes().into();
        Visible { name, number: 0, file_type: FileType::Regular }
    }

    #[test]
    fn a_directory_that_changes_for_ever_takes_bounded_memory() {
        let mut listing = Listing::new((0..10).map(entry).collect());
        let before = listing.read(0, 0, COOKIE_DOT_DOT, 5).last().unwrap().cookie;
        for name in 10..10_000 {
            listing.add(entry(name));
            listing.remove(&entry(name - 5).name);
            assert!(listing.entries.len() <= 32);
        }
        let rest = listing.read(0, 0, before, 100);
        assert_eq!(rest.len(), 5);
        assert!(rest.is_sorted_by_key(|entry| entry.cookie));
        let last = rest[4].cookie;
        (9_995..10_000).for_each(|name| listing.remove(&entry(name).name));
        listing.add(entry(7));
        assert!(listing.read(0, 0, last, 1)[0].cookie > last);
    }
}

//! What of a private mapping was written, from pagemap(5).

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::OnceLock;

use rustix::ioctl::{self, Updater};

/// One page of the host, as far as linear memories go; a larger one is a multiple of it.
pub(super) const PAGE: usize = 4096;

/// Finds the parts of a private mapping that were written; `None` where the host does not tell.
///
/// A page that was only read is the mapped file's or the host's page of zeros.
pub(super) fn written(memory: &[u8]) -> Option<Vec<Range<usize>>> {
    let start = memory.as_ptr() as usize;
    if rustix::param::page_size() != PAGE || !start.is_multiple_of(PAGE) {
        return None;
    }
    let ranges = with_pagemap(|pagemap| scan(pagemap, memory).or_else(|| read_entries(pagemap, memory)))?;
    // A process that forks has written something; a host that says otherwise does not really tell.
    (!ranges.is_empty()).then_some(ranges)
}

fn with_pagemap<T>(ask: impl Fn(&File) -> Option<T>) -> Option<T> {
    // The file shows the memory of the process that opened it, which may have forked.
    static PAGEMAP: OnceLock<Option<(u32, File)>> = OnceLock::new();
    let open = || File::open("/proc/self/pagemap").ok();
    match PAGEMAP.get_or_init(|| Some((std::process::id(), open()?))) {
        Some((pid, pagemap)) if *pid == std::process::id() => ask(pagemap),
        Some(_) => ask(&open()?),
        None => None,
    }
}

/// What ioctl(2) `PAGEMAP_SCAN` takes: `struct pm_scan_arg` of linux/fs.h.
#[repr(C)]
struct ScanArguments {
    size: u64,
    flags: u64,
    start: u64,
    end: u64,
    walk_end: u64,
    regions: u64,
    regions_len: u64,
    max_pages: u64,
    category_inverted: u64,
    category_mask: u64,
    category_anyof_mask: u64,
    return_mask: u64,
}

/// `struct page_region` of linux/fs.h.
#[derive(Clone, Copy, Default)]
#[repr(C)]
struct Region {
    start: u64,
    end: u64,
    categories: u64,
}

const PAGEMAP_SCAN: ioctl::Opcode = ioctl::opcode::read_write::<ScanArguments>(b'f', 16);
const PAGE_IS_FILE: u64 = 1 << 2;
const PAGE_IS_PRESENT: u64 = 1 << 3;
const PAGE_IS_SWAPPED: u64 = 1 << 4;
const PAGE_IS_PFNZERO: u64 = 1 << 5;
/// Parts that one call tells of.
const REGIONS: usize = 128;

/// Asks for the written parts; Linux 6.7.
fn scan(pagemap: &File, memory: &[u8]) -> Option<Vec<Range<usize>>> {
    let base = memory.as_ptr() as u64;
    let end = base + (memory.len() - memory.len() % PAGE) as u64;
    let (mut ranges, mut start) = (Vec::new(), base);
    while start < end {
        let mut regions = [Region::default(); REGIONS];
        let mut arguments = ScanArguments {
            size: size_of::<ScanArguments>() as u64,
            flags: 0,
            start,
            end,
            walk_end: 0,
            regions: regions.as_mut_ptr() as u64,
            regions_len: REGIONS as u64,
            max_pages: 0,
            category_inverted: PAGE_IS_FILE | PAGE_IS_PFNZERO,
            category_mask: PAGE_IS_FILE | PAGE_IS_PFNZERO,
            category_anyof_mask: PAGE_IS_PRESENT | PAGE_IS_SWAPPED,
            return_mask: 0,
        };
        // SAFETY: the arguments are what the call takes, and it writes to `regions` and `walk_end` only.
        unsafe { ioctl::ioctl(pagemap, Updater::<PAGEMAP_SCAN, _>::new(&mut arguments)) }.ok()?;
        // It does not write past the last region, and none is empty.
        let found = regions.iter().take_while(|region| region.end != 0);
        ranges.extend(found.map(|region| (region.start - base) as usize..(region.end - base) as usize));
        if arguments.walk_end <= start {
            return None;
        }
        start = arguments.walk_end;
    }
    Some(ranges)
}

/// Size of a page's entry.
const ENTRY_LEN: usize = 8;

/// Reads the entry of every page; before Linux 6.7.
fn read_entries(pagemap: &File, memory: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut entries = vec![0; memory.len() / PAGE * ENTRY_LEN];
    pagemap.read_exact_at(&mut entries, (memory.as_ptr() as usize / PAGE * ENTRY_LEN) as u64).ok()?;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, _) in entries.chunks_exact(ENTRY_LEN).enumerate().filter(|(_, entry)| is_written(entry)) {
        let page = index * PAGE..(index + 1) * PAGE;
        match ranges.last_mut() {
            Some(last) if last.end == page.start => last.end = page.end,
            _ => ranges.push(page),
        }
    }
    Some(ranges)
}

/// Tells whether a page is the process's own: in memory or swapped out, and not the file's that is mapped.
fn is_written(entry: &[u8]) -> bool {
    const OF_FILE: u8 = 1 << 5;
    const SWAPPED: u8 = 1 << 6;
    const PRESENT: u8 = 1 << 7;
    // The flags are bits 61 to 63 of a little-endian number.
    let flags = entry[ENTRY_LEN - 1];
    flags & (PRESENT | SWAPPED) != 0 && flags & OF_FILE == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: usize = 4096;

    fn pages(numbers: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
        numbers.into_iter().map(|page| page * PAGE..(page + 1) * PAGE).collect()
    }

    /// As a linear memory is: a file's pages, mapped for this process alone.
    fn mapped() -> memmap2::MmapMut {
        let file = tempfile::tempfile().unwrap();
        file.write_all_at(&vec![7; PAGES * PAGE], 0).unwrap();
        // SAFETY: nobody else has the file.
        unsafe { memmap2::MmapOptions::new().map_copy(&file) }.unwrap()
    }

    #[test]
    fn only_written_pages_are_found() {
        let mut memory = mapped();
        let read: u64 = memory.iter().map(|&byte| u64::from(byte)).sum();
        assert_eq!(read, 7 * (PAGES * PAGE) as u64);
        for page in [5, 6, 40] {
            memory[page * PAGE + 7] = 1;
        }
        let expected = vec![5 * PAGE..7 * PAGE, 40 * PAGE..41 * PAGE];
        assert_eq!(written(&memory), Some(expected.clone()));
        assert_eq!(with_pagemap(|pagemap| read_entries(pagemap, &memory)), Some(expected));
    }

    #[test]
    fn more_parts_than_one_call_tells_of() {
        let mut memory = mapped();
        let odd = (1..PAGES).step_by(2);
        odd.clone().for_each(|page| memory[page * PAGE] = 1);
        assert_eq!(written(&memory), Some(pages(odd)));
    }

    #[test]
    fn zeros_that_were_only_read_are_not_written() {
        let mut memory = memmap2::MmapMut::map_anon(PAGES * PAGE).unwrap();
        assert!(memory.iter().all(|&byte| byte == 0));
        memory[9 * PAGE] = 1;
        let found = with_pagemap(|pagemap| scan(pagemap, &memory));
        assert!(found.is_none_or(|found| found == pages([9])));
    }
}

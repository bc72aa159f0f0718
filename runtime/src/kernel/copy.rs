use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;

/// One page of the host, as far as linear memories go; a larger one is a multiple of it.
const PAGE: usize = 4096;
/// Size of a page's entry in pagemap(5).
const ENTRY_LEN: usize = 8;

/// Makes a fresh instance's memory that of its parent, which runs the same program; fork(2).
///
/// Both began as the same image. So a page that the parent never wrote is right in the child already, and is not even
/// looked at: a look would cost a page fault.
pub(super) fn copy_memory(parent: &[u8], child: &mut [u8]) {
    match written_pages(parent) {
        Some(pages) => {
            for range in pages {
                child[range.clone()].copy_from_slice(&parent[range]);
            }
        }
        None => copy_changed(parent, child),
    }
}

/// The parts of a private mapping that were written; `None` where the host does not tell.
fn written_pages(memory: &[u8]) -> Option<Vec<Range<usize>>> {
    let start = memory.as_ptr() as usize;
    if rustix::param::page_size() != PAGE || !start.is_multiple_of(PAGE) {
        return None;
    }
    // Opened anew each time: the file shows the memory of the process that opened it, which may have forked.
    let pagemap = File::open("/proc/self/pagemap").ok()?;
    let mut entries = vec![0; memory.len() / PAGE * ENTRY_LEN];
    pagemap.read_exact_at(&mut entries, (start / PAGE * ENTRY_LEN) as u64).ok()?;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, _) in entries.chunks_exact(ENTRY_LEN).enumerate().filter(|(_, entry)| is_written(entry)) {
        let page = index * PAGE..(index + 1) * PAGE;
        match ranges.last_mut() {
            Some(last) if last.end == page.start => last.end = page.end,
            _ => ranges.push(page),
        }
    }
    // A process that forks has written something; a host that says otherwise does not really tell.
    (!ranges.is_empty()).then_some(ranges)
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

/// Copies the pages that differ, by reading all of both.
fn copy_changed(from: &[u8], to: &mut [u8]) {
    for (from, to) in from.chunks(PAGE).zip(to.chunks_mut(PAGE)) {
        if from != to {
            to.copy_from_slice(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_pages_are_found() {
        // So large that it comes fresh from the host, not from what was freed before.
        let mut memory = vec![0; 64 << 20];
        let start = memory.as_ptr().align_offset(PAGE);
        let memory = &mut memory[start..start + 64 * PAGE];
        for at in [5 * PAGE + 7, 6 * PAGE, 40 * PAGE] {
            memory[at] = 1;
        }
        assert_eq!(written_pages(memory), Some(vec![5 * PAGE..7 * PAGE, 40 * PAGE..41 * PAGE]));
        let mut copy = vec![0; memory.len()];
        copy_memory(memory, &mut copy);
        assert!(*memory == copy[..]);
    }
}

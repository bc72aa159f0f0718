use super::pagemap::{PAGE, written};

/// Makes a fresh instance's memory that of its parent, which runs the same program; fork(2).
///
/// Both began as the same image. So a page that the parent never wrote is right in the child already, and is not even
/// looked at: a look would cost a page fault.
pub(super) fn copy_memory(parent: &[u8], child: &mut [u8]) {
    match written(parent) {
        Some(parts) => {
            for part in parts {
                child[part.clone()].copy_from_slice(&parent[part]);
            }
        }
        None => copy_changed(parent, child),
    }
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
    fn the_child_is_the_parent() {
        // So large that it comes fresh from the host, not from what was freed before.
        let mut memory = vec![0; 64 << 20];
        let start = memory.as_ptr().align_offset(PAGE);
        let memory = &mut memory[start..start + 64 * PAGE];
        for at in [5 * PAGE + 7, 6 * PAGE, 40 * PAGE] {
            memory[at] = 1;
        }
        for copy in [copy_memory, copy_changed] {
            let mut child = vec![0; memory.len()];
            copy(memory, &mut child);
            assert!(*memory == child[..]);
        }
    }
}

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use vivarium_vfs::{InodeId, Node};

use super::{Pipe, SysResult};

/// The pipes behind the named pipes that are open; fifo(7).
#[derive(Default)]
pub(crate) struct FifoTable(Mutex<HashMap<(u64, InodeId), Weak<Pipe>>>);

impl FifoTable {
    /// Finds the pipe of a named pipe, or makes it.
    pub(crate) fn pipe(
        &self,
        node: &Node,
        make: impl FnOnce() -> SysResult<Arc<Pipe>>,
    ) -> SysResult<Arc<Pipe>> {
        let mut pipes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that nobody has open any more are forgotten here, so the table is as large as what is open.
        pipes.retain(|_, pipe| pipe.strong_count() > 0);
        let key = (node.device(), node.inode());
        if let Some(pipe) = pipes.get(&key).and_then(Weak::upgrade) {
            return Ok(pipe);
        }
        let pipe = make()?;
        pipes.insert(key, Arc::downgrade(&pipe));
        Ok(pipe)
    }
}

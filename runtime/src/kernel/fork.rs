use std::sync::Arc;

use super::machine::{Entry, Machine};
use super::{Kernel, Pid, Process};
use crate::file::SysResult;

/// Starts a copy of a process at its `__fork_child`; fork(2).
///
/// `memory` is all that the parent's code left, since none of its frames is live; see the ABI's `proc_fork`.
pub(crate) async fn fork(
    kernel: &Arc<Kernel>,
    parent: &Arc<Process>,
    memory: &[u8],
    stack_pointer: i32,
) -> SysResult<Pid> {
    let image = parent.image();
    let child = kernel.add_process(Some(parent.pid), parent.inheritance(), &image)?;
    let machine = match Machine::new(kernel, &child, &image).await {
        Ok(mut machine) => machine.copy_from(memory, stack_pointer).map(|()| machine),
        Err(errno) => Err(errno),
    };
    match machine {
        Ok(machine) => {
            kernel.start(&child, machine.run(Entry::ForkChild));
            Ok(child.pid)
        }
        Err(errno) => {
            kernel.remove_process(&child);
            Err(errno)
        }
    }
}

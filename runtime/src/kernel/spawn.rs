use std::sync::Arc;

use vivarium_abi::{Errno, SpawnRequest};
use vivarium_vfs::{FileType, Last, Node};

use super::machine::{Entry, Leave, Machine};
use super::process::Inheritance;
use super::{Executable, Kernel, Pid, Process, group};
use crate::file::{FdTable, SysResult};

/// Starts a program as a child; posix_spawn(3).
pub(crate) async fn spawn(
    kernel: &Arc<Kernel>,
    parent: &Arc<Process>,
    request: SpawnRequest,
) -> SysResult<Pid> {
    let cwd = working_directory(kernel, parent, &request.cwd)?;
    let fds = map_descriptors(parent, &request)?;
    let image = Executable::load(kernel, &parent.run, &cwd, &request.program, request.argv, request.env)?;
    let signals = parent.signals().forked().executed(request.default_signals);
    let inheritance = Inheritance { fds, signals, cwd, ..parent.inheritance() };
    let image = Arc::new(image);
    let child = kernel.add_process(Some(parent.pid), inheritance, &image)?;
    match prepare(kernel, &child, &image, request.process_group).await {
        Ok(machine) => {
            kernel.start(&child, machine.run(Entry::Start));
            Ok(child.pid)
        }
        Err(errno) => {
            kernel.remove_process(&child);
            Err(errno)
        }
    }
}

async fn prepare(
    kernel: &Arc<Kernel>,
    child: &Arc<Process>,
    image: &Executable,
    process_group: Pid,
) -> SysResult<Machine> {
    match process_group {
        -1 => {}
        0 => group::join(&mut kernel.processes.lock(), child.pid, child.pid)?,
        group => group::join(&mut kernel.processes.lock(), child.pid, group)?,
    }
    Machine::new(kernel, child, image).await
}

/// Replaces the program of a process; execve(2). The answer is how to leave the old one.
pub(crate) fn execute(kernel: &Kernel, process: &Process, request: SpawnRequest) -> SysResult<Leave> {
    let cwd = working_directory(kernel, process, &request.cwd)?;
    let fds = map_descriptors(process, &request)?;
    let image = Executable::load(kernel, &process.run, &cwd, &request.program, request.argv, request.env)?;
    // From here on nothing fails.
    let image = Arc::new(image);
    let signals = process.signals().executed(request.default_signals);
    *process.signals() = signals;
    let mut old = std::mem::replace(&mut *process.fds(), fds);
    process.fds().take_locks(&mut old);
    drop(old);
    process.set_cwd(cwd);
    process.set_image(Arc::clone(&image));
    Ok(Leave::Execute(image))
}

/// Finds the directory to start in; `ENOTDIR` for anything else.
fn working_directory(kernel: &Kernel, process: &Process, path: &[u8]) -> SysResult<Node> {
    let cwd = process.cwd();
    if path.is_empty() {
        return Ok(cwd);
    }
    let directory = kernel.vfs.resolve(&cwd, path, Last::Follow)?;
    if directory.file_type()? == FileType::Directory { Ok(directory) } else { Err(Errno::ENOTDIR) }
}

/// Makes the new process's descriptors: those of the map and no others.
fn map_descriptors(process: &Process, request: &SpawnRequest) -> SysResult<FdTable> {
    let limit = process.limits().open_files();
    let own = process.fds();
    let mut fds = FdTable::default();
    for mapping in &request.descriptors {
        fds.replace(mapping.child, Arc::clone(own.get(mapping.parent)?), limit)?;
    }
    Ok(fds)
}

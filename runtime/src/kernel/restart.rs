use std::sync::Arc;

use vivarium_abi::{Errno, SignalSet};

use super::machine::Leave;
use super::{Executable, Kernel, Process};
use crate::file::SysResult;

/// Begins the program of a process anew, unprepared. The answer is how to leave the prepared one.
///
/// `EINVAL` for a program that is not prepared, `EIO` for one that cannot be loaded.
pub(crate) fn restart(kernel: &Kernel, process: &Process) -> SysResult<Leave> {
    let image = process.image();
    if !image.is_prepared {
        return Err(Errno::EINVAL);
    }
    let program = kernel.programs.get(&image.hash).map_err(|_| Errno::EIO)?.ok_or(Errno::EIO)?;
    let (path, argv, env) = (image.path.clone(), image.argv.clone(), image.env.clone());
    let image = Arc::new(Executable { program, hash: image.hash, is_prepared: false, path, argv, env });
    // The handlers and the signal flag are in the memory that goes.
    let signals = process.signals().executed(SignalSet::default());
    *process.signals() = signals;
    process.set_image(Arc::clone(&image));
    Ok(Leave::Execute(image))
}

use std::io::{Read, Write};
use std::time::Duration;

use cap_std::fs::{Dir, File, OpenOptions};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::ContainerState;
use crate::Error;

/// A lock file that is held; dropping it lets go.
///
/// The lock is the kernel's and ends with the process that holds it, however that ends.
#[derive(Debug)]
pub(super) struct Lock(File);

/// How often, and after how long, a taken lock is tried again: somebody may only have looked whether it is taken.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(5);

impl Lock {
    /// Waits for a lock that is never held for long; its file is made where it is missing.
    pub(super) fn wait(dir: &Dir, name: &str) -> Result<Self, Error> {
        let options = OpenOptions::new().write(true).create(true).to_owned();
        let file = dir.open_with(name, &options).map_err(Error::store("open a lock"))?;
        flock(&file, FlockOperation::LockExclusive).map_err(failed)?;
        Ok(Self(file))
    }

    /// Takes a lock and leaves the pid in it; `None` if somebody else has it.
    pub(super) fn take(dir: &Dir, name: &str) -> Result<Option<Self>, Error> {
        let mut file = open(dir, name)?;
        for _ in 0..TRIES {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {
                    let pid = std::process::id();
                    file.set_len(0)
                        .and_then(|()| writeln!(file, "{pid}"))
                        .map_err(Error::store("write a lock"))?;
                    return Ok(Some(Self(file)));
                }
                Err(Errno::WOULDBLOCK) => std::thread::sleep(PAUSE),
                Err(errno) => return Err(failed(errno)),
            }
        }
        Ok(None)
    }

    /// Tells who has a lock, without keeping anybody from it.
    pub(super) fn holder(dir: &Dir, name: &str) -> Result<ContainerState, Error> {
        let mut file = open(dir, name)?;
        // Shared, so that two who look don't see each other.
        match flock(&file, FlockOperation::NonBlockingLockShared) {
            Ok(()) => Ok(ContainerState::Closed),
            Err(Errno::WOULDBLOCK) => Ok(ContainerState::Open { pid: read_pid(&mut file) }),
            Err(errno) => Err(failed(errno)),
        }
    }

    pub(super) fn file(&self) -> &File {
        &self.0
    }
}

/// Opens a lock that is there. It is not made: its folder may be in the trash by now, and must stay as it is.
fn open(dir: &Dir, name: &str) -> Result<File, Error> {
    let options = OpenOptions::new().read(true).write(true).to_owned();
    dir.open_with(name, &options).map_err(Error::store("open a lock"))
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn failed(errno: Errno) -> Error {
    Error::store("lock")(errno.into())
}

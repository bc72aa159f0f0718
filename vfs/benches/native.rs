//! The overlay beside plain calls to the host's file system, on the same disk.
//!
//! `cargo bench -p vivarium-vfs` prints a table; `VIVARIUM_BENCH_DIR` names another directory to work in.
#![allow(clippy::unwrap_used, reason = "a bench may panic")]

use std::cell::Cell;
use std::fs::File;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::time::Duration;

use rustix::fs::{AtFlags, Dir, FileType as HostType, Mode, OFlags, openat, statat};
use rustix::time::{ClockId, clock_gettime};
use vivarium_vfs::{FileType, Last, Node, OpenOptions, Overlay, Quota, Vfs};

const FILES: usize = 10_000;
const BIG: u64 = 1 << 30;
const CHUNK: usize = 1 << 20;
/// The best of so many runs counts.
const RUNS: usize = 5;

fn main() {
    let (host, guest) = (Native::new(), Guest::new());
    println!("| operation | native | overlay | ratio |\n|---|---|---|---|");
    let rows: [(&str, Measure, Measure); 8] = [
        ("create, write 100 bytes, close", &|| host.create(), &|| guest.create()),
        ("stat by path", &|| host.stat(), &|| guest.stat()),
        ("stat of a missing name", &|| host.miss(), &|| guest.miss()),
        ("open, read, close", &|| host.read(), &|| guest.read()),
        ("list 10,000 names", &|| host.list(), &|| guest.list()),
        ("walk and stat all", &|| host.walk(), &|| guest.walk()),
        ("write 1 GiB", &|| host.write_big(), &|| guest.write_big()),
        ("read 1 GiB", &|| host.read_big(), &|| guest.read_big()),
    ];
    for (name, native, overlay) in rows {
        let (mut best_native, mut best_overlay) = (Duration::MAX, Duration::MAX);
        // In turn, so that both meet the same moments of a busy machine.
        for _ in 0..RUNS {
            best_native = best_native.min(native());
            best_overlay = best_overlay.min(overlay());
        }
        let ratio = best_overlay.as_secs_f64() / best_native.as_secs_f64();
        println!("| {name} | {best_native:.1?} | {best_overlay:.1?} | {ratio:.2} |");
    }
}

type Measure<'a> = &'a dyn Fn() -> Duration;

/// The CPU time that work takes, the kernel's included: what other processes do does not count.
fn timed(work: impl FnOnce()) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
    };
    let start = now();
    work();
    now() - start
}

fn folder() -> PathBuf {
    let parent = std::env::var_os("VIVARIUM_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    tempfile::TempDir::new_in(parent).unwrap().keep()
}

/// Each run makes its files in another directory: ext4 does not soon use a removed file's inode again.
fn directory(run: usize) -> String {
    format!("home/user/{run}")
}

/// A file of the first run.
fn name(index: usize) -> String {
    format!("home/user/1/file{index}")
}

struct Native {
    path: PathBuf,
    root: OwnedFd,
    run: Cell<usize>,
}

impl Native {
    fn new() -> Self {
        let path = folder();
        let root = File::open(&path).unwrap().into();
        Self { path, root, run: Cell::new(0) }
    }

    fn open(&self, path: &str, flags: OFlags) -> File {
        openat(&self.root, path, flags | OFlags::CLOEXEC, Mode::from_raw_mode(0o644)).unwrap().into()
    }

    fn create(&self) -> Duration {
        self.run.set(self.run.get() + 1);
        let directory = directory(self.run.get());
        std::fs::create_dir_all(self.path.join(&directory)).unwrap();
        timed(|| {
            for index in 0..FILES {
                let file = self.open(&format!("{directory}/file{index}"), OFlags::CREATE | OFlags::WRONLY);
                file.write_at(&[7; 100], 0).unwrap();
            }
        })
    }

    fn stat(&self) -> Duration {
        timed(|| {
            for index in 0..FILES {
                assert_eq!(statat(&self.root, name(index), AtFlags::empty()).unwrap().st_size, 100);
            }
        })
    }

    fn miss(&self) -> Duration {
        timed(|| {
            for index in FILES..2 * FILES {
                assert!(statat(&self.root, name(index), AtFlags::empty()).is_err());
            }
        })
    }

    fn read(&self) -> Duration {
        timed(|| {
            for index in 0..FILES {
                let file = self.open(&name(index), OFlags::RDONLY);
                assert_eq!(file.read_at(&mut [0; 4096], 0).unwrap(), 100);
            }
        })
    }

    fn list(&self) -> Duration {
        timed(|| {
            let dir = self.open(&directory(1), OFlags::RDONLY);
            assert_eq!(Dir::read_from(dir).unwrap().count(), FILES + 2);
        })
    }

    fn walk(&self) -> Duration {
        timed(|| {
            let mut directories = vec![self.open(".", OFlags::RDONLY)];
            let mut seen = 0;
            while let Some(directory) = directories.pop() {
                for entry in Dir::read_from(&directory).unwrap() {
                    let entry = entry.unwrap();
                    let name = entry.file_name();
                    if matches!(name.to_bytes(), b"." | b"..") {
                        continue;
                    }
                    seen += 1;
                    statat(&directory, name, AtFlags::SYMLINK_NOFOLLOW).unwrap();
                    if entry.file_type() == HostType::Directory {
                        let below = openat(&directory, name, OFlags::RDONLY, Mode::empty()).unwrap();
                        directories.push(below.into());
                    }
                }
            }
            assert!(seen >= FILES + 3);
        })
    }

    fn write_big(&self) -> Duration {
        let file = self.open("big", OFlags::CREATE | OFlags::TRUNC | OFlags::WRONLY);
        let chunk = vec![1; CHUNK];
        timed(|| (0..BIG).step_by(CHUNK).for_each(|at| file.write_all_at(&chunk, at).unwrap()))
    }

    fn read_big(&self) -> Duration {
        let file = self.open("big", OFlags::RDONLY);
        let mut chunk = vec![0; CHUNK];
        timed(|| (0..BIG).step_by(CHUNK).for_each(|at| file.read_exact_at(&mut chunk, at).unwrap()))
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).unwrap();
    }
}

struct Guest {
    path: PathBuf,
    vfs: Vfs,
    root: Node,
    run: Cell<usize>,
}

impl Guest {
    fn new() -> Self {
        let path = folder();
        let dir = cap_std::fs::Dir::open_ambient_dir(&path, cap_std::ambient_authority()).unwrap();
        let vfs = Vfs::new(Overlay::new(Vec::new(), &dir, Quota::new(5 << 30, 1 << 18)).unwrap());
        let root = vfs.root();
        Self { path, vfs, root, run: Cell::new(0) }
    }

    fn open(&self, path: &str, create: bool) -> Node {
        let options = OpenOptions { write: create, create, mode: 0o644, ..OpenOptions::default() };
        self.vfs.open(&self.root, path.as_bytes(), &options).unwrap()
    }

    fn create(&self) -> Duration {
        self.run.set(self.run.get() + 1);
        let directory = directory(self.run.get());
        self.vfs.create_directories(format!("/{directory}").as_bytes(), 0o755).unwrap();
        timed(|| {
            for index in 0..FILES {
                self.open(&format!("{directory}/file{index}"), true).write_at(&[7; 100], 0).unwrap();
            }
        })
    }

    fn stat(&self) -> Duration {
        timed(|| {
            for index in 0..FILES {
                let node = self.vfs.resolve(&self.root, name(index).as_bytes(), Last::Follow).unwrap();
                assert_eq!(node.metadata().unwrap().size, 100);
            }
        })
    }

    fn miss(&self) -> Duration {
        timed(|| {
            for index in FILES..2 * FILES {
                assert!(self.vfs.resolve(&self.root, name(index).as_bytes(), Last::Follow).is_err());
            }
        })
    }

    fn read(&self) -> Duration {
        timed(|| {
            for index in 0..FILES {
                assert_eq!(self.open(&name(index), false).read_at(&mut [0; 4096], 0).unwrap(), 100);
            }
        })
    }

    fn list(&self) -> Duration {
        timed(|| {
            let node = self.open(&directory(1), false);
            assert_eq!(list(&node).len(), FILES);
        })
    }

    fn walk(&self) -> Duration {
        timed(|| {
            let mut directories = vec![self.root.clone()];
            let mut seen = 0;
            while let Some(directory) = directories.pop() {
                for (name, file_type) in list(&directory) {
                    seen += 1;
                    let node = self.vfs.resolve(&directory, &name, Last::NoFollow).unwrap();
                    node.metadata().unwrap();
                    if file_type == FileType::Directory {
                        directories.push(node);
                    }
                }
            }
            assert!(seen >= FILES + 3);
        })
    }

    fn write_big(&self) -> Duration {
        self.vfs.unlink(&self.root, b"big").ok();
        let node = self.open("big", true);
        let chunk = vec![1; CHUNK];
        timed(|| (0..BIG).step_by(CHUNK).for_each(|at| assert_eq!(node.write_at(&chunk, at), Ok(CHUNK))))
    }

    fn read_big(&self) -> Duration {
        let node = self.open("big", false);
        let mut chunk = vec![0; CHUNK];
        timed(|| (0..BIG).step_by(CHUNK).for_each(|at| assert_eq!(node.read_at(&mut chunk, at), Ok(CHUNK))))
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).unwrap();
    }
}

/// Lists a directory in the pieces that a guest's buffer holds.
fn list(directory: &Node) -> Vec<(Vec<u8>, FileType)> {
    let (mut names, mut cookie) = (Vec::new(), 2);
    loop {
        let entries = directory.read_directory(cookie, 128).unwrap();
        let Some(last) = entries.last() else { return names };
        cookie = last.cookie;
        names.extend(entries.into_iter().map(|entry| (entry.name, entry.file_type)));
    }
}

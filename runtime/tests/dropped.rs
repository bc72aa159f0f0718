//! What a run holds is free when it is dropped.

mod guest;

use std::pin::pin;
use std::time::Duration;

use guest::{Arg, Guest, World};
use vivarium::{Errno, Exec};

fn open_descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("Linux shows them").count()
}

/// A guest that has a child, a pipe, a file of its own and one of `/proc` open, and waits for ever.
fn busy() -> Guest {
    let mut guest = Guest::new();
    let (fds, pid, fd) = (guest.space(8), guest.space(4), guest.space(4));
    for (path, oflags) in [("/tmp/file", 1), ("/proc/self/fd", 0), ("/proc/self/status", 0)] {
        let address = guest.bytes(path.as_bytes());
        let rights = if oflags == 0 { 2u64 } else { 66 };
        guest.ok("path_open", args![guest::CWD, 1, address, path.len() as u32, oflags, rights, 0u64, 0, fd]);
    }
    guest.ok("fd_pipe", args![fds]).ok("proc_fork", args![pid]).print(1, "up\n");
    guest.err(Errno::EINTR, "sig_pause", args![]);
    guest.child().ok("fd_close", &[Arg::Load(fds)]).raw("(loop $again (br $again))");
    guest
}

// The only test of this file: another one beside it would open descriptors too.
#[tokio::test]
async fn dropped_run_frees_its_slots_and_descriptors() {
    let guest = busy();
    let world = World::new(&[("guest", &guest)]);
    let mut before = None;
    // More runs than the engine has room for: a leak of any one would show.
    for _ in 0..250 {
        let run = pin!(world.container.exec(Exec::new(["guest"])));
        assert!(tokio::time::timeout(Duration::from_millis(2), run).await.is_err());
        let open = open_descriptors();
        assert!(open <= *before.get_or_insert(open) + 2, "descriptors pile up: {open}");
    }
}

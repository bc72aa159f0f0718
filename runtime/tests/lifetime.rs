//! Runs of one container, one after the other and side by side.

mod guest;

use guest::{Arg, Guest, World, check};
use vivarium::{Errno, Exec};

#[tokio::test]
async fn runs_of_one_container_share_its_files() {
    let mut writer = Guest::new();
    let (path, fd) = (writer.bytes(b"/tmp/kept"), writer.space(4));
    writer.ok("path_open", args![guest::CWD, 1, path, 9, 1, 66u64, 0u64, 0, fd]).print(Arg::Load(fd), "kept");
    let mut reader = Guest::new();
    let (path, stat) = (reader.bytes(b"/tmp/kept"), reader.space(80));
    reader
        .ok("path_stat", args![guest::CWD, 1, path, 9, stat])
        .equal(stat + 40, 4)
        .equal(stat + 24, 0o100_644);
    let world = World::new(&[("writer", &writer), ("reader", &reader)]);
    guest::assert_passed(&writer, &world.exec(Exec::new(["writer"])).await);
    guest::assert_passed(&reader, &world.exec(Exec::new(["reader"])).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_go_side_by_side() {
    let mut guest = Guest::new();
    let (pid, result) = (guest.space(4), guest.space(8));
    guest.ok("proc_fork", args![pid]).ok("proc_wait", args![-1, 0, result]).equal(result + 4, 3 << 8);
    guest.child().print(1, "x").exit(3);
    let world = World::new(&[("guest", &guest)]);
    let runs: Vec<_> = (0..40).map(|_| tokio::spawn(world.container.exec(Exec::new(["guest"])))).collect();
    for run in runs {
        guest::assert_passed(&guest, &run.await.unwrap().unwrap());
    }
}

#[tokio::test]
async fn working_directory_and_masks() {
    let mut guest = Guest::new();
    let (tmp, buffer, len, old) = (guest.bytes(b"/tmp"), guest.space(64), guest.space(4), guest.space(4));
    let (name, stat) = (guest.bytes(b"dir"), guest.space(80));
    guest.ok("proc_getcwd", args![buffer, 64, len]).equal(len, 5).equal(buffer, u32::from_le_bytes(*b"/roo"));
    guest.ok("proc_chdir", args![tmp, 4]).ok("proc_getcwd", args![buffer, 4, len]).equal(len, 4);
    guest.err(Errno::ERANGE, "proc_getcwd", args![buffer, 3, len]);
    guest.ok("proc_umask", args![0o077, old]).equal(old, 0o022);
    guest.ok("path_create_directory", args![guest::CWD, name, 3]);
    guest.ok("path_stat", args![guest::CWD, 0, name, 3, stat]).equal(stat + 24, 0o040_700);
    guest.ok("path_chmod", args![guest::CWD, 0, name, 3, 0o1777]);
    guest.ok("path_stat", args![guest::CWD, 0, name, 3, stat]).equal(stat + 24, 0o041_777);
    guest.ok("proc_chdir", args![name, 3]).err(Errno::ENOENT, "proc_chdir", args![name, 3]);
    check(&guest).await;
}

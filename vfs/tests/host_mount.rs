//! Host directories: what they show, and what no guest can reach through them.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use tempfile::TempDir;
use tree::Tree;
use vivarium_vfs::{Access, AttributeChange, Errno, FileType, HostMount, Last, OpenOptions, Vfs};

const WRITE: OpenOptions = OpenOptions {
    write: true,
    create: true,
    exclusive: false,
    truncate: false,
    directory: false,
    no_follow: false,
    mode: 0o644,
};

/// A guest with a host directory at /mnt, beside a secret that the guest must not reach.
struct Mounted {
    _tree: Tree,
    host: TempDir,
    vfs: Vfs,
}

impl Mounted {
    fn new(access: Access) -> Self {
        let tree = Tree::new();
        // In memory where there is such a folder: the race needs many renames.
        let memory = std::path::Path::new("/dev/shm");
        let host = TempDir::new_in(memory).or_else(|_| TempDir::new()).unwrap();
        let inside = host.path().join("inside");
        std::fs::create_dir_all(inside.join("dir/deeper")).unwrap();
        std::fs::write(inside.join("file"), b"in the mount").unwrap();
        std::fs::write(inside.join("dir/secret"), b"harmless").unwrap();
        std::fs::create_dir(host.path().join("outside")).unwrap();
        std::fs::write(host.path().join("outside/secret"), b"SECRET").unwrap();
        let dir = cap_std::fs::Dir::open_ambient_dir(&inside, cap_std::ambient_authority()).unwrap();
        let mut vfs = tree.vfs();
        vfs.create_directories(b"/mnt", 0o755).unwrap();
        vfs.mount(b"/mnt", HostMount::new(&dir, access).unwrap()).unwrap();
        Self { _tree: tree, host, vfs }
    }

    fn inside(&self, path: &str) -> std::path::PathBuf {
        self.host.path().join("inside").join(path)
    }

    fn error(&self, path: &[u8]) -> Errno {
        self.vfs.open(&self.vfs.root(), path, &OpenOptions::default()).map(|_| ()).unwrap_err()
    }
}

#[test]
fn reads_and_writes_host_files() {
    let mounted = Mounted::new(Access::ReadWrite);
    let vfs = &mounted.vfs;
    let root = vfs.root();
    assert_eq!(tree::read(vfs, b"/mnt/file"), b"in the mount");
    tree::write(vfs, b"/mnt/dir/new", b"from the guest");
    assert_eq!(std::fs::read(mounted.inside("dir/new")).unwrap(), b"from the guest");
    // What the host changes shows at once.
    std::fs::write(mounted.inside("file"), b"changed on the host").unwrap();
    assert_eq!(tree::read(vfs, b"/mnt/file"), b"changed on the host");
    std::fs::remove_file(mounted.inside("file")).unwrap();
    assert_eq!(mounted.error(b"/mnt/file"), Errno::ENOENT);
    std::fs::write(mounted.inside("file"), b"anew").unwrap();
    assert_eq!(tree::read(vfs, b"/mnt/file"), b"anew");
    assert_eq!(tree::names(vfs, b"/mnt"), ["dir", "file"]);
    vfs.rename(&root, b"/mnt/dir/new", &root, b"/mnt/renamed").unwrap();
    vfs.link(&root, b"/mnt/renamed", Last::NoFollow, &root, b"/mnt/linked").unwrap();
    let linked = vfs.resolve(&root, b"/mnt/linked", Last::Follow).unwrap();
    assert!(linked.same(&vfs.resolve(&root, b"/mnt/renamed", Last::Follow).unwrap()));
    assert_eq!(linked.metadata().unwrap().nlink, 2);
    vfs.unlink(&root, b"/mnt/renamed").unwrap();
    vfs.symlink(b"/etc/motd", &root, b"/mnt/link").unwrap();
    assert_eq!(tree::read(vfs, b"/mnt/link"), b"hello\n");
    assert_eq!(vfs.rename(&root, b"/mnt/file", &root, b"/tmp/file"), Err(Errno::EXDEV));
    assert_eq!(vfs.rmdir(&root, b"/mnt/dir"), Err(Errno::ENOTEMPTY));
    assert_eq!(vfs.rmdir(&root, b"/mnt"), Err(Errno::EBUSY));
    assert_eq!(vfs.rename(&root, b"/mnt", &root, b"/other"), Err(Errno::EBUSY));
    assert_eq!(vfs.rename(&root, b"/mnt/dir", &root, b"/mnt/dir/deeper/x"), Err(Errno::EINVAL));
    assert_eq!(vfs.mkfifo(&root, b"/mnt/fifo", 0o600), Err(Errno::EPERM));
    vfs.rmdir(&root, b"/mnt/dir/deeper").unwrap();
    assert_eq!(vfs.path_of(&vfs.resolve(&root, b"/mnt/dir", Last::Follow).unwrap()).unwrap(), b"/mnt/dir");
    assert!(root.same(&vfs.resolve(&root, b"/mnt/dir/../..", Last::Follow).unwrap()));
}

#[test]
fn an_open_file_lives_without_its_name() {
    let mounted = Mounted::new(Access::ReadWrite);
    let vfs = &mounted.vfs;
    let root = vfs.root();
    let removed = vfs.open(&root, b"/mnt/removed", &WRITE).unwrap();
    let replaced = vfs.open(&root, b"/mnt/file", &WRITE).unwrap();
    removed.write_at(b"removed", 0).unwrap();
    tree::write(vfs, b"/mnt/other", b"other");
    vfs.unlink(&root, b"/mnt/removed").unwrap();
    vfs.rename(&root, b"/mnt/other", &root, b"/mnt/file").unwrap();
    // Enough other files to close all handles that can be closed.
    for index in 0..200 {
        tree::write(vfs, format!("/mnt/dir/{index}").as_bytes(), b"x");
    }
    for (node, expected) in [(&removed, &b"removed"[..]), (&replaced, b"in the mount")] {
        let mut buf = [0; 32];
        let size = node.read_at(&mut buf, 0).unwrap();
        assert_eq!(&buf[..size], expected);
        assert_eq!(node.metadata().unwrap().nlink, 0);
        node.write_at(b"more", 0).unwrap();
    }
}

#[test]
fn a_read_only_mount_stays_as_it_is() {
    let mounted = Mounted::new(Access::ReadOnly);
    let vfs = &mounted.vfs;
    let root = vfs.root();
    assert_eq!(tree::read(vfs, b"/mnt/file"), b"in the mount");
    assert_eq!(vfs.open(&root, b"/mnt/file", &WRITE).unwrap_err(), Errno::EROFS);
    assert_eq!(vfs.open(&root, b"/mnt/new", &WRITE).unwrap_err(), Errno::EROFS);
    assert_eq!(vfs.mkdir(&root, b"/mnt/new", 0o755), Err(Errno::EROFS));
    assert_eq!(vfs.unlink(&root, b"/mnt/file"), Err(Errno::EROFS));
    assert_eq!(vfs.rmdir(&root, b"/mnt/dir/deeper"), Err(Errno::EROFS));
    assert_eq!(vfs.rename(&root, b"/mnt/file", &root, b"/mnt/moved"), Err(Errno::EROFS));
    assert_eq!(vfs.symlink(b"x", &root, b"/mnt/link"), Err(Errno::EROFS));
    let file = vfs.resolve(&root, b"/mnt/file", Last::Follow).unwrap();
    assert_eq!(vfs.link_node(&file, &root, b"/mnt/linked"), Err(Errno::EROFS));
    assert_eq!(file.write_at(b"x", 0), Err(Errno::EROFS));
    assert_eq!(file.set_attributes(&AttributeChange::size(0)), Err(Errno::EROFS));
    assert_eq!(file.set_attributes(&AttributeChange::mode(0)), Err(Errno::EROFS));
    assert_eq!(std::fs::read(mounted.inside("file")).unwrap(), b"in the mount");
}

#[test]
fn links_resolve_in_the_guest() {
    let mounted = Mounted::new(Access::ReadWrite);
    let outside = mounted.host.path().join("outside/secret");
    symlink(&outside, mounted.inside("absolute")).unwrap();
    symlink("../outside/secret", mounted.inside("relative")).unwrap();
    symlink("../../../../../../../../etc/motd", mounted.inside("up")).unwrap();
    symlink(mounted.host.path(), mounted.inside("directory")).unwrap();
    symlink("loop", mounted.inside("loop")).unwrap();
    for path in
        [&b"/mnt/absolute"[..], b"/mnt/relative", b"/mnt/directory/outside/secret", b"/mnt/directory/"]
    {
        assert_eq!(mounted.error(path), Errno::ENOENT);
    }
    // Beyond the mount's root is the guest's tree.
    assert_eq!(tree::read(&mounted.vfs, b"/mnt/up"), b"hello\n");
    assert_eq!(mounted.error(b"/mnt/loop"), Errno::ELOOP);
    assert_eq!(mounted.error(b"/mnt/../outside/secret"), Errno::ENOENT);
    let root = mounted.vfs.root();
    let link = mounted.vfs.open(&root, b"/mnt/absolute", &OpenOptions { no_follow: true, ..WRITE });
    assert_eq!(link.unwrap_err(), Errno::ELOOP);
    // Writing through the link would make the file in the guest's tree, where the directory is missing.
    assert_eq!(mounted.vfs.open(&root, b"/mnt/absolute", &WRITE).unwrap_err(), Errno::ENOENT);
    assert_eq!(std::fs::read(&outside).unwrap(), b"SECRET");
}

#[test]
fn special_files_are_not_opened() {
    let mounted = Mounted::new(Access::ReadWrite);
    let _socket = std::os::unix::net::UnixListener::bind(mounted.inside("socket")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        mounted.inside("fifo"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    // Opening the pipe for real would block for ever.
    assert_eq!(mounted.error(b"/mnt/fifo"), Errno::ENXIO);
    assert_eq!(mounted.error(b"/mnt/socket"), Errno::ENXIO);
    let fifo = mounted.vfs.resolve(&mounted.vfs.root(), b"/mnt/fifo", Last::Follow).unwrap();
    assert_eq!(fifo.metadata().unwrap().file_type, FileType::Fifo);
    assert!(fifo.read_at(&mut [0; 1], 0).is_err());
}

#[test]
fn modes_reach_the_host_without_set_id_bits() {
    let mounted = Mounted::new(Access::ReadWrite);
    let node = mounted.vfs.resolve(&mounted.vfs.root(), b"/mnt/file", Last::Follow).unwrap();
    node.set_attributes(&AttributeChange::mode(0o6755)).unwrap();
    assert_eq!(std::fs::metadata(mounted.inside("file")).unwrap().permissions().mode() & 0o7777, 0o755);
    assert_eq!(node.metadata().unwrap().mode, 0o755);
    assert_eq!(node.metadata().unwrap().uid, 0);
    let owner = |uid| AttributeChange { uid: Some(uid), ..AttributeChange::default() };
    node.set_attributes(&owner(0)).unwrap();
    assert_eq!(node.set_attributes(&owner(12)), Err(Errno::EPERM));
    let times = AttributeChange { mtime_ns: Some(-1_500_000_000), ..AttributeChange::default() };
    node.set_attributes(&times).unwrap();
    assert_eq!(node.metadata().unwrap().mtime_ns, -1_500_000_000);
}

/// The host swaps a directory, and a file, for links to what lies outside; no read may ever see that.
#[test]
fn a_swap_for_a_link_never_leads_out() {
    let mounted = Mounted::new(Access::ReadWrite);
    let (stop, swaps) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let (inside, outside) = (mounted.inside(""), mounted.host.path().join("outside"));
    std::fs::create_dir(inside.join("spare")).unwrap();
    let swapper = {
        let (stop, swaps) = (Arc::clone(&stop), Arc::clone(&swaps));
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                // The directory goes away and a link takes its name, then back.
                std::fs::rename(inside.join("dir"), inside.join("spare/dir")).unwrap();
                symlink(&outside, inside.join("dir")).unwrap();
                std::fs::remove_file(inside.join("dir")).unwrap();
                std::fs::rename(inside.join("spare/dir"), inside.join("dir")).unwrap();
                std::fs::rename(inside.join("file"), inside.join("spare/file")).unwrap();
                symlink(outside.join("secret"), inside.join("file")).unwrap();
                std::fs::rename(inside.join("spare/file"), inside.join("file")).unwrap();
                swaps.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let vfs = &mounted.vfs;
    let root = vfs.root();
    let (mut read, mut refused) = (0, 0);
    // On a busy machine one side may wait long for the other, so as many rounds as it takes.
    let begun = std::time::Instant::now();
    let mut round = 0;
    while round < 20_000
        || ((read < 100 || refused < 100 || swaps.load(Ordering::Relaxed) < 100)
            && begun.elapsed().as_secs() < 60)
    {
        round += 1;
        let path: &[u8] = if round % 2 == 0 { b"/mnt/dir/secret" } else { b"/mnt/file" };
        let mut buf = [0; 32];
        let result =
            vfs.open(&root, path, &OpenOptions::default()).and_then(|node| node.read_at(&mut buf, 0));
        match result {
            Ok(size) => {
                assert!(matches!(&buf[..size], b"harmless" | b"in the mount"), "read {:?}", &buf[..size]);
                read += 1;
            }
            Err(errno) => {
                assert!(
                    matches!(errno, Errno::ENOENT | Errno::ESTALE | Errno::ENOTDIR | Errno::ELOOP),
                    "{errno}"
                );
                refused += 1;
            }
        }
        if round % 16 == 0 {
            // A write must not go out either.
            if let Ok(node) = vfs.open(&root, b"/mnt/dir/written", &WRITE) {
                node.write_at(b"guest", 0).ok();
            }
        }
    }
    stop.store(true, Ordering::Relaxed);
    swapper.join().unwrap();
    let swaps = swaps.load(Ordering::Relaxed);
    assert!(swaps >= 100 && read >= 100 && refused >= 100, "{swaps} swaps, {read} read, {refused} refused");
    assert_eq!(std::fs::read_dir(mounted.host.path().join("outside")).unwrap().count(), 1);
    assert_eq!(std::fs::read(mounted.host.path().join("outside/secret")).unwrap(), b"SECRET");
}

#[test]
fn walking_a_big_tree_keeps_memory_and_handles_bounded() {
    let mounted = Mounted::new(Access::ReadWrite);
    let vfs = &mounted.vfs;
    let root = vfs.root();
    let deep = "d/".repeat(1500);
    std::fs::create_dir_all(mounted.inside(&deep)).unwrap();
    std::fs::write(mounted.inside(&deep).join("bottom"), b"deep").unwrap();
    let mut here = vfs.resolve(&root, b"/mnt", Last::Follow).unwrap();
    for _ in 0..1500 {
        here = vfs.resolve(&here, b"d", Last::Follow).unwrap();
    }
    for index in 0..20_000 {
        std::fs::write(mounted.inside(&format!("dir/{index}")), b"").unwrap();
    }
    for entry in vfs.resolve(&root, b"/mnt/dir", Last::Follow).unwrap().read_directory(2, 30_000).unwrap() {
        let path = [b"/mnt/dir/", &entry.name[..]].concat();
        vfs.resolve(&root, &path, Last::NoFollow).unwrap().metadata().unwrap();
    }
    assert!(std::fs::read_dir("/proc/self/fd").unwrap().count() < 800);
    let bottom = vfs.open(&here, b"bottom", &OpenOptions::default()).unwrap();
    let mut buf = [0; 8];
    assert_eq!(bottom.read_at(&mut buf, 0), Ok(4));
}

#[test]
fn one_file_is_all_that_shows() {
    let mounted = Mounted::new(Access::ReadWrite);
    let dir = cap_std::fs::Dir::open_ambient_dir(mounted.inside(""), cap_std::ambient_authority()).unwrap();
    let tree = Tree::new();
    let mut vfs = tree.vfs();
    let file = HostMount::file(&dir, b"file", Access::ReadWrite).unwrap();
    vfs.create_mount_point(b"/new/of a file", &*file).unwrap();
    vfs.mount(b"/new/of a file", file.clone()).unwrap();
    assert_eq!(vfs.mount(b"/new", file), Err(Errno::ENOTDIR));
    assert_eq!(HostMount::file(&dir, b"dir", Access::ReadOnly).err(), Some(Errno::EINVAL));
    let root = vfs.root();
    assert_eq!(tree::read(&vfs, b"/new/of a file"), b"in the mount");
    tree::write(&vfs, b"/new/of a file", b"from the guest");
    assert_eq!(std::fs::read(mounted.inside("file")).unwrap(), b"from the guest");
    for above in [&b"/new/of a file/.."[..], b"/new/of a file/", b"/new/of a file/dir"] {
        assert_eq!(vfs.resolve(&root, above, Last::Follow).err(), Some(Errno::ENOTDIR));
    }
    assert_eq!(vfs.unlink(&root, b"/new/of a file"), Err(Errno::EBUSY));
    assert_eq!(vfs.rename(&root, b"/new/of a file", &root, b"/x"), Err(Errno::EBUSY));
    assert_eq!(vfs.link(&root, b"/new/of a file", Last::Follow, &root, b"/x"), Err(Errno::EXDEV));
    // What stands there without the mount is an empty file of the container.
    assert_eq!(tree::read(&tree.vfs(), b"/new/of a file"), b"");
}

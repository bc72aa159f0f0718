//! The overlay through paths: layers, whiteouts, what lasts.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod tree;

use std::sync::Arc;

use tree::Tree;
use vivarium_vfs::{AttributeChange, Errno, FileType, Last, OpenOptions};

#[test]
fn reads_the_image_and_writes_above_it() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"hello\n");
    tree::write(&vfs, b"/etc/motd", b"changed");
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"changed\n".strip_suffix(b"\n").unwrap());
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    assert_eq!(vfs.resolve(&root, b"/etc/hosts", Last::Follow).unwrap_err(), Errno::ENOENT);
    assert_eq!(tree::names(&vfs, b"/etc"), ["motd"]);
    tree::write(&vfs, b"/tmp/new", b"x");
    drop((root, vfs));
    let vfs = tree.vfs();
    assert_eq!(tree::names(&vfs, b"/etc"), ["motd"]);
    assert_eq!(tree::read(&vfs, b"/etc/motd"), b"changed");
    assert_eq!(tree::read(&vfs, b"/tmp/new"), b"x");
    assert!(tree.upper_path().join("etc/.wh.hosts").exists());
}

#[test]
fn a_directory_made_anew_is_empty() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    assert_eq!(vfs.rmdir(&root, b"/etc"), Err(Errno::ENOTEMPTY));
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    vfs.unlink(&root, b"/etc/motd").unwrap();
    vfs.rmdir(&root, b"/etc").unwrap();
    assert_eq!(vfs.rmdir(&root, b"/etc"), Err(Errno::ENOENT));
    vfs.mkdir(&root, b"/etc", 0o700).unwrap();
    assert_eq!(tree::names(&vfs, b"/etc"), [""; 0]);
    tree::write(&vfs, b"/etc/hosts", b"mine");
    drop((root, vfs));
    let vfs = tree.vfs();
    assert_eq!(tree::names(&vfs, b"/etc"), ["hosts"]);
    let etc = vfs.resolve(&vfs.root(), b"/etc", Last::Follow).unwrap().metadata().unwrap();
    assert_eq!((etc.mode, etc.file_type), (0o700, FileType::Directory));
}

#[test]
fn renames_a_directory_of_the_image() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    vfs.rename(&root, b"/usr", &root, b"/tmp/usr").unwrap();
    assert_eq!(tree::read(&vfs, b"/tmp/usr/lib/deep/file"), vec![b'z'; 300_000]);
    assert_eq!(vfs.resolve(&root, b"/usr", Last::Follow).unwrap_err(), Errno::ENOENT);
    vfs.mkdir(&root, b"/usr", 0o755).unwrap();
    drop((root, vfs));
    let vfs = tree.vfs();
    assert_eq!(tree::names(&vfs, b"/usr"), [""; 0]);
    assert_eq!(tree::names(&vfs, b"/tmp/usr/lib"), ["deep", "other"]);
    assert_eq!(tree::read(&vfs, b"/tmp/usr/lib/deep/file"), vec![b'z'; 300_000]);
}

#[test]
fn an_open_file_lives_without_its_name() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    let write = OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
    // One of the image, one of the upper layer, one that is replaced.
    let image = vfs.open(&root, b"/etc/motd", &write).unwrap();
    let upper = vfs.open(&root, b"/tmp/a", &write).unwrap();
    let replaced = vfs.open(&root, b"/tmp/b", &write).unwrap();
    upper.write_at(b"upper", 0).unwrap();
    replaced.write_at(b"replaced", 0).unwrap();
    vfs.unlink(&root, b"/etc/motd").unwrap();
    vfs.unlink(&root, b"/tmp/a").unwrap();
    tree::write(&vfs, b"/tmp/c", b"c");
    vfs.rename(&root, b"/tmp/c", &root, b"/tmp/b").unwrap();
    for (node, expected) in [(&image, &b"hello\n"[..]), (&upper, b"upper"), (&replaced, b"replaced")] {
        let mut buf = [0; 16];
        assert_eq!(node.metadata().unwrap().nlink, 0);
        let size = node.read_at(&mut buf, 0).unwrap();
        assert_eq!(&buf[..size], expected);
        assert_eq!(node.write_at(b"!", expected.len() as u64), Ok(1));
        assert_eq!(node.metadata().unwrap().size, expected.len() as u64 + 1);
        assert_eq!(vfs.link_node(node, &root, b"/tmp/again"), Err(Errno::ENOENT));
    }
    assert_eq!(tree.quota.inodes_used(), 6);
    drop((image, upper, replaced));
    // What is left: /etc and /tmp were copied up, /tmp/b.
    assert_eq!(tree.quota.inodes_used(), 3);
    assert_eq!(tree.quota.bytes_used(), 4096);
    assert_eq!(std::fs::read_dir(tree.upper_path().join(".wh..wh.orph")).unwrap().count(), 0);
}

#[test]
fn guest_modes_do_not_lock_the_host_out() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    tree::write(&vfs, b"/tmp/secret", b"s");
    for (path, mode) in [(&b"/tmp/secret"[..], 0o000), (b"/tmp", 0o1000), (b"/etc/motd", 0o4755), (b"/", 0)] {
        let node = vfs.resolve(&root, path, Last::Follow).unwrap();
        node.set_attributes(&AttributeChange { uid: Some(7), ..AttributeChange::mode(mode) }).unwrap();
    }
    vfs.mkfifo(&root, b"/tmp/fifo", 0o600).unwrap();
    drop((root, vfs));
    let vfs = tree.vfs();
    let of = |path: &[u8]| vfs.resolve(&vfs.root(), path, Last::Follow).unwrap().metadata().unwrap();
    assert_eq!((of(b"/tmp/secret").mode, of(b"/tmp/secret").uid), (0, 7));
    assert_eq!((of(b"/tmp").mode, of(b"/etc/motd").mode, of(b"/").mode), (0o1000, 0o4755, 0));
    assert_eq!(of(b"/tmp/fifo").file_type, FileType::Fifo);
    assert_eq!(of(b"/tmp/fifo").mode, 0o600);
    assert_eq!(tree::read(&vfs, b"/tmp/secret"), b"s");
    use std::os::unix::fs::PermissionsExt;
    let host = std::fs::metadata(tree.upper_path().join("tmp/secret")).unwrap().permissions().mode();
    assert_eq!(host & 0o6700, 0o600);
}

#[test]
fn the_quota_counts_what_is_written() {
    let tree = Tree::with_quota(64 * 4096, 10);
    let vfs = tree.vfs();
    let root = vfs.root();
    let write = OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
    let file = vfs.open(&root, b"/tmp/f", &write).unwrap();
    // A hole is free.
    assert_eq!(file.write_at(b"end", 1 << 40), Ok(3));
    assert_eq!(tree.quota.bytes_used(), 4096);
    // What fits is written, then nothing is.
    assert_eq!(file.write_at(&vec![1; 100 * 4096], 0), Ok(63 * 4096));
    assert_eq!(file.write_at(b"x", 70 * 4096), Err(Errno::ENOSPC));
    assert_eq!(file.write_at(b"over", 0), Ok(4));
    assert_eq!(file.statistics().unwrap().bytes_free, 0);
    file.set_attributes(&AttributeChange::size(4096)).unwrap();
    assert_eq!(tree.quota.bytes_used(), 4096);
    vfs.unlink(&root, b"/tmp/f").unwrap();
    assert_eq!(tree.quota.bytes_used(), 4096);
    drop(file);
    assert_eq!(tree.quota.bytes_used(), 0);
    // The file of the image is too big to copy up, and stays as it is.
    let big = vfs.open(&root, b"/usr/lib/deep/file", &write).unwrap();
    assert_eq!(big.write_at(b"x", 0), Err(Errno::ENOSPC));
    assert_eq!(tree.quota.bytes_used(), 0);
    assert_eq!(tree::read(&vfs, b"/usr/lib/deep/file"), vec![b'z'; 300_000]);
    let mut made = 0;
    while vfs.mkdir(&root, format!("/tmp/{made}").as_bytes(), 0o755).is_ok() {
        made += 1;
    }
    assert_eq!(tree.quota.inodes_used(), 10);
    // Removing needs no quota, even where a whiteout must be made.
    vfs.unlink(&root, b"/usr/lib/other").unwrap();
    assert_eq!(vfs.mkdir(&root, b"/tmp/more", 0o755), Err(Errno::ENOSPC));
    let used = (tree.quota.bytes_used(), tree.quota.inodes_used());
    drop((big, root, vfs));
    assert_eq!((tree.quota.bytes_used(), tree.quota.inodes_used()), (0, 0));
    let vfs = tree.vfs();
    assert_eq!((tree.quota.bytes_used(), tree.quota.inodes_used()), used);
    drop(vfs);
}

#[test]
fn names_of_marks_are_refused() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    assert_eq!(vfs.mkdir(&root, b"/tmp/.wh.x", 0o755), Err(Errno::EINVAL));
    assert_eq!(vfs.symlink(b"x", &root, b"/.wh..wh..opq"), Err(Errno::EINVAL));
    assert_eq!(vfs.rename(&root, b"/etc/motd", &root, b"/etc/.wh.hosts"), Err(Errno::EINVAL));
    vfs.unlink(&root, b"/etc/hosts").unwrap();
    assert_eq!(vfs.resolve(&root, b"/etc/.wh.hosts", Last::Follow).unwrap_err(), Errno::ENOENT);
    assert_eq!(vfs.unlink(&root, b"/etc/.wh.hosts"), Err(Errno::ENOENT));
}

#[test]
fn a_reader_of_a_directory_sees_each_lasting_name_once() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    for index in 0..100 {
        tree::write(&vfs, format!("/tmp/f{index}").as_bytes(), b"");
    }
    let tmp = vfs.resolve(&root, b"/tmp", Last::Follow).unwrap();
    let (mut seen, mut cookie, mut removed) = (Vec::new(), 0, 0);
    loop {
        let list = tmp.read_directory(cookie, 7).unwrap();
        let Some(last) = list.last() else { break };
        cookie = last.cookie;
        for entry in list.into_iter().filter(|entry| !entry.name.starts_with(b".")) {
            vfs.unlink(&root, &[b"/tmp/", &entry.name[..]].concat()).unwrap();
            removed += 1;
            seen.push(entry.name);
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), removed), (100, 100));
    vfs.rmdir(&root, b"/tmp").unwrap();
    assert_eq!(tmp.read_directory(2, 10).unwrap(), []);
    assert_eq!(vfs.mkdir(&tmp, b"below", 0o755), Err(Errno::ENOENT));
    assert_eq!(vfs.path_of(&tmp), Err(Errno::ENOENT));
}

#[test]
fn more_files_than_host_handles() {
    let tree = Tree::new();
    let vfs = Arc::new(tree.vfs());
    let root = vfs.root();
    let write = OpenOptions { write: true, create: true, mode: 0o644, ..OpenOptions::default() };
    let open = |index| vfs.open(&root, format!("/tmp/{index}").as_bytes(), &write).unwrap();
    let nodes: Vec<_> = (0..3000).map(open).collect();
    let fds = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    assert!(fds() < 1000);
    for (index, node) in nodes.iter().enumerate() {
        if index % 3 == 0 {
            vfs.unlink(&root, format!("/tmp/{index}").as_bytes()).unwrap();
        }
        node.write_at(format!("{index}").as_bytes(), 0).unwrap();
    }
    for (index, node) in nodes.iter().enumerate() {
        let mut buf = [0; 8];
        let size = node.read_at(&mut buf, 0).unwrap();
        assert_eq!(&buf[..size], format!("{index}").as_bytes());
    }
}

/// Rows of docs/limitations.md.
#[test]
fn what_differs_from_a_disk() {
    let tree = Tree::new();
    let vfs = tree.vfs();
    let root = vfs.root();
    let metadata = |path: &[u8]| vfs.resolve(&root, path, Last::NoFollow).unwrap().metadata().unwrap();
    // Reading does not set the time of access.
    tree::write(&vfs, b"/tmp/file", b"x");
    let times = AttributeChange { atime_ns: Some(5), ..AttributeChange::default() };
    vfs.resolve(&root, b"/tmp/file", Last::Follow).unwrap().set_attributes(&times).unwrap();
    assert_eq!(tree::read(&vfs, b"/tmp/file"), b"x");
    assert_eq!(metadata(b"/tmp/file").atime_ns, 5);
    // A directory of several layers does not count what is in it.
    assert_eq!(metadata(b"/usr").nlink, 3);
    tree::write(&vfs, b"/usr/new", b"x");
    assert_eq!(metadata(b"/usr").nlink, 1);
    // The owner of a link does not last.
    vfs.symlink(b"x", &root, b"/tmp/link").unwrap();
    let link = vfs.resolve(&root, b"/tmp/link", Last::NoFollow).unwrap();
    link.set_attributes(&AttributeChange { uid: Some(9), ..AttributeChange::default() }).unwrap();
    assert_eq!(metadata(b"/tmp/link").uid, 9);
    drop((link, root, vfs));
    let vfs = tree.vfs();
    assert_eq!(vfs.resolve(&vfs.root(), b"/tmp/link", Last::NoFollow).unwrap().metadata().unwrap().uid, 0);
}

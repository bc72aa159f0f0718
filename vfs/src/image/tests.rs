use std::sync::Arc;

use super::{Attributes, Image, ImageError, ImageWriter, Source};
use crate::{AttributeChange, Errno, FileSystem, FileType, Last, OpenOptions, Vfs, make_device};

fn sample() -> ImageWriter {
    let mut writer = ImageWriter::new();
    let plain = Attributes::new(0o644).modified(1_700_000_000_000_000_000);
    writer.file(b"/usr/bin/tool", Attributes::new(0o755), Source::Bytes(b"#!/bin/sh\n".to_vec())).unwrap();
    writer.hard_link(b"/usr/bin/other", b"/usr/bin/tool").unwrap();
    writer.symlink(b"/bin", Attributes::new(0o777), b"usr/bin").unwrap();
    writer.char_device(b"/dev/null", Attributes::new(0o666), make_device(1, 3)).unwrap();
    writer.directory(b"/tmp", Attributes::new(0o1777)).unwrap();
    writer.file(b"/empty", plain, Source::Bytes(Vec::new())).unwrap();
    writer.file(b"/odd \xff\xfe name", plain, Source::Bytes(vec![7; 100_001])).unwrap();
    writer
}

fn bytes_of(writer: &ImageWriter) -> Vec<u8> {
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn reads_back_what_was_written() {
    let vfs = Vfs::new(Image::from_bytes(bytes_of(&sample())).unwrap());
    let root = vfs.root();
    let tool = vfs.resolve(&root, b"/bin/tool", Last::Follow).unwrap();
    let metadata = tool.metadata().unwrap();
    assert_eq!((metadata.mode, metadata.size, metadata.nlink), (0o755, 10, 2));
    assert!(tool.same(&vfs.resolve(&root, b"usr/bin/other", Last::Follow).unwrap()));
    let mut buf = [0; 32];
    assert_eq!(tool.read_at(&mut buf, 2).unwrap(), 8);
    assert_eq!(&buf[..8], b"/bin/sh\n");
    assert_eq!(tool.read_at(&mut buf, u64::MAX).unwrap(), 0);
    let null = vfs.resolve(&root, b"/dev/null", Last::Follow).unwrap().metadata().unwrap();
    assert_eq!((null.file_type, null.rdev), (FileType::CharDevice, 0x103));
    let odd = vfs.resolve(&root, b"/odd \xff\xfe name", Last::Follow).unwrap();
    assert_eq!(odd.metadata().unwrap().mtime_ns, 1_700_000_000_000_000_000);
    assert_eq!(vfs.resolve(&root, b"/tmp", Last::Follow).unwrap().metadata().unwrap().mode, 0o1777);
    assert_eq!(root.metadata().unwrap().nlink, 5);
}

#[test]
fn lists_in_pieces() {
    let image = Image::from_bytes(bytes_of(&sample())).unwrap();
    let mut names = Vec::new();
    let mut cookie = 0;
    loop {
        let list = image.read_directory(image.root(), cookie, 2).unwrap();
        let Some(last) = list.last() else { break };
        cookie = last.cookie;
        names.extend(list.into_iter().map(|entry| entry.name));
    }
    let expected: [&[u8]; 8] = [b".", b"..", b"bin", b"dev", b"empty", b"odd \xff\xfe name", b"tmp", b"usr"];
    assert_eq!(names, expected);
    assert_eq!(image.read_directory(image.root(), u64::MAX, 9).unwrap(), []);
}

#[test]
fn nothing_can_change() {
    let vfs = Vfs::new(Image::from_bytes(bytes_of(&sample())).unwrap());
    let root = vfs.root();
    let write = OpenOptions { write: true, ..OpenOptions::default() };
    assert_eq!(vfs.open(&root, b"/empty", &write).unwrap_err(), Errno::EROFS);
    assert_eq!(vfs.open(&root, b"/new", &OpenOptions { create: true, ..write }).unwrap_err(), Errno::EROFS);
    assert_eq!(vfs.mkdir(&root, b"/d", 0o755), Err(Errno::EROFS));
    assert_eq!(vfs.mkdir(&root, b"/tmp", 0o755), Err(Errno::EEXIST));
    assert_eq!(vfs.unlink(&root, b"/empty"), Err(Errno::EROFS));
    assert_eq!(root.set_attributes(&AttributeChange::mode(0)), Err(Errno::EROFS));
    // A device is written through the kernel, whatever the file system under its name.
    vfs.open(&root, b"/dev/null", &write).unwrap();
}

#[test]
fn order_of_adding_does_not_matter() {
    let mut other = ImageWriter::new();
    let plain = Attributes::new(0o644).modified(1_700_000_000_000_000_000);
    other.file(b"odd \xff\xfe name", plain, Source::Bytes(vec![7; 100_001])).unwrap();
    other.file(b"empty", plain, Source::Bytes(Vec::new())).unwrap();
    other.directory(b"dev/", Attributes::new(0o755)).unwrap();
    other.directory(b"tmp", Attributes::new(0o1777)).unwrap();
    other.symlink(b"bin", Attributes::new(0o777), b"usr/bin").unwrap();
    other.char_device(b"dev/null", Attributes::new(0o666), make_device(1, 3)).unwrap();
    other.file(b"usr//bin/other", Attributes::new(0o755), Source::Bytes(b"#!/bin/sh\n".to_vec())).unwrap();
    other.hard_link(b"usr/bin/tool", b"usr/bin/other").unwrap();
    assert!(bytes_of(&other) == bytes_of(&sample()));
}

#[test]
fn the_writer_refuses_what_an_image_cannot_hold() {
    let mut writer = sample();
    let plain = Attributes::new(0o644);
    let refused = |result: Result<(), ImageError>| matches!(result, Err(ImageError::Path { .. }));
    assert!(refused(writer.file(b"/empty", plain, Source::Bytes(Vec::new()))));
    assert!(refused(writer.file(b"/empty/below", plain, Source::Bytes(Vec::new()))));
    assert!(refused(writer.file(b"/a/../b", plain, Source::Bytes(Vec::new()))));
    assert!(refused(writer.file(&[b'n'; 256], plain, Source::Bytes(Vec::new()))));
    assert!(refused(writer.directory(b"/empty", plain)));
    assert!(refused(writer.hard_link(b"/x", b"/usr")));
    assert!(refused(writer.hard_link(b"/x", b"/missing")));
    assert!(refused(writer.symlink(b"/x", plain, b"")));
}

/// Each damaged byte of the tables gives an error or another valid image, never a panic.
#[test]
fn damage_is_an_error() {
    let good = bytes_of(&sample());
    let tables = good.len() - 100_000;
    for at in 0..tables {
        for value in [0x00, 0x01, 0x7f, 0xff, good[at] ^ 0x80, good[at].wrapping_add(1)] {
            let mut bytes = good.clone();
            bytes[at] = value;
            if let Ok(image) = Image::from_bytes(bytes) {
                walk(&image);
            }
        }
    }
    for length in 0..tables {
        assert!(Image::from_bytes(good[..length].to_vec()).is_err());
    }
}

fn walk(image: &Arc<Image>) {
    let mut directories = vec![image.root()];
    while let Some(directory) = directories.pop() {
        image.parent(directory).unwrap();
        for entry in image.read_directory(directory, 2, usize::MAX).unwrap() {
            let found = image.lookup(directory, &entry.name).unwrap();
            image.metadata(found.inode).unwrap();
            match found.file_type {
                FileType::Directory => directories.push(found.inode),
                FileType::Regular => drop(image.contents(found.inode).unwrap()),
                FileType::Symlink => drop(image.read_link(found.inode).unwrap()),
                FileType::CharDevice | FileType::Fifo => {}
            }
        }
    }
}

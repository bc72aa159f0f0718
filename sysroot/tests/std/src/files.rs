use std::env;
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Seek, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{
    DirBuilderExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, lchown, symlink,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode()
}

pub fn check() {
    let folder = env::temp_dir().join(format!("std-files-{}", std::process::id()));
    DirBuilder::new().mode(0o700).create(&folder).unwrap();
    assert_eq!(mode(&folder), 0o040700);
    modes(&folder);
    attributes(&folder);
    contents(&folder);
    paths(&folder);
    fs::remove_dir_all(&folder).unwrap();
    assert!(!folder.exists());
}

fn modes(folder: &Path) {
    let path = folder.join("secret");
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).unwrap();
    assert_eq!(mode(&path), 0o100600);
    fs::set_permissions(&path, Permissions::from_mode(0o4751)).unwrap();
    assert_eq!(mode(&path), 0o104751);
    let file = File::open(&path).unwrap();
    let mut permissions = file.metadata().unwrap().permissions();
    assert_eq!(permissions.mode() & 0o7777, 0o4751);
    permissions.set_mode(0o444);
    assert!(permissions.readonly());
    file.set_permissions(permissions).unwrap();
    assert_eq!(mode(&path), 0o100444);
    let copy = folder.join("copy");
    fs::copy(&path, &copy).unwrap();
    assert_eq!(mode(&copy), 0o100444);
    let again = OpenOptions::new().write(true).create_new(true).open(&copy);
    assert_eq!(again.unwrap_err().kind(), ErrorKind::AlreadyExists);
}

fn attributes(folder: &Path) {
    let (path, link) = (folder.join("secret"), folder.join("link"));
    symlink("secret", &link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("secret"));
    fs::hard_link(&path, folder.join("second")).unwrap();
    let metadata = fs::metadata(&link).unwrap();
    assert_eq!((metadata.nlink(), metadata.size(), metadata.blocks()), (2, 0, 0));
    assert_eq!(metadata.ino(), fs::metadata(folder.join("second")).unwrap().ino());
    chown(&path, Some(metadata.uid()), None).unwrap();
    lchown(&link, None, Some(metadata.gid())).unwrap();
    let null = fs::metadata("/dev/null").unwrap();
    assert!(null.file_type().is_char_device());
    assert_eq!(null.rdev(), 0x103);
    let then = UNIX_EPOCH + Duration::new(1_000_000_000, 123_456_789);
    let file = File::open(&path).unwrap();
    file.set_times(FileTimes::new().set_modified(then).set_accessed(UNIX_EPOCH)).unwrap();
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!(metadata.modified().unwrap(), then);
    assert_eq!((metadata.mtime(), metadata.mtime_nsec(), metadata.atime()), (1_000_000_000, 123_456_789, 0));
}

fn contents(folder: &Path) {
    let path = folder.join("contents");
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).unwrap();
    file.lock().unwrap();
    file.try_lock_shared().unwrap();
    file.unlock().unwrap();
    let mut copy = file.try_clone().unwrap();
    copy.write_all(b"0123456789").unwrap();
    assert_eq!(file.stream_position().unwrap(), 10);
    file.write_all_at(b"ab", 3).unwrap();
    let mut middle = [0; 4];
    file.read_exact_at(&mut middle, 2).unwrap();
    assert_eq!(&middle, b"2ab5");
    file.rewind().unwrap();
    let mut text = String::new();
    copy.read_to_string(&mut text).unwrap();
    assert_eq!(text, "012ab56789");
    file.set_len(4).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"012a");
}

fn paths(folder: &Path) {
    env::set_current_dir(folder).unwrap();
    assert_eq!(env::current_dir().unwrap(), fs::canonicalize(folder).unwrap());
    fs::create_dir_all("a/b/c").unwrap();
    fs::write("a/b/c/file", "x").unwrap();
    assert_eq!(fs::canonicalize("a/../link").unwrap(), fs::canonicalize(folder).unwrap().join("secret"));
    let strange = PathBuf::from(std::ffi::OsStr::from_bytes(b"not \xff utf-8"));
    fs::write(&strange, "y").unwrap();
    let mut names: Vec<_> = fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(names.contains(&strange.clone().into_os_string()), "{names:?}");
    assert_eq!(names.len(), 7);
    fs::rename("a/b/c", "moved").unwrap();
    assert_eq!(fs::read_to_string("moved/file").unwrap(), "x");
    assert_eq!(fs::remove_dir("a").unwrap_err().kind(), ErrorKind::DirectoryNotEmpty);
    env::set_current_dir("/").unwrap();
    let list = env::join_paths(["/usr/bin", "/bin"]).unwrap();
    assert_eq!(env::split_paths(&list).collect::<Vec<_>>(), [Path::new("/usr/bin"), Path::new("/bin")]);
    assert!(env::current_exe().unwrap().is_absolute());
}

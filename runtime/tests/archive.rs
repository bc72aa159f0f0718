//! Exports and imports, and what an archive from a stranger can do.

// A failed step fails its test.
#![allow(clippy::unwrap_used)]

mod guest;

use std::fs;
use std::time::{Duration, SystemTime};

use guest::{Guest, World};
use sha2::{Digest, Sha256};
use tar::{EntryType, Header};
use vivarium::{ContainerLimits, ContainerStore, CreateOptions, Errno, Error, Files};

struct Place {
    world: World,
    store: ContainerStore,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = ContainerStore::open(folder.path().join("store")).unwrap();
        Self { world: World::new(&[("none", &Guest::new())]), store, folder }
    }

    fn create(&self, name: &str) {
        let options = CreateOptions { name: Some(name.into()), ..CreateOptions::default() };
        self.store.create(self.world.runtime.image(), options).unwrap();
    }

    fn files(&self, name: &str) -> Files {
        self.world.runtime.open_container(&self.store, name, Vec::new()).unwrap().files().unwrap()
    }

    fn import(&self, archive: &[u8], name: &str) -> Result<(), Error> {
        let limits = Some(ContainerLimits { disk_bytes: 1 << 20, inodes: 100, ..ContainerLimits::default() });
        let options = CreateOptions { name: Some(name.into()), limits, ..CreateOptions::default() };
        self.store.import(self.world.runtime.image(), archive, options).map(|_| ())
    }

    /// All files below the folder, outside the store's own containers and layers.
    fn strays(&self) -> Vec<String> {
        let expected = ["containers", "incoming", "layers", "lock", "names", "snapshots", "trash"];
        let names = |path: &str| {
            let names = fs::read_dir(self.folder.path().join(path)).unwrap();
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        let mut strays: Vec<_> = names(".").into_iter().filter(|name| name != "store").collect();
        strays.extend(names("store").into_iter().filter(|name| !expected.contains(&name.as_str())));
        strays.extend(names("store/incoming"));
        strays
    }

    fn layers(&self) -> usize {
        fs::read_dir(self.folder.path().join("store/layers")).unwrap().count()
    }
}

#[test]
fn a_container_comes_back_as_it_was_exported() {
    let place = Place::new();
    place.create("a");
    let files = place.files("a");
    let host = place.folder.path().join("host");
    fs::create_dir_all(host.join("sub")).unwrap();
    fs::write(host.join("sub/file"), "content").unwrap();
    std::os::unix::fs::symlink("/anywhere/../at all", host.join("link")).unwrap();
    files.copy_in(&host, "/copied").unwrap();
    fs::remove_dir_all(&host).unwrap();
    files.write("/dev/null.txt", b"").unwrap();
    files.remove("/dev/full").unwrap();
    drop(files);
    place.store.commit("a", Some("first".into())).unwrap();
    place.files("a").write("/copied/sub/file", b"later").unwrap();
    place.files("a").remove("/copied/link").unwrap();

    let (mut archive, mut snapshot) = (Vec::new(), Vec::new());
    place.store.export("a", &mut archive).unwrap();
    place.store.export_snapshot("first", &mut snapshot).unwrap();
    let disk = place.store.inspect("a").unwrap().disk;
    place.store.remove("a").unwrap();
    place.import(&archive, "b").unwrap();
    place.import(&snapshot, "c").unwrap();
    let (b, c) = (place.files("b"), place.files("c"));
    assert_eq!(b.read("/copied/sub/file", 99).unwrap(), b"later");
    assert_eq!(c.read("/copied/sub/file", 99).unwrap(), b"content");
    assert_eq!(c.read_link("/copied/link").unwrap(), b"/anywhere/../at all");
    for files in [&b, &c] {
        assert!(matches!(files.metadata("/dev/full"), Err(Error::File { errno: Errno::ENOENT, .. })));
        assert!(files.metadata("/dev/null").is_ok());
    }
    assert!(b.symlink_metadata("/copied/link").is_err());
    drop((b, c));
    assert_eq!(place.store.inspect("b").unwrap().disk, disk);
    assert!(place.strays().is_empty());
}

/// A layer under construction.
#[derive(Default)]
struct Layer(Vec<u8>);

impl Layer {
    fn entry(mut self, kind: EntryType, path: &str, link: &str, content: &[u8]) -> Self {
        let mut header = Header::new_gnu();
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(kind);
        header.set_mode(0o777);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(content.len() as u64);
        header.set_device_major(1).unwrap();
        header.set_device_minor(3).unwrap();
        header.set_cksum();
        self.0.extend(header.as_bytes());
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    fn file(self, path: &str) -> Self {
        self.entry(EntryType::Regular, path, "", b"evil")
    }

    fn link(self, path: &str, to: &str) -> Self {
        self.entry(EntryType::Symlink, path, to, b"")
    }

    /// The layer in an archive that is right in all else.
    fn archive(mut self) -> Vec<u8> {
        self.0.resize(self.0.len() + 1024, 0);
        archive(&self.0, &digest(&self.0))
    }
}

fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    format!("sha256:{}", hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn archive(layer: &[u8], layer_digest: &str) -> Vec<u8> {
    let blob = |digest: &str| format!("blobs/{}", digest.replace(':', "/"));
    let config = b"{}".to_vec();
    let descriptor = |kind: &str, digest: &str, size: usize| serde_json::json!({ "mediaType": format!("application/vnd.oci.image.{kind}"), "digest": digest, "size": size });
    let limits =
        serde_json::to_string(&ContainerLimits { disk_bytes: u64::MAX, ..ContainerLimits::default() })
            .unwrap();
    let origin = format!(r#"{{"format":1,"name":"x","image":"test","rootfs_sha256":"","limits":{limits}}}"#);
    let manifest = serde_json::json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("config.v1+json", &digest(&config), config.len()),
        "layers": [descriptor("layer.v1.tar", layer_digest, layer.len())],
        "annotations": { "vivarium.origin": origin },
    });
    let manifest = manifest.to_string().into_bytes();
    let index = serde_json::json!({
        "schemaVersion": 2, "manifests": [descriptor("manifest.v1+json", &digest(&manifest), manifest.len())]
    });
    let mut outer = Layer::default();
    for (path, content) in [
        ("oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec()),
        ("index.json", index.to_string().into_bytes()),
        (&blob(&digest(&manifest)), manifest),
        (&blob(&digest(&config)), config),
        (&blob(layer_digest), layer.to_vec()),
    ] {
        outer = outer.entry(EntryType::Regular, path, "", &content);
    }
    outer.0.resize(outer.0.len() + 1024, 0);
    zstd::encode_all(&outer.0[..], 1).unwrap()
}

#[test]
fn nothing_in_an_archive_leads_out_of_its_layer() {
    let place = Place::new();
    let outside = place.folder.path().join("outside");
    let outside = outside.to_str().unwrap();
    let layer = Layer::default;
    let hostile = [
        layer().file("../escaped"),
        layer().file("/escaped"),
        layer().file("a/../../../escaped"),
        layer().file(".."),
        layer().file("./"),
        layer().link("l", "..").file("l/escaped"),
        layer().link("l", outside).file("l"),
        layer().link("l", outside).file("l/escaped"),
        layer().link("l", "").file("f"),
        layer().entry(EntryType::Link, "h", "../../lock", b""),
        layer().entry(EntryType::Link, "h", "/etc/passwd", b""),
        layer().link("l", outside).entry(EntryType::Link, "h", "l/x", b""),
        layer().entry(EntryType::Link, "h", "missing", b""),
        layer().entry(EntryType::Directory, "d", "", b"").entry(EntryType::Link, "h", "d", b""),
        layer().entry(EntryType::Block, "disk", "", b""),
        layer().entry(EntryType::Regular, &"x/".repeat(49), "", b"").file("y").file("y"),
    ];
    for (number, layer) in hostile.into_iter().enumerate() {
        let error = place.import(&layer.archive(), "evil").unwrap_err();
        assert!(matches!(error, Error::Archive(_)), "{number}: {error:?}");
        assert_eq!(place.strays(), [""; 0], "{number}");
        assert_eq!((place.layers(), place.store.containers().unwrap().len()), (0, 0), "{number}");
    }
}

#[test]
fn links_that_lead_out_are_only_text() {
    let place = Place::new();
    let secret = place.folder.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let layer =
        Layer::default().link("l", secret.to_str().unwrap()).link("up", "../../../../../../../../etc");
    let layer = layer.entry(EntryType::Link, "again", "l", b"").entry(EntryType::Char, "null", "", b"");
    place.import(&layer.archive(), "a").unwrap();
    let files = place.files("a");
    assert!(files.read("/l", 99).is_err());
    assert!(files.read("/up/passwd", 1 << 20).is_err());
    assert_eq!(files.read_link("/again").unwrap(), secret.to_str().unwrap().as_bytes());
    // Nor is a link of the container followed on the way out: it is copied as the link it is.
    let out = place.folder.path().join("out");
    files.copy_out("/l", &out).unwrap();
    assert_eq!(fs::read_link(&out).unwrap(), secret);
    assert_eq!(fs::read_to_string(&secret).unwrap(), "secret");
    files.write("/plain", b"new").unwrap();
    files.copy_out("/plain", &out).unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), "new");
    assert_eq!(fs::read_to_string(&secret).unwrap(), "secret");
}

#[test]
fn what_is_older_is_not_copied() {
    let place = Place::new();
    place.import(&Layer::default().archive(), "a").unwrap();
    let files = place.files("a");
    for path in ["/d/old", "/d/changed", "/e/old"] {
        files.create_directories(&path[..2]).unwrap();
        files.write(path, b"1").unwrap();
    }
    std::thread::sleep(Duration::from_millis(50));
    let since = SystemTime::now();
    files.write("/d/changed", b"2").unwrap();
    files.create_directories("/d/f/g").unwrap();
    files.write("/d/f/new", b"3").unwrap();
    let out = place.folder.path().join("out");
    files.copy_out_since("/d", &out, since).unwrap();
    files.copy_out_since("/e", &place.folder.path().join("nothing"), since).unwrap();
    assert_eq!(fs::read(out.join("changed")).unwrap(), b"2");
    assert_eq!(fs::read(out.join("f/new")).unwrap(), b"3");
    assert!(!out.join("old").exists() && !out.join("f/g").exists());
    assert!(!place.folder.path().join("nothing").exists());
}

#[test]
fn no_archive_takes_more_than_the_limits() {
    let place = Place::new();
    let large = vec![1; 2 << 20];
    let error = place
        .import(&Layer::default().entry(EntryType::Regular, "f", "", &large).archive(), "a")
        .unwrap_err();
    assert!(matches!(error, Error::Layer(Errno::ENOSPC)), "{error:?}");
    let many = (0..200).fold(Layer::default(), |layer, n| layer.file(&n.to_string()));
    assert!(matches!(place.import(&many.archive(), "a").unwrap_err(), Error::Layer(Errno::ENOSPC)));
    // Zeros become a hole, which takes nothing.
    let hole = Layer::default().entry(EntryType::Regular, "f", "", &vec![0; 8 << 20]);
    place.import(&hole.archive(), "a").unwrap();
    assert_eq!(place.files("a").metadata("/f").unwrap().size, 8 << 20);
    assert_eq!(place.store.inspect("a").unwrap().disk.unwrap().bytes, 0);
}

#[test]
fn what_is_damaged_is_refused() {
    let place = Place::new();
    let good = Layer::default().file("f").archive();
    assert!(matches!(place.import(b"", "a"), Err(Error::Archive(_))));
    assert!(matches!(place.import(&[0x28; 4000], "a"), Err(Error::Archive(_))));
    for len in (1..good.len()).step_by(good.len() / 40) {
        assert!(place.import(&good[..len], "a").is_err(), "{len} of {}", good.len());
    }
    let layer = Layer::default().file("f").0;
    let error = place.import(&archive(&layer, &digest(b"other")), "a").unwrap_err();
    assert!(matches!(error, Error::Archive(_)), "{error:?}");
    assert_eq!((place.layers(), place.strays().len()), (0, 0));
    place.import(&good, "a").unwrap();
}

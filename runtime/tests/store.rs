//! Containers that last: reopened, committed, forked, removed, within their quota.

// A failed step fails its test.
#![allow(clippy::unwrap_used)]

mod guest;

use std::fs;
use std::path::Path;
use std::time::Duration;

use guest::{Guest, World};
use vivarium::{
    Container, ContainerInfo, ContainerLimits, ContainerState, ContainerStore, CreateOptions, Durability,
    Errno, Error, Exec, Files,
};

/// A store in a folder of its own, and a runtime whose image has one program: it waits for ever.
struct Place {
    world: World,
    store: ContainerStore,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let mut guest = Guest::new();
        guest.ok("sig_pause", &[]);
        let folder = tempfile::tempdir().unwrap();
        let store = ContainerStore::open(folder.path()).unwrap();
        Self { world: World::new(&[("wait", &guest)]), store, folder }
    }

    fn create(&self, options: CreateOptions) -> ContainerInfo {
        self.store.create(self.world.runtime.image(), options).unwrap()
    }

    fn named(&self, name: &str) -> ContainerInfo {
        self.create(CreateOptions { name: Some(name.into()), ..CreateOptions::default() })
    }

    fn open(&self, container: &str) -> Container {
        self.try_open(container).unwrap()
    }

    fn try_open(&self, container: &str) -> Result<Container, Error> {
        self.world.runtime.open_container(&self.store, container, Vec::new())
    }

    fn files(&self, container: &str) -> Files {
        self.open(container).files().unwrap()
    }

    fn write(&self, container: &str, path: &str, text: &str) {
        self.files(container).write(path, text.as_bytes()).unwrap();
    }

    fn read(&self, container: &str, path: &str) -> Option<String> {
        let read = self.files(container).read(path, 1 << 20).ok()?;
        Some(String::from_utf8(read).unwrap())
    }

    fn layers(&self) -> usize {
        entries(&self.folder.path().join("layers"))
    }
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

fn small_disk(bytes: u64, inodes: u64) -> Option<ContainerLimits> {
    Some(ContainerLimits { disk_bytes: bytes, inodes, ..ContainerLimits::default() })
}

#[test]
fn files_stay_when_a_container_is_opened_again() {
    let place = Place::new();
    let info = place.named("a");
    let files = place.files("a");
    files.create_directories("/srv/data").unwrap();
    files.write("/srv/data/n", b"1").unwrap();
    drop(files);
    let id = info.id.as_str();
    let beginning = &id[..id.len() - 4];
    for reference in ["a", id, beginning, beginning.strip_prefix("container_").unwrap()] {
        assert_eq!(place.read(reference, "/srv/data/n").as_deref(), Some("1"), "{reference}");
    }
    let found = place.store.inspect("a").unwrap();
    assert_eq!((found.state, &found.id), (ContainerState::Closed, &info.id));
    assert_eq!(found.disk.unwrap().inodes, 3);
    assert!(found.used.is_some());
}

#[test]
fn one_process_has_a_container_open_at_a_time() {
    let place = Place::new();
    place.named("a");
    let open = place.open("a");
    // The pid that holds it is this one: another store of this process is as good as another process.
    let other = ContainerStore::open(place.folder.path()).unwrap();
    let error = place.world.runtime.open_container(&other, "a", Vec::new()).unwrap_err();
    assert!(matches!(&error, Error::Busy { pid: Some(pid), .. } if *pid == std::process::id()), "{error}");
    for refused in [other.commit("a", None).err(), other.fork("a", None).err(), other.remove("a").err()] {
        assert!(matches!(refused, Some(Error::Busy { .. })), "{refused:?}");
    }
    let state = other.inspect("a").unwrap().state;
    assert_eq!(state, ContainerState::Open { pid: Some(std::process::id()) });
    drop(open);
    assert!(place.world.runtime.open_container(&other, "a", Vec::new()).is_ok());
}

#[tokio::test]
async fn nothing_is_committed_forked_or_removed_under_an_exec() {
    let place = Place::new();
    place.named("a");
    let container = place.open("a");
    let run = tokio::spawn(container.exec(Exec::new(["wait"])));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(matches!(container.commit(None), Err(Error::Running)));
    assert!(matches!(container.fork(None), Err(Error::Running)));
    assert!(matches!(place.store.remove("a"), Err(Error::Busy { .. })));
    run.abort();
    assert!(run.await.unwrap_err().is_cancelled());
    let snapshot = container.commit(None).unwrap();
    drop(container);
    place.store.remove("a").unwrap();
    assert!(matches!(place.try_open("a"), Err(Error::NoContainer(_))));
    place.store.remove_snapshot(snapshot.id.as_str()).unwrap();
    assert_eq!(place.layers(), 0);
}

#[test]
fn a_fork_and_its_origin_go_their_own_ways() {
    let place = Place::new();
    place.named("a");
    place.write("a", "/both", "old");
    place.write("a", "/gone", "old");
    let fork = place.store.fork("a", Some("b".into())).unwrap();
    assert_eq!(fork.layers.len(), 1);
    place.write("a", "/both", "a's");
    place.files("b").remove("/gone").unwrap();
    place.write("b", "/new", "b's");
    let seen = |name| ["/both", "/gone", "/new"].map(|path| place.read(name, path));
    assert_eq!(seen("a"), [Some("a's".into()), Some("old".into()), None]);
    assert_eq!(seen("b"), [Some("old".into()), None, Some("b's".into())]);
    // What one of them still shows stays when the other is removed.
    place.store.remove("a").unwrap();
    assert_eq!(seen("b"), [Some("old".into()), None, Some("b's".into())]);
    assert_eq!(place.layers(), 2);
    place.store.remove("b").unwrap();
    assert_eq!(place.layers(), 0);
}

#[test]
fn an_open_container_can_be_committed_and_forked_between_execs() {
    let place = Place::new();
    place.named("a");
    let container = place.open("a");
    for round in 0..3 {
        container.files().unwrap().write("/round", round.to_string().as_bytes()).unwrap();
        container.commit(Some(format!("round-{round}"))).unwrap();
    }
    let fork = container.fork(None).unwrap();
    // Nothing has changed since the last commit, so there is no layer more.
    assert_eq!(fork.layers.len(), 3);
    for round in 0..3 {
        let from = Some(format!("round-{round}"));
        let made = place.create(CreateOptions { from, ..CreateOptions::default() });
        assert_eq!(place.read(made.id.as_str(), "/round"), Some(round.to_string()));
    }
    container.files().unwrap().write("/more", b"x").unwrap();
    assert!(matches!(container.commit(Some("round-1".into())), Err(Error::NameTaken(_))));
    // What it is charged is still known: it need not be counted again.
    assert!(place.store.inspect("a").unwrap().disk.is_some());
    assert_eq!(container.files().unwrap().read("/round", 9).unwrap(), b"2");
    assert!(matches!(place.world.container.commit(None), Err(Error::NotStored)));
}

#[test]
fn layers_end_at_their_limit() {
    let place = Place::new();
    place.named("a");
    let container = place.open("a");
    for round in 0..128 {
        container.files().unwrap().write("/f", &[round]).unwrap();
        container.commit(None).unwrap();
    }
    container.files().unwrap().write("/f", b"last").unwrap();
    assert!(matches!(container.commit(None), Err(Error::TooManyLayers(128))));
    assert_eq!(container.files().unwrap().read("/f", 9).unwrap(), b"last");
}

#[test]
fn attributes_of_the_root_come_along() {
    let place = Place::new();
    place.named("a");
    let guest_mode = |name: &str| place.files(name).metadata("/").unwrap().mode;
    let mode = guest_mode("a");
    place.write("a", "/f", "");
    let first = place.store.fork("a", None).unwrap();
    let second = place.store.fork(first.id.as_str(), None).unwrap();
    assert_eq!(second.layers, first.layers);
    assert_eq!(guest_mode(second.id.as_str()), mode);
}

#[test]
fn expired_containers_are_refused_and_pruned() {
    let place = Place::new();
    let brief = |name: &str| CreateOptions {
        name: Some(name.into()),
        lifetime: Some(Duration::ZERO),
        ..Default::default()
    };
    place.create(brief("old"));
    place.named("young");
    let for_ever = place.create(CreateOptions { lifetime: None, ..CreateOptions::default() });
    assert_eq!(for_ever.expires, None);
    let month = Duration::from_secs(30 * 86_400);
    let young = place.store.inspect("young").unwrap();
    assert_eq!(young.expires, Some(young.created + month));
    assert!(matches!(place.try_open("old"), Err(Error::Expired(_))));
    assert!(matches!(place.store.commit("old", None), Err(Error::Expired(_))));
    assert!(place.store.inspect("old").unwrap().is_expired());
    let pruned = place.store.prune().unwrap();
    assert_eq!(pruned.containers.len(), 1);
    assert_eq!(place.store.containers().unwrap().len(), 2);
    // The name is free again.
    place.named("old");
}

#[test]
fn names_are_unique_and_docker_like() {
    let place = Place::new();
    let name = |name: &str| CreateOptions { name: Some(name.into()), ..CreateOptions::default() };
    place.create(name("web-1.x_Y"));
    let image = place.world.runtime.image();
    assert!(matches!(place.store.create(image, name("web-1.x_Y")), Err(Error::NameTaken(_))));
    assert!(matches!(place.store.fork("web-1.x_Y", Some("web-1.x_Y".into())), Err(Error::NameTaken(_))));
    for bad in ["", "..", "-x", "a/b", "container_1"] {
        assert!(matches!(place.store.create(image, name(bad)), Err(Error::InvalidName(_))), "{bad}");
        assert!(matches!(place.try_open(bad), Err(Error::NoContainer(_) | Error::Ambiguous(_))), "{bad}");
    }
    for _ in 0..40 {
        place.create(CreateOptions::default());
    }
    // By now two ids begin alike.
    let digits = "0123456789abcdefghjkmnpqrstvwxyz".chars();
    let ambiguous =
        digits.filter(|digit| matches!(place.store.inspect(&digit.to_string()), Err(Error::Ambiguous(_))));
    assert!(ambiguous.count() > 0);
    assert_eq!(place.layers(), 41);
}

#[test]
fn the_quota_holds_across_reopening_forks_and_crashes() {
    const DISK: u64 = 1 << 20;
    let place = Place::new();
    let limits = small_disk(DISK, 20);
    place.create(CreateOptions { name: Some("a".into()), limits, ..CreateOptions::default() });
    let piece = vec![b'x'; 256 << 10];
    for n in 0..3 {
        place.files("a").write(format!("/f{n}"), &piece).unwrap();
    }
    let full = |name: &str| {
        let error = place.files(name).write("/more", &[b'x'; 300 << 10]).unwrap_err();
        assert!(matches!(error, Error::File { errno: Errno::ENOSPC, .. }), "{error}");
        place.files(name).remove("/more").unwrap();
    };
    let used = place.store.inspect("a").unwrap().disk.unwrap();
    assert_eq!(used.bytes, 3 * (256 << 10));
    full("a");
    // As after a crash: what is there is counted.
    fs::remove_file(
        place.folder.path().join(format!("containers/{}/clean.json", place.store.inspect("a").unwrap().id)),
    )
    .unwrap();
    full("a");
    assert_eq!(place.store.inspect("a").unwrap().disk.unwrap(), used);
    // A fork sees the data, so it is charged for it.
    place.store.fork("a", Some("b".into())).unwrap();
    full("b");
    full("a");
    assert_eq!(place.store.inspect("b").unwrap().disk.unwrap(), used);
    let usage = place.open("b").usage().unwrap();
    assert_eq!((usage.disk, usage.processes), (used, 0));
    for n in 0..40 {
        let made = place.files("b").write(format!("/small{n}"), b"");
        assert_eq!(made.is_ok(), n < 20 - used.inodes, "{n}");
    }
}

#[test]
fn another_image_is_refused() {
    let place = Place::new();
    let info = place.named("a");
    let file = place.folder.path().join(format!("containers/{}/container.json", info.id));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"rootfs_sha256\": \"\"", "\"rootfs_sha256\": \"00\"")).unwrap();
    assert!(matches!(place.try_open("a"), Err(Error::OtherImage { .. })));
    fs::write(&file, "{").unwrap();
    assert!(matches!(place.try_open("a"), Err(Error::Damaged { .. })));
    assert!(matches!(place.try_open(info.id.as_str()), Err(Error::Damaged { .. })));
    // It can still be removed, and what it had goes with the next prune.
    place.store.remove(info.id.as_str()).unwrap();
    place.store.prune().unwrap();
    assert_eq!((place.layers(), place.store.containers().unwrap().len()), (0, 0));
}

#[test]
fn many_hands_at_one_store() {
    let place = Place::new();
    place.named("shared");
    std::thread::scope(|scope| {
        for hand in 0..8 {
            let place = &place;
            scope.spawn(move || {
                for round in 0..20 {
                    let name = format!("own-{hand}-{round}");
                    place.named(&name);
                    place.write(&name, "/f", &name);
                    let fork = loop {
                        match place.store.fork("shared", None) {
                            Ok(fork) => break fork,
                            Err(Error::Busy { .. }) => std::thread::yield_now(),
                            Err(error) => panic!("{error}"),
                        }
                    };
                    place.store.prune().unwrap();
                    assert_eq!(place.read(&name, "/f"), Some(name.clone()));
                    place.store.remove(fork.id.as_str()).unwrap();
                    place.store.remove(&name).unwrap();
                }
            });
        }
    });
    place.store.remove("shared").unwrap();
    assert_eq!((place.layers(), place.store.containers().unwrap().len()), (0, 0));
    assert_eq!(entries(&place.folder.path().join("trash")), 0);
}

#[tokio::test]
async fn a_durable_container_syncs_before_it_answers() {
    let place = Place::new();
    place.create(CreateOptions {
        name: Some("a".into()),
        durability: Durability::Fsync,
        ..CreateOptions::default()
    });
    place.write("a", "/f", "x");
    let container = place.open("a");
    let run = container.exec(Exec::new(["wait"]));
    assert!(tokio::time::timeout(Duration::from_millis(20), run).await.is_err());
    drop(container);
    assert_eq!(place.read("a", "/f").as_deref(), Some("x"));
}

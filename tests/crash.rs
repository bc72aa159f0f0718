//! Host processes that are killed: what was acknowledged is there, and the store is whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use vivarium::{Container, ContainerStore, CreateOptions, Runtime, RuntimeOptions};
use vivarium_tests::{Cut, Holdings, STEPS, Step, run_until};
use vivarium_vfs::{Attributes, ImageWriter, Usage};

const TENANT: &str = env!("CARGO_BIN_EXE_tenant");

/// Makes an image with a root directory and no program.
fn empty_image(folder: &Path) -> Runtime {
    let mut rootfs = ImageWriter::new();
    rootfs.directory(b"/proc", Attributes::new(0o755)).expect("a new image");
    let mut file = fs::File::create(folder.join("rootfs.img")).expect("a new file");
    rootfs.write(&mut file).expect("the disk has room");
    let manifest = r#"{"format":1,"name":"empty","rootfs_sha256":"00","programs":[]}"#;
    fs::write(folder.join("manifest.json"), manifest).expect("the disk has room");
    Runtime::open(RuntimeOptions { image: folder.into(), instances: 1, ..Default::default() })
        .expect("an image")
}

/// What a store may hold after this many steps were acknowledged, one more being on its way.
fn is_possible(found: &Holdings, done: usize) -> bool {
    let mut before = Holdings::default();
    STEPS[..done].iter().for_each(|step| step.apply(&mut before));
    let Some(step) = STEPS.get(done) else { return *found == before };
    let mut after = before.clone();
    step.apply(&mut after);
    let mut found = found.clone();
    if let Step::Write(container, file, _) = step {
        // Nobody was told that it is written.
        for holdings in [&mut before, &mut after, &mut found] {
            if let Some(Some(files)) = holdings.containers.get_mut(*container) {
                files.remove(*file);
            }
        }
    }
    found == before || found == after
}

/// Checks that the store holds nothing that nobody names, and that everyone is charged for what there is.
fn check_store(folder: &Path, store: &ContainerStore) {
    store.prune().expect("the store can be pruned");
    let names = |path: &str| {
        let entries = fs::read_dir(folder.join(path)).expect("a folder of the store");
        entries
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect()
    };
    let count = |layer: &str| {
        let dir =
            Dir::open_ambient_dir(folder.join("layers").join(layer), ambient_authority()).expect("a layer");
        Usage::count(&dir).expect("it can be counted")
    };
    let mut named = BTreeSet::new();
    let mut check_layers = |layers: &[vivarium::FrozenLayerInfo]| {
        for layer in layers {
            named.insert(layer.id.to_string());
            assert_eq!(
                Usage { bytes: layer.bytes, inodes: layer.inodes },
                count(layer.id.as_str()),
                "{layer:?}"
            );
        }
    };
    for snapshot in store.snapshots().expect("snapshots can be listed") {
        check_layers(&snapshot.layers);
    }
    let containers = store.containers().expect("containers can be listed");
    containers.iter().for_each(|info| check_layers(&info.layers));
    for info in containers {
        let upper = count(info.upper.as_str());
        let layers = info.layers.iter().map(|layer| layer.bytes).sum::<u64>();
        let inodes = info.layers.iter().map(|layer| layer.inodes).sum::<u64>();
        let disk = info.disk.expect("it was closed");
        assert_eq!((disk.bytes, disk.inodes), (layers + upper.bytes, inodes + upper.inodes), "{}", info.id);
        named.insert(info.upper.to_string());
    }
    let layers: BTreeSet<String> = names("layers");
    assert_eq!(layers, named);
    assert_eq!((names("trash"), names("incoming")), (BTreeSet::new(), BTreeSet::new()));
}

#[test]
fn every_change_can_be_cut_at_every_call() {
    let image = tempfile::tempdir().expect("a folder");
    let runtime = empty_image(image.path());
    let begun = Instant::now();
    let mut cuts = 0;
    loop {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(TENANT);
        command.arg("steps").arg(folder.path()).arg(image.path());
        let (acknowledged, stdout) = std::io::pipe().expect("a pipe");
        command.stdout(stdout);
        let cut = run_until(&mut command, cuts + 1).expect("it can be traced");
        drop(command);
        let mut text = String::new();
        BufReader::new(acknowledged).read_to_string(&mut text).expect("a pipe");
        let done = text.lines().count();
        let store = ContainerStore::open(folder.path()).expect("the store opens");
        let found = Holdings::read(&runtime, &store)
            .unwrap_or_else(|error| panic!("cut {}, after step {done}: {error:#}", cuts + 1));
        assert!(is_possible(&found, done), "cut {}, after step {done}: {found:#?}", cuts + 1);
        check_store(folder.path(), &store);
        if let Cut::Ended(changes, status) = cut {
            assert_eq!((changes, status, done), (cuts, 0, STEPS.len()));
            break;
        }
        cuts += 1;
    }
    assert!(cuts > 200, "{cuts} cuts");
    println!("crash: {cuts} cuts, one before each call that changes files, in {:?}", begun.elapsed());
}

#[test]
fn acknowledged_execs_survive_kills_at_random() {
    const KILLS: u64 = 200;
    let runtime = vivarium_tests::runtime().expect("an image");
    let folder = tempfile::tempdir().expect("a folder");
    let store = ContainerStore::open(folder.path()).expect("a store");
    let options = CreateOptions { name: Some("a".into()), ..CreateOptions::default() };
    store.create(runtime.image(), options).expect("a container");
    let (mut next, mut acknowledged, mut random) = (0, Vec::new(), 0x2545_f491_4f6c_dd1d_u64);
    for kill in 0..KILLS {
        let mut command = Command::new(TENANT);
        command.arg("work").arg(folder.path()).args(["a", &next.to_string()]).stdout(Stdio::piped());
        let mut tenant = command.spawn().expect("it starts");
        // Xorshift: the same moments in each run of the test, as far as the machine is the same.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_millis(20 + random % 150));
        tenant.kill().expect("it runs");
        let lines = BufReader::new(tenant.stdout.take().expect("a pipe")).lines();
        let numbers: Vec<u64> =
            lines.map(|line| line.expect("a pipe").parse().expect("a whole line is a number")).collect();
        tenant.wait().expect("it ended");
        let container = runtime.open_container(&store, "a", Vec::new());
        let container = container.unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        numbers.iter().for_each(|&number| check_file(&container, number));
        next += numbers.len() as u64 + 4;
        acknowledged.extend(numbers);
        drop(container);
        if kill % 20 == 0 {
            check_store(folder.path(), &store);
        }
    }
    let container = runtime.open_container(&store, "a", Vec::new()).expect("a container");
    acknowledged.iter().for_each(|&number| check_file(&container, number));
    let execs = acknowledged.len();
    assert!(execs as u64 > KILLS, "only {execs} execs in {KILLS} rounds");
    println!("crash: {KILLS} kills, {execs} acknowledged execs, none lost");
}

fn check_file(container: &Container, number: u64) {
    let files = container.files().expect("files");
    let content = files.read(format!("/work/{number}"), 1 << 20).expect("what was acknowledged is there");
    let expected: String = (number..=number + 5000).map(|line| format!("{line}\n")).collect();
    assert!(content == expected.as_bytes(), "{number} is not whole");
}

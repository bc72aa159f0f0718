//! Python starts from an interpreter that was initialised when the image was built. Nothing shows it but the clock.

use std::collections::HashSet;

use vivarium::{Container, ContainerOptions, Exec, Input};
use vivarium_tests::runtime;

/// An interpreter with this variable in its environment starts from the beginning.
const FROM_THE_BEGINNING: (&str, &str) = ("PYTHONDONTWRITEBYTECODE", "1");

fn container() -> Container {
    runtime().expect("an image").container(ContainerOptions::default()).expect("a container")
}

fn said(container: &Container, exec: Exec) -> String {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let outcome = tokio.block_on(container.exec(exec)).expect("it starts");
    assert!(outcome.status.is_success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    String::from_utf8(outcome.stdout).expect("text")
}

fn python(script: &str) -> Exec {
    Exec::new(["python3", "-c", script])
}

/// What a script says in a fresh container, whether its interpreter was prepared or not.
fn said_either_way(script: &str) -> String {
    let (name, value) = FROM_THE_BEGINNING;
    let prepared = said(&container(), python(script));
    assert_eq!(prepared, said(&container(), python(script).env(name, value)), "{script}");
    prepared
}

#[test]
fn no_two_starts_draw_the_same() {
    let script = "
import os, random, secrets, tempfile, uuid
import numpy as np
print(random.random(), random.getrandbits(64), np.random.rand(), np.random.default_rng().random(), sep='\\n')
print(np.random.RandomState().rand(), random.SystemRandom().random(), os.urandom(8), sep='\\n')
print(secrets.token_hex(8), uuid.uuid4(), uuid.uuid1(), tempfile.mktemp(), sep='\\n')
";
    let mut seen = HashSet::new();
    for start in 0..1000 {
        for drawn in said(&container(), python(script)).lines() {
            assert!(seen.insert(drawn.to_string()), "start {start} drew {drawn} again");
        }
    }
}

#[test]
fn imports_add_what_they_always_add() {
    let names =
        "argparse asyncio collections.abc concurrent.futures csv ctypes datetime decimal email.message
        http.server importlib inspect json logging multiprocessing.pool os
        pathlib random re sqlite3 ssl subprocess tempfile typing unittest.mock urllib.request uuid xml
        xml.etree.ElementTree zipfile";
    for name in names.split_whitespace() {
        said_either_way(&format!("import sys, {name}\nprint(sorted(sys.modules))"));
    }
    // Of these, the modules of their own package: compiled ones look into sys.modules where no trace sees it.
    for name in ["numpy", "numpy.random", "pandas"] {
        let own = format!("[other for other in sorted(sys.modules) if other.startswith('{}')]", &name[..5]);
        said_either_way(&format!("import sys, {name}\nprint({own})"));
    }
    said_either_way(
        "import xml\nprint(hasattr(xml, 'etree'), hasattr(xml, 'dom'))\nimport xml.etree\nprint(xml.etree)",
    );
    said_either_way("import sys, warnings, numpy, six\nprint(len(warnings.filters), len(sys.meta_path))");
    said_either_way("import sys, json\ndel sys.modules['json']\nimport json as other\nprint(other is json)");
    said_either_way(
        "import sys\nprint(sys.path, sys.argv, sys.executable, sys.orig_argv[:2], sys.prefix, dir())",
    );
}

#[test]
fn other_modules_come_first_where_they_always_do() {
    let cases = [
        ("echo 'name = 1' > json.py; python3 -c 'import json; print(json.name)'", "1"),
        (
            "mkdir lib; echo 'name = 2' > lib/csv.py; echo 'import csv; print(csv.name)' > lib/main.py; python3 lib/main.py",
            "2",
        ),
        (
            "mkdir lib; echo 'name = 3' > lib/csv.py; PYTHONPATH=lib python3 -c 'import csv; print(csv.name)'",
            "3",
        ),
        (
            "mkdir lib; echo 'name = 4' > lib/csv.py; python3 -c 'import sys; sys.path.insert(0, \"lib\"); import csv; print(csv.name)'",
            "4",
        ),
        (
            "echo 'name = 5' >> /usr/lib/python3.11/csv.py; rm /usr/lib/python3.11/__pycache__/csv.*; python3 -c 'import csv; print(csv.name)'",
            "5",
        ),
        (
            "d=~/.local/lib/python3.11/site-packages; mkdir -p $d; echo 'name = 6' > $d/own.py; python3 -c 'import own; print(own.name)'",
            "6",
        ),
        ("echo 'print(7)' > /usr/lib/python3.11/sitecustomize.py; python3 -c pass", "7"),
        ("echo 'name = 8' > first.py; python3 -c 'import first, csv; print(first.name)'", "8"),
    ];
    for (script, expected) in cases {
        let exec = Exec::new(["bash", "-ec", script]);
        assert_eq!(said(&container(), exec).trim_end(), expected, "{script}");
    }
}

#[test]
fn a_start_takes_what_its_process_has() {
    let script = "
import os, sys, time
print(os.environ['COLOUR'], os.getenvb(b'COLOUR'), os.getcwd(), sys.argv[1:], time.tzname, os.getpid() == os.getpid())
print(sys.stdin.read(), sys.stdout.line_buffering, time.time() > 1.7e9)
";
    let exec = Exec::new(["python3", "-c", script, "a", "b c"]);
    let exec = exec
        .cwd("/tmp")
        .env("COLOUR", "blue")
        .env("TZ", "America/New_York")
        .stdin(Input::Bytes("typed".into()));
    assert_eq!(
        said(&container(), exec),
        "blue b'blue' /tmp ['a', 'b c'] ('EST', 'EDT') True\ntyped False True\n"
    );
}

#[test]
fn hashes_are_those_of_the_image() {
    let script = "print(hash('a'), hash(b'b'))";
    let first = said(&container(), python(script));
    assert_eq!(first, said(&container(), python(script)));
    let seeded = || said(&container(), python(script).env("PYTHONHASHSEED", "1"));
    assert_eq!(seeded(), seeded());
    assert_ne!(seeded(), first);
    let random = || said(&container(), python(script).env("PYTHONHASHSEED", "random"));
    assert_ne!(random(), random());
}

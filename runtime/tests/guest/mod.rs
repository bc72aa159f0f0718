//! Guests for the kernel's tests: straight lines of system calls, each with the answer it must get.
//!
//! A [`Guest`] becomes a WebAssembly program that makes its calls in order and exits with the number of the first one
//! that answers otherwise, or with 0. A [`World`] is an image of such programs.

// Each test program uses a part of this; and a guest that cannot be made is a failure of its test.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use vivarium::{
    Container, ContainerOptions, Errno, Exec, ExitStatus, Outcome, Runtime, RuntimeOptions, compile_image,
};
use vivarium_vfs::{Attributes, ImageWriter, Source, make_device};

/// The descriptor that stands for the working directory.
pub(crate) const CWD: Arg = Arg::I32(-2);

/// An argument of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arg {
    I32(i32),
    I64(i64),
    /// What is in memory at this address when the call is made.
    Load(u32),
}

impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::I32(value as i32)
    }
}

impl From<i32> for Arg {
    fn from(value: i32) -> Self {
        Self::I32(value)
    }
}

impl From<u64> for Arg {
    fn from(value: u64) -> Self {
        Self::I64(value as i64)
    }
}

/// A list of arguments of mixed types.
#[macro_export]
macro_rules! args {
    ($($arg:expr),* $(,)?) => { &[$($crate::guest::Arg::from($arg)),*] };
}

/// A program under construction.
pub(crate) struct Guest {
    data: Vec<u8>,
    imports: BTreeMap<String, String>,
    main: String,
    child: String,
    prepare: Option<String>,
    part: Part,
    steps: Vec<String>,
    pages: u32,
}

/// Which export of a program.
#[derive(Clone, Copy)]
enum Part {
    Main,
    Child,
    Prepare,
}

const DATA_START: u32 = 1024;

impl Guest {
    pub(crate) fn new() -> Self {
        Self {
            data: Vec::new(),
            imports: BTreeMap::new(),
            main: String::new(),
            child: String::new(),
            prepare: None,
            part: Part::Main,
            steps: Vec::new(),
            pages: 4,
        }
    }

    /// Puts bytes in memory, and returns their address.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> u32 {
        while !self.data.len().is_multiple_of(8) {
            self.data.push(0);
        }
        let address = DATA_START + self.data.len() as u32;
        self.data.extend(bytes);
        address
    }

    /// Makes room for a result.
    pub(crate) fn space(&mut self, len: usize) -> u32 {
        self.bytes(&vec![0; len])
    }

    /// Puts an iovec in memory.
    pub(crate) fn iovec(&mut self, address: u32, len: u32) -> u32 {
        self.bytes(&[address.to_le_bytes(), len.to_le_bytes()].concat())
    }

    /// What follows is done by the forked child, from `__fork_child` on.
    pub(crate) fn child(&mut self) -> &mut Self {
        self.part = Part::Child;
        self
    }

    /// What follows is done by the main program again.
    pub(crate) fn parent(&mut self) -> &mut Self {
        self.part = Part::Main;
        self
    }

    /// What follows is done when the program is prepared.
    pub(crate) fn prepare(&mut self) -> &mut Self {
        self.part = Part::Prepare;
        self
    }

    /// Makes a call that must succeed.
    pub(crate) fn ok(&mut self, name: &str, args: &[Arg]) -> &mut Self {
        self.call(name, args, 0)
    }

    /// Makes a call that must fail.
    pub(crate) fn err(&mut self, errno: Errno, name: &str, args: &[Arg]) -> &mut Self {
        self.call(name, args, errno.raw())
    }

    fn call(&mut self, name: &str, args: &[Arg], errno: u16) -> &mut Self {
        self.import(name, args, "(result i32)");
        let values: String = args.iter().map(value).collect();
        let code = self.step(format!("{name}{args:?} must answer {errno}"));
        self.emit(&format!(
            "(if (i32.ne (call ${name} {values}) (i32.const {errno})) (then (call $proc_exit (i32.const {code}))))"
        ));
        self
    }

    /// Checks the 32-bit number at an address.
    pub(crate) fn equal(&mut self, address: u32, value: u32) -> &mut Self {
        let code = self.step(format!("the word at {address} must be {value}"));
        self.emit(&format!(
            "(if (i32.ne (i32.load (i32.const {address})) (i32.const {})) (then (call $proc_exit (i32.const {code}))))",
            value as i32
        ));
        self
    }

    /// Checks that the number at an address is not this one.
    pub(crate) fn unequal(&mut self, address: u32, value: u32) -> &mut Self {
        let code = self.step(format!("the word at {address} must not be {value}"));
        self.emit(&format!(
            "(if (i32.eq (i32.load (i32.const {address})) (i32.const {})) (then (call $proc_exit (i32.const {code}))))",
            value as i32
        ));
        self
    }

    /// Stores a number.
    pub(crate) fn store(&mut self, address: u32, value: Arg) -> &mut Self {
        let value = self::value(&value);
        self.emit(&format!("(i32.store (i32.const {address}) {value})"));
        self
    }

    /// Writes text to a descriptor.
    pub(crate) fn print(&mut self, fd: impl Into<Arg>, text: &str) -> &mut Self {
        let address = self.bytes(text.as_bytes());
        let iovec = self.iovec(address, text.len() as u32);
        let written = self.space(4);
        self.ok("fd_write", &[fd.into(), iovec.into(), 1.into(), written.into()])
    }

    /// Exits.
    pub(crate) fn exit(&mut self, code: u32) -> &mut Self {
        self.emit(&format!("(call $proc_exit (i32.const {code}))"));
        self
    }

    /// Anything else, as WebAssembly text.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.emit(text);
        self
    }

    /// Puts a spawn request in memory, and returns its address and length.
    pub(crate) fn request(&mut self, request: &vivarium_abi::SpawnRequest) -> (u32, u32) {
        let bytes = request.encode();
        (self.bytes(&bytes), bytes.len() as u32)
    }

    /// Declares an import that only [`raw`](Self::raw) text calls.
    pub(crate) fn import(&mut self, name: &str, args: &[Arg], result: &str) -> &mut Self {
        let types: String =
            args.iter().map(|arg| if matches!(arg, Arg::I64(_)) { " i64" } else { " i32" }).collect();
        let params = if types.is_empty() { String::new() } else { format!("(param{types})") };
        let module = if OURS.contains(&name) { "vivarium" } else { "wasi_snapshot_preview1" };
        let import = format!("(import \"{module}\" \"{name}\" (func ${name} {params} {result}))");
        self.imports.insert(name.into(), import);
        self
    }

    /// What step an exit code stands for.
    pub(crate) fn step_name(&self, code: u8) -> &str {
        self.steps.get(usize::from(code).wrapping_sub(1)).map_or("no step", String::as_str)
    }

    fn step(&mut self, what: String) -> usize {
        self.steps.push(what);
        self.steps.len()
    }

    fn emit(&mut self, text: &str) {
        let body = match self.part {
            Part::Main => &mut self.main,
            Part::Child => &mut self.child,
            Part::Prepare => self.prepare.get_or_insert_default(),
        };
        let _ = writeln!(body, "    {text}");
    }

    pub(crate) fn wasm(&self) -> Vec<u8> {
        let mut text = String::from(
            "(module\n  (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $proc_exit (param i32)))\n",
        );
        for import in self.imports.values() {
            let _ = writeln!(text, "  {import}");
        }
        let _ = writeln!(text, "  (memory (export \"memory\") {})", self.pages);
        let _ = writeln!(text, "  (global $sp (export \"__stack_pointer\") (mut i32) (i32.const 1024))");
        let data: String = self.data.iter().map(|byte| format!("\\{byte:02x}")).collect();
        let _ = writeln!(text, "  (data (i32.const {DATA_START}) \"{data}\")");
        let _ = writeln!(text, "  (func (export \"_start\")\n{})", self.main);
        if let Some(prepare) = &self.prepare {
            let _ = writeln!(text, "  (func (export \"vivarium_prepare\")\n{prepare})");
        }
        let _ = writeln!(text, "  (func (export \"__fork_child\")\n{}))", self.child);
        wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }
}

fn value(arg: &Arg) -> String {
    match arg {
        Arg::I32(value) => format!("(i32.const {value})"),
        Arg::I64(value) => format!("(i64.const {value})"),
        Arg::Load(address) => format!("(i32.load (i32.const {address}))"),
    }
}

const OURS: &[&str] = &[
    "proc_spawn",
    "proc_exec",
    "proc_restart",
    "proc_fork",
    "proc_wait",
    "proc_kill",
    "proc_identity",
    "proc_setpgid",
    "proc_setsid",
    "proc_chdir",
    "proc_fchdir",
    "proc_getcwd",
    "proc_umask",
    "proc_times",
    "proc_getrlimit",
    "proc_setrlimit",
    "sig_action",
    "sig_mask",
    "sig_take",
    "sig_notify",
    "sig_pause",
    "sig_alarm",
    "fd_pipe",
    "fd_dup",
    "fd_dup2",
    "fd_next",
    "fd_lock",
    "fd_lock_query",
    "fd_flock",
    "fd_stat",
    "fd_chmod",
    "fd_chown",
    "fd_terminal_size",
    "path_stat",
    "path_chmod",
    "path_chown",
    "path_mkfifo",
    "path_statfs",
    "sys_info",
];

/// An image of test programs, `/bin/<name>`, and a container over it.
pub(crate) struct World {
    pub(crate) runtime: Runtime,
    pub(crate) container: Container,
    _image: tempfile::TempDir,
}

impl World {
    pub(crate) fn new(programs: &[(&str, &Guest)]) -> Self {
        let wasm: Vec<_> = programs.iter().map(|(name, guest)| (*name, guest.wasm())).collect();
        Self::of_wasm(&wasm, &[])
    }

    /// With further files, of mode 755.
    pub(crate) fn with_files(programs: &[(&str, &Guest)], files: &[(&str, &str)]) -> Self {
        let wasm: Vec<_> = programs.iter().map(|(name, guest)| (*name, guest.wasm())).collect();
        Self::of_wasm(&wasm, files)
    }

    pub(crate) fn of_wasm(programs: &[(&str, Vec<u8>)], files: &[(&str, &str)]) -> Self {
        let image = image(programs, files);
        compile_image(image.path(), &mut |_| {}).unwrap();
        let options = RuntimeOptions { image: image.path().into(), instances: 400, ..Default::default() };
        let runtime = Runtime::open(options).unwrap();
        let container = runtime.container(ContainerOptions::default()).unwrap();
        Self { runtime, container, _image: image }
    }

    pub(crate) async fn exec(&self, exec: Exec) -> Outcome {
        self.container.exec(exec).await.unwrap()
    }
}

/// Makes an image directory whose programs are not compiled.
pub(crate) fn image(programs: &[(&str, Vec<u8>)], files: &[(&str, &str)]) -> tempfile::TempDir {
    let image = tempfile::tempdir().unwrap();
    build(image.path(), programs, files);
    image
}

fn build(image: &Path, programs: &[(&str, Vec<u8>)], files: &[(&str, &str)]) {
    use sha2::Digest;
    let mut rootfs = ImageWriter::new();
    let mut entries = Vec::new();
    std::fs::create_dir(image.join("programs")).unwrap();
    for directory in ["bin", "dev", "proc", "root", "tmp"] {
        rootfs.directory(format!("/{directory}").as_bytes(), Attributes::new(0o755)).unwrap();
    }
    for (name, wasm) in programs {
        let hash: [u8; 32] = sha2::Sha256::digest(wasm).into();
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(image.join(format!("programs/{hex}.wasm")), wasm).unwrap();
        let reference = Source::Bytes(vivarium_abi::program::reference(&hash));
        rootfs.file(format!("/bin/{name}").as_bytes(), Attributes::new(0o755), reference).unwrap();
        entries.push(serde_json::json!({ "name": name, "sha256": hex, "size": wasm.len() }));
    }
    for (path, text) in files {
        let source = Source::Bytes(text.as_bytes().to_vec());
        rootfs.file(path.as_bytes(), Attributes::new(0o755), source).unwrap();
    }
    for (name, major, minor) in
        [("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("urandom", 1, 9), ("tty", 5, 0)]
    {
        let path = format!("/dev/{name}");
        rootfs.char_device(path.as_bytes(), Attributes::new(0o666), make_device(major, minor)).unwrap();
    }
    rootfs.symlink(b"/dev/fd", Attributes::new(0o777), b"/proc/self/fd").unwrap();
    rootfs.write(&mut std::fs::File::create(image.join("rootfs.img")).unwrap()).unwrap();
    let manifest =
        serde_json::json!({ "format": 1, "name": "test", "rootfs_sha256": "", "programs": entries });
    std::fs::write(image.join("manifest.json"), manifest.to_string()).unwrap();
}

/// Runs a guest by itself; it must make all its steps.
pub(crate) async fn check(guest: &Guest) -> Outcome {
    let world = World::new(&[("guest", guest)]);
    let outcome = world.exec(Exec::new(["/bin/guest", "one", "two"])).await;
    assert_passed(guest, &outcome);
    outcome
}

pub(crate) fn assert_passed(guest: &Guest, outcome: &Outcome) {
    let ExitStatus::Exited(code) = outcome.status else { panic!("{outcome:?}") };
    assert_eq!(code, 0, "{}; stderr: {}", guest.step_name(code), String::from_utf8_lossy(&outcome.stderr));
}

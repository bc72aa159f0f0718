use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use tokio::sync::oneshot;
use vivarium_abi::Errno;
use vivarium_vfs::{FileSystem, FileType, Last, Node, Overlay, Vfs};

use super::cpu::Cpu;
use super::drive::Driver;
use super::machine::{Entry, Machine};
use super::process::Inheritance;
use super::sources::Sources;
use super::{Executable, Kernel, Load, MemoryBudget, Process, ProcessTable, ResourceLimits, Run, Signals};
use crate::file::{
    AccessMode, Device, FdTable, File, FileDescription, HostInput, HostOutput, HostStream, OutputBudget,
    SysResult,
};
use crate::prepare::Capture;
use crate::procfs::ProcFs;
use crate::program::ProgramStore;
use crate::{Error, Exec, Outcome};

/// Runs a program and all it starts, to the end.
pub(crate) async fn run(kernel: Arc<Kernel>, exec: Exec) -> Result<Outcome, Error> {
    live(kernel, exec, Sources::Host, |machine| machine.run(Entry::Start)).await
}

/// Has a program prepare itself, and returns what it left; see [`Machine::prepare`].
pub(crate) async fn prepare(kernel: Arc<Kernel>, exec: Exec) -> Result<(Outcome, Option<Capture>), Error> {
    let (captured, mut capture) = oneshot::channel();
    let outcome = live(kernel, exec, Sources::fixed(), |machine| async {
        let (status, left) = machine.prepare().await;
        // Nobody waits for it only where the run has been dropped.
        let _ = captured.send(left);
        status
    });
    Ok((outcome.await?, capture.try_recv().ok().flatten()))
}

/// Makes a run, lives its first process's life in it, and drives all that process starts.
async fn live<Life: Future<Output = i32> + Send + 'static>(
    kernel: Arc<Kernel>,
    exec: Exec,
    sources: Sources,
    life: impl FnOnce(Machine) -> Life,
) -> Result<Outcome, Error> {
    let budget = OutputBudget::new(exec.limits.output_bytes);
    let streams = Streams {
        input: HostInput::new(exec.stdin),
        stdout: HostOutput::new(exec.stdout, &budget),
        stderr: HostOutput::new(exec.stderr, &budget),
        terminal: exec.terminal,
    };
    let run = Run::new(&kernel, exec.limits, budget, streams.terminal(), sources);
    let (stdout, stderr) = (Arc::clone(&streams.stdout), Arc::clone(&streams.stderr));
    // From here on, dropping this future ends what the run has started.
    let driver = Driver::new(Arc::clone(&kernel), Arc::clone(&run), stdout, stderr, exec.interrupt);
    let cwd = enter(&kernel.vfs, &exec.cwd).map_err(|errno| Error::WorkingDirectory {
        cwd: String::from_utf8_lossy(&exec.cwd).into_owned(),
        errno,
    })?;
    let inheritance = Inheritance {
        fds: streams.descriptors(),
        signals: Signals::default(),
        limits: ResourceLimits::new(&run),
        cwd,
        umask: 0o022,
        run,
    };
    let program = exec.argv.first().cloned().unwrap_or_default();
    let (first, machine) = load_first(&kernel, inheritance, exec.argv, exec.env)
        .await
        .map_err(|errno| Error::Start { program: String::from_utf8_lossy(&program).into_owned(), errno })?;
    kernel.start(&first, life(machine));
    Ok(driver.finish(first).await)
}

/// Descriptors 0 to 2.
struct Streams {
    /// `None` for a run without stdin.
    input: Option<Arc<HostInput>>,
    stdout: Arc<HostOutput>,
    stderr: Arc<HostOutput>,
    terminal: Option<vivarium_abi::TerminalSize>,
}

impl Streams {
    fn descriptors(&self) -> FdTable {
        let stream = |input, output| File::Stream(HostStream { input, output, terminal: self.terminal });
        let input = match &self.input {
            Some(input) => stream(Some(Arc::clone(input)), None),
            // Not just at its end: tools ask fstat(2) whether anything can come.
            None => File::Device(Device::Null, None),
        };
        let output = |output| stream(None, Some(Arc::clone(output)));
        let files = [
            (input, AccessMode::Read),
            (output(&self.stdout), AccessMode::Write),
            (output(&self.stderr), AccessMode::Write),
        ];
        let mut fds = FdTable::default();
        for (fd, (file, access)) in (0..).zip(files) {
            let description = FileDescription::new(file, access);
            fds.replace(fd, Arc::new(description), 3).expect("three descriptors fit");
        }
        fds
    }

    fn terminal(&self) -> Option<HostStream> {
        self.terminal.map(|size| HostStream {
            input: self.input.clone(),
            output: Some(Arc::clone(&self.stdout)),
            terminal: Some(size),
        })
    }
}

/// What a container's kernel is made of.
pub(crate) struct Parts {
    pub(crate) programs: Arc<ProgramStore>,
    pub(crate) root: Arc<Overlay>,
    /// Where else file systems go, by path.
    pub(crate) mounts: Vec<(Vec<u8>, Arc<dyn FileSystem>)>,
    pub(crate) memory_bytes: u64,
    /// Most processes of all runs.
    pub(crate) processes: u32,
}

impl Kernel {
    /// Starts a container: mounts its file systems, with no process yet.
    pub(crate) fn new(parts: Parts) -> Result<Self, Error> {
        let processes = ProcessTable::new(parts.processes);
        let memory = MemoryBudget::new(parts.memory_bytes);
        let load = Arc::new(Load::new());
        let proc = ProcFs::new(&processes, &memory, &load);
        let proc_device = proc.device();
        let root = Arc::clone(&parts.root) as Arc<dyn FileSystem>;
        let vfs = mount_all(root, parts.mounts, &proc)?;
        proc.set_mounts(&vfs);
        Ok(Self {
            vfs,
            root: parts.root,
            programs: parts.programs,
            processes,
            memory,
            load,
            fifos: Default::default(),
            locks: Default::default(),
            started: Instant::now(),
            proc_device,
            cpu: Cpu::default(),
            next_pipe: AtomicU64::new(1),
        })
    }
}

/// Builds the container's mount table: its root, its host mounts, `/proc`.
fn mount_all(
    root: Arc<dyn FileSystem>,
    mounts: Vec<(Vec<u8>, Arc<dyn FileSystem>)>,
    proc: &Arc<ProcFs>,
) -> Result<Vfs, Error> {
    let mut vfs = Vfs::new(root);
    let proc = Arc::clone(proc) as Arc<dyn FileSystem>;
    for (path, file_system) in mounts.into_iter().chain([(b"/proc".to_vec(), proc)]) {
        let made = vfs.create_mount_point(&path, &*file_system);
        made.and_then(|()| vfs.mount(&path, file_system)).map_err(|errno| Error::MountPoint {
            guest: String::from_utf8_lossy(&path).into_owned(),
            errno,
        })?;
    }
    Ok(vfs)
}

fn enter(vfs: &Vfs, path: &[u8]) -> SysResult<Node> {
    let directory = vfs.resolve(&vfs.root(), path, Last::Follow)?;
    if directory.file_type()? == FileType::Directory { Ok(directory) } else { Err(Errno::ENOTDIR) }
}

async fn load_first(
    kernel: &Arc<Kernel>,
    inheritance: Inheritance,
    argv: Vec<Vec<u8>>,
    env: Vec<(Vec<u8>, Vec<u8>)>,
) -> SysResult<(Arc<Process>, Machine)> {
    let path = env.iter().find(|(name, _)| name == b"PATH").map_or(&b""[..], |(_, path)| path);
    let program = search_path(kernel, &inheritance.cwd, path, argv.first().ok_or(Errno::ENOENT)?)?;
    let env = env.into_iter().map(|(name, value)| [name, value].join(&b'=')).collect();
    let image = Arc::new(Executable::load(kernel, &inheritance.run, &inheritance.cwd, &program, argv, env)?);
    let process = kernel.add_process(None, inheritance, &image)?;
    let machine = Machine::new(kernel, &process, &image).await?;
    Ok((process, machine))
}

/// Finds a program in `PATH`, as execvp(3): the first that can be executed, else the reason why the last cannot.
fn search_path(kernel: &Kernel, cwd: &Node, path: &[u8], name: &[u8]) -> SysResult<Vec<u8>> {
    if name.contains(&b'/') {
        return Ok(name.to_vec());
    }
    let mut reason = Errno::ENOENT;
    for directory in path.split(|&byte| byte == b':').filter(|_| !name.is_empty()) {
        let candidate = if directory.is_empty() { name.to_vec() } else { [directory, name].join(&b'/') };
        match kernel.vfs.resolve(cwd, &candidate, Last::Follow).and_then(|node| node.metadata()) {
            Ok(found) if found.file_type == FileType::Regular && found.mode & 0o111 != 0 => {
                return Ok(candidate);
            }
            Ok(_) => reason = Errno::EACCES,
            Err(_) => {}
        }
    }
    Err(reason)
}

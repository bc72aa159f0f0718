use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::time::Sleep;
use vivarium_abi::{Signal, wait};

use super::cpu::{Asked, Ticket, Turn};
use super::exit::exit;
use super::{Kernel, Pid, Process, Run};
use crate::file::HostOutput;
use crate::{ExitStatus, Interrupt, LimitExceeded, Outcome};

/// How long a run keeps a thread before the other tasks of the host get a turn.
const POLL_TIME: Duration = Duration::from_millis(5);

/// A process in the course of its life: the future that runs it, and resolves to its wait(2) status word.
pub(crate) struct Task {
    process: Arc<Process>,
    life: Pin<Box<dyn Future<Output = i32> + Send>>,
}

impl Task {
    pub(crate) fn new(process: &Arc<Process>, life: impl Future<Output = i32> + Send + 'static) -> Self {
        Self { process: Arc::clone(process), life: Box::pin(life) }
    }
}

/// What drives a run: polls its processes in turn until the first of them has ended.
pub(crate) struct Driver {
    kernel: Arc<Kernel>,
    run: Arc<Run>,
    /// The run's place among those that share the CPU.
    ticket: Ticket,
    tasks: BTreeMap<Pid, Task>,
    stdout: Arc<HostOutput>,
    stderr: Arc<HostOutput>,
    interrupt: Option<Interrupt>,
    timer: Option<Pin<Box<Sleep>>>,
    wall_deadline: Option<Instant>,
    /// The first process's status word, and until when what it left behind may go on.
    ended: Option<(i32, Instant)>,
    first: Pid,
}

impl Driver {
    pub(crate) fn new(
        kernel: Arc<Kernel>,
        run: Arc<Run>,
        stdout: Arc<HostOutput>,
        stderr: Arc<HostOutput>,
        interrupt: Option<Interrupt>,
    ) -> Self {
        let (ticket, wall_deadline) = (kernel.cpu.enter(), run.deadline());
        let (tasks, timer) = (BTreeMap::new(), None);
        Self {
            kernel,
            run,
            ticket,
            tasks,
            stdout,
            stderr,
            interrupt,
            timer,
            wall_deadline,
            ended: None,
            first: 0,
        }
    }

    /// Runs until the first process has ended, or a budget is used up.
    pub(crate) async fn finish(mut self, first: Arc<Process>) -> Outcome {
        self.first = first.pid;
        drop(first);
        let status = std::future::poll_fn(|context| self.poll(context)).await;
        let exceeded = self.run.exceeded();
        self.kill_all();
        self.flush().await;
        let status = match wait::term_signal(status) {
            Some(signal) => ExitStatus::Signaled(signal),
            None => ExitStatus::Exited(wait::exit_code(status).unwrap_or(0)),
        };
        let (stdout, stderr) = (self.stdout.take_captured(), self.stderr.take_captured());
        Outcome { status, stdout, stderr, exceeded, usage: self.run.usage() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<i32> {
        self.run.queue.register(context);
        self.interrupt(context);
        self.adopt();
        if self.run.queue.is_empty() {
            return self.idle(context);
        }
        let kernel = Arc::clone(&self.kernel);
        match kernel.cpu.ask(self.ticket, context) {
            Asked::Granted(turn) => self.work(turn, context),
            Asked::Wait(until) => self.rest(until, context),
        }
    }

    /// Gives processes their turns until none can go on, or for a while.
    fn work(&mut self, cpu: Turn<'_>, context: &mut Context<'_>) -> Poll<i32> {
        let begun = Instant::now();
        self.run.begin_turn();
        loop {
            self.adopt();
            if let Some(status) = self.over() {
                return Poll::Ready(status);
            }
            let Some(pid) = self.run.queue.pop() else {
                drop(cpu);
                return self.idle(context);
            };
            self.turn(pid);
            self.charge_cpu(pid);
            let now = Instant::now();
            if now.duration_since(begun) > POLL_TIME {
                self.ring(now);
                if self.over().is_none() {
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
            }
        }
    }

    /// Waits for the CPU, which another run has, with an eye on the clock.
    fn rest(&mut self, until: Instant, context: &mut Context<'_>) -> Poll<i32> {
        self.ring(Instant::now());
        if let Some(status) = self.over() {
            return Poll::Ready(status);
        }
        if self.poll_timer(Some(until), context).is_ready() {
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }

    /// Takes in the processes that were started in the last turn.
    fn adopt(&mut self) {
        for task in self.run.take_starting() {
            self.tasks.insert(task.process.pid, task);
        }
    }

    /// Gives a process its turn.
    fn turn(&mut self, pid: Pid) {
        let Some(task) = self.tasks.get_mut(&pid) else { return };
        let process = &task.process;
        let fatal = process.signals().fatal;
        let status = match fatal {
            Some(signal) => wait::signaled(signal),
            None if self.kernel.processes.lock().get(pid).is_none_or(|entry| entry.is_stopped()) => return,
            None => {
                self.kernel.processes.set_current(pid);
                match task.life.as_mut().poll(&mut Context::from_waker(&process.waker)) {
                    Poll::Ready(status) => status,
                    Poll::Pending => return,
                }
            }
        };
        self.end(pid, status);
    }

    fn end(&mut self, pid: Pid, status: i32) {
        let Some(Task { process, life, .. }) = self.tasks.remove(&pid) else { return };
        // The instance goes before the descriptors: nothing of it runs any more.
        drop(life);
        exit(&self.kernel, &process, status);
        if pid == self.first {
            self.ended = Some((status, Instant::now() + self.run.limits.grace));
        }
    }

    /// Books the CPU time of the turn that ends to a process and to the run.
    fn charge_cpu(&self, pid: Pid) {
        let spent_ns = self.run.charge_cpu();
        let others = self.run.queue.len() + self.kernel.cpu.waiting();
        self.kernel.load.add(spent_ns, 1 + others);
        let Some(task) = self.tasks.get(&pid) else { return };
        let before_ns = task.process.cpu_ns.fetch_add(spent_ns, Ordering::Relaxed);
        let after_ns = before_ns + spent_ns;
        // Once a second, as Linux does after the soft limit.
        let second_ns = 1_000_000_000;
        let over = after_ns > task.process.limits().cpu_ns();
        if over && before_ns / second_ns != after_ns / second_ns {
            self.kernel.signal(&task.process, Signal::SIGXCPU);
        }
    }

    /// Tells with which status word the run is over, if it is.
    fn over(&self) -> Option<i32> {
        if self.run.output.is_exceeded() {
            self.run.exceed(LimitExceeded::Output);
        }
        if self.run.fuel.left() == 0 && self.run.limits.fuel.is_some() {
            self.run.exceed(LimitExceeded::Fuel);
        }
        match self.ended {
            Some((status, _)) if self.tasks.is_empty() => Some(status),
            Some((status, grace)) if Instant::now() >= grace => Some(status),
            Some((status, _)) if self.run.exceeded().is_some() => Some(status),
            None if self.run.exceeded().is_some() => Some(wait::signaled(Signal::SIGKILL)),
            _ => None,
        }
    }

    /// Nothing can run: passes on what was written, and waits for the host or the clock.
    fn idle(&mut self, context: &mut Context<'_>) -> Poll<i32> {
        let flushed = poll_flush(&self.stdout, &self.stderr, context).is_ready();
        if let Some((status, _)) = self.ended
            && flushed
        {
            return Poll::Ready(status);
        }
        loop {
            let now = Instant::now();
            self.ring(now);
            if let Some(status) = self.over() {
                return Poll::Ready(status);
            }
            if !self.run.queue.is_empty() {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            if self.poll_timer(None, context).is_pending() {
                return Poll::Pending;
            }
        }
    }

    /// Sends the alarms that are due, and ends the run at its deadline.
    fn ring(&self, now: Instant) {
        if self.wall_deadline.is_some_and(|deadline| now >= deadline) {
            self.run.exceed(LimitExceeded::WallTime);
        }
        for pid in self.run.alarms.take_due(now) {
            if let Some(process) = self.kernel.processes.live(pid) {
                self.kernel.signal(&process, Signal::SIGALRM);
            }
        }
    }

    /// Waits for the next deadline, or until then; pending for good if there is neither.
    fn poll_timer(&mut self, until: Option<Instant>, context: &mut Context<'_>) -> Poll<()> {
        let grace = self.ended.map(|(_, grace)| grace);
        let next = [self.wall_deadline, grace, self.run.alarms.next(), until].into_iter().flatten().min();
        let Some(next) = next else {
            self.timer = None;
            return Poll::Pending;
        };
        let next = tokio::time::Instant::from_std(next);
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(next)));
        if timer.deadline() != next {
            timer.as_mut().reset(next);
        }
        timer.as_mut().poll(context)
    }

    /// Passes on the signals from outside to the foreground group, which is the first process's.
    fn interrupt(&self, context: &Context<'_>) {
        let Some(interrupt) = &self.interrupt else { return };
        for signal in interrupt.take(context).iter() {
            // There may be nobody left to interrupt.
            let _ = self.kernel.kill(self.first, self.first.saturating_neg(), Some(signal));
        }
    }

    /// Passes on the last output, however long the host takes for it; only the deadline cuts it short.
    async fn flush(&mut self) {
        let (stdout, stderr) = (&self.stdout, &self.stderr);
        let flushed = std::future::poll_fn(|context| poll_flush(stdout, stderr, context));
        match self.wall_deadline {
            // A moment more than the deadline: a limit keeps the output that was written before it.
            Some(deadline) => {
                let deadline = deadline.max(Instant::now()) + self.run.limits.grace;
                let _ = tokio::time::timeout_at(deadline.into(), flushed).await;
            }
            None => flushed.await,
        }
    }

    /// Ends what is left, and frees what it holds.
    fn kill_all(&mut self) {
        self.tasks.clear();
        drop(self.run.take_starting());
        self.kernel.processes.clear(&self.run);
        self.kernel.cpu.leave(self.ticket);
    }
}

impl Drop for Driver {
    // Open files of `/proc` know the process table, and the table knows what is open: this takes it apart.
    fn drop(&mut self) {
        self.kill_all();
    }
}

fn poll_flush(stdout: &HostOutput, stderr: &HostOutput, context: &mut Context<'_>) -> Poll<()> {
    let (stdout, stderr) = (stdout.poll_flush(context), stderr.poll_flush(context));
    if stdout.is_ready() && stderr.is_ready() { Poll::Ready(()) } else { Poll::Pending }
}

/// CPU time of this thread, in nanoseconds.
pub(super) fn thread_cpu_ns() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

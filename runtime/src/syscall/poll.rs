use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use vivarium_abi::Errno;

use super::call::Call;
use super::clock::Clock;
use crate::file::{FileDescription, Interest, Readiness, SysResult};
use crate::timer::Timer;

/// Most subscriptions of one call; a guest has at most as many descriptors.
const SUBSCRIPTIONS_MAX: u32 = 4096;
/// Size of WASI's `subscription`.
const SUBSCRIPTION_LEN: u32 = 48;
/// Size of WASI's `event`.
const EVENT_LEN: usize = 32;
/// The longest sleep: some instants cannot be told.
const SLEEP_MAX: Duration = Duration::from_secs(10 * 365 * 86_400);

/// What one subscription waits for.
enum Subject {
    Clock {
        delay: Duration,
    },
    File {
        description: Arc<FileDescription>,
        interest: Interest,
    },
    /// Nothing: the subscription itself is wrong.
    Fault(Errno),
}

struct Subscription {
    user_data: u64,
    /// WASI's `eventtype`: clock, read, write.
    event_type: u8,
    subject: Subject,
}

/// What happened.
struct Event {
    user_data: u64,
    event_type: u8,
    errno: u16,
    readiness: Readiness,
}

/// poll(2), and every sleep: waits until one of the subscriptions is ready, and writes those that are.
pub(super) async fn poll_oneoff(call: &mut Call<'_>, input: u32, output: u32, count: u32) -> SysResult<u32> {
    if count == 0 || count > SUBSCRIPTIONS_MAX {
        return Err(Errno::EINVAL);
    }
    call.memory.bytes_mut(output, count * EVENT_LEN as u32)?;
    let subscriptions: Vec<_> = (0..count).map(|index| read(call, input, index)).collect::<SysResult<_>>()?;
    let delays = subscriptions.iter().filter_map(|subscription| match subscription.subject {
        Subject::Clock { delay } => Some(delay),
        _ => None,
    });
    let shortest = delays.min();
    if shortest.is_some_and(|delay| delay.is_zero()) {
        // Whoever asks again and again lets those go on whom it asks about.
        call.process.rest().await;
    }
    let mut timer = shortest.map(Timer::new);
    let events = call
        .process
        .block(|context| {
            let elapsed = timer.as_mut().is_some_and(|timer| timer.poll(context).is_ready());
            let due = elapsed.then_some(shortest).flatten();
            let events: Vec<_> =
                subscriptions.iter().filter_map(|subscription| subscription.event(context, due)).collect();
            if events.is_empty() { Poll::Pending } else { Poll::Ready(Ok(events)) }
        })
        .await?;
    let bytes: Vec<u8> = events.iter().flat_map(Event::encode).collect();
    call.memory.write_bytes(output, &bytes)?;
    Ok(events.len() as u32)
}

/// Decodes a `subscription`. One that names no open file is answered with an event, as poll(2) does.
fn read(call: &Call<'_>, input: u32, index: u32) -> SysResult<Subscription> {
    let address = input.checked_add(index * SUBSCRIPTION_LEN).ok_or(Errno::EFAULT)?;
    let bytes: [u8; SUBSCRIPTION_LEN as usize] = call.memory.array(address)?;
    let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let long = |at: usize| u64::from(word(at)) | u64::from(word(at + 4)) << 32;
    let (user_data, event_type) = (long(0), bytes[8]);
    let file = |interest: Interest| match call.fd(word(16)) {
        Ok(description) => Subject::File { description, interest },
        Err(errno) => Subject::Fault(errno),
    };
    let subject = match event_type {
        0 => match delay(call, word(16), long(24), word(40) & 0xffff) {
            Ok(delay) => Subject::Clock { delay },
            Err(errno) => Subject::Fault(errno),
        },
        1 => file(Interest::Read),
        2 => file(Interest::Write),
        _ => return Err(Errno::EINVAL),
    };
    Ok(Subscription { user_data, event_type, subject })
}

/// How long a clock subscription waits; `flags` 1 makes the time absolute.
fn delay(call: &Call<'_>, clock: u32, time_ns: u64, flags: u32) -> SysResult<Duration> {
    let clock = Clock::from_raw(clock)?;
    if clock == Clock::Cpu {
        return Err(Errno::ENOTSUP);
    }
    let delay_ns = if flags & 1 == 0 { time_ns } else { time_ns.saturating_sub(clock.now_ns(call)) };
    Ok(Duration::from_nanos(delay_ns).min(SLEEP_MAX))
}

impl Subscription {
    /// The event, if there is one by now; clocks up to the delay `due` have rung.
    fn event(&self, context: &mut Context<'_>, due: Option<Duration>) -> Option<Event> {
        let (errno, readiness) = match &self.subject {
            Subject::Clock { delay } if due.is_some_and(|due| *delay <= due) => (0, Readiness::default()),
            Subject::Clock { .. } => return None,
            Subject::Fault(errno) => (errno.raw(), Readiness::default()),
            Subject::File { description, interest } => {
                match description.file.poll_ready(context, *interest) {
                    Poll::Ready(readiness) => (0, readiness),
                    Poll::Pending => return None,
                }
            }
        };
        Some(Event { user_data: self.user_data, event_type: self.event_type, errno, readiness })
    }
}

impl Event {
    fn encode(&self) -> [u8; EVENT_LEN] {
        let mut bytes = [0; EVENT_LEN];
        bytes[..8].copy_from_slice(&self.user_data.to_le_bytes());
        bytes[8..10].copy_from_slice(&self.errno.to_le_bytes());
        bytes[10] = self.event_type;
        bytes[16..24].copy_from_slice(&self.readiness.bytes.to_le_bytes());
        bytes[24] = self.readiness.hangup.into();
        bytes
    }
}

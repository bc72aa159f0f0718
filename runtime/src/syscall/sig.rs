use std::time::Duration;

use vivarium_abi::{Disposition, Errno, MaskHow, Signal, SignalSet};

use super::call::Call;
use crate::file::SysResult;
use crate::kernel;

/// sigaction(2).
pub(super) fn action(call: &Call<'_>, signal: u32, disposition: u32) -> SysResult<u32> {
    let signal = Signal::from_number(signal).ok_or(Errno::EINVAL)?;
    let disposition = Disposition::from_raw(disposition).ok_or(Errno::EINVAL)?;
    if matches!(signal, Signal::SIGKILL | Signal::SIGSTOP) && disposition != Disposition::Default {
        return Err(Errno::EINVAL);
    }
    Ok(call.process.signals().set_disposition(signal, disposition) as u32)
}

/// sigprocmask(2). A signal that was waiting may end the caller at once.
pub(super) async fn mask(call: &mut Call<'_>, how: u32, set: u64) -> SysResult<u64> {
    let how = MaskHow::from_raw(how).ok_or(Errno::EINVAL)?;
    let (old, effects) = call.process.signals().set_mask(how, SignalSet(set));
    if !effects.is_empty() {
        for (signal, effect) in effects {
            call.kernel.apply(call.process, signal, effect);
        }
        call.process.rest().await;
    }
    Ok(old.0)
}

/// Takes the next caught signal; 0 for none.
pub(super) fn take(call: &Call<'_>) -> SysResult<u32> {
    Ok(call.process.signals().take().map_or(0, |signal| signal.number().into()))
}

/// Sets where 1 is stored when a caught signal is queued; null ends that.
pub(super) fn notify(call: &mut Call<'_>, flag: u32) -> SysResult<()> {
    if flag != 0 {
        call.memory.check::<u32>(flag)?;
    }
    call.process.signals().notify = (flag != 0).then_some(flag);
    call.raise_flag();
    Ok(())
}

/// pause(2).
pub(super) async fn pause(call: &mut Call<'_>) -> SysResult<()> {
    kernel::pause(call.process).await
}

/// setitimer(2), `ITIMER_REAL`.
pub(super) fn alarm(call: &Call<'_>, delay_ns: u64, interval_ns: u64) -> SysResult<u64> {
    let (delay, interval) = (Duration::from_nanos(delay_ns), Duration::from_nanos(interval_ns));
    Ok(call.process.run.alarms.arm(call.process.pid, delay, interval).as_nanos() as u64)
}

use vivarium_abi::Errno;

use super::call::Call;
use crate::file::SysResult;

/// Number of strings and their bytes, terminators counted: `args_sizes_get`, `environ_sizes_get`.
pub(super) fn sizes(call: &mut Call<'_>, strings: &[Vec<u8>], count: u32, bytes: u32) -> SysResult<()> {
    call.memory.write(count, &(strings.len() as u32))?;
    let total: usize = strings.iter().map(|string| string.len() + 1).sum();
    call.memory.write(bytes, &(total as u32))
}

/// Writes the strings at `bytes`, and a pointer to each at `pointers`: `args_get`, `environ_get`.
pub(super) fn get(call: &mut Call<'_>, strings: &[Vec<u8>], pointers: u32, bytes: u32) -> SysResult<()> {
    let (mut pointer, mut at) = (pointers, bytes);
    for string in strings {
        call.memory.write(pointer, &at)?;
        call.memory.write_bytes(at, string)?;
        let end = at.checked_add(string.len() as u32).ok_or(Errno::EFAULT)?;
        call.memory.write_bytes(end, b"\0")?;
        at = end.checked_add(1).ok_or(Errno::EFAULT)?;
        pointer = pointer.checked_add(4).ok_or(Errno::EFAULT)?;
    }
    Ok(())
}

use super::call::Call;
use crate::file::SysResult;

/// How much is filled before others get a turn.
const PIECE_LEN: usize = 1 << 20;

/// getrandom(2).
pub(super) async fn get(call: &mut Call<'_>, address: u32, len: u32) -> SysResult<()> {
    let process = call.process;
    let mut pieces = call.memory.bytes_mut(address, len)?.chunks_mut(PIECE_LEN).peekable();
    while let Some(piece) = pieces.next() {
        process.run.sources.fill_random(piece)?;
        if pieces.peek().is_some() {
            process.rest().await;
        }
    }
    Ok(())
}

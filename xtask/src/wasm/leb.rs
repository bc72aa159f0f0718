//! Numbers, names and byte strings as WebAssembly writes them.

use anyhow::{Result, anyhow, ensure};

/// Reads from the front of some bytes.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        Ok(self.bytes(1)?[0])
    }

    pub(super) fn bytes(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) =
            self.rest.split_at_checked(length).ok_or_else(|| anyhow!("the object ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    /// An unsigned LEB128 number of at most 32 bits.
    pub(super) fn number(&mut self) -> Result<u32> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| anyhow!("a number of more than 32 bits"));
            }
        }
        Err(anyhow!("a number of more than five bytes"))
    }

    /// Bytes after their length: a section's content, for one.
    pub(super) fn block(&mut self) -> Result<&'a [u8]> {
        let length = self.number()? as usize;
        self.bytes(length)
    }

    pub(super) fn name(&mut self) -> Result<&'a str> {
        Ok(std::str::from_utf8(self.block()?)?)
    }

    /// Checks the first bytes.
    pub(super) fn expect(&mut self, bytes: &[u8], what: &str) -> Result<()> {
        ensure!(self.bytes(bytes.len())? == bytes, "not {what}");
        Ok(())
    }
}

/// Appends an unsigned LEB128 number.
pub(super) fn push_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends bytes after their length.
pub(super) fn push_block(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, u32::try_from(bytes.len()).expect("an object is smaller than 4 GiB"));
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, value);
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.number().unwrap(), value);
            assert!(reader.is_empty());
        }
    }

    #[test]
    fn padded_numbers_are_read() {
        assert_eq!(Reader::new(&[0x83, 0x80, 0x80, 0x80, 0x00]).number().unwrap(), 3);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bytes in [&[0x80u8][..], &[0xff; 6], &[0xff, 0xff, 0xff, 0xff, 0x7f]] {
            assert!(Reader::new(bytes).number().is_err(), "{bytes:?}");
        }
    }
}

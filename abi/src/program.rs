//! Program references: what `/usr/bin/bash` holds.
//!
//! The image keeps its compiled programs beside its root file system. An executable file in the guest's file system
//! is a reference to one of them: an empty WebAssembly module with one custom section that holds the program's hash.
//! It can be copied, linked and renamed as any file.

/// SHA-256 of a program's `.wasm` file.
pub type ProgramHash = [u8; 32];

const SECTION: &[u8; 16] = b"vivarium.program";
const HEADER: &[u8; 8] = b"\0asm\x01\0\0\0";
/// Custom section 0, its length (name length byte, name, hash), the length of its name.
const PREFIX: [u8; 3] = [0, (1 + SECTION.len() + 32) as u8, SECTION.len() as u8];

/// Length of a reference, in bytes.
pub const REFERENCE_LEN: usize = HEADER.len() + PREFIX.len() + SECTION.len() + 32;

/// The file content that refers to the program with this hash.
pub fn reference(hash: &ProgramHash) -> Vec<u8> {
    [&HEADER[..], &PREFIX, SECTION, hash].concat()
}

/// Reads the hash from a file's content; `None` if it is no reference.
pub fn parse_reference(content: &[u8]) -> Option<ProgramHash> {
    let rest = content.strip_prefix(HEADER)?.strip_prefix(&PREFIX)?.strip_prefix(SECTION)?;
    rest.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_round_trips() {
        let hash = [7; 32];
        let content = reference(&hash);
        assert_eq!(content.len(), REFERENCE_LEN);
        assert_eq!(parse_reference(&content), Some(hash));
    }

    #[test]
    fn anything_else_is_no_reference() {
        let mut longer = reference(&[7; 32]);
        longer.push(0);
        for content in [&b""[..], b"#!/bin/sh\n", b"\0asm\x01\0\0\0", &longer] {
            assert_eq!(parse_reference(content), None, "{content:?}");
        }
    }
}

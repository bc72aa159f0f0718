use crate::SignalSet;

/// The request layout that this crate speaks.
const VERSION: u32 = 1;

/// One line of a descriptor map: the child's `child` is the parent's `parent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DescriptorMapping {
    /// Descriptor in the new process.
    pub child: u32,
    /// Descriptor in the calling process.
    pub parent: u32,
}

/// What `proc_spawn` and `proc_exec` start.
///
/// On the wire, all little-endian: `version u32`, `program`, `cwd`, `argc u32`, `argv…`, `envc u32`, `env…`,
/// `mapc u32`, `(child u32, parent u32)…`, `default_signals u64`, `process_group i32`; a string is `len u32` and its
/// bytes, without a terminator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpawnRequest {
    /// Path of the program or script, relative to `cwd`. The kernel does not search `PATH`.
    pub program: Vec<u8>,
    /// Working directory; empty for the caller's.
    pub cwd: Vec<u8>,
    /// Arguments, the name first.
    pub argv: Vec<Vec<u8>>,
    /// Environment, as `NAME=value`.
    pub env: Vec<Vec<u8>>,
    /// The descriptors that the new process has; it has no others.
    pub descriptors: Vec<DescriptorMapping>,
    /// Signals set back to their default action. Caught ones always are; ignored ones stay ignored otherwise.
    pub default_signals: SignalSet,
    /// Process group: −1 the caller's, 0 a new one led by the child, else the group with this id. `proc_exec` takes −1.
    pub process_group: i32,
}

/// A spawn request that does not decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedRequest;

impl SpawnRequest {
    /// Encodes the request.
    pub fn encode(&self) -> Vec<u8> {
        let mut wire = Writer(Vec::with_capacity(256));
        wire.u32(VERSION);
        wire.string(&self.program);
        wire.string(&self.cwd);
        wire.strings(&self.argv);
        wire.strings(&self.env);
        wire.u32(self.descriptors.len() as u32);
        for mapping in &self.descriptors {
            wire.u32(mapping.child);
            wire.u32(mapping.parent);
        }
        wire.0.extend(self.default_signals.0.to_le_bytes());
        wire.0.extend(self.process_group.to_le_bytes());
        wire.0
    }

    /// Decodes a request; what it allocates is bounded by `wire`'s length.
    ///
    /// # Errors
    /// [`MalformedRequest`] for another version, a short or an overlong buffer.
    pub fn decode(wire: &[u8]) -> Result<Self, MalformedRequest> {
        let mut wire = Reader(wire);
        if wire.u32()? != VERSION {
            return Err(MalformedRequest);
        }
        let request = Self {
            program: wire.string()?,
            cwd: wire.string()?,
            argv: wire.list(Reader::string)?,
            env: wire.list(Reader::string)?,
            descriptors: wire
                .list(|wire| Ok(DescriptorMapping { child: wire.u32()?, parent: wire.u32()? }))?,
            default_signals: SignalSet(u64::from_le_bytes(wire.array()?)),
            process_group: i32::from_le_bytes(wire.array()?),
        };
        if wire.0.is_empty() { Ok(request) } else { Err(MalformedRequest) }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    fn string(&mut self, string: &[u8]) {
        self.u32(string.len() as u32);
        self.0.extend(string);
    }

    fn strings(&mut self, strings: &[Vec<u8>]) {
        self.u32(strings.len() as u32);
        for string in strings {
            self.string(string);
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], MalformedRequest> {
        let (head, rest) = self.0.split_first_chunk().ok_or(MalformedRequest)?;
        self.0 = rest;
        Ok(*head)
    }

    fn u32(&mut self) -> Result<u32, MalformedRequest> {
        self.array().map(u32::from_le_bytes)
    }

    fn string(&mut self) -> Result<Vec<u8>, MalformedRequest> {
        let len = self.u32()? as usize;
        let (head, rest) = self.0.split_at_checked(len).ok_or(MalformedRequest)?;
        self.0 = rest;
        Ok(head.to_vec())
    }

    /// Reads a count and that many items. The list grows as items are read: a false count allocates nothing.
    fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, MalformedRequest>,
    ) -> Result<Vec<T>, MalformedRequest> {
        let count = self.u32()?;
        (0..count).map(|_| item(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> SpawnRequest {
        SpawnRequest {
            program: b"/usr/bin/env".to_vec(),
            cwd: b"/tmp".to_vec(),
            argv: vec![b"env".to_vec(), b"".to_vec(), b"\xff".to_vec()],
            env: vec![b"A=1".to_vec()],
            descriptors: vec![DescriptorMapping { child: 0, parent: 7 }],
            default_signals: SignalSet(1 << 12),
            process_group: -1,
        }
    }

    #[test]
    fn request_round_trips() {
        assert_eq!(SpawnRequest::decode(&request().encode()), Ok(request()));
    }

    #[test]
    fn every_cut_and_every_extra_byte_is_refused() {
        let wire = request().encode();
        for len in 0..wire.len() {
            assert_eq!(SpawnRequest::decode(&wire[..len]), Err(MalformedRequest), "cut at {len}");
        }
        assert_eq!(SpawnRequest::decode(&[wire, vec![0]].concat()), Err(MalformedRequest));
    }
}

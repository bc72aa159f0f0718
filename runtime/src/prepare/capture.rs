use vivarium_abi::program::ProgramHash;
use wasmtime::Val;

/// What an instance of a program left.
pub(crate) struct Capture {
    /// The program.
    pub(crate) program: ProgramHash,
    /// The whole linear memory.
    pub(crate) memory: Vec<u8>,
    /// The exported globals, by name.
    pub(crate) globals: Vec<(String, Val)>,
}

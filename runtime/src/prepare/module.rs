//! Rewrites a module so that its instances begin with what another one left.
//!
//! `wasmtime-wizer` can do this to any module, by instrumenting it first: that would be another compilation, and not
//! the code that is served would run. A program of ours has one memory, its stack pointer for a global and tables that
//! never change, so nothing need be instrumented: memory and exports tell all. What a program could hold besides is
//! refused. Code and everything else stay byte for byte, so that compiled functions can be taken over.

use std::collections::HashMap;
use std::ops::Range;

use wasm_encoder::{
    ConstExpr, DataSection, Encode, MemorySection, MemoryType, Module, RawSection, SectionId,
};
use wasmparser::{ExternalKind, FunctionBody, GlobalSectionReader, Operator, Parser, Payload, TypeRef};
use wasmtime::Val;

use super::Capture;
use crate::engine::DENSE_IMAGE_BYTES;

/// What memory is sized in.
const WASM_PAGE: usize = 64 << 10;
/// What is stored or left out of the data, and what is mapped.
const PAGE: usize = 4 << 10;

/// Makes the module whose memory and globals begin as captured, and which has no start function; or tells what in it
/// cannot be captured.
pub(super) fn rewrite(wasm: &[u8], capture: &Capture) -> Result<Vec<u8>, String> {
    Rewriter::new(wasm, capture)?.rewrite().map_err(|error| format!("{error:#}"))
}

struct Rewriter<'a> {
    wasm: &'a [u8],
    capture: &'a Capture,
    /// The exported globals, by index.
    globals: HashMap<u32, &'a Val>,
    segments: Vec<Range<usize>>,
}

type Refused = Box<dyn std::error::Error>;

impl<'a> Rewriter<'a> {
    fn new(wasm: &'a [u8], capture: &'a Capture) -> Result<Self, String> {
        if capture.memory.len() as u64 > DENSE_IMAGE_BYTES {
            let size = capture.memory.len();
            return Err(format!(
                "it leaves {size} bytes of memory, more than the {DENSE_IMAGE_BYTES} that are mapped"
            ));
        }
        let globals = exported_globals(wasm, capture).map_err(|error| error.to_string())?;
        Ok(Self { wasm, capture, globals, segments: segments(&capture.memory) })
    }

    fn rewrite(&self) -> Result<Vec<u8>, Refused> {
        let mut module = Module::new();
        for payload in Parser::new(0).parse_all(self.wasm) {
            let payload = payload?;
            match &payload {
                Payload::StartSection { .. } => continue,
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        if !matches!(import?.ty, TypeRef::Func(_)) {
                            return Err("it imports more than functions".into());
                        }
                    }
                }
                Payload::MemorySection(memories) => {
                    let mut memories = memories.clone().into_iter();
                    let (Some(memory), None) = (memories.next(), memories.next()) else {
                        return Err("it has not one memory".into());
                    };
                    module.section(&self.memory(&memory?));
                    continue;
                }
                Payload::GlobalSection(globals) => {
                    let data = self.globals(globals)?;
                    module.section(&RawSection { id: SectionId::Global.into(), data: &data });
                    continue;
                }
                Payload::DataCountSection { .. } => {
                    module.section(&wasm_encoder::DataCountSection { count: self.segments.len() as u32 });
                    continue;
                }
                Payload::DataSection(_) => continue,
                Payload::CodeSectionEntry(body) => check_code(body)?,
                _ => {}
            }
            if let Some((id, range)) = payload.as_section() {
                module.section(&RawSection { id, data: &self.wasm[range] });
            }
            if matches!(payload, Payload::CodeSectionStart { .. }) {
                module.section(&self.data());
            }
        }
        Ok(module.finish())
    }

    fn memory(&self, memory: &wasmparser::MemoryType) -> MemorySection {
        let mut section = MemorySection::new();
        section.memory(MemoryType {
            minimum: (self.capture.memory.len() / WASM_PAGE) as u64,
            maximum: memory.maximum,
            memory64: memory.memory64,
            shared: memory.shared,
            page_size_log2: memory.page_size_log2,
        });
        section
    }

    /// The content of the global section: what does not change as it stands, the rest with its captured value.
    fn globals(&self, globals: &GlobalSectionReader<'_>) -> Result<Vec<u8>, Refused> {
        let mut section = Vec::new();
        globals.count().encode(&mut section);
        for (index, global) in globals.clone().into_iter_with_offsets().enumerate() {
            let (start, global) = global?;
            let value = global.init_expr.get_binary_reader().range();
            if !global.ty.mutable {
                section.extend(&self.wasm[start..value.end]);
                continue;
            }
            let captured = self.globals.get(&(index as u32));
            let captured =
                captured.ok_or_else(|| format!("its global {index} can change but is not exported"))?;
            section.extend(&self.wasm[start..value.start]);
            constant(captured)?.encode(&mut section);
        }
        Ok(section)
    }

    fn data(&self) -> DataSection {
        let mut section = DataSection::new();
        for range in &self.segments {
            // An address above 2 GiB is the same 32 bits.
            let address = ConstExpr::i32_const(range.start as u32 as i32);
            section.active(0, &address, self.capture.memory[range.clone()].iter().copied());
        }
        section
    }
}

/// Finds the captured values by the indices that the export section gives their names.
fn exported_globals<'a>(wasm: &[u8], capture: &'a Capture) -> Result<HashMap<u32, &'a Val>, Refused> {
    let captured: HashMap<_, _> =
        capture.globals.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let mut globals = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Global
                        && let Some(value) = captured.get(export.name)
                    {
                        globals.insert(export.index, *value);
                    }
                }
            }
            Payload::CodeSectionStart { .. } => break,
            _ => {}
        }
    }
    Ok(globals)
}

/// Refuses code that could have changed a table, or used up a segment, unseen.
fn check_code(body: &FunctionBody<'_>) -> Result<(), Refused> {
    for operator in body.get_operators_reader()? {
        let refused = match operator? {
            Operator::MemoryInit { .. } => "memory.init",
            Operator::DataDrop { .. } => "data.drop",
            Operator::TableInit { .. } => "table.init",
            Operator::TableSet { .. } => "table.set",
            Operator::TableGrow { .. } => "table.grow",
            Operator::TableFill { .. } => "table.fill",
            Operator::TableCopy { .. } => "table.copy",
            Operator::ElemDrop { .. } => "elem.drop",
            _ => continue,
        };
        return Err(format!("its code has {refused}, and what that changes is not captured").into());
    }
    Ok(())
}

fn constant(value: &Val) -> Result<ConstExpr, Refused> {
    Ok(match value {
        Val::I32(value) => ConstExpr::i32_const(*value),
        Val::I64(value) => ConstExpr::i64_const(*value),
        Val::F32(bits) => ConstExpr::f32_const(f32::from_bits(*bits).into()),
        Val::F64(bits) => ConstExpr::f64_const(f64::from_bits(*bits).into()),
        _ => return Err("it has a global that is no number".into()),
    })
}

/// The parts of a memory to store: runs of pages that are not all zero.
fn segments(memory: &[u8]) -> Vec<Range<usize>> {
    let mut segments: Vec<Range<usize>> = Vec::new();
    for (index, page) in memory.chunks(PAGE).enumerate() {
        if page.iter().all(|&byte| byte == 0) {
            continue;
        }
        let range = index * PAGE..index * PAGE + page.len();
        match segments.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => segments.push(range),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_pages_are_not_stored() {
        let mut memory = vec![0; 10 * PAGE];
        for at in [PAGE + 7, 2 * PAGE, 9 * PAGE + 4095] {
            memory[at] = 1;
        }
        assert_eq!(segments(&memory), [PAGE..3 * PAGE, 9 * PAGE..10 * PAGE]);
        assert_eq!(segments(&[]), [0..0; 0]);
    }

    #[test]
    fn more_than_can_be_mapped_is_refused() {
        let memory = vec![0; DENSE_IMAGE_BYTES as usize + WASM_PAGE];
        let capture = Capture { program: [0; 32], memory, globals: Vec::new() };
        let error = rewrite(b"", &capture).unwrap_err();
        assert_eq!(error, "it leaves 536936448 bytes of memory, more than the 536870912 that are mapped");
    }
}

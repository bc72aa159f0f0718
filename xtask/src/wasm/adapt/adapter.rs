//! Functions between a caller and a callee that see the callee's type differently.

use anyhow::{Result, ensure};
use wasm_encoder::{
    CodeSection, CustomSection, EntityType, Function, FunctionSection, ImportSection, Instruction,
    LinkingSection, Module, SymbolTable, TypeSection, ValType as Encoded,
};
use wasmparser::ValType;

use super::object::Signature;
use crate::wasm::leb::push_number;

/// Place of the code section among the sections of an object made here.
const CODE_SECTION_INDEX: u32 = 3;

/// `R_WASM_FUNCTION_INDEX_LEB`: the linker writes a function's index as five bytes.
const FUNCTION_INDEX: u8 = 0;

const CALL: u8 = 0x10;
const ANY_INDEX: [u8; 5] = [0x80, 0x80, 0x80, 0x80, 0x00];

/// The length of a string that the caller does not say. LAPACK looks at the first letter of its options.
const UNSAID: i32 = 1;

/// Calls `callee`, which is as `definition` says, for callers that take it for `caller`.
pub(super) struct Adapter {
    callee: String,
    caller: Signature,
    definition: Signature,
}

impl Adapter {
    /// Checks that what differs is what may: integers, their width, those at the end, and whether there is a result.
    pub(super) fn new(callee: &str, caller: Signature, definition: Signature) -> Result<Adapter> {
        let (said, wanted) = (&caller.parameters, &definition.parameters);
        let common = said.len().min(wanted.len());
        let mut pairs = said.iter().zip(wanted);
        let alike = pairs.all(|(a, b)| a == b || is_integer(*a) && is_integer(*b))
            && said[common..].iter().chain(&wanted[common..]).all(|value| is_integer(*value))
            && match (caller.result, definition.result) {
                (Some(a), Some(b)) => a == b || is_integer(a) && is_integer(b),
                (Some(a), None) => is_integer(a),
                (None, _) => true,
            };
        ensure!(alike, "no adapter makes {callee} of type {definition} one of type {caller}");
        Ok(Adapter { callee: callee.to_string(), caller, definition })
    }

    /// The body, and where in it the index of the callee is.
    fn body(&self) -> (Function, usize) {
        let mut body = Function::new([]);
        let said = &self.caller.parameters;
        for (number, wanted) in self.definition.parameters.iter().enumerate() {
            match said.get(number) {
                Some(value) => {
                    body.instruction(&Instruction::LocalGet(number as u32));
                    convert(&mut body, *value, *wanted);
                }
                None if *wanted == ValType::I64 => {
                    body.instruction(&Instruction::I64Const(UNSAID.into()));
                }
                None => {
                    body.instruction(&Instruction::I32Const(UNSAID));
                }
            }
        }
        body.raw([CALL]);
        let place = body.byte_len();
        body.raw(ANY_INDEX);
        match (self.definition.result, self.caller.result) {
            (Some(from), Some(to)) => convert(&mut body, from, to),
            (Some(_), None) => {
                body.instruction(&Instruction::Drop);
            }
            (None, Some(ValType::I64)) => {
                body.instruction(&Instruction::I64Const(0));
            }
            (None, Some(_)) => {
                body.instruction(&Instruction::I32Const(0));
            }
            (None, None) => {}
        }
        body.instruction(&Instruction::End);
        (body, place)
    }
}

/// One object with these adapters: weak functions named by callee and caller's type.
pub(super) fn object(adapters: &[Adapter]) -> Vec<u8> {
    let mut types = TypeSection::new();
    let mut imports = ImportSection::new();
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    let mut symbols = SymbolTable::new();
    let mut relocations = Vec::new();
    let count = u32::try_from(adapters.len()).expect("an object has fewer than 2^32 functions");
    // Relocations count from the number of functions on.
    let mut head = Vec::new();
    push_number(&mut head, count);
    for (number, adapter) in (0..count).zip(adapters) {
        for signature in [&adapter.definition, &adapter.caller] {
            types.ty().function(encoded(&signature.parameters), encoded(signature.result.as_slice()));
        }
        imports.import("env", &adapter.callee, EntityType::Function(2 * number));
        functions.function(2 * number + 1);
        let (body, place) = adapter.body();
        code.function(&body);
        let start = head.len() + code.byte_len() - body.byte_len();
        relocations.push((start + place, 2 * number));
        let name = format!("{}.{}", adapter.callee, adapter.caller);
        symbols.function(SymbolTable::WASM_SYM_UNDEFINED, number, None);
        symbols.function(SymbolTable::WASM_SYM_BINDING_WEAK, count + number, Some(&name));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&code).section(&linking);
    let data = relocation_section(&relocations);
    module.section(&CustomSection { name: "reloc.CODE".into(), data: data.into() });
    module.finish()
}

/// Calls in the code section: where the index is, and the symbol called.
fn relocation_section(relocations: &[(usize, u32)]) -> Vec<u8> {
    let mut data = Vec::new();
    push_number(&mut data, CODE_SECTION_INDEX);
    push_number(&mut data, relocations.len() as u32);
    for (offset, symbol) in relocations {
        data.push(FUNCTION_INDEX);
        push_number(&mut data, u32::try_from(*offset).expect("an object is smaller than 4 GiB"));
        push_number(&mut data, *symbol);
    }
    data
}

fn is_integer(value: ValType) -> bool {
    matches!(value, ValType::I32 | ValType::I64)
}

/// Makes what is on the stack wider or narrower.
fn convert(body: &mut Function, from: ValType, to: ValType) {
    match (from, to) {
        (ValType::I32, ValType::I64) => body.instruction(&Instruction::I64ExtendI32S),
        (ValType::I64, ValType::I32) => body.instruction(&Instruction::I32WrapI64),
        _ => body,
    };
}

fn encoded(values: &[ValType]) -> Vec<Encoded> {
    let encode = |value: &ValType| match value {
        ValType::I32 => Encoded::I32,
        ValType::I64 => Encoded::I64,
        ValType::F32 => Encoded::F32,
        ValType::F64 => Encoded::F64,
        ValType::V128 => Encoded::V128,
        // C has no references, and `new` lets through only what caller and callee agree on.
        ValType::Ref(_) => Encoded::EXTERNREF,
    };
    values.iter().map(encode).collect()
}

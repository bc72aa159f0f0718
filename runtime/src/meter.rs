//! What makes an endless loop cost fuel.

use wasm_encoder::{CodeSection, Module, RawSection};
use wasmparser::{BinaryReaderError, FunctionBody, Operator, Parser, Payload};

/// WebAssembly's `nop`, which compilers do not emit.
const NOP: u8 = 0x01;

/// Puts a `nop` at the head of every loop of a module. Each round executes it, and `engine::operator_cost` charges for
/// nothing else within a function, so that branches need no counting.
///
/// # Errors
/// For what is not a module.
pub(crate) fn mark_loops(wasm: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
    let mut module = Module::new();
    let mut functions = CodeSection::new();
    let mut missing = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::CodeSectionStart { count, .. } => missing = count,
            Payload::CodeSectionEntry(body) => {
                functions.raw(&mark_function(wasm, &body)?);
                missing -= 1;
                if missing == 0 {
                    module.section(&functions);
                }
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    module.section(&RawSection { id, data: &wasm[range] });
                }
            }
        }
    }
    Ok(module.finish())
}

fn mark_function(wasm: &[u8], body: &FunctionBody<'_>) -> Result<Vec<u8>, BinaryReaderError> {
    let range = body.range();
    let mut marked = Vec::with_capacity(range.len() + range.len() / 16);
    let mut copied = range.start;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        if let Operator::Loop { .. } = operators.read()? {
            let head = operators.original_position();
            marked.extend_from_slice(&wasm[copied..head]);
            marked.push(NOP);
            copied = head;
        }
    }
    marked.extend_from_slice(&wasm[copied..range.end]);
    Ok(marked)
}

#[cfg(test)]
mod tests {
    use wasmtime::{Instance, Linker, Store, Trap};

    use super::*;
    use crate::engine;

    /// Instantiates a module as programs are compiled, with `fuel`; calls its export `run`.
    fn run(text: &str, fuel: u64) -> (wasmtime::Result<()>, u64) {
        let engine = engine::compiler(None).unwrap();
        let marked = mark_loops(&wat::parse_str(text).unwrap()).unwrap();
        let module = wasmtime::Module::new(&engine, marked).unwrap();
        let mut store = Store::new(&engine, ());
        store.set_fuel(fuel).unwrap();
        let instance: Instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
        let result = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap().call(&mut store, ());
        (result, fuel - store.get_fuel().unwrap())
    }

    #[test]
    fn a_round_costs_one() {
        let counting = |rounds: u32| {
            format!(
                "(module (func (export \"run\") (local i32) (loop \
                 (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const {rounds}))))))"
            )
        };
        let ((result, ten), (_, thousand)) = (run(&counting(10), 10_000), run(&counting(1_000), 10_000));
        result.unwrap();
        assert_eq!(thousand - ten, 990);
    }

    #[test]
    fn nothing_endless_is_free() {
        for body in [
            "(func (export \"run\") (loop (br 0)))",
            "(func (export \"run\") (loop (br_if 0 (i32.const 1))))",
            "(func (export \"run\") (loop (loop (br_table 0 1 (i32.const 1)))))",
            "(func (export \"run\") (block (loop (br_table 1 0 (i32.const 1)))))",
            "(tag $t) (func (export \"run\") (loop (block (try_table (catch $t 0) (throw $t))) (br 0)))",
            "(func $f (export \"run\") (return_call $f))",
        ] {
            let (result, _) = run(&format!("(module {body})"), 10_000);
            assert_eq!(*result.unwrap_err().downcast_ref::<Trap>().unwrap(), Trap::OutOfFuel, "{body}");
        }
    }

    #[test]
    fn recursion_costs_too() {
        let (result, used) = run("(module (func $f (export \"run\") (call $f)))", 1_000);
        assert!(result.is_err());
        assert!(used >= 1_000, "{used}");
    }
}

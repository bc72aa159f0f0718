//! Asks wasmtime-wasi the cases of `runtime/tests/wasi`, and writes them with its answers to stdout; on stderr it says
//! which have changed.
//!
//! `cargo run --release --manifest-path runtime/oracle/Cargo.toml < runtime/tests/wasi/cases`

#[path = "../../tests/wasi/answer.rs"]
mod answer;
#[path = "../../tests/wasi/script.rs"]
mod script;

use std::error::Error;
use std::io::Read;

use answer::Memory;
use script::{Case, DATA_START};
use wasmtime::{Engine, Linker, Module, Store};
use wasmtime_wasi::p1::{self, WasiP1Ctx};
use wasmtime_wasi::{FsPerms, WasiCtxBuilder};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let engine = Engine::default();
    for (index, case) in script::parse(&text).iter().enumerate() {
        println!("{}#### {}", if index == 0 { "" } else { "\n" }, case.name);
        for (step, answer) in case.steps.iter().zip(ask(&engine, case)?) {
            if answer != step.oracle {
                eprintln!("{}: {} was {}, is {answer}", case.name, step.call, step.oracle);
            }
            let ours =
                step.ours.as_ref().map_or_else(String::new, |(ours, why)| format!(" | {ours} ({why})"));
            println!("{:40} => {answer}{ours}", step.call);
        }
    }
    Ok(())
}

/// Runs a case with an empty directory as descriptor 3.
fn ask(engine: &Engine, case: &Case) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (wasm, answers) = script::assemble(case);
    let mut linker: Linker<WasiP1Ctx> = Linker::new(engine);
    p1::add_to_linker_sync(&mut linker, |context| context)?;
    let context = WasiCtxBuilder::new().preopened_dir(folder.path(), ".", FsPerms::ReadWrite)?.build_p1();
    let mut store = Store::new(engine, context);
    let instance = linker.instantiate(&mut store, &Module::new(engine, wasm)?)?;
    instance.get_typed_func::<(), ()>(&mut store, "_start")?.call(&mut store, ())?;
    let memory = instance.get_memory(&mut store, "memory").ok_or("a case has a memory")?;
    let memory = Memory(&memory.data(&store)[DATA_START as usize..]);
    Ok(answers.iter().map(|answer| answer.read(&memory)).collect())
}

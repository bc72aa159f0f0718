//! WASI's calls against wasmtime-wasi, whose answers `runtime/oracle` has recorded in `wasi/cases`.

#[path = "wasi/answer.rs"]
mod answer;
mod guest;
#[path = "wasi/script.rs"]
mod script;

use std::fmt::Write as _;

use answer::Memory;
use vivarium::{ContainerOptions, Exec, Runtime, RuntimeOptions, compile_image};

#[tokio::test]
async fn answers_are_those_of_wasmtime_wasi() {
    let cases = script::parse(include_str!("wasi/cases"));
    let programs: Vec<_> = cases.iter().map(script::assemble).collect();
    let named: Vec<_> =
        cases.iter().zip(&programs).map(|(case, (wasm, _))| (case.name.as_str(), wasm.clone())).collect();
    let image = guest::image(&named, &[]);
    compile_image(image.path(), &mut |_| {}).unwrap();
    let runtime =
        Runtime::open(RuntimeOptions { image: image.path().into(), instances: 4, ..Default::default() })
            .unwrap();
    let mut differences = String::new();
    let mut calls = 0;
    for (case, (_, answers)) in cases.iter().zip(&programs) {
        let container = runtime.container(ContainerOptions::default()).unwrap();
        let outcome = container.exec(Exec::new([case.name.as_str()])).await.unwrap();
        assert!(outcome.status.is_success(), "{}: {outcome:?}", case.name);
        let memory = Memory(&outcome.stdout);
        for (step, answer) in case.steps.iter().zip(answers) {
            let (expected, answered) =
                (step.ours.as_ref().map_or(&step.oracle, |(ours, _)| ours), answer.read(&memory));
            if *expected != answered {
                let _ = writeln!(differences, "{}: {} => {answered}, not {expected}", case.name, step.call);
            }
        }
        calls += answers.len();
    }
    assert!(differences.is_empty(), "\n{differences}");
    assert!(calls >= 100, "{calls} calls");
}

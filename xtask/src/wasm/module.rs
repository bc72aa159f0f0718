//! Extension modules: the manifest that stands for a shared library, and the object made from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::adapt;
use super::arity;
use super::compile::Library;
use super::constructors;
use super::localise::localise;

/// The content of the file that build systems take for the shared library.
#[derive(Serialize, Deserialize)]
struct Manifest {
    objects: Vec<PathBuf>,
}

/// Writes the manifest of a library.
pub(super) fn record(library: &Library) -> Result<()> {
    let manifest = Manifest { objects: library.inputs.clone() };
    fs::write(&library.output, serde_json::to_vec_pretty(&manifest)?)
        .with_context(|| format!("cannot write {}", library.output.display()))
}

/// Makes one object of a manifest; it defines `PyInit_<module>` alone, dots written as `_DOT_`.
///
/// Its calls are adapted to what it calls of `libraries`, if there are any.
pub(super) fn object(module: &str, manifest: &Path, libraries: &[PathBuf], output: &Path) -> Result<()> {
    let text = fs::read(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let recorded: Manifest =
        serde_json::from_slice(&text).with_context(|| format!("{} is no manifest", manifest.display()))?;
    let scratch = tempfile::tempdir()?;
    let inputs = if libraries.is_empty() {
        recorded.objects
    } else {
        adapt::inputs(&recorded.objects, libraries, scratch.path())
            .with_context(|| format!("module {module}"))?
    };
    let merged = scratch.path().join("merged.o");
    merge(&inputs, &merged).with_context(|| format!("module {module}"))?;
    arity::check(&fs::read(&merged)?).with_context(|| format!("module {module}"))?;
    let last = module.rsplit('.').next().unwrap_or(module);
    let init = import_function(&merged, &format!("PyInit_{last}"), scratch.path())
        .with_context(|| format!("module {module}"))?;
    let keep = BTreeMap::from([(init, format!("PyInit_{}", module.replace('.', "_DOT_")))]);
    let localised = localise(&fs::read(&merged)?, &keep).with_context(|| format!("module {module}"))?;
    fs::write(output, localised).with_context(|| format!("cannot write {}", output.display()))
}

/// The function of `object` that imports the module: `init`, or one that runs the static constructors before.
fn import_function(object: &Path, init: &str, scratch: &Path) -> Result<String> {
    let deferred = constructors::defer(&fs::read(object)?)?;
    if deferred.constructors.is_empty() {
        return Ok(init.to_string());
    }
    let (rest, source, import) =
        (scratch.join("deferred.o"), scratch.join("import.c"), scratch.join("import.o"));
    fs::write(&rest, deferred.object)?;
    fs::write(&source, constructors::import_source(init, &deferred.constructors))?;
    let mut clang = Command::new("clang-22");
    clang.args(["--target=wasm32-wasip1", "-O2", "-c", "-o"]).arg(&import).arg(&source);
    let status = clang.status().context("cannot start clang-22")?;
    ensure!(status.success(), "clang-22 could not compile the call of static constructors ({status})");
    merge(&[rest, import], object)?;
    Ok("import".to_string())
}

/// Links `objects` into one that can be linked again.
fn merge(objects: &[PathBuf], output: &Path) -> Result<()> {
    let status = Command::new("wasm-ld-22").arg("-r").arg("-o").arg(output).args(objects).status();
    let status = status.context("cannot start wasm-ld-22")?;
    ensure!(status.success(), "wasm-ld-22 could not merge the objects ({status})");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(folder: &Path, name: &str, source: &str) -> PathBuf {
        let (file, object) = (folder.join(format!("{name}.c")), folder.join(format!("{name}.o")));
        fs::write(&file, source).unwrap();
        let mut clang = Command::new("clang-22");
        clang.args(["--target=wasm32-unknown-unknown", "-O1", "-c", "-o"]).arg(&object).arg(&file);
        assert!(clang.status().unwrap().success());
        object
    }

    #[test]
    fn static_constructors_run_at_the_first_import() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let module = "extern int made;\n__attribute__((constructor)) static void make(void) { made++; }\n";
        let init = format!("{module}int *PyInit_x(void) {{ return &made; }}\n");
        let objects = vec![compile(folder.path(), "a", module), compile(folder.path(), "b", &init)];
        record(&Library { output: at("x.so"), inputs: objects }).unwrap();
        object("p.x", &at("x.so"), &[], &at("x.o")).unwrap();

        // Digits: what was constructed before any import, and how much when two have returned.
        let program = "int made;\nint *PyInit_p_DOT_x(void);\nvoid __wasm_call_ctors(void);\n\
            int run(void) { __wasm_call_ctors(); int before = made; PyInit_p_DOT_x(); return 10 * before + *PyInit_p_DOT_x(); }\n";
        let program = compile(folder.path(), "program", program);
        let mut linker = Command::new("wasm-ld-22");
        linker.args(["--no-entry", "--export=run", "--fatal-warnings", "-o"]).arg(at("program.wasm"));
        assert!(linker.arg(program).arg(at("x.o")).status().unwrap().success());
        let script = "const program = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));\
                      console.log(new WebAssembly.Instance(program).exports.run());";
        let node = Command::new("node").args(["-e", script]).arg(at("program.wasm")).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&node.stdout), "2\n", "{}", String::from_utf8_lossy(&node.stderr));
    }
}

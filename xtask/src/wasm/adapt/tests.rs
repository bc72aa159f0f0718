use super::*;

use std::process::Output;

/// Compiles C for wasm without a C library.
fn compiled(folder: &Path, name: &str, source: &str) -> PathBuf {
    let object = folder.join(format!("{name}.o"));
    let file = folder.join(format!("{name}.c"));
    fs::write(&file, source).unwrap();
    let mut clang = Command::new("clang-22");
    clang.args(["--target=wasm32-unknown-unknown", "-O1", "-c"]).arg(&file).arg("-o").arg(&object);
    assert!(clang.status().unwrap().success());
    object
}

/// Links a program; a call that does not fit is an error.
fn link(folder: &Path, objects: &[PathBuf]) -> Output {
    let mut linker = Command::new("wasm-ld-22");
    linker.args(["--no-entry", "--export=run", "--fatal-warnings"]).args(objects);
    linker.arg("-o").arg(folder.join("program.wasm")).output().unwrap()
}

/// What node says that `run()` of the program returns.
fn run(folder: &Path) -> String {
    let script = "const program = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));\
                  process.stdout.write(String(new WebAssembly.Instance(program).exports.run()));";
    let node = Command::new("node").args(["-e", script]).arg(folder.join("program.wasm")).output().unwrap();
    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));
    String::from_utf8(node.stdout).unwrap()
}

/// `solve_` as Fortran defines it: nothing returned, the length of `option` at the end.
const SOLVE: &str = "long long seen;\n\
    void solve_(char *option, int *n, long long length) { seen = 100 * *n + 10 * length + (*option == 'T'); }\n\
    int last_(void) { return (int)seen; }\n";

#[test]
fn a_caller_without_lengths_reaches_fortran() {
    let folder = tempfile::tempdir().unwrap();
    let callee = compiled(folder.path(), "callee", SOLVE);
    let caller = compiled(
        folder.path(),
        "caller",
        "int solve_(char *, int *);\nlong long last_(void);\n\
         int run(void) { int n = 4; int zero = solve_(\"T\", &n); return (int)last_() + zero; }\n",
    );
    assert!(!link(folder.path(), &[caller.clone(), callee.clone()]).status.success());

    let adapted = inputs(&[caller], std::slice::from_ref(&callee), &folder.path().join("adapted")).unwrap();
    assert_eq!(adapted.len(), 2, "the object and the adapters");
    let linked = link(folder.path(), &[&adapted[..], &[callee]].concat());
    assert!(linked.status.success(), "{}", String::from_utf8_lossy(&linked.stderr));
    assert_eq!(run(folder.path()), "411");
}

#[test]
fn an_address_taken_is_the_adapters() {
    let folder = tempfile::tempdir().unwrap();
    let callee = compiled(folder.path(), "callee", SOLVE);
    let caller = compiled(
        folder.path(),
        "caller",
        "int solve_(char *, int *);\nint last_(void);\nint (*volatile call)(char *, int *) = solve_;\n\
         int run(void) { int n = 7; call(\"N\", &n); return last_(); }\n",
    );
    let adapted = inputs(&[caller], std::slice::from_ref(&callee), &folder.path().join("adapted")).unwrap();
    assert!(link(folder.path(), &[&adapted[..], &[callee]].concat()).status.success());
    assert_eq!(run(folder.path()), "710");
}

#[test]
fn objects_are_adapted_to_each_other_and_fitting_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let callee = compiled(folder.path(), "callee", "int twice(long long x) { return (int)(2 * x); }\n");
    let caller = compiled(folder.path(), "caller", "int twice(int);\nint run(void) { return twice(-3); }\n");
    let archive = folder.path().join("library.a");
    let mut ar = Command::new("llvm-ar-22");
    assert!(ar.arg("rcsT").arg(&archive).arg(&caller).status().unwrap().success());
    let adapted = inputs(&[callee.clone(), archive], &[], &folder.path().join("adapted")).unwrap();
    assert_eq!(adapted[0], callee);
    let mut linked = adapted;
    linked.push(compiled(folder.path(), "start", "int run(void);\nint start(void) { return run(); }\n"));
    let output = link(folder.path(), &linked);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(run(folder.path()), "-6");
}

#[test]
fn a_library_is_adapted_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let callee = compiled(folder.path(), "callee", SOLVE);
    let caller = compiled(
        folder.path(),
        "caller",
        "void solve_(char *, int *, int);\nint last_(void);\n\
         int run(void) { int n = 1; solve_(\"T\", &n, 3); return last_(); }\n",
    );
    library(&[caller.clone(), callee.clone()], &[]).unwrap();
    let adapter = folder.path().join("solve_.viii.o");
    assert!(link(folder.path(), &[caller, callee, adapter]).status.success());
    assert_eq!(run(folder.path()), "131");
}

#[test]
fn what_is_no_matter_of_integers_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let callee = compiled(folder.path(), "callee", "float half(double x) { return (float)x / 2; }\n");
    let caller =
        compiled(folder.path(), "caller", "double half(double);\ndouble run(void) { return half(3); }\n");
    let error = inputs(&[caller], &[callee], folder.path()).unwrap_err();
    assert!(format!("{error:#}").contains("no adapter makes half of type fd one of type dd"), "{error:#}");
}

//! The cross tools that a build finds on its PATH, made for its dependencies.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::build::Product;

/// Features that every guest may use: exceptions as exnref, setjmp on top of them, 128-bit vectors.
const FEATURES: &str = "\
-msimd128
-mllvm -wasm-enable-sjlj
-mllvm -wasm-use-legacy-eh=false
$-lsetjmp
";

/// C++ on top of [`FEATURES`]. clang does not link the unwinder by itself.
const CXX_FEATURES: &str = "\
-fwasm-exceptions
$-lunwind
";

/// Where sources seem to lie, as guests see it.
const SOURCES: &str = "/usr/src";

/// What the names of recipes begin with whose products run on the host.
const HOST: &str = "host-";

/// Programs that need no more than another name: ours, LLVM's.
const RENAMED: [(&str, &str); 7] = [
    ("wasm-ar", "llvm-ar-22"),
    ("wasm-ranlib", "llvm-ranlib-22"),
    ("wasm-nm", "llvm-nm-22"),
    ("wasm-strip", "llvm-strip-22"),
    ("wasm-objcopy", "llvm-objcopy-22"),
    ("wasm-ld", "wasm-ld-22"),
    ("wasm-link-bitcode", "llvm-link-22"),
];

/// A folder of tools, and what a build needs to find them.
pub(super) struct Tools {
    folder: PathBuf,
    sysroot: Option<PathBuf>,
    host_programs: Vec<PathBuf>,
}

impl Tools {
    /// Puts the tools into a command's environment.
    pub(super) fn enter(&self, command: &mut Command) {
        let mut path: Vec<OsString> = vec![self.folder.clone().into_os_string()];
        path.extend(self.host_programs.iter().map(|folder| folder.clone().into_os_string()));
        path.push(env::var_os("PATH").unwrap_or_default());
        command.env("PATH", path.join(&OsString::from(":"))).env("TOOLS", &self.folder);
        if let Some(sysroot) = &self.sysroot {
            command.env("SYSROOT", sysroot);
        }
    }
}

/// Writes the tools for a build with these dependencies into `folder`.
pub(super) fn install(cache: &Path, folder: &Path, dependencies: &[&Product]) -> Result<Tools> {
    fs::create_dir_all(folder)?;
    let find = |name: &str| {
        dependencies.iter().find(|product| product.name == name).map(|product| product.path.clone())
    };
    // The libraries that the sysroot consists of are themselves built against the bare libc.
    let sysroot = find("sysroot").or_else(|| find("wasi-libc"));
    let resources = find("compiler-rt");

    // Not by its path: cargo may have put another xtask there since this one began.
    fs::copy("/proc/self/exe", folder.join("xtask")).context("cannot copy xtask into the tools")?;
    for (name, program) in RENAMED {
        script(folder, name, &format!("exec {program} \"$@\""))?;
    }
    let options = options(cache, dependencies, sysroot.as_deref(), resources.as_deref());
    for (name, program, more) in [("wasm-cc", "clang-22", ""), ("wasm-c++", "clang++-22", CXX_FEATURES)] {
        let config = folder.join(format!("{name}.cfg"));
        fs::write(&config, format!("{options}{more}"))?;
        script(folder, name, &format!("exec {program} --config={} \"$@\"", config.display()))?;
        module_compiler(folder, name)?;
    }
    if let Some(flang) = find("host-flang") {
        fortran(folder, &flang)?;
    }
    if let (Some(rust), Some(std)) = (find("rust"), find("rust-std")) {
        cargo(cache, folder, &rust, &std)?;
    }
    pkg_config(folder, dependencies)?;
    meson_cross_file(folder, find("cpython").as_deref(), find("numpy").as_deref())?;
    cmake_toolchain(folder, sysroot.as_deref(), dependencies)?;
    let host = dependencies.iter().filter(|product| product.name.starts_with(HOST));
    Ok(Tools {
        folder: folder.to_path_buf(),
        sysroot,
        host_programs: host.map(|it| it.path.join("bin")).collect(),
    })
}

/// clang's configuration file: target, sysroot, features, and the dependencies' folders.
fn options(
    cache: &Path,
    dependencies: &[&Product],
    sysroot: Option<&Path>,
    resources: Option<&Path>,
) -> String {
    let mut lines = vec!["--target=wasm32-wasip1".to_string()];
    lines.extend(sysroot.map(|sysroot| format!("--sysroot={}", sysroot.display())));
    lines.extend(resources.map(|resources| format!("-resource-dir {}", resources.display())));
    // Guests show the names of source files in messages: they hold no path of this machine.
    lines.push(format!("-ffile-prefix-map={}={SOURCES}", cache.display()));
    lines.extend(FEATURES.lines().map(str::to_string));
    let toolchain = [sysroot, resources];
    for product in dependencies.iter().filter(|product| !toolchain.contains(&Some(&product.path))) {
        let (include, lib) = (product.path.join("include"), product.path.join("lib"));
        // What runs on the host is no library, and the sysroot's parts have their headers one level down.
        let is_library = !product.name.starts_with(HOST) && !include.join("wasm32-wasip1").is_dir();
        if is_library && include.is_dir() {
            lines.push(format!("-isystem {}", include.display()));
            lines.extend(lib.is_dir().then(|| format!("-L{}", lib.display())));
        }
    }
    lines.join("\n") + "\n"
}

/// What meson takes for a compiler when it builds extension modules.
fn module_compiler(folder: &Path, driver: &str) -> Result<()> {
    let module = driver.replace("wasm-", "wasm-module-");
    let folder_name = folder.display();
    script(folder, &module, &format!("exec {folder_name}/xtask wasm compile {folder_name}/{driver} \"$@\""))
}

fn fortran(folder: &Path, flang: &Path) -> Result<()> {
    let (here, flang) = (folder.display(), flang.display());
    let body = format!("exec {here}/xtask wasm fortran {flang}/bin/flang-22 {here}/wasm-cc \"$@\"");
    script(folder, "wasm-fortran", &body)?;
    module_compiler(folder, "wasm-fortran")
}

/// cargo for the guests. What it has built serves as long as std stays the same.
fn cargo(cache: &Path, folder: &Path, rust: &Path, std: &Path) -> Result<()> {
    let std = std.file_name().unwrap_or_default().to_string_lossy();
    let body = format!(
        "export RUSTC={rust}/bin/rustc CARGO_TARGET_DIR=\"$KEEP/target-{std}\" CARGO_BUILD_TARGET=wasm32-wasip1\n\
         export CC_wasm32_wasip1=wasm-cc CXX_wasm32_wasip1=wasm-c++ AR_wasm32_wasip1=wasm-ar\n\
         crates=${{CARGO_HOME:-$HOME/.cargo}}/registry/src\n\
         export RUSTFLAGS=\"--remap-path-prefix=$crates={SOURCES} --remap-path-prefix={cache}={SOURCES}\"\n\
         exec {rust}/bin/cargo \"$@\"",
        rust = rust.display(),
        cache = cache.display(),
    );
    script(folder, "wasm-cargo", &body)
}

fn pkg_config(folder: &Path, dependencies: &[&Product]) -> Result<()> {
    let folders = dependencies.iter().flat_map(|product| {
        ["lib/pkgconfig", "share/pkgconfig"].map(|below| product.path.join(below).display().to_string())
    });
    let path = folders.collect::<Vec<_>>().join(":");
    script(
        folder,
        "wasm-pkg-config",
        &format!("export PKG_CONFIG_PATH= PKG_CONFIG_LIBDIR='{path}'\nexec pkg-config \"$@\""),
    )
}

/// What meson builds with; extension modules are built for `cpython`, and on the headers of `numpy`.
fn meson_cross_file(folder: &Path, cpython: Option<&Path>, numpy: Option<&Path>) -> Result<()> {
    let tool = |name: &str| folder.join(name).display().to_string();
    let mut text = format!(
        "[built-in options]\nb_staticpic = true\nb_pie = false\nb_lundef = false\n\n\
         [host_machine]\nsystem = 'wasi'\ncpu_family = 'wasm32'\ncpu = 'wasm32'\nendian = 'little'\n\n\
         [binaries]\nc = '{}'\ncpp = '{}'\nar = '{}'\nranlib = '{}'\nstrip = 'true'\npkg-config = '{}'\n",
        tool("wasm-module-cc"),
        tool("wasm-module-c++"),
        tool("wasm-ar"),
        tool("wasm-ranlib"),
        tool("wasm-pkg-config"),
    );
    if let Some(cpython) = cpython {
        text += &format!("python = '{}/bin/cross-python'\n", cpython.display());
    }
    text += "\n[properties]\nneeds_exe_wrapper = true\nskip_sanity_check = true\nlongdouble_format = 'IEEE_QUAD_LE'\n";
    if let Some(numpy) = numpy {
        let headers = numpy.join("usr/lib/python3.11/site-packages/numpy/_core/include");
        text += &format!("numpy-include-dir = '{}'\n", headers.display());
    }
    Ok(fs::write(folder.join("wasm.meson"), text)?)
}

fn cmake_toolchain(folder: &Path, sysroot: Option<&Path>, dependencies: &[&Product]) -> Result<()> {
    let roots = sysroot.into_iter().chain(dependencies.iter().map(|product| product.path.as_path()));
    let roots = roots.map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
    // CMake knows no WASI: a platform file that says nothing but "unix".
    let platform = folder.join("Platform");
    fs::create_dir_all(&platform)?;
    fs::write(platform.join("WASI.cmake"), "set(UNIX 1)\nset(WASI 1)\n")?;
    let tool = |name: &str| folder.join(name).display().to_string();
    let text = format!(
        "list(APPEND CMAKE_MODULE_PATH \"{}\")\n\
         set(CMAKE_SYSTEM_NAME WASI)\nset(CMAKE_SYSTEM_VERSION 1)\nset(CMAKE_SYSTEM_PROCESSOR wasm32)\n\
         set(CMAKE_C_COMPILER {})\nset(CMAKE_CXX_COMPILER {})\nset(CMAKE_ASM_COMPILER {})\nset(CMAKE_AR {})\n\
         set(CMAKE_RANLIB {})\nset(CMAKE_NM {})\nset(CMAKE_FIND_ROOT_PATH {roots})\n\
         set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)\nset(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)\n\
         set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)\nset(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)\n\
         set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)\n",
        folder.display(),
        tool("wasm-cc"),
        tool("wasm-c++"),
        tool("wasm-cc"),
        tool("wasm-ar"),
        tool("wasm-ranlib"),
        tool("wasm-nm"),
    );
    Ok(fs::write(folder.join("wasm.cmake"), text)?)
}

fn script(folder: &Path, name: &str, body: &str) -> Result<()> {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{body}\n"))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

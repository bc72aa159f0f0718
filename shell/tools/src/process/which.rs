use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// which(1): prints the path of each command; 1 if one is not found.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut all = false;
    let mut status = 0;
    for arg in &args[1..] {
        match arg.to_str() {
            Some("-a") => all = true,
            Some(option) if option.starts_with('-') => {
                eprintln!("Illegal option {option}\nUsage: which [-a] args");
                return ExitCode::from(2);
            }
            _ => {
                let found = candidates(arg);
                for path in found.iter().take(if all { found.len() } else { 1 }) {
                    println!("{}", path.display());
                }
                status |= u8::from(found.is_empty());
            }
        }
    }
    ExitCode::from(status)
}

fn candidates(name: &OsStr) -> Vec<PathBuf> {
    if name.as_bytes().contains(&b'/') {
        return Some(PathBuf::from(name)).into_iter().filter(|path| is_executable(path)).collect();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|dir| dir.join(name)).filter(|path| is_executable(path)).collect()
}

fn is_executable(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

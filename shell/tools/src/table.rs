use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;
use std::vec::IntoIter;

use crate::{process, system, text};

/// A tool's main function; the arguments begin with the name it was called by.
pub(crate) type Run = fn(Vec<OsString>) -> ExitCode;

/// Finds a tool by the last component of `argv[0]`.
pub(crate) fn find(name: &str) -> Option<Run> {
    TOOLS.binary_search_by_key(&name, |(name, _)| name).ok().map(|index| TOOLS[index].1)
}

// Sorted by name, for the binary search.
const TOOLS: &[(&str, Run)] = &[
    ("[", |args| coreutil("test", uu_test::uumain, args)),
    ("arch", system::uname::run_arch),
    ("b2sum", |args| coreutil("b2sum", uu_b2sum::uumain, args)),
    ("base32", |args| coreutil("base32", uu_base32::uumain, args)),
    ("base64", |args| coreutil("base64", uu_base64::uumain, args)),
    ("basename", |args| coreutil("basename", uu_basename::uumain, args)),
    ("basenc", |args| coreutil("basenc", uu_basenc::uumain, args)),
    ("cat", |args| coreutil("cat", uu_cat::uumain, args)),
    ("chgrp", |args| coreutil("chgrp", uu_chgrp::uumain, args)),
    ("chmod", |args| coreutil("chmod", uu_chmod::uumain, args)),
    ("chown", |args| coreutil("chown", uu_chown::uumain, args)),
    ("cksum", |args| coreutil("cksum", uu_cksum::uumain, args)),
    ("clear", system::clear::run),
    ("column", text::column::run),
    ("comm", |args| coreutil("comm", uu_comm::uumain, args)),
    ("cp", |args| coreutil("cp", uu_cp::uumain, args)),
    ("csplit", |args| coreutil("csplit", uu_csplit::uumain, args)),
    ("cut", |args| coreutil("cut", uu_cut::uumain, args)),
    ("date", |args| coreutil("date", uu_date::uumain, args)),
    ("dd", |args| coreutil("dd", uu_dd::uumain, args)),
    ("df", |args| coreutil("df", uu_df::uumain, args)),
    ("dir", |args| coreutil("ls", uu_dir::uumain, args)),
    ("dircolors", |args| coreutil("dircolors", uu_dircolors::uumain, args)),
    ("dirname", |args| coreutil("dirname", uu_dirname::uumain, args)),
    ("du", |args| coreutil("du", uu_du::uumain, args)),
    ("echo", |args| coreutil("echo", uu_echo::uumain, args)),
    ("egrep", process::shorthand::run_egrep),
    ("env", |args| coreutil("env", uu_env::uumain, args)),
    ("expand", |args| coreutil("expand", uu_expand::uumain, args)),
    ("expr", |args| coreutil("expr", uu_expr::uumain, args)),
    ("factor", |args| coreutil("factor", uu_factor::uumain, args)),
    ("false", |args| coreutil("false", uu_false::uumain, args)),
    ("fgrep", process::shorthand::run_fgrep),
    ("find", find_main),
    ("fmt", |args| coreutil("fmt", uu_fmt::uumain, args)),
    ("fold", |args| coreutil("fold", uu_fold::uumain, args)),
    ("free", system::free::run),
    ("groups", |args| coreutil("groups", uu_groups::uumain, args)),
    ("gunzip", process::shorthand::run_gunzip),
    ("hd", text::dump::run_hexdump),
    ("head", |args| coreutil("head", uu_head::uumain, args)),
    ("hexdump", text::dump::run_hexdump),
    ("hostname", system::hostname::run),
    ("id", |args| coreutil("id", uu_id::uumain, args)),
    ("install", |args| coreutil("install", uu_install::uumain, args)),
    ("join", |args| coreutil("join", uu_join::uumain, args)),
    ("kill", process::kill::run),
    ("less", text::pager::run),
    ("link", |args| coreutil("link", uu_link::uumain, args)),
    ("ln", |args| coreutil("ln", uu_ln::uumain, args)),
    ("logname", |args| coreutil("logname", uu_logname::uumain, args)),
    ("ls", |args| coreutil("ls", uu_ls::uumain, args)),
    ("md5sum", |args| coreutil("md5sum", uu_md5sum::uumain, args)),
    ("mkdir", |args| coreutil("mkdir", uu_mkdir::uumain, args)),
    ("mkfifo", |args| coreutil("mkfifo", uu_mkfifo::uumain, args)),
    ("mknod", |args| coreutil("mknod", uu_mknod::uumain, args)),
    ("mktemp", |args| coreutil("mktemp", uu_mktemp::uumain, args)),
    ("more", text::pager::run),
    ("mv", |args| coreutil("mv", uu_mv::uumain, args)),
    ("nice", process::nice::run),
    ("nl", |args| coreutil("nl", uu_nl::uumain, args)),
    ("nohup", process::nohup::run),
    ("nproc", |args| coreutil("nproc", uu_nproc::uumain, args)),
    ("numfmt", |args| coreutil("numfmt", uu_numfmt::uumain, args)),
    ("od", |args| coreutil("od", uu_od::uumain, args)),
    ("paste", |args| coreutil("paste", uu_paste::uumain, args)),
    ("pathchk", |args| coreutil("pathchk", uu_pathchk::uumain, args)),
    ("pr", |args| coreutil("pr", uu_pr::uumain, args)),
    ("printenv", |args| coreutil("printenv", uu_printenv::uumain, args)),
    ("printf", |args| coreutil("printf", uu_printf::uumain, args)),
    ("ps", system::ps::run),
    ("ptx", |args| coreutil("ptx", uu_ptx::uumain, args)),
    ("pwd", |args| coreutil("pwd", uu_pwd::uumain, args)),
    ("readlink", |args| coreutil("readlink", uu_readlink::uumain, args)),
    ("realpath", |args| coreutil("realpath", uu_realpath::uumain, args)),
    ("rev", text::rev::run),
    ("rm", |args| coreutil("rm", uu_rm::uumain, args)),
    ("rmdir", |args| coreutil("rmdir", uu_rmdir::uumain, args)),
    ("seq", |args| coreutil("seq", uu_seq::uumain, args)),
    ("sha1sum", |args| coreutil("sha1sum", uu_sha1sum::uumain, args)),
    ("sha224sum", |args| coreutil("sha224sum", uu_sha224sum::uumain, args)),
    ("sha256sum", |args| coreutil("sha256sum", uu_sha256sum::uumain, args)),
    ("sha384sum", |args| coreutil("sha384sum", uu_sha384sum::uumain, args)),
    ("sha512sum", |args| coreutil("sha512sum", uu_sha512sum::uumain, args)),
    ("shred", |args| coreutil("shred", uu_shred::uumain, args)),
    ("shuf", |args| coreutil("shuf", uu_shuf::uumain, args)),
    ("sleep", |args| coreutil("sleep", uu_sleep::uumain, args)),
    ("sort", |args| coreutil("sort", uu_sort::uumain, args)),
    ("split", |args| coreutil("split", uu_split::uumain, args)),
    ("stat", |args| coreutil("stat", uu_stat::uumain, args)),
    ("strings", text::strings::run),
    ("sum", |args| coreutil("sum", uu_sum::uumain, args)),
    ("sync", system::sync::run),
    ("tac", |args| coreutil("tac", uu_tac::uumain, args)),
    ("tail", |args| coreutil("tail", uu_tail::uumain, args)),
    ("tee", |args| coreutil("tee", uu_tee::uumain, args)),
    ("test", |args| coreutil("test", uu_test::uumain, args)),
    ("time", process::time::run),
    ("timeout", process::timeout::run),
    ("touch", |args| coreutil("touch", uu_touch::uumain, args)),
    ("tr", |args| coreutil("tr", uu_tr::uumain, args)),
    ("true", |args| coreutil("true", uu_true::uumain, args)),
    ("truncate", |args| coreutil("truncate", uu_truncate::uumain, args)),
    ("tsort", |args| coreutil("tsort", uu_tsort::uumain, args)),
    ("tty", |args| coreutil("tty", uu_tty::uumain, args)),
    ("uname", system::uname::run),
    ("unexpand", |args| coreutil("unexpand", uu_unexpand::uumain, args)),
    ("uniq", |args| coreutil("uniq", uu_uniq::uumain, args)),
    ("unlink", |args| coreutil("unlink", uu_unlink::uumain, args)),
    ("uptime", system::uptime::run),
    ("vdir", |args| coreutil("ls", uu_vdir::uumain, args)),
    ("wc", |args| coreutil("wc", uu_wc::uumain, args)),
    ("which", process::which::run),
    ("whoami", |args| coreutil("whoami", uu_whoami::uumain, args)),
    ("xargs", xargs_main),
    ("xxd", text::dump::run_xxd),
    ("yes", |args| coreutil("yes", uu_yes::uumain, args)),
    ("zcat", process::shorthand::run_zcat),
];

fn coreutil(name: &str, uumain: fn(IntoIter<OsString>) -> i32, args: Vec<OsString>) -> ExitCode {
    if let Err(error) = uucore::locale::setup_localization(name) {
        eprintln!("{name}: cannot read its messages: {error}");
    }
    code(uumain(args.into_iter()))
}

fn code(code: i32) -> ExitCode {
    // A tool that cannot write its output says so itself, where GNU's does.
    let _ = std::io::stdout().flush();
    ExitCode::from(code as u8)
}

fn find_main(args: Vec<OsString>) -> ExitCode {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
    code(findutils::find::find_main(&args, &findutils::find::StandardDependencies::new()))
}

fn xargs_main(args: Vec<OsString>) -> ExitCode {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
    code(findutils::xargs::xargs_main(&args))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_sorted() {
        assert!(super::TOOLS.is_sorted_by_key(|(name, _)| name));
    }
}

//! What std promises on Unix: one program that passes on Linux and in the sandbox alike. The children are this program,
//! told by their first argument what to do.

mod files;
mod processes;

use std::env;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some(task) = arguments.first() {
        processes::child(task, &arguments[1..]);
    }
    processes::check();
    files::check();
    println!("std ok");
}

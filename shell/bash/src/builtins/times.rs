//! `times`.

use std::time::Duration;

use brush_core::sys::resource;

use super::complaint::print_text;
use super::{Context, Outcome};

/// Runs `times`: the shell's time, then its children's.
pub(crate) async fn run(context: Context<'_>, _words: Vec<String>) -> Outcome {
    let (user, system) = resource::get_self_user_and_system_time()?;
    let (children_user, children_system) = resource::get_children_user_and_system_time()?;
    let text = format!(
        "{} {}\n{} {}\n",
        minutes(user),
        minutes(system),
        minutes(children_user),
        minutes(children_system)
    );
    Ok(print_text(&context, &text))
}

fn minutes(time: Duration) -> String {
    format!("{}m{}.{:03}s", time.as_secs() / 60, time.as_secs() % 60, time.subsec_millis())
}

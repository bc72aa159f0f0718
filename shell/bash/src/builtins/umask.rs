//! `umask`.

use brush_core::{ExecutionResult, sys};

use super::complaint::{fail, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "umask [-p] [-S] [mode]";
const CLASSES: [(char, u32); 3] = [('u', 6), ('g', 3), ('o', 0)];

/// Runs `umask`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "pS");
    let (mut reusable, mut symbolic) = (false, false);
    while let Some(option) = options.next() {
        match option {
            Found::Flag('p') => reusable = true,
            Found::Flag(_) => symbolic = true,
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    let current = sys::process::umask(0);
    sys::process::umask(current);
    let Some(mode) = options.operands().first() else {
        let text = match (symbolic, reusable) {
            (true, true) => format!("umask -S {}\n", describe(current)),
            (true, false) => format!("{}\n", describe(current)),
            (false, true) => format!("umask {current:04o}\n"),
            (false, false) => format!("{current:04o}\n"),
        };
        return Ok(print_text(&context, &text));
    };
    let mask = if mode.starts_with(|c: char| c.is_ascii_digit()) {
        match u32::from_str_radix(mode, 8).ok().filter(|mask| *mask <= 0o777) {
            Some(mask) => mask,
            None => return Ok(fail(&context, &format!("{mode}: octal number out of range"))),
        }
    } else {
        match apply(mode, !current & 0o777) {
            Ok(allowed) => !allowed & 0o777,
            Err(c) => return Ok(fail(&context, &format!("`{c}': invalid symbolic mode character"))),
        }
    };
    sys::process::umask(mask);
    if symbolic {
        return Ok(print_text(&context, &format!("{}\n", describe(mask))));
    }
    Ok(ExecutionResult::success())
}

fn describe(mask: u32) -> String {
    let class = |(name, shift): (char, u32)| {
        let allowed = !mask >> shift;
        let letters = [('r', 4), ('w', 2), ('x', 1)].into_iter().filter(|(_, bit)| allowed & bit != 0);
        format!("{name}={}", letters.map(|(letter, _)| letter).collect::<String>())
    };
    CLASSES.map(class).join(",")
}

/// Applies `u=rwx,g-w` to the permissions that are allowed; the wrong character otherwise.
fn apply(mode: &str, mut allowed: u32) -> Result<u32, char> {
    for clause in mode.split(',') {
        let mut chars = clause.chars().peekable();
        let mut shifts = vec![];
        while let Some(c) = chars.peek().copied().filter(|c| "ugoa".contains(*c)) {
            shifts.extend(CLASSES.iter().filter(|(name, _)| c == 'a' || *name == c).map(|(_, shift)| *shift));
            chars.next();
        }
        if shifts.is_empty() {
            shifts.extend([6, 3, 0]);
        }
        let operator = chars.next().ok_or('\0')?;
        if !"+-=".contains(operator) {
            return Err(operator);
        }
        let mut bits = 0;
        for c in chars {
            bits |= match c {
                'r' => 4,
                'w' => 2,
                'x' | 'X' => 1,
                'u' => allowed >> 6 & 7,
                'g' => allowed >> 3 & 7,
                'o' => allowed & 7,
                _ => return Err(c),
            };
        }
        for shift in shifts {
            allowed = match operator {
                '+' => allowed | bits << shift,
                '-' => allowed & !(bits << shift),
                _ => allowed & !(7 << shift) | bits << shift,
            };
        }
    }
    Ok(allowed)
}

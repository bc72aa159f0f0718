use std::ffi::OsString;
use std::process::ExitCode;

/// rev(1): turns the characters of each line round.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    super::for_each("rev", &args[1..], |mut input, output| {
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            let ended = line.last() == Some(&b'\n');
            let text = if ended { &line[..line.len() - 1] } else { &line[..] };
            match std::str::from_utf8(text) {
                Ok(text) => write!(output, "{}", text.chars().rev().collect::<String>())?,
                Err(_) => output.write_all(&text.iter().rev().copied().collect::<Vec<_>>())?,
            }
            output.write_all(if ended { b"\n" } else { b"" })?;
            line.clear();
        }
        Ok(())
    })
}

use std::ffi::OsString;
use std::process::ExitCode;

/// strings(1): prints the runs of at least `-n` (4) printable characters.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let mut least = 4;
    let mut files = Vec::new();
    let mut words = args[1..].iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let number = match &*text {
            "-n" | "--bytes" => words.next().map(|word| word.to_string_lossy().into_owned()),
            "-a" | "--all" => continue,
            _ => match text.strip_prefix("--bytes=").or(text.strip_prefix("-n")).or(text.strip_prefix('-')) {
                Some(number) if !number.is_empty() => Some(number.to_owned()),
                _ => {
                    files.push(word.clone());
                    continue;
                }
            },
        };
        let Some(number) = number.and_then(|number| number.parse().ok()).filter(|number| *number > 0) else {
            eprintln!("strings: invalid minimum string length {text}");
            return ExitCode::FAILURE;
        };
        least = number;
    }
    super::for_each("strings", &files, |mut input, output| {
        let mut found = Vec::new();
        loop {
            let bytes = input.fill_buf()?;
            let read = bytes.len();
            for &byte in bytes {
                if byte == b'\t' || (b' '..=b'~').contains(&byte) {
                    found.push(byte);
                    continue;
                }
                if found.len() >= least {
                    output.write_all(&found)?;
                    output.write_all(b"\n")?;
                }
                found.clear();
            }
            if read == 0 {
                break;
            }
            input.consume(read);
        }
        if found.len() >= least {
            output.write_all(&found)?;
            output.write_all(b"\n")?;
        }
        Ok(())
    })
}

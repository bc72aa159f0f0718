use serde::{Deserialize, Serialize};

/// What reads a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    Python,
    Bash,
}

impl Language {
    /// The interpreter's name, to which `-c` and the code are added.
    pub(crate) const fn interpreter(self) -> &'static str {
        match self {
            Self::Python => "python3",
            Self::Bash => "bash",
        }
    }
}

/// A program to run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Script {
    pub(crate) language: Language,
    pub(crate) code: String,
    /// Whether a sandbox that has run something else may run it, where starting one takes seconds.
    #[serde(default)]
    pub(crate) reuse: bool,
}

/// The line of a program before which it only prepares.
const MEASURED_FROM: &str = "# Measured from here.\n";

/// What a timed program prints last, before the seconds.
const SECONDS: &str = "seconds: ";

impl Script {
    pub(crate) fn python(code: &str) -> Self {
        Self { language: Language::Python, code: code.into(), reuse: false }
    }

    pub(crate) fn bash(code: &str) -> Self {
        Self { language: Language::Bash, code: code.into(), reuse: false }
    }

    /// A program that tells how long it computed itself, from its beginning or from the line that says so.
    pub(crate) fn timed(program: &str) -> Self {
        let begin = "import time as _time\n_begun = _time.perf_counter()\n";
        let end = format!("print(f\"{SECONDS}{{_time.perf_counter() - _begun:.9f}}\")\n");
        let code = match program.split_once(MEASURED_FROM) {
            Some((prepare, measured)) => format!("{prepare}{begin}{measured}{end}"),
            None => format!("{begin}{program}{end}"),
        };
        Self { language: Language::Python, code, reuse: true }
    }

    /// A program that stays alive after its work: each line it is sent comes back.
    pub(crate) fn staying(&self) -> String {
        match self.language {
            Language::Python => format!(
                "{}\nimport sys\nprint('{READY}', flush=True)\nfor line in sys.stdin: print(line, end='', flush=True)\n",
                self.code
            ),
            Language::Bash => {
                format!("{}\necho {READY}\nwhile read -r line; do echo \"$line\"; done\n", self.code)
            }
        }
    }
}

/// The line that a program prints when it has done its work and stays.
pub(crate) const READY: &str = "ready";

/// The output of a timed program without its last line, and the seconds that one tells.
pub(crate) fn split_timed(output: &str) -> Option<(&str, f64)> {
    let (before, seconds) = output.trim_end().rsplit_once(SECONDS)?;
    Some((before, seconds.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_begins_at_the_mark() {
        let code = Script::timed("prepare()\n# Measured from here.\nwork()\n").code;
        let at = |text: &str| code.find(text).expect("it is there");
        assert!(at("prepare") < at("_begun =") && at("_begun =") < at("work") && at("work") < at("print"));
        assert!(Script::timed("work()\n").code.starts_with("import time"));
    }

    #[test]
    fn output_and_seconds_are_told_apart() {
        assert_eq!(split_timed("1 2\n3\nseconds: 0.25\n"), Some(("1 2\n3\n", 0.25)));
        assert_eq!(split_timed("no such line"), None);
    }
}

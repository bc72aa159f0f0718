//! The command line; bash(1), "Options" and "Invocation".

/// What the shell reads commands from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// `-c`: this text.
    Text(String),
    /// A script file.
    File(String),
    /// Standard input.
    Stdin,
}

/// A checked command line.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// Where commands come from.
    pub(crate) source: Source,
    /// `$0`.
    pub(crate) name: String,
    /// `$1` and on.
    pub(crate) arguments: Vec<String>,
    /// `-e`, `+x`, …: letter and whether it is set.
    pub(crate) flags: Vec<(char, bool)>,
    /// `-o NAME`, `+o NAME`.
    pub(crate) options: Vec<(String, bool)>,
    /// `-O NAME`, `+O NAME`.
    pub(crate) shopts: Vec<(String, bool)>,
    /// Behaves as a login shell.
    pub(crate) login: bool,
    /// `-i`.
    pub(crate) interactive: bool,
    /// `--noprofile` was not given.
    pub(crate) reads_profile: bool,
    /// `--norc` was not given.
    pub(crate) reads_rc: bool,
    /// `--rcfile FILE`.
    pub(crate) rc_file: Option<String>,
    /// Invoked as `sh`, or `--posix`.
    pub(crate) posix: bool,
}

/// Why the shell ends before it starts.
#[derive(Debug)]
pub(crate) enum EarlyExit {
    /// `--version`, `--help`: this text, and success.
    Answer(String),
    /// A wrong command line: this text, and status 2.
    Misuse(String),
}

impl EarlyExit {
    /// Prints what there is to say and returns the exit status.
    pub(crate) fn report(&self) -> i32 {
        match self {
            Self::Answer(text) => {
                print!("{text}");
                0
            }
            Self::Misuse(text) => {
                eprint!("{text}");
                2
            }
        }
    }
}

const USAGE: &str =
    "Usage:\tbash [GNU long option] [option] ...\n\tbash [GNU long option] [option] script-file ...\n";

/// What `--version` prints.
fn version() -> String {
    "GNU bash, version 5.2.37(1)-release (wasm32-unknown-wasip1)\n\
     Compatible with it: brush's interpreter on the Vivarium kernel.\n"
        .into()
}

/// Reads the command line, `argv[0]` first.
pub(crate) fn parse(arguments: Vec<String>) -> Result<Invocation, EarlyExit> {
    let mut arguments = arguments.into_iter();
    let name = arguments.next().unwrap_or_else(|| "bash".into());
    let mut rest: Vec<String> = arguments.collect();
    let base = name.trim_start_matches('-').rsplit('/').next().unwrap_or_default().to_owned();
    let mut invocation = Invocation {
        source: Source::Stdin,
        login: name.starts_with('-'),
        name,
        arguments: vec![],
        flags: vec![],
        options: vec![],
        shopts: vec![],
        interactive: false,
        reads_profile: true,
        reads_rc: true,
        rc_file: None,
        posix: base == "sh",
    };
    let mut reads_command = false;
    let mut reads_stdin = false;
    rest.reverse();
    while let Some(argument) = rest.pop() {
        match argument.as_str() {
            "-" | "--" => break,
            long if long.starts_with("--") => invocation.take_long(long, &mut rest)?,
            short if short.len() > 1 && (short.starts_with('-') || short.starts_with('+')) => {
                for flag in invocation.take_short(short, &mut rest)? {
                    match flag {
                        'c' => reads_command = true,
                        _ => reads_stdin = true,
                    }
                }
            }
            _ => {
                rest.push(argument);
                break;
            }
        }
    }
    rest.reverse();
    invocation.take_operands(rest, reads_command, reads_stdin)?;
    Ok(invocation)
}

impl Invocation {
    fn misuse(&self, text: &str) -> EarlyExit {
        EarlyExit::Misuse(format!("{}: {text}\n", self.name))
    }

    fn take_long(&mut self, option: &str, rest: &mut Vec<String>) -> Result<(), EarlyExit> {
        match option {
            "--login" => self.login = true,
            "--norc" => self.reads_rc = false,
            "--noprofile" => self.reads_profile = false,
            "--posix" => self.posix = true,
            "--verbose" => self.flags.push(('v', true)),
            "--rcfile" | "--init-file" => {
                let file = rest.pop();
                self.rc_file =
                    Some(file.ok_or_else(|| self.misuse(&format!("{option}: option requires an argument")))?);
            }
            "--noediting" | "--debugger" | "--restricted" => {}
            "--version" => return Err(EarlyExit::Answer(version())),
            "--help" => return Err(EarlyExit::Answer(format!("{}{USAGE}", version()))),
            _ => {
                return Err(EarlyExit::Misuse(format!("{}: {option}: invalid option\n{USAGE}", self.name)));
            }
        }
        Ok(())
    }

    /// Takes a cluster of letters; returns the ones that say where commands come from.
    fn take_short(&mut self, cluster: &str, rest: &mut Vec<String>) -> Result<Vec<char>, EarlyExit> {
        let on = cluster.starts_with('-');
        let mut source = vec![];
        for letter in cluster.chars().skip(1) {
            match letter {
                'c' | 's' => source.push(letter),
                'i' => self.interactive = on,
                'l' => self.login = on,
                'o' => {
                    if let Some(name) = rest.pop() {
                        self.options.push((name, on));
                    }
                }
                'O' => {
                    if let Some(name) = rest.pop() {
                        self.shopts.push((name, on));
                    }
                }
                'D' | 'r' => {}
                letter if "abefhkmnptuvxBCEHPT".contains(letter) => self.flags.push((letter, on)),
                _ => {
                    let sign = if on { '-' } else { '+' };
                    return Err(EarlyExit::Misuse(format!(
                        "{}: {sign}{letter}: invalid option\n{USAGE}",
                        self.name
                    )));
                }
            }
        }
        Ok(source)
    }

    fn take_operands(
        &mut self,
        operands: Vec<String>,
        reads_command: bool,
        reads_stdin: bool,
    ) -> Result<(), EarlyExit> {
        let mut operands = operands.into_iter();
        if reads_command {
            let text = operands.next().ok_or_else(|| self.misuse("-c: option requires an argument"))?;
            self.source = Source::Text(text);
            if let Some(name) = operands.next() {
                self.name = name;
            }
        } else if !reads_stdin && let Some(script) = operands.next() {
            self.name.clone_from(&script);
            self.source = Source::File(script);
        }
        self.arguments = operands.collect();
        Ok(())
    }
}

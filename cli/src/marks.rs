//! What a shell tells its terminal in its output: where prompts are, and its working directory.

/// Longest sequence or prompt that is waited for; longer ones are plain text.
const LEN_MAX: usize = 16 << 10;
const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;

/// A part of a shell's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// For the terminal.
    Text(Vec<u8>),
    /// The shell asks for a line.
    Prompt(Prompt),
    /// The shell's working directory (OSC 7).
    Folder(Vec<u8>),
}

/// What stands before a line that is asked for (OSC 133).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prompt {
    pub(crate) text: String,
    /// Whether the line goes on where the one before it ended.
    pub(crate) is_secondary: bool,
}

/// Finds the parts of output that comes in pieces.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The beginning of a control sequence.
    held: Vec<u8>,
    prompt: Option<(bool, Vec<u8>)>,
    text: Vec<u8>,
}

impl Marks {
    /// Takes in more output, and returns what is known of it by now.
    pub(crate) fn parts(&mut self, output: &[u8]) -> Vec<Part> {
        let mut parts = Vec::new();
        for &byte in output {
            self.held.push(byte);
            match self.held.as_slice() {
                [ESCAPE] | [ESCAPE, b']'] => {}
                [ESCAPE, b']', body @ .., BELL] | [ESCAPE, b']', body @ .., ESCAPE, b'\\'] => {
                    let body = body.to_vec();
                    self.sequence(&body, &mut parts);
                }
                [ESCAPE, b']', ..] if self.held.len() < LEN_MAX => {}
                _ => self.plain(),
            }
        }
        self.end_text(&mut parts);
        parts
    }

    /// Gives up waiting for the end of a sequence.
    pub(crate) fn release(&mut self) -> Vec<u8> {
        self.plain();
        std::mem::take(&mut self.text)
    }

    fn sequence(&mut self, body: &[u8], parts: &mut Vec<Part>) {
        match body {
            b"133;A" | b"133;A;k=s" => self.prompt = Some((body.ends_with(b"k=s"), Vec::new())),
            b"133;B" => {
                if let Some((is_secondary, text)) = self.prompt.take() {
                    self.end_text(parts);
                    let text = String::from_utf8_lossy(&text).into_owned();
                    parts.push(Part::Prompt(Prompt { text, is_secondary }));
                }
            }
            [b'7', b';', b'f', b'i', b'l', b'e', b':', b'/', b'/', path @ ..] => {
                parts.push(Part::Folder(path.to_vec()));
            }
            _ => return self.plain(),
        }
        self.held.clear();
    }

    /// Counts what is held as text, of the prompt or not.
    fn plain(&mut self) {
        match &mut self.prompt {
            Some((_, prompt)) if prompt.len() + self.held.len() < LEN_MAX => prompt.append(&mut self.held),
            _ => {
                self.text.extend(self.prompt.take().into_iter().flat_map(|(_, prompt)| prompt));
                self.text.append(&mut self.held);
            }
        }
    }

    fn end_text(&mut self, parts: &mut Vec<Part>) {
        if !self.text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut self.text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    fn prompt(text: &str, is_secondary: bool) -> Part {
        Part::Prompt(Prompt { text: text.into(), is_secondary })
    }

    #[test]
    fn parts_are_found() {
        let cases = [
            ("plain\n", vec![text("plain\n")]),
            ("\x1b[1mbold\x1b[0m", vec![text("\x1b[1mbold\x1b[0m")]),
            ("a\x1b]133;A\x07$ \x1b]133;B\x07", vec![text("a"), prompt("$ ", false)]),
            ("\x1b]133;A;k=s\x1b\\> \x1b]133;B\x1b\\", vec![prompt("> ", true)]),
            ("\x1b]7;file:///tmp\x07", vec![Part::Folder(b"/tmp".into())]),
            ("\x1b]0;title\x07x", vec![text("\x1b]0;title\x07x")]),
            ("\x1b]133;B\x07", vec![]),
            ("\x1b]133;A\x07\x1b[32m$\x1b[0m \x1b]133;B\x07", vec![prompt("\x1b[32m$\x1b[0m ", false)]),
        ];
        for (output, expected) in cases {
            assert_eq!(Marks::default().parts(output.as_bytes()), expected, "{output:?}");
        }
    }

    #[test]
    fn pieces_make_the_same_parts() {
        let mut marks = Marks::default();
        let mut parts = Vec::new();
        for byte in b"a\x1b]133;A\x07$ \x1b]133;B\x07" {
            parts.extend(marks.parts(&[*byte]));
        }
        assert_eq!(parts, [text("a"), prompt("$ ", false)]);
        assert_eq!((marks.parts(b"\x1b"), marks.release()), (vec![], vec![ESCAPE]));
    }

    #[test]
    fn what_never_ends_is_text() {
        let endless = [b"\x1b]133;A\x07".to_vec(), vec![b'x'; 2 * LEN_MAX]].concat();
        let length = |parts: Vec<Part>| -> usize {
            parts.iter().map(|part| if let Part::Text(text) = part { text.len() } else { 0 }).sum()
        };
        assert_eq!(length(Marks::default().parts(&endless)), 2 * LEN_MAX);
        let endless = [b"\x1b]".to_vec(), vec![b'x'; 2 * LEN_MAX]].concat();
        assert_eq!(length(Marks::default().parts(&endless)), endless.len());
    }
}

//! Options of builtins, read as bash's `internal_getopt` does: they end at the first operand or at `--`.

/// Reads options one by one.
pub(crate) struct Options<'a> {
    words: &'a [String],
    letters: &'static str,
    index: usize,
    offset: usize,
}

/// An option that was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// A letter without a value.
    Flag(char),
    /// A letter with its value.
    Value(char, &'a str),
    /// Not an option of this builtin, or its value is missing: what to say of it.
    Wrong(String),
}

impl<'a> Options<'a> {
    /// Reads `words`, the builtin's name first. A colon after a letter means that it takes a value.
    pub(crate) const fn new(words: &'a [String], letters: &'static str) -> Self {
        Self { words, letters, index: 1, offset: 0 }
    }

    /// The words after the options.
    pub(crate) fn operands(&self) -> &'a [String] {
        &self.words[self.index.min(self.words.len())..]
    }

    fn takes_value(&self, letter: char) -> Option<bool> {
        let at = self.letters.find(letter).filter(|_| letter != ':')?;
        Some(self.letters[at + 1..].starts_with(':'))
    }
}

impl<'a> Iterator for Options<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        let word = self.words.get(self.index)?;
        if self.offset == 0 {
            if word == "--" {
                self.index += 1;
                return None;
            }
            if !word.starts_with('-') || word.len() == 1 {
                return None;
            }
            self.offset = 1;
        }
        let letter = word[self.offset..].chars().next()?;
        let rest = &word[self.offset + letter.len_utf8()..];
        match self.takes_value(letter) {
            None => Some(Found::Wrong(format!("-{letter}: invalid option"))),
            Some(false) => {
                self.offset += letter.len_utf8();
                if rest.is_empty() {
                    self.index += 1;
                    self.offset = 0;
                }
                Some(Found::Flag(letter))
            }
            Some(true) => {
                self.offset = 0;
                self.index += 1;
                if !rest.is_empty() {
                    return Some(Found::Value(letter, rest));
                }
                self.index += 1;
                match self.words.get(self.index - 1) {
                    Some(value) => Some(Found::Value(letter, value)),
                    None => Some(Found::Wrong(format!("-{letter}: option requires an argument"))),
                }
            }
        }
    }
}

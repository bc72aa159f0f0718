//! Splitting a line as `read` does; bash(1), "read".

/// A character of the input and whether a backslash took its meaning.
pub(crate) type Char = (char, bool);

/// The separators of a `read`.
pub(crate) struct Separators<'a> {
    ifs: &'a str,
}

impl<'a> Separators<'a> {
    /// Takes the value of `IFS`.
    pub(crate) const fn new(ifs: &'a str) -> Self {
        Self { ifs }
    }

    fn is_separator(&self, c: Char) -> bool {
        !c.1 && self.ifs.contains(c.0)
    }

    fn is_space(&self, c: Char) -> bool {
        matches!(c.0, ' ' | '\t' | '\n') && self.is_separator(c)
    }

    fn skip_spaces<'b>(&self, text: &'b [Char]) -> &'b [Char] {
        let spaces = text.iter().take_while(|c| self.is_space(**c)).count();
        &text[spaces..]
    }

    /// Takes the first word; returns it and what follows its separator.
    fn take_word<'b>(&self, text: &'b [Char]) -> (&'b [Char], &'b [Char]) {
        let text = self.skip_spaces(text);
        let end = text.iter().position(|c| self.is_separator(*c)).unwrap_or(text.len());
        let mut rest = self.skip_spaces(&text[end..]);
        // One separator that is not a space belongs to the word, and the spaces around it.
        if let Some(first) = rest.first()
            && self.is_separator(*first)
        {
            rest = self.skip_spaces(&rest[1..]);
        }
        (&text[..end], rest)
    }

    /// Splits into all words.
    pub(crate) fn all(&self, text: &[Char]) -> Vec<String> {
        let mut words = vec![];
        let mut rest = self.skip_spaces(text);
        while !rest.is_empty() {
            let (word, after) = self.take_word(rest);
            words.push(string(word));
            rest = after;
        }
        words
    }

    /// Splits into `count` words; the last one has all that is left.
    pub(crate) fn first(&self, text: &[Char], count: usize) -> Vec<String> {
        let mut words = Vec::with_capacity(count);
        let mut rest = text;
        while words.len() + 1 < count {
            let (word, after) = self.take_word(rest);
            words.push(string(word));
            rest = after;
        }
        let (word, after) = self.take_word(rest);
        if after.is_empty() {
            words.push(string(word));
        } else {
            let mut last = self.skip_spaces(rest);
            while let Some((end, head)) = last.split_last()
                && self.is_space(*end)
            {
                last = head;
            }
            words.push(string(last));
        }
        words
    }
}

/// The text of some characters.
pub(crate) fn string(text: &[Char]) -> String {
    text.iter().map(|c| c.0).collect()
}

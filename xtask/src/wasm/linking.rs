//! The `linking` section of a relocatable object: its symbols, and what the linker does with them.
//!
//! The format is in the WebAssembly tool conventions, "Linking.md".

use anyhow::{Result, bail, ensure};

use super::leb::{Reader, push_block, push_number};

const CUSTOM_SECTION: u8 = 0;
const VERSION: u32 = 2;

/// Kinds of subsections.
pub(super) const INIT_FUNCTIONS: u8 = 6;
pub(super) const COMDAT_INFO: u8 = 7;
pub(super) const SYMBOL_TABLE: u8 = 8;

/// Flags of symbols.
pub(super) const BINDING_MASK: u32 = 0x3;
pub(super) const BINDING_LOCAL: u32 = 0x2;
pub(super) const VISIBILITY_HIDDEN: u32 = 0x4;
pub(super) const UNDEFINED: u32 = 0x10;
pub(super) const EXPLICIT_NAME: u32 = 0x40;

/// Kinds of symbols.
pub(super) const FUNCTION: u8 = 0;
pub(super) const DATA: u8 = 1;
pub(super) const GLOBAL: u8 = 2;
pub(super) const SECTION: u8 = 3;
pub(super) const TAG: u8 = 4;
pub(super) const TABLE: u8 = 5;

/// What becomes of a subsection.
pub(super) enum Change {
    Keep,
    Drop,
    Replace(Vec<u8>),
}

/// The object with each subsection of its `linking` section as `change` wants it, by kind and content.
pub(super) fn rewrite(object: &[u8], mut change: impl FnMut(u8, &[u8]) -> Result<Change>) -> Result<Vec<u8>> {
    let mut reader = Reader::new(object);
    reader.expect(b"\0asm\x01\0\0\0", "a WebAssembly object")?;
    let mut out = object[..8].to_vec();
    while !reader.is_empty() {
        let id = reader.byte()?;
        let content = reader.block()?;
        out.push(id);
        match subsections(id, content)? {
            Some(subsections) => push_block(&mut out, &rewrite_section(subsections, &mut change)?),
            None => push_block(&mut out, content),
        }
    }
    Ok(out)
}

/// The object without its custom sections of one name.
pub(super) fn without_section(object: &[u8], name: &str) -> Result<Vec<u8>> {
    let mut reader = Reader::new(object);
    let mut out = reader.bytes(8)?.to_vec();
    while !reader.is_empty() {
        let id = reader.byte()?;
        let content = reader.block()?;
        if id != CUSTOM_SECTION || Reader::new(content).name()? != name {
            out.push(id);
            push_block(&mut out, content);
        }
    }
    Ok(out)
}

/// The subsections of a section, if it is the `linking` section.
fn subsections(id: u8, content: &[u8]) -> Result<Option<&[u8]>> {
    let mut reader = Reader::new(content);
    if id != CUSTOM_SECTION || reader.name()? != "linking" {
        return Ok(None);
    }
    let version = reader.number()?;
    ensure!(version == VERSION, "linking section of version {version}, not {VERSION}");
    Ok(Some(reader.rest()))
}

fn rewrite_section(
    subsections: &[u8],
    change: &mut impl FnMut(u8, &[u8]) -> Result<Change>,
) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    push_block(&mut out, b"linking");
    push_number(&mut out, VERSION);
    let mut reader = Reader::new(subsections);
    while !reader.is_empty() {
        let kind = reader.byte()?;
        let content = reader.block()?;
        let changed = match change(kind, content)? {
            Change::Drop => continue,
            Change::Keep => None,
            Change::Replace(changed) => Some(changed),
        };
        out.push(kind);
        push_block(&mut out, changed.as_deref().unwrap_or(content));
    }
    Ok(out)
}

/// The symbol table with each symbol as `change` leaves it; `change` sees the symbol's index, too.
pub(super) fn rewrite_symbols<'a>(
    table: &'a [u8],
    mut change: impl FnMut(u32, &mut Symbol<'a>),
) -> Result<Vec<u8>> {
    let mut reader = Reader::new(table);
    let count = reader.number()?;
    let mut out = Vec::with_capacity(table.len());
    push_number(&mut out, count);
    for index in 0..count {
        let mut symbol = Symbol::read(&mut reader)?;
        change(index, &mut symbol);
        symbol.write(&mut out);
    }
    Ok(out)
}

/// One entry of the symbol table.
pub(super) struct Symbol<'a> {
    pub(super) kind: u8,
    pub(super) flags: u32,
    pub(super) name: Option<&'a str>,
    /// What the symbol stands for: an index; of data segment, offset and size; nothing for undefined data.
    pub(super) numbers: Vec<u32>,
}

impl<'a> Symbol<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Symbol<'a>> {
        let kind = reader.byte()?;
        let flags = reader.number()?;
        let undefined = flags & UNDEFINED != 0;
        let mut symbol = Symbol { kind, flags, name: None, numbers: Vec::new() };
        match kind {
            FUNCTION | GLOBAL | TAG | TABLE => {
                symbol.numbers.push(reader.number()?);
                if !undefined || flags & EXPLICIT_NAME != 0 {
                    symbol.name = Some(reader.name()?);
                }
            }
            DATA => {
                symbol.name = Some(reader.name()?);
                if !undefined {
                    symbol.numbers = vec![reader.number()?, reader.number()?, reader.number()?];
                }
            }
            SECTION => symbol.numbers.push(reader.number()?),
            other => bail!("symbol of unknown kind {other}"),
        }
        Ok(symbol)
    }

    /// Whether the symbol has a name that others could refer to.
    pub(super) fn is_definition(&self) -> bool {
        self.kind != SECTION && self.flags & UNDEFINED == 0
    }

    /// Makes the symbol visible to all objects.
    pub(super) fn publish(&mut self) {
        self.flags &= !(BINDING_MASK | VISIBILITY_HIDDEN);
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.push(self.kind);
        push_number(out, self.flags);
        let push_name = |out: &mut Vec<u8>| {
            if let Some(name) = self.name {
                push_block(out, name.as_bytes());
            }
        };
        // Data has its name before its numbers, all else after.
        if self.kind == DATA {
            push_name(out);
        }
        for number in &self.numbers {
            push_number(out, *number);
        }
        if self.kind != DATA {
            push_name(out);
        }
    }
}

/// Objects for tests.
#[cfg(test)]
pub(super) mod samples {
    use super::*;

    /// An object that consists of a section to be left alone and a linking section.
    pub(in crate::wasm) fn object(subsections: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let mut linking = Vec::new();
        push_block(&mut linking, b"linking");
        push_number(&mut linking, VERSION);
        for (kind, content) in subsections {
            linking.push(*kind);
            push_block(&mut linking, content);
        }
        let mut object = b"\0asm\x01\0\0\0".to_vec();
        object.extend([1, 1, 0, CUSTOM_SECTION]);
        push_block(&mut object, &linking);
        object
    }

    /// The content of a symbol table.
    pub(in crate::wasm) fn table(symbols: &[Symbol]) -> Vec<u8> {
        let mut table = Vec::new();
        push_number(&mut table, u32::try_from(symbols.len()).unwrap());
        for symbol in symbols {
            symbol.write(&mut table);
        }
        table
    }

    pub(in crate::wasm) fn symbol(
        kind: u8,
        flags: u32,
        name: Option<&str>,
        numbers: &[u32],
    ) -> Symbol<'static> {
        let name: Option<&'static str> = name.map(|name| &*name.to_string().leak());
        Symbol { kind, flags, name, numbers: numbers.to_vec() }
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{object, symbol, table};
    use super::*;

    #[test]
    fn what_is_kept_is_kept_byte_for_byte() {
        let symbols =
            [symbol(FUNCTION, 0, Some("f"), &[200]), symbol(DATA, UNDEFINED, Some("extern_data"), &[])];
        let before = object(&[(COMDAT_INFO, vec![0]), (SYMBOL_TABLE, table(&symbols))]);
        assert_eq!(rewrite(&before, |_, _| Ok(Change::Keep)).unwrap(), before);
    }

    #[test]
    fn a_custom_section_goes_as_a_whole() {
        let linking = object(&[(COMDAT_INFO, vec![0])]);
        assert_eq!(without_section(&linking, "name").unwrap(), linking);
        assert_eq!(without_section(&linking, "linking").unwrap(), b"\0asm\x01\0\0\0\x01\x01\0");
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let whole = object(&[(SYMBOL_TABLE, table(&[symbol(FUNCTION, 0, Some("f"), &[200])]))]);
        let keep = |_: u8, _: &[u8]| Ok(Change::Keep);
        for cut in 0..8 {
            assert!(rewrite(&whole[..cut], keep).is_err(), "{cut} bytes");
        }
        assert!(rewrite(&whole[..whole.len() - 1], keep).is_err());
        assert!(rewrite(b"!<arch>\n", keep).is_err());
    }
}

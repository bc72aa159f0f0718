//! Making the symbols of a relocatable object local.
//!
//! The symbols are in the object's `linking` section; their format is in the WebAssembly tool conventions,
//! "Linking.md". `llvm-objcopy` changes no wasm symbols.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};

use super::leb::{Reader, push_block, push_number};

const CUSTOM_SECTION: u8 = 0;
const LINKING_VERSION: u32 = 2;

const COMDAT_INFO: u8 = 7;
const SYMBOL_TABLE: u8 = 8;

const BINDING_MASK: u32 = 0x3;
const BINDING_LOCAL: u32 = 0x2;
const VISIBILITY_HIDDEN: u32 = 0x4;
const UNDEFINED: u32 = 0x10;
const EXPLICIT_NAME: u32 = 0x40;

const FUNCTION: u8 = 0;
const DATA: u8 = 1;
const GLOBAL: u8 = 2;
const SECTION: u8 = 3;
const TAG: u8 = 4;
const TABLE: u8 = 5;

/// The object with every symbol that it defines local, but for those in `keep`, which get their new names.
///
/// Groups of duplicates (COMDAT) go too: they were resolved when the object was made, and naming a local symbol in
/// one would let the linker drop it in favour of another module's.
pub(super) fn localise(object: &[u8], keep: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut reader = Reader::new(object);
    reader.expect(b"\0asm\x01\0\0\0", "a WebAssembly object")?;
    let mut out = object[..8].to_vec();
    let mut kept = Vec::new();
    while !reader.is_empty() {
        let id = reader.byte()?;
        let content = reader.block()?;
        out.push(id);
        match linking(id, content)? {
            Some(subsections) => push_block(&mut out, &rewrite(subsections, keep, &mut kept)?),
            None => push_block(&mut out, content),
        }
    }
    for name in keep.keys() {
        ensure!(kept.contains(name), "the object defines no symbol {name}");
    }
    Ok(out)
}

/// The subsections of a section, if it is the `linking` section.
fn linking(id: u8, content: &[u8]) -> Result<Option<&[u8]>> {
    let mut reader = Reader::new(content);
    if id != CUSTOM_SECTION || reader.name()? != "linking" {
        return Ok(None);
    }
    let version = reader.number()?;
    ensure!(version == LINKING_VERSION, "linking section of version {version}, not {LINKING_VERSION}");
    Ok(Some(reader.rest()))
}

fn rewrite(subsections: &[u8], keep: &BTreeMap<String, String>, kept: &mut Vec<String>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    push_block(&mut out, b"linking");
    push_number(&mut out, LINKING_VERSION);
    let mut reader = Reader::new(subsections);
    while !reader.is_empty() {
        let kind = reader.byte()?;
        let content = reader.block()?;
        if kind == COMDAT_INFO {
            continue;
        }
        out.push(kind);
        if kind == SYMBOL_TABLE {
            push_block(&mut out, &symbols(content, keep, kept)?);
        } else {
            push_block(&mut out, content);
        }
    }
    Ok(out)
}

fn symbols(table: &[u8], keep: &BTreeMap<String, String>, kept: &mut Vec<String>) -> Result<Vec<u8>> {
    let mut reader = Reader::new(table);
    let count = reader.number()?;
    let mut out = Vec::with_capacity(table.len());
    push_number(&mut out, count);
    for _ in 0..count {
        let mut symbol = Symbol::read(&mut reader)?;
        if symbol.is_definition() {
            match symbol.name.and_then(|name| keep.get(name)) {
                Some(new) => {
                    kept.extend(symbol.name.map(str::to_string));
                    symbol.name = Some(new);
                    symbol.flags &= !VISIBILITY_HIDDEN;
                }
                None => symbol.flags = symbol.flags & !BINDING_MASK | BINDING_LOCAL,
            }
        }
        symbol.write(&mut out);
    }
    Ok(out)
}

/// One entry of the symbol table.
struct Symbol<'a> {
    kind: u8,
    flags: u32,
    name: Option<&'a str>,
    /// What the symbol stands for: an index; of data segment, offset and size; nothing for undefined data.
    numbers: Vec<u32>,
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
    fn is_definition(&self) -> bool {
        self.kind != SECTION && self.flags & UNDEFINED == 0
    }

    fn write(&self, out: &mut Vec<u8>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn object(symbols: &[Symbol], comdat: bool) -> Vec<u8> {
        let mut table = Vec::new();
        push_number(&mut table, symbols.len() as u32);
        for symbol in symbols {
            symbol.write(&mut table);
        }
        let mut linking = Vec::new();
        push_block(&mut linking, b"linking");
        push_number(&mut linking, LINKING_VERSION);
        if comdat {
            linking.push(COMDAT_INFO);
            push_block(&mut linking, &[0]);
        }
        linking.push(SYMBOL_TABLE);
        push_block(&mut linking, &table);
        let mut object = b"\0asm\x01\0\0\0".to_vec();
        // A section that must come through as it is.
        object.extend([1, 1, 0, CUSTOM_SECTION]);
        push_block(&mut object, &linking);
        object
    }

    fn symbol(kind: u8, flags: u32, name: Option<&str>, numbers: &[u32]) -> Symbol<'static> {
        let name: Option<&'static str> = name.map(|name| &*name.to_string().leak());
        Symbol { kind, flags, name, numbers: numbers.to_vec() }
    }

    fn keep(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect()
    }

    #[test]
    fn definitions_become_local_and_references_stay() {
        let before = [
            symbol(FUNCTION, 0, Some("f"), &[200]),
            symbol(FUNCTION, 0x1, Some("weak"), &[201]),
            symbol(FUNCTION, UNDEFINED, None, &[0]),
            symbol(DATA, 0x4, Some("d"), &[0, 8, 4]),
            symbol(DATA, UNDEFINED, Some("extern_data"), &[]),
            symbol(SECTION, BINDING_LOCAL, None, &[3]),
            symbol(TAG, 0, Some("t"), &[0]),
        ];
        let after = [
            symbol(FUNCTION, BINDING_LOCAL, Some("f"), &[200]),
            symbol(FUNCTION, BINDING_LOCAL, Some("weak"), &[201]),
            symbol(FUNCTION, UNDEFINED, None, &[0]),
            symbol(DATA, 0x4 | BINDING_LOCAL, Some("d"), &[0, 8, 4]),
            symbol(DATA, UNDEFINED, Some("extern_data"), &[]),
            symbol(SECTION, BINDING_LOCAL, None, &[3]),
            symbol(TAG, BINDING_LOCAL, Some("t"), &[0]),
        ];
        assert_eq!(localise(&object(&before, true), &keep(&[])).unwrap(), object(&after, false));
    }

    #[test]
    fn a_kept_symbol_is_renamed_and_visible() {
        let before = [symbol(FUNCTION, VISIBILITY_HIDDEN, Some("PyInit_x"), &[7])];
        let after = [symbol(FUNCTION, 0, Some("PyInit_p_DOT_x"), &[7])];
        let kept = keep(&[("PyInit_x", "PyInit_p_DOT_x")]);
        assert_eq!(localise(&object(&before, false), &kept).unwrap(), object(&after, false));
    }

    #[test]
    fn a_kept_symbol_must_be_defined() {
        let undefined = object(&[symbol(FUNCTION, UNDEFINED | EXPLICIT_NAME, Some("PyInit_x"), &[0])], false);
        let error = localise(&undefined, &keep(&[("PyInit_x", "y")])).unwrap_err();
        assert_eq!(error.to_string(), "the object defines no symbol PyInit_x");
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let whole = object(&[symbol(FUNCTION, 0, Some("f"), &[200])], false);
        for cut in 0..8 {
            assert!(localise(&whole[..cut], &keep(&[])).is_err(), "{cut} bytes");
        }
        assert!(localise(&whole[..whole.len() - 1], &keep(&[])).is_err());
        assert!(localise(b"!<arch>\n", &keep(&[])).is_err());
    }
}

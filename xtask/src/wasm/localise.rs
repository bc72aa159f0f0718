//! Making the symbols of a relocatable object local; `llvm-objcopy` changes no wasm symbols.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use super::linking::{
    self, BINDING_LOCAL, BINDING_MASK, COMDAT_INFO, Change, SYMBOL_TABLE, VISIBILITY_HIDDEN,
};

/// The object with every symbol that it defines local, but for those in `keep`, which get their new names.
///
/// Groups of duplicates (COMDAT) go too: they were resolved when the object was made, and naming a local symbol in
/// one would let the linker drop it in favour of another module's.
pub(super) fn localise(object: &[u8], keep: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let localised = linking::rewrite(object, |kind, content| {
        Ok(match kind {
            COMDAT_INFO => Change::Drop,
            SYMBOL_TABLE => Change::Replace(symbols(content, keep, &mut kept)?),
            _ => Change::Keep,
        })
    })?;
    for name in keep.keys() {
        ensure!(kept.contains(name), "the object defines no symbol {name}");
    }
    Ok(localised)
}

fn symbols(table: &[u8], keep: &BTreeMap<String, String>, kept: &mut Vec<String>) -> Result<Vec<u8>> {
    linking::rewrite_symbols(table, |_, symbol| {
        if !symbol.is_definition() {
            return;
        }
        match symbol.name.and_then(|name| keep.get_key_value(name)) {
            Some((old, new)) => {
                kept.push(old.clone());
                symbol.name = Some(new);
                symbol.flags &= !VISIBILITY_HIDDEN;
            }
            None => symbol.flags = symbol.flags & !BINDING_MASK | BINDING_LOCAL,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::linking::samples::{self, symbol};
    use super::linking::{DATA, EXPLICIT_NAME, FUNCTION, SECTION, Symbol, TAG, UNDEFINED};
    use super::*;

    fn object(symbols: &[Symbol], comdat: bool) -> Vec<u8> {
        let table = (SYMBOL_TABLE, samples::table(symbols));
        let duplicates = (COMDAT_INFO, vec![0]);
        samples::object(if comdat { vec![duplicates, table] } else { vec![table] }.as_slice())
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
}

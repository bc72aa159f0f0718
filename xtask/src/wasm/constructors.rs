//! Static constructors of an extension module, which natively run when its library is loaded.
//!
//! Linked into the program they would run before `main`, without an interpreter. They are taken out of the linker's
//! list, and what imports the module calls them first.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use super::leb::Reader;
use super::linking::{self, Change, FUNCTION, INIT_FUNCTIONS, SYMBOL_TABLE};

/// An object whose constructors nobody calls, and their symbols in the order in which they are to be called.
pub(super) struct Deferred {
    pub(super) object: Vec<u8>,
    pub(super) constructors: Vec<String>,
}

/// Takes the constructors out of the linker's list and gives them names that others can refer to.
pub(super) fn defer(object: &[u8]) -> Result<Deferred> {
    let mut list = Vec::new();
    let object = linking::rewrite(object, |kind, content| {
        if kind != INIT_FUNCTIONS {
            return Ok(Change::Keep);
        }
        list.extend(read(content)?);
        Ok(Change::Drop)
    })?;
    if list.is_empty() {
        return Ok(Deferred { object, constructors: Vec::new() });
    }
    // The object will be merged again, and wasm-ld-22 writes a broken name section where it read one before.
    let object = linking::without_section(&object, "name")?;
    // A stable sort: those of one priority run in the order of the list.
    list.sort_by_key(|&(priority, _)| priority);
    let constructors: Vec<String> = (0..list.len()).map(|number| format!("construct.{number}")).collect();
    // A symbol may be listed twice, and is called twice then.
    let mut names = BTreeMap::new();
    for ((_, symbol), name) in list.iter().zip(&constructors) {
        names.entry(*symbol).or_insert(name.as_str());
    }
    let constructors = list.iter().map(|(_, symbol)| names[symbol].to_string()).collect();
    let mut renamed = 0;
    let object = linking::rewrite(&object, |kind, content| {
        if kind != SYMBOL_TABLE {
            return Ok(Change::Keep);
        }
        let table = linking::rewrite_symbols(content, |index, symbol| {
            if let Some(&name) = names.get(&index)
                && symbol.kind == FUNCTION
                && symbol.is_definition()
            {
                renamed += 1;
                symbol.name = Some(name);
                symbol.publish();
            }
        })?;
        Ok(Change::Replace(table))
    })?;
    if renamed != names.len() {
        return Err(anyhow!("a static constructor is no function of the object"));
    }
    Ok(Deferred { object, constructors })
}

/// Priorities and symbols.
fn read(content: &[u8]) -> Result<Vec<(u32, u32)>> {
    let mut reader = Reader::new(content);
    let count = reader.number()?;
    (0..count).map(|_| Ok((reader.number()?, reader.number()?))).collect()
}

/// C source of `import`, which runs the constructors once and then the module's own function `init`.
pub(super) fn import_source(init: &str, constructors: &[String]) -> String {
    let mut text = format!("void *init(void) __asm__(\"{init}\");\n");
    for (number, constructor) in constructors.iter().enumerate() {
        text.push_str(&format!("void construct_{number}(void) __asm__(\"{constructor}\");\n"));
    }
    text.push_str("\nvoid *import(void)\n{\n    static int constructed;\n    if (!constructed) {\n");
    text.push_str("        constructed = 1;\n");
    for number in 0..constructors.len() {
        text.push_str(&format!("        construct_{number}();\n"));
    }
    text.push_str("    }\n    return init();\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::linking::samples::{object, symbol, table};
    use super::linking::{BINDING_LOCAL, DATA, UNDEFINED, VISIBILITY_HIDDEN};
    use super::*;

    #[test]
    fn constructors_leave_the_list_by_priority() {
        let before = [
            symbol(FUNCTION, BINDING_LOCAL, Some("_GLOBAL__sub_I_a.cpp"), &[1]),
            symbol(FUNCTION, 0, Some("f"), &[2]),
            symbol(FUNCTION, BINDING_LOCAL | VISIBILITY_HIDDEN, Some("_GLOBAL__sub_I_a.cpp"), &[3]),
        ];
        let after = [
            symbol(FUNCTION, 0, Some("construct.1"), &[1]),
            symbol(FUNCTION, 0, Some("f"), &[2]),
            symbol(FUNCTION, 0, Some("construct.0"), &[3]),
        ];
        let list = vec![2, 65, 0, 10, 2];
        let deferred = defer(&object(&[(SYMBOL_TABLE, table(&before)), (INIT_FUNCTIONS, list)])).unwrap();
        assert_eq!(deferred.object, object(&[(SYMBOL_TABLE, table(&after))]));
        assert_eq!(deferred.constructors, ["construct.0", "construct.1"]);
    }

    #[test]
    fn an_object_without_constructors_stays() {
        let before = object(&[(SYMBOL_TABLE, table(&[symbol(DATA, UNDEFINED, Some("d"), &[])]))]);
        let deferred = defer(&before).unwrap();
        assert_eq!(deferred.object, before);
        assert!(deferred.constructors.is_empty());
    }

    #[test]
    fn a_constructor_must_be_a_function() {
        let symbols = table(&[symbol(DATA, 0, Some("d"), &[0, 0, 4])]);
        let error =
            defer(&object(&[(SYMBOL_TABLE, symbols), (INIT_FUNCTIONS, vec![1, 0, 0])])).err().unwrap();
        assert_eq!(error.to_string(), "a static constructor is no function of the object");
    }

    #[test]
    fn importing_constructs_once_and_first() {
        let source = import_source("PyInit_x", &["construct.0".to_string()]);
        let construct = source.find("construct_0();").unwrap();
        assert!(source.find("if (!constructed)").unwrap() < construct);
        assert!(construct < source.find("return init();").unwrap());
    }
}

//! Methods whose C function takes another number of arguments than Python passes.
//!
//! A cast to `PyCFunction` hides it from the compiler, machines with registers do not mind, WebAssembly traps when the
//! method is called. So tables of `PyMethodDef` are looked for in the data of an object: a name, a function, flags that
//! say how it is called, and documentation or nothing.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasmparser::{
    DefinedDataSymbol, FuncType, KnownCustom, Linking, Parser, Payload, RelocationType, SymbolInfo, ValType,
};

use super::functions::Functions;

/// `METH_CLASS`, `METH_STATIC` and `METH_COEXIST`, which change nothing about a call.
const BINDING: u32 = 0x10 | 0x20 | 0x40;

/// How `flags` have a function called: with how many arguments. From methodobject.h.
fn arguments(flags: u32) -> Option<usize> {
    const VARARGS: u32 = 0x1;
    const KEYWORDS: u32 = 0x2;
    const NOARGS: u32 = 0x4;
    const ONE: u32 = 0x8;
    const FASTCALL: u32 = 0x80;
    const METHOD: u32 = 0x200;
    match flags & !BINDING {
        VARARGS | NOARGS | ONE => Some(2),
        flags if flags == VARARGS | KEYWORDS || flags == FASTCALL => Some(3),
        flags if flags == FASTCALL | KEYWORDS => Some(4),
        flags if flags == METHOD | FASTCALL | KEYWORDS => Some(5),
        _ => None,
    }
}

/// Refuses an object with a method that cannot be called.
pub(super) fn check(object: &[u8]) -> Result<()> {
    let object = Object::read(object)?;
    let wrong: Vec<String> = object
        .methods()
        .filter_map(|method| method.map(|method| method.complaint()).transpose())
        .collect::<Result<_>>()?;
    ensure!(wrong.is_empty(), "methods that WebAssembly cannot call:\n{}", wrong.join("\n"));
    Ok(())
}

/// An entry of a table of methods.
struct Method<'a> {
    name: String,
    arguments: usize,
    function: &'a FuncType,
}

impl Method<'_> {
    /// What is wrong with the method, if anything is.
    fn complaint(&self) -> Option<String> {
        let fits = self.function.results() == [ValType::I32]
            && self.function.params().len() == self.arguments
            && self.function.params().iter().all(|parameter| *parameter == ValType::I32);
        let Method { name, arguments, function } = self;
        (!fits).then(|| format!("  {name}: Python passes {arguments} arguments to a function {function}"))
    }
}

/// What the data of an object refers to.
#[derive(Default)]
struct Object<'a> {
    functions: Functions,
    /// The data section from its count of segments on, and where the bytes of each segment are in it.
    data: &'a [u8],
    segments: Vec<usize>,
    symbols: Vec<SymbolInfo<'a>>,
    /// What is at places of the data section: a kind, a symbol, and an offset to it.
    relocations: BTreeMap<usize, (RelocationType, u32, i64)>,
}

impl<'a> Object<'a> {
    fn read(bytes: &'a [u8]) -> Result<Object<'a>> {
        let mut object = Object::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            object.functions.read(&payload)?;
            match payload {
                Payload::DataSection(section) => {
                    object.data = &bytes[section.range()];
                    for segment in section {
                        let place = segment?.data.as_ptr().addr() - object.data.as_ptr().addr();
                        object.segments.push(place);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for subsection in linking {
                            if let Linking::SymbolTable(symbols) = subsection? {
                                object.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) if section.name() == "reloc.DATA" => {
                        for entry in relocations.entries() {
                            let entry = entry?;
                            let place = usize::try_from(entry.offset)?;
                            object.relocations.insert(place, (entry.ty, entry.index, entry.addend));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(object)
    }

    /// Entries of tables of methods, wherever the data has something that can be nothing else.
    fn methods(&self) -> impl Iterator<Item = Result<Method<'_>>> {
        self.relocations.iter().filter_map(|(&place, _)| self.method(place).transpose())
    }

    fn method(&self, place: usize) -> Result<Option<Method<'_>>> {
        let pointer =
            |place: usize| self.relocations.get(&place).filter(|it| it.0 == RelocationType::MemoryAddrI32);
        let (Some(name), Some(function)) = (pointer(place), self.relocations.get(&(place + 4))) else {
            return Ok(None);
        };
        let documentation = pointer(place + 12).is_some() || self.word(place + 12) == Some(0);
        if function.0 != RelocationType::TableIndexI32
            || self.relocations.contains_key(&(place + 8))
            || !documentation
        {
            return Ok(None);
        }
        let Some(arguments) = self.word(place + 8).and_then(arguments) else { return Ok(None) };
        let name = self.text(name.1, name.2).unwrap_or_default();
        let function = self.function(function.1).with_context(|| format!("method {name:?}"))?;
        Ok(Some(Method { name, arguments, function }))
    }

    fn word(&self, place: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.data.get(place..place + 4)?.try_into().ok()?))
    }

    /// The C string at an offset to a symbol of the data.
    fn text(&self, symbol: u32, offset: i64) -> Option<String> {
        let SymbolInfo::Data { symbol: Some(DefinedDataSymbol { index, offset: start, .. }), .. } =
            self.symbols.get(symbol as usize)?
        else {
            return None;
        };
        let place =
            i64::try_from(self.segments.get(*index as usize)?.checked_add(*start as usize)?).ok()? + offset;
        let bytes = self.data.get(usize::try_from(place).ok()?..)?;
        Some(String::from_utf8_lossy(bytes.split(|byte| *byte == 0).next()?).into_owned())
    }

    fn function(&self, symbol: u32) -> Result<&FuncType> {
        let SymbolInfo::Func { index, .. } = self.symbols.get(symbol as usize).context("no such symbol")?
        else {
            anyhow::bail!("its function is none");
        };
        self.functions.signature(*index)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::*;

    /// What Python's headers say of methods.
    const HEADER: &str = "typedef void *object;\n\
        typedef object (*function)(object, object);\n\
        struct method { const char *name; function call; int flags; const char *documentation; };\n";

    fn check_source(source: &str) -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let (file, object) = (folder.path().join("a.c"), folder.path().join("a.o"));
        fs::write(&file, format!("{HEADER}{source}")).unwrap();
        let mut clang = Command::new("clang-22");
        clang.args(["--target=wasm32-unknown-unknown", "-O1", "-w", "-c", "-o"]).arg(&object).arg(&file);
        assert!(clang.status().unwrap().success());
        check(&fs::read(&object).unwrap())
    }

    #[test]
    fn functions_that_fit_pass() {
        let source = "object none(object a, object b) { return a; }\n\
            object keywords(object a, object b, object c) { return c; }\n\
            object fast(object a, object *b, int c, object d) { return d; }\n\
            object elsewhere(object a, object b);\n\
            struct method table[] = {{\"none\", none, 4, \"text\"}, {\"keywords\", (function)keywords, 3, 0},\n\
                {\"fast\", (function)fast, 0x82 | 0x20, 0}, {\"elsewhere\", elsewhere, 8, 0}, {0}};\n";
        check_source(source).unwrap();
    }

    #[test]
    fn a_missing_argument_is_named() {
        let source = "static object name(object a) { return a; }\n\
            static int number(object a, object b, double c) { return 1; }\n\
            struct method table[] = {{\"fine\", 0, 4, 0}, {\"name\", (function)(void (*)(void))name, 4, 0},\n\
                {\"number\", (function)number, 3, \"text\"}, {0}};\n";
        let error = check_source(source).unwrap_err().to_string();
        assert!(error.contains("  name: Python passes 2 arguments"), "{error}");
        assert!(error.contains("  number: Python passes 3 arguments"), "{error}");
        assert_eq!(error.lines().count(), 3, "{error}");
    }

    #[test]
    fn other_tables_are_left_alone() {
        let source = "static object get(object a) { return a; }\n\
            struct { const char *name; function get, set; const char *documentation; void *closure; }\n\
            table[] = {{\"name\", (function)get, 0, 0, 0}, {\"size\", (function)get, (function)get, 0, 0}};\n\
            struct { const char *name; function call; int id; const char *other; } ids[] = {{\"a\", (function)get, 77, 0}};\n";
        check_source(source).unwrap();
    }
}

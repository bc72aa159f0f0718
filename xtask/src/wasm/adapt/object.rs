//! The functions that a relocatable object calls and defines.

use std::fmt;
use std::ops::Range;

use anyhow::{Result, bail, ensure};
use wasmparser::{
    FuncType, KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef, ValType,
};

use crate::wasm::functions::Functions;
use crate::wasm::leb::{Reader, push_block};

const IMPORT_SECTION: u8 = 2;

/// The type of a function, with one result at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) result: Option<ValType>,
    pub(super) parameters: Vec<ValType>,
}

impl Signature {
    fn new(function: &FuncType) -> Result<Signature> {
        let result = match function.results() {
            [] => None,
            [one] => Some(*one),
            more => bail!("a function of {} results", more.len()),
        };
        Ok(Signature { result, parameters: function.params().to_vec() })
    }
}

/// One letter a type, the result's first: what adapters are named by.
impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |value: &ValType| match value {
            ValType::I32 => "i",
            ValType::I64 => "l",
            ValType::F32 => "f",
            ValType::F64 => "d",
            ValType::V128 => "x",
            ValType::Ref(_) => "r",
        };
        formatter.write_str(self.result.as_ref().map_or("v", letter))?;
        self.parameters.iter().try_for_each(|parameter| formatter.write_str(letter(parameter)))
    }
}

/// A function of another object.
#[derive(Debug)]
pub(super) struct Import<'a> {
    pub(super) name: &'a str,
    pub(super) signature: Signature,
    /// Where in the object the name is written, its length included.
    pub(super) place: Range<usize>,
}

/// What linking needs to know of an object's functions.
#[derive(Debug, Default)]
pub(super) struct Object<'a> {
    pub(super) imports: Vec<Import<'a>>,
    /// Functions that other objects may call.
    pub(super) definitions: Vec<(&'a str, Signature)>,
}

impl<'a> Object<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Object<'a>> {
        let mut object = Object::default();
        let mut functions = Functions::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            functions.read(&payload)?;
            match payload {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        let TypeRef::Func(index) = import.ty else { continue };
                        // All else is imported from the host, under names that are none of the linker's.
                        if import.module == "env" {
                            let place = end(bytes, import.module)..end(bytes, import.name);
                            let signature = Signature::new(functions.of_type(index)?)?;
                            object.imports.push(Import { name: import.name, signature, place });
                        }
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Linking(linking) = section.as_known() {
                        for subsection in linking {
                            let Linking::SymbolTable(symbols) = subsection? else { continue };
                            for symbol in symbols {
                                object.define(&symbol?, &functions)?;
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(object)
    }

    fn define(&mut self, symbol: &SymbolInfo<'a>, functions: &Functions) -> Result<()> {
        let SymbolInfo::Func { flags, index, name: Some(name) } = *symbol else { return Ok(()) };
        if !flags.intersects(SymbolFlags::UNDEFINED | SymbolFlags::BINDING_LOCAL) {
            self.definitions.push((name, Signature::new(functions.signature(index)?)?));
        }
        Ok(())
    }
}

/// Where in `bytes` the slice `part` of it ends.
fn end(bytes: &[u8], part: &str) -> usize {
    part.as_ptr().addr() + part.len() - bytes.as_ptr().addr()
}

/// The object with new names at some places of its imports, given in their order.
pub(super) fn rename_imports(bytes: &[u8], renamed: &[(Range<usize>, String)]) -> Result<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let mut out = reader.bytes(8)?.to_vec();
    while !reader.is_empty() {
        let id = reader.byte()?;
        let content = reader.block()?;
        out.push(id);
        if id != IMPORT_SECTION {
            push_block(&mut out, content);
            continue;
        }
        let end = bytes.len() - reader.rest().len();
        let mut imports = Vec::new();
        let mut from = end - content.len();
        for (place, name) in renamed {
            ensure!(from <= place.start && place.end <= end, "an import outside its section");
            imports.extend_from_slice(&bytes[from..place.start]);
            push_block(&mut imports, name.as_bytes());
            from = place.end;
        }
        imports.extend_from_slice(&bytes[from..end]);
        push_block(&mut out, &imports);
    }
    Ok(out)
}

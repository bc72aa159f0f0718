//! The types of a relocatable object's functions.

use anyhow::{Context, Result};
use wasmparser::{FuncType, Payload, TypeRef};

/// Filled by the sections of an object as they come.
#[derive(Default)]
pub(super) struct Functions {
    types: Vec<FuncType>,
    /// By index: types of imported functions, then of the object's own.
    functions: Vec<u32>,
}

impl Functions {
    /// Takes in what a section says of them.
    pub(super) fn read(&mut self, payload: &Payload) -> Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                self.types = section.clone().into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
            }
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    if let TypeRef::Func(index) = import?.ty {
                        self.functions.push(index);
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for index in section.clone() {
                    self.functions.push(index?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The type of a function.
    pub(super) fn signature(&self, function: u32) -> Result<&FuncType> {
        let index = *self.functions.get(function as usize).context("no such function")?;
        self.of_type(index)
    }

    /// A type.
    pub(super) fn of_type(&self, index: u32) -> Result<&FuncType> {
        self.types.get(index as usize).context("a function of an unknown type")
    }
}

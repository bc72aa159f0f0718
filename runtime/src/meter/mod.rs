//! What makes an endless loop cost fuel.
//!
//! The engine has a meter of its own, which holds the fuel in a register throughout each function, and brings it to
//! memory and back around each call: Python takes a sixth longer with that. This one counts in a global of the
//! program's own, and only what can repeat.

mod calls;
mod loops;
mod survey;
mod writer;

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BranchHints, CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, Module, SectionId, TypeSection, ValType,
};
use wasmparser::{FunctionBody, KnownCustom, Parser};

use survey::Survey;
use writer::Writer;

/// Another one wherever a module would be rewritten in another way.
pub(crate) const VERSION: u32 = 2;

/// The global that holds what is left of the granted fuel.
pub(crate) const FUEL_EXPORT: &str = "__vivarium_fuel";
/// The module and name of the function that is called when nothing is left of it.
pub(crate) const REFUEL_IMPORT: (&str, &str) = ("vivarium_meter", "refuel");

type Result<T, E = Error<Infallible>> = std::result::Result<T, E>;

/// Rewrites a module so that its instances pay for what they do.
///
/// A round of a loop costs 1, and so does the entry of a function that can be called again and again without a loop, as
/// in a recursion. A bulk operation costs 1 a unit. So what lies between two charges runs from its beginning to its end,
/// and nothing endless is free. `memory.grow` is: a memory never shrinks, and its bounds are the budget's.
///
/// # Errors
/// For what is not a module.
pub(crate) fn meter(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    let mut meter = Meter {
        survey: Survey::new(wasm)?,
        functions: 0,
        refills: 0,
        missing: &ADDED,
        hints: BranchHints::new(),
    };
    meter.parse_core_module(&mut module, Parser::new(0), wasm)?;
    module.section(&meter.hints);
    Ok(module.finish())
}

/// The sections that something is added to, in their order.
const ADDED: [SectionId; 4] = [SectionId::Type, SectionId::Import, SectionId::Global, SectionId::Export];

struct Meter {
    survey: Survey,
    /// How many functions are rewritten.
    functions: u32,
    /// How many of them are charged when they are entered. Each has another one, which refuels for it.
    refills: u32,
    /// What of [`ADDED`] is still to come.
    missing: &'static [SectionId],
    /// That fuel is hardly ever used up.
    hints: BranchHints,
}

impl Reencode for Meter {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        // An imported function comes before those of the module.
        Ok(if function < self.survey.imported_functions { function } else { function + 1 })
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<()> {
        match section.as_known() {
            // They tell of places in the code, which are others now.
            KnownCustom::BranchHints(_) => Ok(()),
            _ => utils::parse_custom_section(self, module, section),
        }
    }

    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _: Option<SectionId>,
        next: Option<SectionId>,
    ) -> Result<()> {
        let next = match next {
            // The number of tags does not tell their place, which is here.
            Some(SectionId::Tag) => SectionId::Memory.into(),
            next => next.map_or(u8::MAX, u8::from),
        };
        while let Some((&first, rest)) = self.missing.split_first()
            && u8::from(first) <= next
        {
            self.missing = rest;
            if u8::from(first) < next {
                self.add_section(module, first);
            }
        }
        Ok(())
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_type_section(self, types, section)?;
        add_type(types);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_import_section(self, imports, section)?;
        self.add_import(imports);
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_global_section(self, globals, section)?;
        add_global(globals);
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_export_section(self, exports, section)?;
        self.add_export(exports);
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_function_section(self, functions, section)?;
        for entry in self.survey.entries() {
            functions.function(self.survey.types_of_functions[entry]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<()> {
        utils::parse_code_section(self, code, section)?;
        for entry in self.survey.entries() {
            code.function(&self.refill(entry));
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<()> {
        let index = self.functions;
        let mut writer = Writer::new(self, &body, index)?;
        for operator in body.get_operators_reader()? {
            writer.operator(self, operator?)?;
        }
        let (function, hints) = writer.finish();
        code.function(&function);
        if !hints.is_empty() {
            let imported = self.survey.imported_functions + 1;
            self.hints.function_hints(imported + index, hints);
        }
        self.functions += 1;
        Ok(())
    }
}

impl Meter {
    /// Names the function that refuels for the next one that is charged when it is entered.
    fn next_refill(&mut self) -> u32 {
        let before = self.survey.imported_functions + 1 + self.survey.types_of_functions.len() as u32;
        self.refills += 1;
        before + self.refills - 1
    }

    /// Makes the function that refuels and then does what `entry` does.
    fn refill(&self, entry: usize) -> Function {
        let mut function = Function::new([]);
        let mut code = function.instructions();
        code.call(self.survey.imported_functions);
        for parameter in 0..self.survey.parameters(entry) {
            code.local_get(parameter);
        }
        code.return_call(self.survey.imported_functions + 1 + entry as u32).end();
        function
    }

    /// Writes a section that the module lacks.
    fn add_section(&self, module: &mut Module, id: SectionId) {
        match id {
            SectionId::Type => {
                let mut types = TypeSection::new();
                add_type(&mut types);
                module.section(&types);
            }
            SectionId::Import => {
                let mut imports = ImportSection::new();
                self.add_import(&mut imports);
                module.section(&imports);
            }
            SectionId::Global => {
                let mut globals = GlobalSection::new();
                add_global(&mut globals);
                module.section(&globals);
            }
            _ => {
                let mut exports = ExportSection::new();
                self.add_export(&mut exports);
                module.section(&exports);
            }
        }
    }

    fn add_import(&self, imports: &mut ImportSection) {
        let (module, name) = REFUEL_IMPORT;
        imports.import(module, name, EntityType::Function(self.survey.types()));
    }

    fn add_export(&self, exports: &mut ExportSection) {
        exports.export(FUEL_EXPORT, ExportKind::Global, self.survey.globals);
    }
}

fn add_type(types: &mut TypeSection) {
    types.ty().function([], []);
}

fn add_global(globals: &mut GlobalSection) {
    let ty = GlobalType { val_type: ValType::I64, mutable: true, shared: false };
    globals.global(ty, &ConstExpr::i64_const(0));
}

#[cfg(test)]
mod tests;

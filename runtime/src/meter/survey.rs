use std::collections::HashSet;

use wasmparser::{
    CompositeInnerType, ElementItems, ElementSectionReader, FunctionBody, ImportSectionReader, Operator,
    OperatorsReader, Parser, Payload, Result, TableInit, TypeRef, TypeSectionReader,
};

use super::calls::{Calls, find_charged};

/// What is to be known of a module before its code is rewritten.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) imported_functions: u32,
    pub(super) globals: u32,
    /// The types, by number, of the functions that are not imported.
    pub(super) types_of_functions: Vec<u32>,
    /// Which of them are charged when they are entered.
    pub(super) charged: Vec<bool>,
    parameters_of_types: Vec<u32>,
    /// The functions that there are references to: who holds one may call it.
    referenced: HashSet<u32>,
    calls: Vec<Calls>,
}

impl Survey {
    pub(super) fn new(wasm: &[u8]) -> Result<Self> {
        let mut survey = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            survey.section(payload?)?;
        }
        let is_referenced =
            |function| survey.referenced.contains(&(survey.imported_functions + function as u32));
        survey.charged = find_charged(&survey.calls, is_referenced);
        Ok(survey)
    }

    /// How many parameters a function has.
    pub(super) fn parameters(&self, function: usize) -> u32 {
        let ty = self.types_of_functions.get(function).copied().unwrap_or(u32::MAX);
        self.parameters_of_types.get(ty as usize).copied().unwrap_or(0)
    }

    /// The functions that are charged when they are entered, in their order.
    pub(super) fn entries(&self) -> impl Iterator<Item = usize> {
        let count = self.types_of_functions.len();
        self.charged.iter().take(count).enumerate().filter(|(_, charged)| **charged).map(|(index, _)| index)
    }

    /// How many types there are.
    pub(super) fn types(&self) -> u32 {
        self.parameters_of_types.len() as u32
    }

    fn section(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => self.types_of(types)?,
            Payload::ImportSection(imports) => self.imports(imports)?,
            Payload::FunctionSection(functions) => {
                for ty in functions {
                    self.types_of_functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    if let TableInit::Expr(value) = table?.init {
                        self.references(value.get_operators_reader())?;
                    }
                }
            }
            Payload::GlobalSection(globals) => {
                self.globals += globals.count();
                for global in globals {
                    self.references(global?.init_expr.get_operators_reader())?;
                }
            }
            Payload::ElementSection(segments) => self.segments(segments)?,
            Payload::CodeSectionEntry(body) => self.body(&body)?,
            _ => {}
        }
        Ok(())
    }

    fn types_of(&mut self, types: TypeSectionReader<'_>) -> Result<()> {
        for group in types {
            for ty in group?.into_types() {
                let parameters = match &ty.composite_type.inner {
                    CompositeInnerType::Func(function) => function.params().len(),
                    _ => 0,
                };
                self.parameters_of_types.push(parameters as u32);
            }
        }
        Ok(())
    }

    fn imports(&mut self, imports: ImportSectionReader<'_>) -> Result<()> {
        for import in imports.into_imports() {
            match import?.ty {
                TypeRef::Func(_) | TypeRef::FuncExact(_) => self.imported_functions += 1,
                TypeRef::Global(_) => self.globals += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn segments(&mut self, segments: ElementSectionReader<'_>) -> Result<()> {
        for segment in segments {
            match segment?.items {
                ElementItems::Functions(functions) => {
                    for function in functions {
                        self.referenced.insert(function?);
                    }
                }
                ElementItems::Expressions(_, values) => {
                    for value in values {
                        self.references(value?.get_operators_reader())?;
                    }
                }
            }
        }
        Ok(())
    }

    fn references(&mut self, operators: OperatorsReader<'_>) -> Result<()> {
        for operator in operators {
            if let Operator::RefFunc { function_index } = operator? {
                self.referenced.insert(function_index);
            }
        }
        Ok(())
    }

    fn body(&mut self, body: &FunctionBody<'_>) -> Result<()> {
        let mut calls = Calls::default();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    let callee = function_index.checked_sub(self.imported_functions);
                    calls.direct.extend(callee.map(|callee| callee as usize));
                }
                Operator::CallIndirect { .. }
                | Operator::CallRef { .. }
                | Operator::ReturnCallIndirect { .. }
                | Operator::ReturnCallRef { .. } => calls.by_reference = true,
                Operator::RefFunc { function_index } => {
                    self.referenced.insert(function_index);
                }
                _ => {}
            }
        }
        self.calls.push(calls);
        Ok(())
    }
}

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{BlockType, BranchHint, Function, InstructionSink, ValType};
use wasmparser::{FunctionBody, Operator};

use super::loops::{find_leaves, is_charged_bulk};
use super::{Meter, Result};

/// Writes one function anew, with what is charged in it.
pub(super) struct Writer {
    function: Function,
    are_leaves: std::vec::IntoIter<bool>,
    /// The operator before, if it is a constant: it says how small a bulk operation is.
    before: Operator<'static>,
    /// The global.
    fuel: u32,
    /// The function to call when it is used up.
    refuel: u32,
    /// A local of the meter's own, in functions that need one. In a leaf loop it is what the global is, so that no round
    /// waits for what the last one stored.
    local: u32,
    hints: Vec<BranchHint>,
}

impl Writer {
    /// Begins a function.
    pub(super) fn new(meter: &mut Meter, body: &FunctionBody<'_>, index: u32) -> Result<Self> {
        let (are_leaves, has_bulk) = find_leaves(body)?;
        let parameters = meter.survey.parameters(index as usize);
        let mut local = parameters;
        let mut locals = Vec::new();
        for declaration in body.get_locals_reader()? {
            let (count, ty) = declaration?;
            local += count;
            locals.push((count, meter.val_type(ty)?));
        }
        if has_bulk || are_leaves.contains(&true) {
            locals.push((1, ValType::I64));
        }
        let mut writer = Self {
            function: Function::new(locals),
            are_leaves: are_leaves.into_iter(),
            before: Operator::Nop,
            fuel: meter.survey.globals,
            refuel: meter.survey.imported_functions,
            local,
            hints: Vec::new(),
        };
        if meter.survey.charged.get(index as usize) == Some(&true) {
            writer.charge_entry(parameters, meter.next_refill());
        }
        Ok(writer)
    }

    pub(super) fn finish(self) -> (Function, Vec<BranchHint>) {
        (self.function, self.hints)
    }

    /// Writes the next operator.
    pub(super) fn operator(&mut self, meter: &mut Meter, operator: Operator<'_>) -> Result<()> {
        let is_loop = matches!(operator, Operator::Loop { .. });
        let is_leaf = is_loop && self.are_leaves.next() == Some(true);
        if is_leaf {
            self.load();
        } else if is_charged_bulk(&operator, &self.before) {
            self.charge_bulk();
        }
        self.before = match operator {
            Operator::I32Const { value } => Operator::I32Const { value },
            _ => Operator::Nop,
        };
        self.function.instruction(&meter.instruction(operator)?);
        if is_leaf {
            self.charge_local();
        } else if is_loop {
            self.charge();
        }
        Ok(())
    }

    fn code(&mut self) -> InstructionSink<'_> {
        self.function.instructions()
    }

    /// Charges 1. The number is looked at before it is lowered: then neither holds a register for long.
    fn charge(&mut self) {
        let (fuel, refuel) = (self.fuel, self.refuel);
        self.code().global_get(fuel);
        self.if_used_up();
        self.code().call(refuel).end();
        self.code().global_get(fuel).i64_const(1).i64_sub().global_set(fuel);
    }

    /// Charges 1 for an entry. It is another function that refuels and then enters this one anew: a call in here, however
    /// seldom, would have every entry save registers for it.
    fn charge_entry(&mut self, parameters: u32, refill: u32) {
        let fuel = self.fuel;
        self.code().global_get(fuel);
        self.if_used_up();
        for parameter in 0..parameters {
            self.code().local_get(parameter);
        }
        self.code().return_call(refill).end();
        self.code().global_get(fuel).i64_const(1).i64_sub().global_set(fuel);
    }

    /// Charges 1 in a leaf loop.
    fn charge_local(&mut self) {
        let (fuel, local, refuel) = (self.fuel, self.local, self.refuel);
        self.code().local_get(local);
        self.if_used_up();
        self.code().call(refuel);
        self.load();
        self.code().end().local_get(local).i64_const(1).i64_sub().local_tee(local).global_set(fuel);
    }

    /// Charges what the topmost operand says. It may be more than there is, which shows at the next loop or entry.
    fn charge_bulk(&mut self) {
        let (fuel, local) = (self.fuel, self.local);
        self.code().i64_extend_i32_u().local_tee(local).i32_wrap_i64();
        self.code().global_get(fuel).local_get(local).i64_sub().global_set(fuel);
    }

    fn load(&mut self) {
        let (fuel, local) = (self.fuel, self.local);
        self.code().global_get(fuel).local_set(local);
    }

    /// Opens a block for when the topmost operand says that no fuel is left, which is hardly ever.
    fn if_used_up(&mut self) {
        self.code().i64_const(0).i64_le_s();
        let branch_func_offset = self.function.byte_len() as u32;
        self.hints.push(BranchHint { branch_func_offset, branch_hint_value: 0 });
        self.code().if_(BlockType::Empty);
    }
}

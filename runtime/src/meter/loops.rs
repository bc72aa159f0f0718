use wasmparser::{FunctionBody, Operator};

/// Size up to which a bulk operation is one instruction among others, where the code tells its size.
const SMALL_BULK: i32 = 128;

/// Finds the loops in which nothing is charged but their own rounds: for each loop of a function, in their order,
/// whether it is one. Tells too whether there are bulk operations to charge.
pub(super) fn find_leaves(body: &FunctionBody<'_>) -> Result<(Vec<bool>, bool), wasmparser::Error> {
    let (mut are_leaves, mut has_bulk) = (Vec::new(), false);
    // The blocks around the operator: those that are loops by their number.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut before = Operator::Nop;
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        let is_bulk = is_charged_bulk(&operator, &before);
        has_bulk |= is_bulk;
        let is_loop = matches!(operator, Operator::Loop { .. });
        if is_bulk || is_loop || is_call(&operator) {
            open.iter().flatten().for_each(|&index| are_leaves[index] = false);
        }
        match operator {
            Operator::Loop { .. } => {
                open.push(Some(are_leaves.len()));
                are_leaves.push(true);
            }
            Operator::Block { .. } | Operator::If { .. } | Operator::TryTable { .. } => open.push(None),
            Operator::End => {
                open.pop();
            }
            _ => {}
        }
        before = operator;
    }
    Ok((are_leaves, has_bulk))
}

/// Tells whether an operator calls a function that comes back, and in which other fuel may have been used.
fn is_call(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::Call { .. } | Operator::CallIndirect { .. } | Operator::CallRef { .. })
}

/// Tells whether an operator is charged for the size of its work, which is its topmost operand.
pub(super) fn is_charged_bulk(operator: &Operator<'_>, before: &Operator<'_>) -> bool {
    let is_bulk = matches!(
        operator,
        Operator::MemoryCopy { .. }
            | Operator::MemoryFill { .. }
            | Operator::MemoryInit { .. }
            | Operator::TableCopy { .. }
            | Operator::TableFill { .. }
            | Operator::TableInit { .. }
            | Operator::ArrayNew { .. }
            | Operator::ArrayNewDefault { .. }
            | Operator::ArrayNewData { .. }
            | Operator::ArrayNewElem { .. }
            | Operator::ArrayCopy { .. }
            | Operator::ArrayFill { .. }
            | Operator::ArrayInitData { .. }
            | Operator::ArrayInitElem { .. }
    );
    is_bulk && !matches!(before, Operator::I32Const { value: 0..=SMALL_BULK })
}

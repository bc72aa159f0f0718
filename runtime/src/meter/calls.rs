/// How many calls may be made for the fuel of one, at most.
const FREE_CALLS: u32 = 100;

/// What a function calls.
#[derive(Default)]
pub(super) struct Calls {
    /// The functions it calls directly, once for each call. Functions are numbered without the imported ones.
    pub(super) direct: Vec<usize>,
    /// Whether it calls any by a reference, as a table holds them.
    pub(super) by_reference: bool,
}

/// Finds the functions to charge when they are entered: one at least of every circle of calls, and those that would
/// call too many others for nothing.
pub(super) fn find_charged(calls: &[Calls], is_referenced: impl Fn(usize) -> bool) -> Vec<bool> {
    // In a circle with a call by reference in it, what is called so can come to the next such call.
    let mut charged = find_callers_by_reference(calls);
    for (function, charged) in charged.iter_mut().enumerate() {
        *charged &= is_referenced(function);
    }
    charge_rest(calls, &mut charged);
    charged
}

/// Finds the functions from which direct calls lead to a call by reference.
fn find_callers_by_reference(calls: &[Calls]) -> Vec<bool> {
    let mut found: Vec<_> = calls.iter().map(|calls| calls.by_reference).collect();
    loop {
        let mut is_complete = true;
        for (function, calls) in calls.iter().enumerate() {
            if !found[function] && calls.direct.iter().any(|&callee| found.get(callee) == Some(&true)) {
                found[function] = true;
                is_complete = false;
            }
        }
        if is_complete {
            return found;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    Open,
    Done,
}

/// Charges one function of each circle of direct calls that has none yet, which shows where a search in depth comes back
/// to a function that it is still in; and those that would make more than [`FREE_CALLS`].
fn charge_rest(calls: &[Calls], charged: &mut [bool]) {
    let mut visits = vec![Visit::Not; calls.len()];
    // The calls that an entry of a function brings about for nothing, at most, with its own.
    let mut free_calls = vec![0_u32; calls.len()];
    for root in 0..calls.len() {
        let mut path = Vec::new();
        if visits[root] == Visit::Not {
            visits[root] = Visit::Open;
            path.push((root, calls[root].direct.iter()));
        }
        while let Some((function, left)) = path.last_mut() {
            let function = *function;
            let Some(&callee) = left.next() else {
                let free =
                    calls[function].direct.iter().filter(|&&callee| charged.get(callee) == Some(&false));
                let count = free.fold(1, |sum: u32, &callee| sum.saturating_add(free_calls[callee]));
                free_calls[function] = count;
                charged[function] |= count > FREE_CALLS;
                visits[function] = Visit::Done;
                path.pop();
                continue;
            };
            if charged.get(callee) != Some(&false) {
                continue;
            }
            match visits[callee] {
                Visit::Not => {
                    visits[callee] = Visit::Open;
                    path.push((callee, calls[callee].direct.iter()));
                }
                Visit::Open => charged[callee] = true,
                Visit::Done => {}
            }
        }
    }
}

use wasmtime::{Caller, Extern, Global, Instance, Linker, Store, Trap, Val};

use super::*;
use crate::engine;

/// What is granted at a time.
const SLICE: i64 = 100;

struct Run {
    limit: i64,
    used: i64,
    granted: i64,
}

/// What the kernel does, without the kernel: books what is used, and gives more.
fn refuel(mut caller: Caller<'_, Run>) -> wasmtime::Result<()> {
    let fuel = caller.get_export(FUEL_EXPORT).and_then(Extern::into_global).unwrap();
    let left = fuel.get(&mut caller).unwrap_i64();
    assert!(left <= 0, "{left}");
    let run = caller.data_mut();
    run.used += run.granted - left;
    run.granted = SLICE.min(run.limit - run.used);
    if run.granted <= 0 {
        return Err(Trap::OutOfFuel.into());
    }
    let granted = run.granted;
    fuel.set(&mut caller, Val::I64(granted))
}

/// Instantiates a module as programs are compiled, with `fuel`; calls its export `run`. Returns what that returns and
/// what it used.
fn run(text: &str, fuel: i64) -> (wasmtime::Result<i32>, i64) {
    let engine = engine::compiler(None).unwrap();
    let metered = meter(&wat::parse_str(text).unwrap()).unwrap();
    let module = wasmtime::Module::new(&engine, metered).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let mut linker = Linker::new(&engine);
    linker.func_wrap(REFUEL_IMPORT.0, REFUEL_IMPORT.1, refuel).unwrap();
    linker.func_wrap("host", "seven", || 7).unwrap();
    let mut store = Store::new(&engine, Run { limit: fuel, used: 0, granted: 0 });
    let instance: Instance = linker.instantiate(&mut store, &module).unwrap();
    let function = instance.get_func(&mut store, "run").unwrap();
    let mut results = vec![Val::I32(0); function.ty(&store).results().len()];
    let result = function.call(&mut store, &[], &mut results);
    let fuel: Global = instance.get_global(&mut store, FUEL_EXPORT).unwrap();
    let left = fuel.get(&mut store).unwrap_i64();
    let used = store.data().used + store.data().granted - left;
    (result.map(|()| results.first().map_or(0, Val::unwrap_i32)), used)
}

/// Runs a module that must end well.
fn complete(text: &str) -> (i32, i64) {
    let (result, used) = run(text, 1_000_000);
    (result.unwrap_or_else(|error| panic!("{text}: {error:?}")), used)
}

/// A function that counts in its local 0 up to 1000, and leaves its loop by `leave`, if that gives no value by its end.
fn counting(leave: &str) -> String {
    format!(
        "(module (tag $t) (func (export \"run\") (result i32) (local i32)
           (block $caught (block $outer
             (try_table (catch $t $caught)
               (loop $again
                 (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                 {leave}))))
           (local.get 0)))"
    )
}

#[test]
fn a_round_costs_one_however_the_loop_is_left() {
    const NOT_YET: &str = "(i32.lt_u (local.get 0) (i32.const 1000))";
    const DONE: &str = "(i32.eq (local.get 0) (i32.const 1000))";
    for leave in [
        format!("(br_if $again {NOT_YET})"),
        format!("(br_if $outer {DONE}) (br $again)"),
        format!("(if {DONE} (then (br $outer))) (br $again)"),
        format!("(br_table $again $outer {DONE})"),
        format!("(if {DONE} (then (return (local.get 0)))) (br $again)"),
        format!("(if {DONE} (then (throw $t))) (br $again)"),
        format!("(drop (block $with (result i32) (drop (br_if $with (i32.const 1) {DONE})) (br $again)))"),
        // With something else in it that is charged, or might be.
        format!("(loop) (br_if $again {NOT_YET})"),
    ] {
        let is_nested = leave.contains("(loop)");
        assert_eq!(complete(&counting(&leave)), (1000, if is_nested { 2000 } else { 1000 }), "{leave}");
    }
}

#[test]
fn values_leave_a_loop_as_before() {
    let text = "(module (func (export \"run\") (result i32) (local i32)
        (i32.const 5)
        (block $outer (result i32)
          (loop $again
            (local.set 0 (i32.add (local.get 0) (i32.const 1)))
            (drop (br_if $outer (i32.mul (local.get 0) (i32.const 2)) (i32.eq (local.get 0) (i32.const 300))))
            (br $again))
          (unreachable))
        (i32.add)))";
    assert_eq!(complete(text), (605, 300));
}

#[test]
fn an_outer_round_costs_one_too() {
    let text = "(module (func (export \"run\") (result i32) (local i32 i32)
        (loop $outer
          (local.set 1 (i32.const 0))
          (loop $inner
            (local.set 1 (i32.add (local.get 1) (i32.const 1)))
            (br_if $inner (i32.lt_u (local.get 1) (i32.const 10))))
          (local.set 0 (i32.add (local.get 0) (i32.const 1)))
          (br_if $outer (i32.lt_u (local.get 0) (i32.const 50))))
        (local.get 0)))";
    assert_eq!(complete(text), (50, 50 + 500));
}

#[test]
fn nothing_endless_is_free() {
    for body in [
        "(func (export \"run\") (loop (br 0)))",
        "(func (export \"run\") (loop (br_if 0 (i32.const 1))))",
        "(func (export \"run\") (loop (loop (br_table 0 1 (i32.const 1)))))",
        "(func (export \"run\") (loop $a (loop (br_if $a (i32.const 1)))))",
        "(func (export \"run\") (block (loop (br_table 1 0 (i32.const 1)))))",
        "(tag $t) (func (export \"run\") (loop (block (try_table (catch $t 0) (throw $t))) (br 0)))",
        "(func $f (export \"run\") (return_call $f))",
        "(func $f (export \"run\") (return_call $g)) (func $g (return_call $h)) (func $h (return_call $g))",
        "(func $f (export \"run\") (loop (call $g) (br 0))) (func $g)",
        "(func $f (export \"run\") (call $f) (call $f))",
        "(type $t (func)) (table funcref (elem $f))
         (func $f (export \"run\") (return_call_indirect (type $t) (i32.const 0)))",
        "(type $t (func)) (table 1 funcref (ref.func $f))
         (func $f (export \"run\") (return_call_indirect (type $t) (i32.const 0)))",
        "(type $t (func)) (global $g (ref $t) (ref.func $f))
         (func (export \"run\") (return_call_ref $t (global.get $g))) (func $f (return_call_ref $t (global.get $g)))",
        "(type $t (func)) (elem declare func $f)
         (func (export \"run\") (call $f)) (func $f (return_call_ref $t (ref.func $f)))",
        "(tag $t) (func (export \"run\") (block (try_table (catch $t 0) (call $f)))) (func $f (call $f) (throw $t))",
    ] {
        let (result, used) = run(&format!("(module {body})"), 10_000);
        let error = result.expect_err(body);
        // A recursion may meet the end of the stack before.
        let expected = [Trap::OutOfFuel, Trap::StackOverflow];
        assert!(expected.contains(error.downcast_ref::<Trap>().unwrap()), "{body}");
        assert!(used >= 10_000, "{body}: {used}");
    }
}

#[test]
fn what_doubles_is_not_free_for_long() {
    // 2⁶⁰ calls, without a loop or a recursion.
    let mut functions = String::from("(func (export \"run\") (call 1) (call 1))");
    for next in 2..=60 {
        functions += &format!("(func (call {next}) (call {next}))");
    }
    let (result, used) = run(&format!("(module {functions} (func))"), 10_000);
    assert_eq!(*result.unwrap_err().downcast_ref::<Trap>().unwrap(), Trap::OutOfFuel);
    assert_eq!(used, 10_000);
}

#[test]
fn a_call_costs_only_where_it_could_repeat() {
    let called = |body: &str, rest: &str| {
        let text = format!(
            "(module (type $t (func)) (table $empty 1 funcref) (func (export \"run\") (result i32) (call $f))
               (func $f (result i32) {body} (i32.const 3)) {rest})"
        );
        let (result, used) = complete(&text);
        assert_eq!(result, 3);
        used
    };
    let calls_any = "(if (i32.const 0) (then (call_indirect $empty (type $t) (i32.const 0))))";
    assert_eq!(called("", ""), 0);
    assert_eq!(called("", "(table funcref (elem $f))"), 0);
    assert_eq!(called(calls_any, ""), 0);
    assert_eq!(called(calls_any, "(table funcref (elem $f))"), 1);
    assert_eq!(called(calls_any, "(global funcref (ref.func $f))"), 1);
    assert_eq!(called("(call $g)", &format!("(table funcref (elem $f)) (func $g {calls_any})")), 1);
    // The cycle is charged once, where the search meets it again.
    let text = |count: i32| {
        format!(
            "(module (func (export \"run\") (result i32) (call $even (i32.const {count})))
               (func $even (param i32) (result i32)
                 (if (result i32) (local.get 0) (then (call $odd (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1))))
               (func $odd (param i32) (result i32)
                 (if (result i32) (local.get 0) (then (call $even (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 0)))))"
        )
    };
    assert_eq!(complete(&text(1000)), (1, 501));
}

#[test]
fn bulk_operations_cost_their_size() {
    let text = |operation: &str| {
        format!(
            "(module (memory 2) (func (export \"run\") (result i32) (local i32)
               (local.set 0 (i32.const 70000)) {operation} (i32.load8_u (i32.const 69999))))"
        )
    };
    assert_eq!(complete(&text("(memory.fill (i32.const 0) (i32.const 9) (local.get 0))")), (9, 70_000));
    assert_eq!(complete(&text("(memory.fill (i32.const 0) (i32.const 9) (i32.const 70000))")), (9, 70_000));
    assert_eq!(complete(&text("(memory.copy (i32.const 8) (i32.const 0) (local.get 0))")), (0, 70_000));
    assert_eq!(complete(&text("(memory.copy (i32.const 8) (i32.const 0) (i32.const 64))")), (0, 0));
    let endless = "(module (memory 2) (func (export \"run\")
        (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 100000)) (br 0))))";
    let (result, used) = run(endless, 1_000_000);
    assert!(result.is_err() && (1_000_000..1_200_000).contains(&used), "{used}");
}

#[test]
fn what_is_there_keeps_its_meaning() {
    // All that names functions, types or globals by number, and each section that the meter adds to or passes by.
    let text = "(module
        (type $number (func (result i32)))
        (import \"host\" \"seven\" (func $seven (result i32)))
        (func $two (result i32) (i32.const 2))
        (func $begin (global.set $started (i32.const 30)))
        (table funcref (elem $seven $two))
        (memory 1)
        (tag $t)
        (global $started (mut i32) (i32.const 0))
        (global $reference (ref $number) (ref.func $two))
        (start $begin)
        (elem declare func $two)
        (data (i32.const 16) \"\\40\")
        (func (export \"run\") (result i32)
          (call_indirect (type $number) (i32.const 0))
          (i32.add (call_indirect (type $number) (i32.const 1)))
          (i32.add (call_ref $number (global.get $reference)))
          (i32.add (call_ref $number (ref.func $two)))
          (i32.add (call $seven))
          (i32.add (global.get $started))
          (i32.add (i32.load8_u (i32.const 16)))))";
    assert_eq!(complete(text), (7 + 2 + 2 + 2 + 7 + 30 + 0x40, 0));
}

//! Which recipe is built when: as many at once as there are processors, dependencies first.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Error, Result, ensure};

use crate::recipe::Recipe;

/// Recipes that are built at the same time: configure scripts leave processors idle, compilers do not.
const MOST_AT_ONCE: usize = 2;

/// That the deadline has passed, and recipes are left to build.
#[derive(Debug)]
pub(crate) struct OutOfTime;

impl fmt::Display for OutOfTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no time is left to build more; what is built stays, and the next run goes on from there")
    }
}

impl std::error::Error for OutOfTime {}

struct State<'a> {
    waiting: Vec<&'a Recipe>,
    unfinished: BTreeSet<&'a str>,
    failure: Option<Error>,
}

/// Calls `build` for each of `recipes`, which are in order; stops at the first failure.
///
/// # Errors
/// That failure, or [`OutOfTime`] if one of them was still to begin at the deadline.
pub(super) fn run(
    recipes: &[&Recipe],
    deadline: Option<Instant>,
    build: impl Fn(&Recipe) -> Result<()> + Sync,
) -> Result<()> {
    let build = |recipe: &Recipe| {
        ensure!(deadline.is_none_or(|deadline| Instant::now() < deadline), OutOfTime);
        build(recipe).with_context(|| format!("cannot build {}", recipe.name))
    };
    let unfinished = recipes.iter().map(|recipe| recipe.name.as_str()).collect();
    let state = Mutex::new(State { waiting: recipes.to_vec(), unfinished, failure: None });
    let changed = Condvar::new();
    let workers = thread::available_parallelism().map_or(1, |count| count.get().min(MOST_AT_ONCE));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(&state, &changed, &build));
        }
    });
    match state.into_inner().unwrap_or_else(PoisonError::into_inner).failure {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

fn work(state: &Mutex<State>, changed: &Condvar, build: &(impl Fn(&Recipe) -> Result<()> + Sync)) {
    let mut guard = state.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if guard.failure.is_some() || guard.waiting.is_empty() {
            return;
        }
        let Some(ready) = guard.waiting.iter().position(|recipe| is_ready(recipe, &guard.unfinished)) else {
            guard = changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let recipe = guard.waiting.remove(ready);
        drop(guard);
        let result = build(recipe);
        guard = state.lock().unwrap_or_else(PoisonError::into_inner);
        guard.unfinished.remove(recipe.name.as_str());
        if let Err(error) = result {
            guard.failure.get_or_insert(error);
        }
        changed.notify_all();
    }
}

fn is_ready(recipe: &Recipe, unfinished: &BTreeSet<&str>) -> bool {
    recipe.dependencies().all(|dependency| !unfinished.contains(dependency.as_str()))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    fn recipe(name: &str, depends: &[&str]) -> Recipe {
        let depends = depends.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(",");
        let text = format!("name = {name:?}\nversion = \"1\"\nlicence = \"MIT\"\ndepends = [{depends}]");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_recipe_waits_for_what_it_depends_on() {
        let recipes = [recipe("a", &[]), recipe("b", &["a"]), recipe("c", &["a"]), recipe("d", &["b", "c"])];
        let built = Mutex::new(Vec::new());
        run(&recipes.iter().collect::<Vec<_>>(), None, |recipe| {
            let mut built = built.lock().unwrap();
            assert!(recipe.dependencies().all(|name| built.contains(name)));
            built.push(recipe.name.clone());
            Ok(())
        })
        .unwrap();
        assert_eq!(built.into_inner().unwrap().len(), 4);
    }

    #[test]
    fn nothing_begins_after_the_deadline() {
        let recipes = [recipe("a", &[])];
        let now = Instant::now();
        let error = run(&recipes.each_ref(), Some(now), |_| panic!("a was built")).unwrap_err();
        assert!(error.is::<OutOfTime>());
        run(&recipes.each_ref(), Some(now + std::time::Duration::from_secs(600)), |_| Ok(())).unwrap();
    }

    #[test]
    fn nothing_is_built_on_a_failure() {
        let recipes = [recipe("a", &[]), recipe("b", &["a"])];
        let error = run(&recipes.iter().collect::<Vec<_>>(), None, |recipe| {
            anyhow::ensure!(recipe.name != "a", "no luck");
            panic!("b was built")
        })
        .unwrap_err();
        assert_eq!(format!("{error:#}"), "cannot build a: no luck");
    }
}

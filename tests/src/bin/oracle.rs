//! Checks the cases themselves, without the sandbox: for whoever writes them.
//!
//! `VIVARIUM_CASES=name` picks cases by name, `VIVARIUM_SHOW=1` shows what the oracle answers.

fn main() {
    for suite in vivarium_tests::Suite::ALL {
        vivarium_tests::check_oracle(suite);
    }
}

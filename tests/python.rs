//! Scripts for Python, with the host's python3.11, numpy and pandas as oracle.

#[test]
fn python() {
    vivarium_tests::check(vivarium_tests::Suite::Python);
}

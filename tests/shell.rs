//! Scripts for bash, with the host's bash as oracle.

#[test]
fn shell() {
    vivarium_tests::check(vivarium_tests::Suite::Shell);
}

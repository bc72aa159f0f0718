//! What people ask of the science packages, in the image for data, with the host's python3.11 and the same packages as
//! oracle.

#[test]
fn science() {
    vivarium_tests::check(vivarium_tests::Suite::Science);
}

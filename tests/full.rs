//! What people ask of the packages that only the image with all there is has, with the host's python3.11 and the same
//! packages as oracle.

#[test]
fn full() {
    vivarium_tests::check(vivarium_tests::Suite::Full);
}

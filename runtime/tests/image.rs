//! Which images open.

mod guest;

use guest::Guest;
use vivarium::{Error, Runtime, RuntimeOptions, compile_image};

#[test]
fn nothing_compiles_when_an_image_opens() {
    let image = guest::image(&[("guest", Guest::new().wasm())], &[]);
    let open =
        || Runtime::open(RuntimeOptions { image: image.path().into(), instances: 1, ..Default::default() });
    let error = open().unwrap_err();
    assert!(matches!(&error, Error::NotCompiled { program, .. } if program == "guest"), "{error}");
    let command = format!("run `viv image compile {}`", image.path().display());
    assert!(error.to_string().ends_with(&command), "{error}");

    let mut shown = Vec::new();
    let mut progress = |state: vivarium::Progress<'_>| shown.push(state.program.to_owned());
    assert_eq!(compile_image(image.path(), &mut progress).unwrap(), 1);
    assert_eq!(compile_image(image.path(), &mut progress).unwrap(), 0);
    assert_eq!(shown, ["guest"]);
    open().unwrap();
}

#[test]
fn no_image_names_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let error =
        Runtime::open(RuntimeOptions { image: folder.path().into(), instances: 1, ..Default::default() })
            .unwrap_err();
    assert!(matches!(error, Error::NoImage(_)), "{error}");
    assert!(error.to_string().contains("`cargo xtask image`"), "{error}");
}

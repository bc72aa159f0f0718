//! The image's root file system.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use vivarium_abi::program;
use vivarium_vfs::{Attributes, ImageWriter, Source, make_device};

use crate::build::Products;
use crate::image::description::{Description, Program};

/// Time stamp of every file: the first second of 2026, so that the same inputs give the same image.
const MODIFIED_NS: i64 = 1_767_225_600 * 1_000_000_000;

/// Mode of what a description does not give one: the permission bits that umask 022 leaves.
const EXECUTABLE: u32 = 0o755;
const READABLE: u32 = 0o644;

/// Lays out everything that the description names.
pub(super) fn root(description: &Description, products: &Products) -> Result<ImageWriter> {
    let mut image = ImageWriter::new();
    image.directory(b"/", attributes(EXECUTABLE))?;
    for directory in &description.directory {
        image.directory(directory.path.as_bytes(), attributes(directory.mode))?;
    }
    for link in &description.symlink {
        image.symlink(link.path.as_bytes(), attributes(0o777), link.target.as_bytes())?;
    }
    for device in &description.device {
        let number = make_device(device.major, device.minor);
        image.char_device(device.path.as_bytes(), attributes(device.mode), number)?;
    }
    for file in &description.file {
        let content = Source::Bytes(file.content.clone().into_bytes());
        image.file(file.path.as_bytes(), attributes(file.mode), content)?;
    }
    for program in &description.program {
        add_program(&mut image, program, &description.names(program, products)?, products)?;
    }
    for tree in &description.tree {
        let from = products.get(&tree.recipe)?.path.join(&tree.from);
        add_tree(&mut image, &from, Path::new(&tree.to))
            .with_context(|| format!("from recipe {}", tree.recipe))?;
    }
    Ok(image)
}

/// Adds a program reference under each of the program's names.
fn add_program(
    image: &mut ImageWriter,
    program: &Program,
    names: &[String],
    products: &Products,
) -> Result<()> {
    let path = program.path(products)?;
    let wasm = fs::read(&path).with_context(|| format!("no program {}", path.display()))?;
    let reference = program::reference(&Sha256::digest(&wasm).into());
    let place = |name: &str| format!("{}/{name}", program.directory).into_bytes();
    let first = place(&names[0]);
    image.file(&first, attributes(EXECUTABLE), Source::Bytes(reference))?;
    for other in &names[1..] {
        image.hard_link(&place(other), &first)?;
    }
    Ok(())
}

/// Adds what is in the host's folder `from`.
fn add_tree(image: &mut ImageWriter, from: &Path, to: &Path) -> Result<()> {
    let listed = fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))?;
    for entry in listed {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let name = target.as_os_str().as_bytes();
        let metadata = entry.metadata()?;
        let executable = metadata.permissions().mode() & 0o111 != 0;
        let mode = if executable || metadata.is_dir() { EXECUTABLE } else { READABLE };
        if metadata.is_dir() {
            image.directory(name, attributes(mode))?;
            add_tree(image, &entry.path(), &target)?;
        } else if metadata.is_symlink() {
            let link = fs::read_link(entry.path())?;
            image.symlink(name, attributes(0o777), link.as_os_str().as_bytes())?;
        } else {
            image.file(name, attributes(mode), Source::Path(entry.path()))?;
        }
    }
    Ok(())
}

fn attributes(mode: u32) -> Attributes {
    Attributes::new(mode).modified(MODIFIED_NS)
}

#[cfg(test)]
mod tests {
    use vivarium_vfs::{FileSystem, Image};

    use super::*;

    const DESCRIPTION: &str = r#"
        name = "test"
        program = [
            { recipe = "a", file = "a.wasm", names = ["a", "b"] },
            { recipe = "a", file = "many.wasm" },
        ]
        tree = [{ recipe = "a", from = "root", to = "/" }]
        directory = [{ path = "/tmp", mode = 0o1777 }]
        symlink = [{ path = "/bin", target = "usr/bin" }]
        device = [{ path = "/dev/null", major = 1, minor = 3, mode = 0o666 }]
        file = [{ path = "/etc/hostname", mode = 0o644, content = "x" }]
    "#;

    #[test]
    fn what_is_described_is_in_the_image() {
        let product = tempfile::tempdir().unwrap();
        fs::create_dir_all(product.path().join("programs")).unwrap();
        fs::create_dir_all(product.path().join("root/usr/lib")).unwrap();
        fs::write(product.path().join("programs/a.wasm"), "wasm").unwrap();
        fs::write(product.path().join("programs/many.wasm"), "many").unwrap();
        fs::write(product.path().join("programs/many.names"), "c\na\nd\n").unwrap();
        fs::write(product.path().join("root/usr/lib/data"), "data").unwrap();
        let description: Description = toml::from_str(DESCRIPTION).unwrap();
        let mut bytes = Vec::new();
        root(&description, &Products::at(&[("a", product.path())])).unwrap().write(&mut bytes).unwrap();

        let image = Image::from_bytes(bytes).unwrap();
        let find = |path: &str| {
            let names = path.split('/').filter(|name| !name.is_empty());
            names.fold(image.root(), |dir, name| image.lookup(dir, name.as_bytes()).unwrap().inode)
        };
        let mode = |path: &str| image.metadata(find(path)).unwrap().mode;
        assert_eq!(mode("/tmp"), 0o1777);
        assert_eq!(mode("/usr/lib"), EXECUTABLE);
        assert_eq!(mode("/usr/lib/data"), READABLE);
        assert_eq!(find("/usr/bin/a"), find("/usr/bin/b"));
        assert_eq!(find("/usr/bin/c"), find("/usr/bin/d"));
        assert_ne!(find("/usr/bin/c"), find("/usr/bin/a"));
        assert_eq!(image.metadata(find("/dev/null")).unwrap().rdev, make_device(1, 3));
        assert_eq!(image.read_link(find("/bin")).unwrap(), b"usr/bin");

        let mut reference = [0; program::REFERENCE_LEN];
        assert_eq!(image.read_at(find("/usr/bin/a"), &mut reference, 0).unwrap(), reference.len());
        assert_eq!(program::parse_reference(&reference), Some(Sha256::digest("wasm").into()));
    }
}

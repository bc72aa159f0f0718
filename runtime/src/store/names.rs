use std::io::ErrorKind;

use cap_std::fs::Dir;

use crate::Error;

/// Names that users gave, each a file that holds an id, so that finding one reads one file.
///
/// What an entry says counts only if the record it leads to says the same: a crash may leave one that leads nowhere.
pub(super) struct Names<'a>(pub(super) &'a Dir);

impl Names<'_> {
    pub(super) fn get(&self, name: &str) -> Result<Option<String>, Error> {
        match self.0.read_to_string(name) {
            Ok(id) => Ok(Some(id)),
            // A reference may be anything a user types.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput) => Ok(None),
            Err(error) => Err(Error::store("read a name")(error)),
        }
    }

    pub(super) fn set(&self, name: &str, id: &str) -> Result<(), Error> {
        let new = format!("{name}.new~");
        let write = || {
            self.0.write(&new, id)?;
            self.0.rename(&new, self.0, name)
        };
        write().map_err(Error::store("write a name"))
    }

    pub(super) fn remove(&self, name: &str) -> Result<(), Error> {
        match self.0.remove_file(name) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::store("remove a name")(error)),
            _ => Ok(()),
        }
    }
}

use crate::InodeId;

/// A name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) directory: InodeId,
    pub(crate) name: Box<[u8]>,
}

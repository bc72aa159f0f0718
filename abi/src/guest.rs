//! Safe wrappers over [`crate::calls`], named as the man pages are.

use vivarium_abi::Errno;

use crate::{InodeId, Result};

/// The inodes of one file system, by handle. A handle is not used again after its inode is gone.
pub(crate) struct Table<T> {
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
}

struct Slot<T> {
    generation: u32,
    value: Option<T>,
}

impl<T> Table<T> {
    pub(crate) fn new() -> Self {
        Self { slots: Vec::new(), free: Vec::new() }
    }

    pub(crate) fn insert(&mut self, value: T) -> InodeId {
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                self.slots.push(Slot { generation: 1, value: None });
                (self.slots.len() - 1) as u32
            }
        };
        let slot = &mut self.slots[index as usize];
        slot.value = Some(value);
        id(slot.generation, index)
    }

    /// Finds an inode. ESTALE when it is gone.
    pub(crate) fn get(&self, id: InodeId) -> Result<&T> {
        let slot = self.slots.get(index_of(id)).filter(|slot| slot.generation == generation_of(id));
        slot.and_then(|slot| slot.value.as_ref()).ok_or(Errno::ESTALE)
    }

    /// Finds an inode to change. ESTALE when it is gone.
    pub(crate) fn get_mut(&mut self, id: InodeId) -> Result<&mut T> {
        let slot = self.slots.get_mut(index_of(id)).filter(|slot| slot.generation == generation_of(id));
        slot.and_then(|slot| slot.value.as_mut()).ok_or(Errno::ESTALE)
    }

    pub(crate) fn remove(&mut self, id: InodeId) -> Option<T> {
        let slot = self.slots.get_mut(index_of(id)).filter(|slot| slot.generation == generation_of(id))?;
        let value = slot.value.take()?;
        slot.generation = slot.generation.wrapping_add(1);
        self.free.push(index_of(id) as u32);
        Some(value)
    }

    /// All inodes there are.
    pub(crate) fn ids(&self) -> Vec<InodeId> {
        let slots = self.slots.iter().zip(0..);
        let ids =
            slots.filter(|(slot, _)| slot.value.is_some()).map(|(slot, index)| id(slot.generation, index));
        ids.collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }
}

fn id(generation: u32, index: u32) -> InodeId {
    InodeId(u64::from(generation) << 32 | u64::from(index))
}

fn index_of(id: InodeId) -> usize {
    (id.0 & 0xffff_ffff) as usize
}

fn generation_of(id: InodeId) -> u32 {
    (id.0 >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_handle_stays_invalid() {
        let mut table = Table::new();
        let first = table.insert('a');
        assert_eq!(table.get(first), Ok(&'a'));
        assert_eq!(table.remove(first), Some('a'));
        let second = table.insert('b');
        assert_ne!(first, second);
        assert_eq!(table.get(first), Err(Errno::ESTALE));
        assert_eq!(table.get_mut(second), Ok(&mut 'b'));
        assert_eq!(table.remove(first), None);
        assert_eq!(table.len(), 1);
    }
}

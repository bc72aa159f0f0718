//! A notebook whose state is its files: each cell is a Python program that runs over what earlier cells have written.
//!
//! Cells come on stdin, each ended by a line `%%`. After each one the files are kept as a snapshot, in no time that
//! depends on their size; a cell that says `undo` goes back to the state before the last one.
//!
//! ```text
//! cargo run --release --example notebook <<'END'
//! import pandas as pd; pd.DataFrame({'x': range(5)}).to_csv('data.csv')
//! %%
//! import pandas as pd; print(pd.read_csv('data.csv').x.sum())
//! %%
//! undo
//! %%
//! import os; print(os.listdir())
//! END
//! ```

use std::error::Error;
use std::io::Read;

use vivarium::{Container, ContainerStore, CreateOptions, Exec, Runtime, RuntimeOptions, SnapshotInfo};

struct Notebook {
    runtime: Runtime,
    store: ContainerStore,
    container: Container,
    /// The state before each cell, the latest last.
    history: Vec<SnapshotInfo>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut cells = String::new();
    std::io::stdin().read_to_string(&mut cells)?;
    let mut notebook = Notebook::new()?;
    for cell in cells.split("\n%%\n").map(str::trim).filter(|cell| !cell.is_empty()) {
        match cell {
            "undo" => notebook.undo()?,
            cell => notebook.run(cell).await?,
        }
    }
    notebook.close()
}

impl Notebook {
    fn new() -> Result<Self, Box<dyn Error>> {
        let runtime = Runtime::open(RuntimeOptions::default())?;
        let store = ContainerStore::open(ContainerStore::default_path())?;
        let made = store.create(runtime.image(), CreateOptions::default())?;
        let container = runtime.open_container(&store, made.id.as_str(), Vec::new())?;
        container.files()?.create_directories("/notebook")?;
        Ok(Self { runtime, store, container, history: Vec::new() })
    }

    async fn run(&mut self, cell: &str) -> Result<(), Box<dyn Error>> {
        self.history.push(self.container.commit(None)?);
        // The host writes the program where the guest finds it, with no process.
        self.container.files()?.write("/tmp/cell.py", cell.as_bytes())?;
        let exec = Exec::new(["python3", "/tmp/cell.py"]).cwd("/notebook").env("PYTHONPATH", "/notebook");
        let outcome = self.container.exec(exec).await?;
        print!("{}", String::from_utf8_lossy(&outcome.stdout));
        eprint!("{}", String::from_utf8_lossy(&outcome.stderr));
        for entry in self.container.files()?.list("/notebook")? {
            println!("# {} ({} bytes)", String::from_utf8_lossy(&entry.name), entry.metadata.size);
        }
        Ok(())
    }

    /// Goes on in a new container over the last snapshot.
    fn undo(&mut self) -> Result<(), Box<dyn Error>> {
        let last = self.history.pop().ok_or("nothing to undo")?;
        let from = Some(last.id.to_string());
        let made =
            self.store.create(self.runtime.image(), CreateOptions { from, ..CreateOptions::default() })?;
        let again = self.runtime.open_container(&self.store, made.id.as_str(), Vec::new())?;
        let old = std::mem::replace(&mut self.container, again);
        let id = old.id().expect("it is of the store");
        drop(old);
        self.store.remove(id.as_str())?;
        self.store.remove_snapshot(last.id.as_str())?;
        Ok(())
    }

    fn close(self) -> Result<(), Box<dyn Error>> {
        let id = self.container.id().expect("it is of the store");
        drop(self.container);
        self.store.remove(id.as_str())?;
        for snapshot in self.history {
            self.store.remove_snapshot(snapshot.id.as_str())?;
        }
        Ok(())
    }
}

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::Value;
use vivarium::{ContainerInfo, ContainerStore, Error, FrozenLayerInfo, ImageReference, SnapshotInfo};

use crate::age::{ago, until};
use crate::container::{container_json, size, snapshot_json, status, total};
use crate::print::{Format, print, print_json};
use crate::size::human;

/// Shows all there is to know of containers and snapshots
#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// Containers or snapshots
    #[arg(value_name = "CONTAINER|SNAPSHOT", required = true)]
    names: Vec<String>,
    #[command(flatten)]
    format: Format,
}

enum Found {
    Container(ContainerInfo),
    Snapshot(SnapshotInfo),
}

impl Inspect {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let found: Vec<_> = self.names.iter().map(|name| find(store, name)).collect::<Result<_, _>>()?;
        if self.format.is_json {
            print_json(&found.iter().map(Found::json).collect())?;
        } else {
            print(&found.iter().map(Found::text).collect::<Vec<_>>().join("\n"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Finds a container or, where there is none of that name, a snapshot.
fn find(store: &ContainerStore, name: &str) -> Result<Found, Error> {
    match store.inspect(name) {
        Ok(info) => Ok(Found::Container(info)),
        Err(none @ Error::NoContainer(_)) => match store.inspect_snapshot(name) {
            Ok(info) => Ok(Found::Snapshot(info)),
            Err(Error::NoSnapshot(_)) => Err(none),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    }
}

impl Found {
    fn json(&self) -> Value {
        match self {
            Self::Container(info) => container_json(info),
            Self::Snapshot(info) => snapshot_json(info),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Container(info) => container_text(info),
            Self::Snapshot(info) => snapshot_text(info),
        }
    }
}

fn container_text(info: &ContainerInfo) -> String {
    let limits = &info.limits;
    let inodes = info.disk.map_or_else(|| "-".into(), |disk| disk.inodes.to_string());
    let mut text = format!("container   {}\n", info.id);
    text += &format!("name        {}\n", info.name.as_deref().unwrap_or("-"));
    text += &format!("status      {}\n", status(info));
    text += &format!("created     {}\n", ago(info.created));
    text += &format!("expires     {}\n", info.expires.map_or_else(|| "never".into(), until));
    text += &format!("durability  {}\n", format!("{:?}", info.durability).to_lowercase());
    text += &format!("disk        {} of {}\n", size(info.disk), human(limits.disk_bytes));
    text += &format!("inodes      {inodes} of {}\n", limits.inodes);
    text += &format!("memory      at most {}\n", human(limits.memory_bytes));
    text += &format!("processes   at most {}\n", limits.processes);
    text + &image_text(&info.image)
        + &format!("\nLAYERS\n    {}  written\n", info.upper)
        + &layers_text(&info.layers)
}

fn snapshot_text(info: &SnapshotInfo) -> String {
    let mut text = format!("snapshot    {}\n", info.id);
    text += &format!("name        {}\n", info.name.as_deref().unwrap_or("-"));
    text += &format!("created     {}\n", ago(info.created));
    text += &format!("disk        {}\n", size(Some(total(&info.layers))));
    text + &image_text(&info.image) + "\nLAYERS\n" + &layers_text(&info.layers)
}

fn image_text(image: &ImageReference) -> String {
    format!("image       {} at {}\n", image.name, image.path.display())
}

fn layers_text(layers: &[FrozenLayerInfo]) -> String {
    layers.iter().map(|layer| format!("    {}  {}\n", layer.id, human(layer.bytes))).collect()
}

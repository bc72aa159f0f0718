use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use vivarium::{ContainerLimits, ContainerStore, CreateOptions, Durability, ImageDirectory};

use crate::bounds::LIMITS;
use crate::duration::Lifetime;
use crate::image;
use crate::print::print;
use crate::size::SizeFlag;

const EXAMPLES: &str = "\
EXAMPLES
    viv create --name a
    viv create --name small --memory 512M --disk 1GiB --expires 2h
    viv create --from trained               begins with the files of a snapshot (`viv commit`)

Prints the id of the container. Nothing runs in it until `viv exec` or `viv shell`.";

/// Makes a container that lasts
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Create {
    /// A name for it
    #[arg(long)]
    name: Option<String>,
    /// The snapshot it begins with
    #[arg(long, value_name = "SNAPSHOT")]
    from: Option<String>,
    /// The image to begin with, by name or directory [default: $VIVARIUM_IMAGE, or `default`]
    #[arg(long, value_name = "IMAGE", conflicts_with = "from")]
    image: Option<PathBuf>,
    /// How long it can be used, as in 12h or 7d, or `never` for no end
    #[arg(long, value_name = "DURATION", default_value = "30d")]
    expires: Lifetime,
    /// What survives once a command has ended: a kill of viv, or a loss of power too
    #[arg(long, value_enum, default_value_t = DurabilityFlag::Process)]
    durability: DurabilityFlag,
    #[command(flatten)]
    limits: LimitFlags,
}

/// What a container may hold and use; what is not given is the snapshot's, or the usual.
#[derive(Args, Debug)]
#[command(next_help_heading = LIMITS)]
struct LimitFlags {
    /// Most memory of all processes together, as in 64M [default: 5GiB]
    #[arg(long, value_name = "SIZE")]
    memory: Option<SizeFlag>,
    /// Most its files may take, those of the image not counted [default: 5GiB]
    #[arg(long, value_name = "SIZE")]
    disk: Option<SizeFlag>,
    /// Most files and directories, those of the image not counted [default: 262144]
    #[arg(long, value_name = "N")]
    inodes: Option<u64>,
    /// Most processes at a time [default: 1024]
    #[arg(long, value_name = "N")]
    processes: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DurabilityFlag {
    Process,
    Fsync,
}

impl Create {
    pub(crate) fn run(self, store: &ContainerStore) -> Result<ExitCode> {
        let (image, limits) = match &self.from {
            None => (image::place(self.image), ContainerLimits::default()),
            Some(snapshot) => {
                let snapshot = store.inspect_snapshot(snapshot)?;
                (snapshot.image.path, snapshot.limits)
            }
        };
        let options = CreateOptions {
            name: self.name,
            from: self.from,
            limits: Some(self.limits.over(limits)),
            lifetime: self.expires.0,
            durability: match self.durability {
                DurabilityFlag::Process => Durability::Process,
                DurabilityFlag::Fsync => Durability::Fsync,
            },
        };
        let info = store.create(&ImageDirectory::open(image)?, options)?;
        print(&format!("{}\n", info.id))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl LimitFlags {
    fn over(&self, usual: ContainerLimits) -> ContainerLimits {
        ContainerLimits {
            memory_bytes: self.memory.as_ref().map_or(usual.memory_bytes, SizeFlag::bytes),
            disk_bytes: self.disk.as_ref().map_or(usual.disk_bytes, SizeFlag::bytes),
            inodes: self.inodes.unwrap_or(usual.inodes),
            processes: self.processes.unwrap_or(usual.processes),
        }
    }
}

//! What is in an export: an OCI image layout, with what OCI has no word for in one annotation.

use serde::{Deserialize, Serialize};

use super::ContainerLimits;

pub(super) const LAYOUT: &str = "oci-layout";
pub(super) const LAYOUT_TEXT: &str = r#"{"imageLayoutVersion":"1.0.0"}"#;
pub(super) const INDEX: &str = "index.json";
pub(super) const MANIFEST_TYPE: &str = "application/vnd.oci.image.manifest.v1+json";
pub(super) const CONFIG_TYPE: &str = "application/vnd.oci.image.config.v1+json";
pub(super) const LAYER_TYPE: &str = "application/vnd.oci.image.layer.v1.tar";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Index {
    pub(super) schema_version: u32,
    pub(super) manifests: Vec<Descriptor>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) schema_version: u32,
    pub(super) media_type: String,
    pub(super) config: Descriptor,
    /// The lowest first.
    pub(super) layers: Vec<Descriptor>,
    pub(super) annotations: Annotations,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) media_type: String,
    pub(super) digest: String,
    pub(super) size: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Annotations {
    /// An [`Origin`], as JSON.
    #[serde(rename = "vivarium.origin")]
    pub(super) origin: String,
}

/// What an export was made from.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Origin {
    pub(super) format: u32,
    pub(super) name: Option<String>,
    pub(super) image: String,
    pub(super) rootfs_sha256: String,
    pub(super) limits: ContainerLimits,
}

#[derive(Serialize)]
pub(super) struct Config<'a> {
    pub(super) architecture: &'a str,
    pub(super) os: &'a str,
    pub(super) rootfs: RootFs<'a>,
}

#[derive(Serialize)]
pub(super) struct RootFs<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'a str,
    pub(super) diff_ids: Vec<&'a str>,
}

/// Where a blob is in the archive.
pub(super) fn blob_path(digest: &str) -> String {
    format!("blobs/{}", digest.replace(':', "/"))
}

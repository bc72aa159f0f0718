use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::date;
use crate::samples::Samples;
use crate::way::Way;
use crate::workload::Workload;

/// What was measured.
pub(crate) struct Report {
    rows: Vec<(String, Vec<(Way, Samples)>)>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(crate) fn add(&mut self, workload: &Workload, measured: Vec<(Way, Samples)>) {
        self.rows.push((workload.name.into(), measured));
    }

    /// A table in Markdown: medians and 99th percentiles, and the medians' ratios to native.
    pub(crate) fn table(&self) -> String {
        let mut text = "| workload |".to_owned();
        for way in Way::ALL {
            text += &format!(" {} (p99) |", way.name());
        }
        for way in &Way::ALL[1..] {
            text += &format!(" {} / native |", way.name());
        }
        text += "\n|---|";
        text += &"---:|".repeat(2 * Way::ALL.len() - 1);
        text += "\n";
        for (name, measured) in &self.rows {
            text += &format!("| {name} |");
            for (_, samples) in measured {
                text += &format!(" {} ({}) |", show(samples.quantile(0.5)), show(samples.quantile(0.99)));
            }
            let native = measured[0].1.quantile(0.5).as_secs_f64();
            for (_, samples) in &measured[1..] {
                text += &format!(" {:.2} |", samples.quantile(0.5).as_secs_f64() / native);
            }
            text += "\n";
        }
        text
    }

    /// Writes every round's time to `results/<date>.json`.
    pub(crate) fn save(&self) -> Result<PathBuf> {
        let workloads: Vec<Value> = self.rows.iter().map(|(name, measured)| row(name, measured)).collect();
        let machine = json!({ "cpu": cpu(), "cpus": std::thread::available_parallelism()?.get() });
        let report =
            json!({ "date": date::today(), "machine": machine, "unit": "ns", "workloads": workloads });
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.json", date::today()));
        fs::write(&path, format!("{report}\n"))?;
        Ok(path)
    }
}

fn row(name: &str, measured: &[(Way, Samples)]) -> Value {
    let ways = measured.iter().map(|(way, samples)| (way.name().to_owned(), json!(samples)));
    json!({ "name": name, "rounds": Value::Object(ways.collect()) })
}

fn cpu() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("model name"));
    line.and_then(|line| line.split_once(": ")).map_or_else(|| "unknown".into(), |(_, name)| name.into())
}

fn show(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    if ms < 10.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}

//! The plots: scalable vector graphics, written here.

mod axis;
mod bars;
mod lines;
mod svg;

use crate::table::{Report, Shape, Table};

/// Every plot, with its file's name.
pub(crate) fn all(report: &Report) -> Vec<(String, String)> {
    let drawn = report.tables.iter().filter_map(|table| Some((format!("{}.svg", table.id), draw(table)?)));
    drawn.collect()
}

fn draw(table: &Table) -> Option<String> {
    if table.ways().is_empty() {
        return None;
    }
    match table.shape {
        Shape::Bars => Some(bars::absolute(table)),
        Shape::Ratios => Some(bars::ratios(table)),
        Shape::Lines => Some(lines::lines(table)),
        Shape::Nothing => None,
    }
}

/// A way's colour: ours stand out, native is grey.
fn colour(way: &str) -> &'static str {
    match way {
        crate::way::NATIVE => "#8b929c",
        "bubblewrap" => "#b9c0c9",
        crate::way::LIBRARY => "#0b7a4b",
        crate::way::VIV => "#4cb587",
        "eryx" => "#d9822b",
        "Pyodide" => "#7d55a3",
        "monty" => "#c4527f",
        _ => "#3f7fbf",
    }
}

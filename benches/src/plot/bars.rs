use super::axis::Axis;
use super::colour;
use super::svg::{Anchor, FAINT, GRID, INK, Svg};
use crate::report::{mark, ratio, show};
use crate::table::{Row, Table};
use crate::way::NATIVE;

const WIDTH: f64 = 860.0;
const LEFT: f64 = 12.0;
/// Where bars begin, behind the names of the ways.
const BARS: f64 = 100.0;
/// What lies right of the longest bar: its figure.
const RIGHT: f64 = 110.0;
const BAR_HEIGHT: f64 = 12.0;
const STEP: f64 = 16.0;
const ROW_GAP: f64 = 30.0;
const TOP: f64 = 40.0;

/// Bars as long as the medians.
pub(super) fn absolute(table: &Table) -> String {
    let better = if table.unit.more_is_better() { "more is better" } else { "less is better" };
    let heading = format!("{} (median, logarithmic; {better})", table.title);
    let unit = table.unit;
    draw(table, &heading, |row, way| row.median(way), |value| show(value, unit), |value| mark(value, unit))
}

/// Bars as long as the ratios to native.
pub(super) fn ratios(table: &Table) -> String {
    let heading = format!("{}: time as a multiple of native's (logarithmic; less is better)", table.title);
    let value =
        |row: &Row, way: &str| (way != NATIVE).then(|| Some(row.median(way)? / row.median(NATIVE)?))?;
    draw(table, &heading, value, ratio, ratio)
}

fn draw(
    table: &Table,
    heading: &str,
    value: impl Fn(&Row, &str) -> Option<f64>,
    show: impl Fn(f64) -> String,
    mark: impl Fn(f64) -> String,
) -> String {
    let ways = table.ways();
    let figures: Vec<(&str, Vec<(&str, f64)>)> = table
        .rows
        .iter()
        .map(|row| {
            (row.name.as_str(), ways.iter().filter_map(|way| Some((*way, value(row, way)?))).collect())
        })
        .collect();
    let values = figures.iter().flat_map(|(_, bars)| bars.iter().map(|(_, value)| *value));
    let axis = Axis::of(values, BARS, WIDTH - RIGHT);
    let heights = figures.iter().map(|(_, bars)| ROW_GAP + STEP * bars.len() as f64);
    let bottom = TOP + heights.sum::<f64>();

    let mut svg = Svg::new(WIDTH);
    svg.bold((LEFT, 22.0), heading);
    for value in axis.marks() {
        let x = axis.place(value);
        svg.line((x, TOP), (x, bottom), GRID);
        svg.text((x, bottom + 18.0), Anchor::Middle, FAINT, &mark(value));
    }
    let mut y = TOP;
    for (name, bars) in figures {
        svg.bold((LEFT, y + 20.0), name);
        y += ROW_GAP;
        for (way, value) in bars {
            let middle = y + BAR_HEIGHT - 2.0;
            svg.text((BARS - 8.0, middle), Anchor::End, FAINT, way);
            svg.rectangle(BARS, y, (axis.place(value) - BARS).max(1.0), BAR_HEIGHT, colour(way));
            svg.text((axis.place(value) + 6.0, middle), Anchor::Start, INK, &show(value));
            y += STEP;
        }
    }
    svg.finish(bottom + 30.0)
}

#[cfg(test)]
mod tests {
    use super::super::super::table::{Cell, Outcome, Shape, Unit};
    use super::*;

    fn table(shape: Shape) -> Table {
        let cell = |way, value: f64| Cell { way, outcome: Outcome::Samples([value].into_iter().collect()) };
        let rows = vec![
            Row { name: "one".into(), cells: vec![cell(NATIVE, 0.01), cell("library", 0.001)] },
            Row {
                name: "two".into(),
                cells: vec![cell(NATIVE, 0.3), Cell { way: "eryx", outcome: Outcome::Missing("no".into()) }],
            },
        ];
        Table { id: "start", title: "Start", method: "", unit: Unit::Seconds, shape, rows }
    }

    #[test]
    fn each_figure_is_a_bar_and_none_stands_for_what_is_missing() {
        let svg = absolute(&table(Shape::Bars));
        // One for the ground.
        assert_eq!(svg.matches("<rect").count(), 1 + 3);
        assert!(svg.contains(">10.0 ms<") && svg.contains(">1.00 ms<") && !svg.contains("eryx"));
    }

    #[test]
    fn ratios_are_those_to_native() {
        let svg = ratios(&table(Shape::Ratios));
        assert_eq!(svg.matches("<rect").count(), 1 + 1);
        assert!(svg.contains(">1/10<"), "{svg}");
    }
}

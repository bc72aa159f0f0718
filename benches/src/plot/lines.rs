use super::axis::Axis;
use super::colour;
use super::svg::{Anchor, FAINT, GRID, INK, Svg};
use crate::report::{mark as figure, show};
use crate::table::{Table, Unit};

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 380.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 110.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 52.0;
/// Least distance of two names at the lines' ends.
const NAME_HEIGHT: f64 = 15.0;

/// A line for each way over the number in the rows' names.
pub(super) fn lines(table: &Table) -> String {
    let lines: Vec<(&str, Vec<(f64, f64)>)> =
        table.ways().into_iter().map(|way| (way, points(table, way))).collect();
    let all = || lines.iter().flat_map(|(_, points)| points);
    let across = Axis::tight(all().map(|(x, _)| *x), LEFT, WIDTH - RIGHT);
    let up = Axis::of(all().map(|(_, y)| *y), HEIGHT - BOTTOM, TOP);

    let mut svg = Svg::new(WIDTH);
    let better = if table.unit.more_is_better() { "more is better" } else { "less is better" };
    svg.bold((12.0, 22.0), &format!("{} (median, logarithmic; {better})", table.title));
    for mark in up.marks() {
        let y = up.place(mark);
        svg.line((LEFT, y), (WIDTH - RIGHT, y), GRID);
        svg.text((LEFT - 8.0, y + 4.0), Anchor::End, FAINT, &figure(mark, table.unit));
    }
    for row in &table.rows {
        let Ok(count) = row.name.parse::<f64>() else { continue };
        let x = across.place(count);
        if x <= WIDTH - RIGHT + 1.0 {
            svg.line((x, TOP), (x, HEIGHT - BOTTOM), GRID);
            svg.text((x, HEIGHT - BOTTOM + 18.0), Anchor::Middle, FAINT, &show(count, Unit::Count));
        }
    }
    svg.text((f64::midpoint(LEFT, WIDTH - RIGHT), HEIGHT - 14.0), Anchor::Middle, FAINT, "live sandboxes");
    let mut names = Vec::new();
    for (way, points) in &lines {
        let placed: Vec<_> = points.iter().map(|(x, y)| (across.place(*x), up.place(*y))).collect();
        svg.path(&placed, colour(way));
        names.extend(placed.last().map(|(x, y)| (*way, *x, *y)));
    }
    for (way, x, y) in apart(names) {
        svg.text((x + 8.0, y + 4.0), Anchor::Start, INK, way);
    }
    svg.finish(HEIGHT)
}

fn points(table: &Table, way: &str) -> Vec<(f64, f64)> {
    let rows = table.rows.iter();
    rows.filter_map(|row| Some((row.name.parse().ok()?, row.median(way)?)))
        .filter(|(_, y)| *y > 0.0)
        .collect()
}

/// Moves names down that would lie on the one above; those that end elsewhere do not matter.
fn apart(mut names: Vec<(&str, f64, f64)>) -> Vec<(&str, f64, f64)> {
    names.sort_by(|(_, _, left), (_, _, right)| left.total_cmp(right));
    for at in 1..names.len() {
        let above = names[..at].iter().filter(|(_, x, _)| (x - names[at].1).abs() < RIGHT);
        let lowest = above.map(|(_, _, y)| y + NAME_HEIGHT).fold(f64::NEG_INFINITY, f64::max);
        names[at].2 = names[at].2.max(lowest);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Outcome, Row, Shape};

    #[test]
    fn lines_go_through_what_was_reached() {
        let cell =
            |value: f64| Cell { way: "library", outcome: Outcome::Samples([value].into_iter().collect()) };
        let rows = ["1", "10", "100"].map(|name| Row { name: name.into(), cells: vec![cell(0.001)] });
        let mut rows = Vec::from(rows);
        rows[2].cells[0].outcome = Outcome::Missing("no memory".into());
        let table = Table {
            id: "growth",
            title: "Growth",
            method: "",
            unit: Unit::Seconds,
            shape: Shape::Lines,
            rows,
        };
        let svg = lines(&table);
        assert_eq!((svg.matches("<circle").count(), svg.matches("<polyline").count()), (2, 1));
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let placed = apart(vec![("a", 700.0, 100.0), ("b", 700.0, 102.0), ("c", 100.0, 101.0)]);
        let of = |name| placed.iter().find(|(it, _, _)| *it == name).expect("it is there").2;
        assert_eq!((of("a"), of("b"), of("c")), (100.0, 115.0, 101.0));
    }
}

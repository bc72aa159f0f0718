use std::fmt::Write as _;

/// What stands between two columns.
const GAP: usize = 3;

/// Writes a heading and rows in columns that are as wide as what is in them.
pub(crate) fn table<const N: usize>(heading: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([heading[column].chars().count()]).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = line(heading, widths);
    for row in rows {
        text += &line(std::array::from_fn(|column| row[column].as_str()), widths);
    }
    text
}

fn line<const N: usize>(cells: [&str; N], widths: [usize; N]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(line, "{cell:width$}", width = width + GAP);
    }
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_cells() {
        let rows = [["1".into(), "longer".into()], ["2".into(), String::new()]];
        assert_eq!(table(["ID", "NAME"], &rows), "ID   NAME\n1    longer\n2\n");
    }
}

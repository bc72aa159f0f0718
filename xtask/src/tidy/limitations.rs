//! Rules about `docs/limitations.md`: each row has an id of its own and a test that exists, and each case that is
//! known to differ has a row.

use std::path::Path;

use super::SourceFile;

const LIMITATIONS: &str = "docs/limitations.md";

/// What the ids begin with. In two halves, so that this file refers to no row.
const ID: &str = concat!("VL", "-");

/// One row of the table.
struct Row<'a> {
    id: &'a str,
    test: &'a str,
}

pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let Some(document) = files.iter().find(|file| file.path == Path::new(LIMITATIONS)) else {
        return vec![format!("{LIMITATIONS} is missing")];
    };
    let text = document.text();
    let rows: Vec<Row> = text.lines().filter_map(row).collect();
    let mut complaints = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if rows[..number].iter().any(|above| above.id == row.id) {
            complaints.push(format!("{LIMITATIONS}: two rows are {}", row.id));
        }
        if !has_test(row, files) {
            complaints.push(format!("{LIMITATIONS}: {}: no test {:?}", row.id, row.test));
        }
    }
    for file in files.iter().filter(|file| file.path.starts_with("tests/cases")) {
        for id in file.text().lines().filter(|line| line.starts_with("# differs: ")).filter_map(id_in) {
            if !rows.iter().any(|row| row.id == id) {
                complaints.push(format!("{}: {LIMITATIONS} has no row {id}", file.path.display()));
            }
        }
    }
    complaints
}

fn row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
    let id = cells.first().filter(|id| id.starts_with(ID))?;
    Some(Row { id, test: cells.last().copied().unwrap_or_default() })
}

/// Whether the test is there: a file, or a name that a file under a test folder holds.
fn has_test(row: &Row, files: &[SourceFile]) -> bool {
    let mut names = row.test.split('`').skip(1).step_by(2).peekable();
    names.peek().is_some() && names.all(|name| is_test(name, files))
}

fn is_test(name: &str, files: &[SourceFile]) -> bool {
    // `tests/cases/shell/jobs.sh`, `jobs/wait_n`, or the name of a test function.
    let last = name.rsplit(['/', ':']).next().unwrap_or(name);
    files.iter().any(|file| {
        file.path == Path::new(name)
            || (file.path != Path::new(LIMITATIONS) && !last.is_empty() && declares(&file.text(), last))
    })
}

fn declares(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        line.strip_prefix("#### ").is_some_and(|case| case.trim() == name)
            || line.contains(&format!("fn {name}("))
            || line.contains(&format!("def {name}("))
    })
}

fn id_in(line: &str) -> Option<&str> {
    let start = line.find(ID)?;
    let end = line[start + ID.len()..].find(|it: char| !it.is_ascii_digit() && it != '?');
    Some(&line[start..end.map_or(line.len(), |end| start + ID.len() + end)])
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn check_table(rows: &str, case: &str) -> Vec<String> {
        let file =
            |path: &str, content: String| SourceFile { path: PathBuf::from(path), content: content.into() };
        check(&[
            file(LIMITATIONS, rows.replace("ID", ID)),
            file("tests/cases/shell/jobs.sh", case.replace("ID", ID)),
        ])
    }

    #[test]
    fn a_row_with_its_test_is_fine() {
        let case = "#### wait_n\n# differs: not yet, ID1\n";
        assert_eq!(check_table("| ID1 | what | why | `jobs/wait_n` |\n", case), Vec::<String>::new());
    }

    #[test]
    fn a_missing_test_a_double_id_and_a_missing_row_are_found() {
        assert_eq!(check_table("| ID1 | what | why | `jobs/gone` |\n", "#### wait_n\n").len(), 1);
        assert_eq!(check_table("| ID1 | what | why | by hand |\n", "").len(), 1);
        let twice = "| ID1 | a | b | `wait_n` |\n| ID1 | c | d | `wait_n` |\n";
        assert_eq!(check_table(twice, "#### wait_n\n").len(), 1);
        assert_eq!(check_table("", "#### wait_n\n# differs: no ID2\n").len(), 1);
    }
}

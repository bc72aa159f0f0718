use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use unicode_width::UnicodeWidthStr as _;

/// Most columns of a terminal that does not say its size.
const LINE_WIDTH: usize = 80;
/// What a tab advances to a multiple of.
const TAB: usize = 8;

struct Options {
    separators: Vec<char>,
    output_separator: String,
    layout: Layout,
    width: usize,
    files: Vec<OsString>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Table,
    ColumnsFirst,
    RowsFirst,
}

/// column(1): lines up fields (`-t`), or lines.
pub(crate) fn run(args: Vec<OsString>) -> ExitCode {
    let options = match parse(&args[1..]) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("column: {message}\nTry 'column --help' for more information.");
            return ExitCode::FAILURE;
        }
    };
    let mut lines = Vec::new();
    let status = super::for_each("column", &options.files, |mut input, _| {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        lines.extend(
            String::from_utf8_lossy(&bytes).lines().filter(|line| !line.trim().is_empty()).map(str::to_owned),
        );
        Ok(())
    });
    let mut output = io::BufWriter::new(io::stdout().lock());
    let written = match options.layout {
        Layout::Table => table(&lines, &options, &mut output),
        layout => grid(&lines, options.width, layout, &mut output),
    };
    if written.and_then(|()| output.flush()).is_err() { ExitCode::FAILURE } else { status }
}

fn parse(args: &[OsString]) -> Result<Options, String> {
    let mut options = Options {
        separators: Vec::new(),
        output_separator: "  ".to_owned(),
        layout: Layout::ColumnsFirst,
        width: std::env::var("COLUMNS").ok().and_then(|width| width.parse().ok()).unwrap_or(LINE_WIDTH),
        files: Vec::new(),
    };
    let mut words = args.iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let (name, attached) = match text.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
            // -ts, is -t -s ,
            _ if text.starts_with("-t") && text.len() > 2 => {
                options.layout = Layout::Table;
                (format!("-{}", &text[2..3]), Some(text[3..].to_owned()).filter(|value| !value.is_empty()))
            }
            _ if !text.starts_with("--") && text.starts_with('-') && text.len() > 2 => {
                (text[..2].to_owned(), Some(text[2..].to_owned()))
            }
            _ => (text.clone().into_owned(), None),
        };
        let mut value = || match attached
            .clone()
            .or_else(|| words.next().map(|word| word.to_string_lossy().into_owned()))
        {
            Some(value) => Ok(value),
            None => Err(format!("option requires an argument -- '{}'", name.trim_start_matches('-'))),
        };
        match name.as_str() {
            "-t" | "--table" => options.layout = Layout::Table,
            "-x" | "--fillrows" => options.layout = Layout::RowsFirst,
            "-s" | "--separator" => options.separators = value()?.chars().collect(),
            "-o" | "--output-separator" => options.output_separator = value()?,
            "-c" | "--output-width" => {
                let width = value()?;
                options.width = width.parse().map_err(|_| format!("invalid columns argument: '{width}'"))?;
            }
            "-" => options.files.push(word.clone()),
            option if option.starts_with('-') => {
                return Err(format!("invalid option -- '{}'", option.trim_start_matches('-')));
            }
            _ => options.files.push(word.clone()),
        }
    }
    Ok(options)
}

fn table(lines: &[String], options: &Options, output: &mut impl Write) -> io::Result<()> {
    let rows: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| match &options.separators[..] {
            [] => line.split_whitespace().collect(),
            separators => line.split(separators).collect(),
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            write!(output, "{cell}")?;
            if column + 1 < columns {
                let padding = widths[column] - cell.width();
                // The last cell of a short row is padded as if the others were there, as util-linux does.
                write!(output, "{:padding$}{}", "", options.output_separator)?;
            }
        }
        for width in &widths[row.len()..] {
            let gap = if width == widths.last().unwrap_or(&0) {
                String::new()
            } else {
                options.output_separator.clone()
            };
            write!(output, "{:width$}{gap}", "")?;
        }
        writeln!(output)?;
    }
    Ok(())
}

fn grid(lines: &[String], line_width: usize, layout: Layout, output: &mut impl Write) -> io::Result<()> {
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let cell = (longest + TAB) / TAB * TAB;
    let columns = (line_width / cell.max(1)).max(1);
    let rows = lines.len().div_ceil(columns);
    for row in 0..rows {
        let indices: Vec<usize> = match layout {
            Layout::RowsFirst => (row * columns..lines.len().min((row + 1) * columns)).collect(),
            _ => (row..lines.len()).step_by(rows.max(1)).collect(),
        };
        for (position, &index) in indices.iter().enumerate() {
            write!(output, "{}", lines[index])?;
            if position + 1 < indices.len() {
                let tabs = (cell - lines[index].width()).div_ceil(TAB);
                write!(output, "{}", "\t".repeat(tabs))?;
            }
        }
        writeln!(output)?;
    }
    Ok(())
}

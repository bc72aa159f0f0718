use std::collections::BTreeMap;

use super::{ratio, show};
use crate::table::{ARRAYS, MATMUL, Outcome, PROGRAMS, Report, Row, SCIENCE, Shape, Table, Unit};
use crate::target::{self, Bound, Judged, Measure};
use crate::way::{Kind, LIBRARY, NATIVE, VIV};

/// The measured part of `docs/performance.md`; plots are looked for in the folder `plots`.
pub(super) fn page(report: &Report, plots: &str) -> String {
    let mut text = machine(report);
    text += &ways(report);
    text += &targets(report);
    for table in &report.tables {
        text += &format!("\n## {}\n\n{}\n\n", table.title, table.method);
        if table.shape != Shape::Nothing {
            text += &format!("![{}]({plots}/{}.svg)\n\n", table.title, table.id);
        }
        text += &self::table(table);
        if table.id == "compute" {
            text += &means(report, table);
        }
        // What a way could not reach is the same in all tables of growth.
        if table.shape != Shape::Lines {
            let reached =
                report.tables.iter().find(|other| other.id == "growth-start" && table.id == "growth-live");
            text += &missing(reached.unwrap_or(table));
        }
    }
    text
}

/// The measured part of README.md: native beside ours.
pub(super) fn summary(report: &Report) -> String {
    let mut text = format!("\nMeasured on {}, {}.\n\n", report.date, machine_words(report));
    text += "| | native | library | viv run | library / native | best WebAssembly peer |\n|---|---:|---:|---:|---:|---:|\n";
    for row in report.tables.iter().filter(|table| table.id == "start").flat_map(|table| &table.rows) {
        let figure = |value: Option<f64>| value.map_or("–".into(), |value| show(value, Unit::Seconds));
        let (native, own) = (row.median(NATIVE), row.median(LIBRARY));
        let quotient = native.zip(own).map_or("–".into(), |(native, own)| ratio(own / native));
        let viv = report.median("command", &row.name, VIV);
        let peers = row
            .cells
            .iter()
            .filter(|cell| report.column(cell.way).is_some_and(|column| column.kind == Kind::WasmPeer));
        let best = peers
            .filter_map(|cell| Some((row.median(cell.way)?, cell.way)))
            .min_by(|(left, _), (right, _)| left.total_cmp(right));
        let best =
            best.map_or("–".into(), |(value, way)| format!("{} ({way})", show(value, Unit::Seconds)));
        text += &format!(
            "| {} | {} | {} | {} | {quotient} | {best} |\n",
            row.name,
            figure(native),
            figure(own),
            figure(viv)
        );
    }
    text += "\n";
    for judged in target::judge(report)
        .iter()
        .filter(|judged| matches!(judged.target.measure, Measure::Ratio | Measure::Bytes | Measure::Count))
    {
        text += &format!("- {}: {}\n", judged.target.what, measured(judged));
    }
    text + "\n"
}

fn machine(report: &Report) -> String {
    let noise = if report.machine.is_quiet() {
        String::new()
    } else {
        let percent = report.machine.busy * 100.0;
        format!("\n**Something else used {percent:.0} % of the processors: these figures are noise.**\n")
    };
    format!("\nMeasured on {}, {}.\n{noise}", report.date, machine_words(report))
}

fn machine_words(report: &Report) -> String {
    let machine = &report.machine;
    format!(
        "{}, {} cores, {:.0} GiB, Linux {}, `vm.max_map_count` {}",
        machine.cpu,
        machine.cpus,
        machine.memory_bytes as f64 / f64::from(1 << 30),
        machine.kernel,
        machine.mappings_max
    )
}

fn ways(report: &Report) -> String {
    let mut text = "\n| way | what it is |\n|---|---|\n".to_owned();
    for way in &report.ways {
        text += &format!("| {} | {} |\n", way.name, way.origin);
    }
    for (name, reason) in &report.absent {
        text += &format!("| {name} | not measured: {} |\n", line(reason));
    }
    text
}

fn targets(report: &Report) -> String {
    let judged = target::judge(report);
    let mut text = "\n## Targets\n\n| what | must | aim | measured | must met | aim met |\n\
                    |---|---|---|---:|---|---|\n"
        .to_owned();
    let answer = |is_met| if is_met { "yes" } else { "**no**" };
    for it in &judged {
        text += &format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            it.target.what,
            bound(it.must, it.target.measure),
            bound(it.aim, it.target.measure),
            measured(it),
            answer(it.meets(it.must)),
            if it.meets(it.aim) { "yes" } else { "no" },
        );
    }
    let (compared, behind) = target::behind(report);
    if compared > 0 {
        let met = answer(behind.is_empty());
        let ahead = compared - behind.len();
        text += &format!(
            "| each against the best wasm peer | ahead in every row | – | {ahead} of {compared} | {met} | – |\n"
        );
    }
    if !behind.is_empty() {
        text += "\nBehind in:\n\n";
    }
    for row in behind {
        text += &format!("- {row}\n");
    }
    text
}

fn bound(bound: Bound, measure: Measure) -> String {
    match bound {
        Bound::TimesNative(times) => format!("≤ {} native", ratio(times)),
        Bound::AtMost(most) if measure == Measure::Ratio => format!("≤ {} native", ratio(most)),
        Bound::AtMost(most) => format!("≤ {}", figure(most, measure)),
        Bound::AtLeast(least) => format!("≥ {}", figure(least, measure)),
    }
}

/// The figure, and its ratio to native.
fn measured(judged: &Judged<'_>) -> String {
    let own = figure(judged.ours, judged.target.measure);
    match judged.native {
        Some(native) => {
            let of_native = figure(native, judged.target.measure);
            format!("{own}; native {of_native}: {}", ratio(judged.ours / native))
        }
        None if judged.target.measure == Measure::Ratio => format!("{own} × native"),
        None => own,
    }
}

fn figure(value: f64, measure: Measure) -> String {
    match measure {
        Measure::Seconds => show(value, Unit::Seconds),
        Measure::Bytes => show(value, Unit::Bytes),
        Measure::Count => show(value, Unit::Count),
        Measure::Ratio => ratio(value),
    }
}

/// Medians, with 99th percentiles where there are rounds, and the ratio to native.
fn table(table: &Table) -> String {
    let ways = table.ways();
    let mut text = format!("| | {} |\n|---|{}\n", ways.join(" | "), "---:|".repeat(ways.len()));
    for row in table.rows.iter().filter(|row| ways.iter().any(|way| row.samples(way).is_some())) {
        let cells: Vec<String> = ways.iter().map(|way| cell(table, row, way)).collect();
        text += &format!("| {} | {} |\n", row.name, cells.join(" | "));
    }
    text
}

fn cell(table: &Table, row: &Row, way: &str) -> String {
    let Some(samples) = row.samples(way) else { return "–".into() };
    let mut text = show(samples.median(), table.unit);
    if samples.len() > 2 && table.unit == Unit::Seconds {
        text += &format!(" ({})", show(samples.quantile(0.99), table.unit));
    }
    if way != NATIVE
        && table.shape != Shape::Nothing
        && let Some(native) = row.median(NATIVE)
    {
        text += &format!(" ×{}", ratio(samples.median() / native));
    }
    text
}

/// Geometric means of the ratios to native.
fn means(report: &Report, table: &Table) -> String {
    let mut text = "\n| geometric mean, times native |".to_owned();
    let ways: Vec<_> = table.ways().into_iter().filter(|way| *way != NATIVE).collect();
    text += &format!(" {} |\n|---|{}\n", ways.join(" | "), "---:|".repeat(ways.len()));
    let groups: [(&str, &[(&str, &str)]); 3] = [
        ("Python programs", &PROGRAMS),
        ("numpy and pandas, without matmul", &ARRAYS),
        ("linear algebra, scipy, scikit-learn, matplotlib", &SCIENCE),
    ];
    for (name, programs) in groups {
        let native = programs.iter().filter(|(name, _)| *name != MATMUL).count();
        text += &format!("| {name} |");
        for way in &ways {
            let able = |name: &&str| *name != MATMUL && report.median("compute", name, way).is_some();
            let count = programs.iter().map(|(name, _)| name).filter(|name| able(name)).count();
            let mean = target::compute(report, programs, way).map_or("–".into(), ratio);
            let of = if count == native || count == 0 { String::new() } else { format!(" (of {count})") };
            text += &format!(" {mean}{of} |");
        }
        text += "\n";
    }
    text
}

/// Why figures are missing, each reason once.
fn missing(table: &Table) -> String {
    let mut reasons: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for row in &table.rows {
        for cell in &row.cells {
            if let Outcome::Missing(reason) = &cell.outcome {
                reasons.entry((cell.way, reason)).or_default().push(&row.name);
            }
        }
    }
    let mut text = String::new();
    for ((way, reason), rows) in reasons {
        let rows = if rows.len() == table.rows.len() { "all rows".into() } else { rows.join(", ") };
        text += &format!("\n- {way} ({rows}): {}", line(reason));
    }
    if text.is_empty() { text } else { text + "\n" }
}

/// One line that breaks no table.
fn line(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Machine;
    use crate::samples::Samples;
    use crate::table::{Cell, Column};

    fn example() -> Table {
        let measured = |way, value: f64| Cell {
            way,
            outcome: Outcome::Samples([value; 3].into_iter().collect::<Samples>()),
        };
        let missing = |way| Cell { way, outcome: Outcome::Missing("no module | named pandas".into()) };
        Table {
            id: "start",
            title: "Start",
            method: "",
            unit: Unit::Seconds,
            shape: Shape::Bars,
            rows: vec![
                Row {
                    name: "pass".into(),
                    cells: vec![measured(NATIVE, 0.01), measured(LIBRARY, 0.001), missing("eryx")],
                },
                Row {
                    name: "pandas".into(),
                    cells: vec![measured(NATIVE, 0.3), missing(LIBRARY), missing("eryx")],
                },
            ],
        }
    }

    fn report() -> Report {
        let column = |name: &str, kind| Column { name: name.into(), origin: "somewhere".into(), kind };
        let mut start = example();
        start.rows[0].name = "python3 -c pass".into();
        start.rows[0].cells[2].outcome = Outcome::Samples([0.0005].into_iter().collect());
        Report {
            date: "2026-11-23".into(),
            machine: Machine {
                cpu: "a CPU".into(),
                cpus: 2,
                memory_bytes: 24 << 30,
                kernel: "6.1".into(),
                mappings_max: 65_530,
                busy: 0.5,
            },
            ways: vec![
                column(NATIVE, Kind::Native),
                column(LIBRARY, Kind::Ours),
                column("eryx", Kind::WasmPeer),
            ],
            absent: vec![("monty".into(), "no Python".into())],
            tables: vec![start],
        }
    }

    #[test]
    fn the_page_judges_targets_and_names_what_is_absent() {
        let text = page(&report(), "plots");
        for part in [
            "**Something else used 50 % of the processors: these figures are noise.**",
            "| monty | not measured: no Python |",
            "| library: fresh container, `python3 -c pass` | ≤ 1/8 native | ≤ 500 µs | 1.00 ms; native 10.0 ms: 1/10 | yes | no |",
            "| each against the best wasm peer | ahead in every row | – | 0 of 1 | **no** | – |",
            "- Start: python3 -c pass (eryx)",
            "![Start](plots/start.svg)",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn the_summary_sets_ours_beside_native_and_the_best_peer() {
        let text = summary(&report());
        assert!(
            text.contains("| python3 -c pass | 10.0 ms | 1.00 ms | – | 1/10 | 500 µs (eryx) |"),
            "{text}"
        );
        assert!(text.contains("| pandas | 300 ms | – | – | – | – |"), "{text}");
    }

    #[test]
    fn cells_have_median_percentile_and_ratio() {
        let text = table(&example());
        assert!(text.starts_with("| | native | library |\n|---|---:|---:|\n"), "{text}");
        assert!(text.contains("| pass | 10.0 ms (10.0 ms) | 1.00 ms (1.00 ms) ×1/10 |"), "{text}");
        assert!(text.contains("| pandas | 300 ms (300 ms) | – |"), "{text}");
    }

    #[test]
    fn each_reason_is_told_once() {
        let text = missing(&example());
        assert_eq!(text.matches("no module \\| named pandas").count(), 2, "{text}");
        assert!(text.contains("eryx (all rows)") && text.contains("library (pandas)"), "{text}");
    }
}

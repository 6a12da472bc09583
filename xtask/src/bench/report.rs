//! The report: one table for each database, the memory and the starts, and every target with its verdict.

use std::fmt::Write as _;
use std::time::Duration;

use crate::bench::figures::{Figure, Found, OnDatabase};
use crate::bench::targets::Target;

/// The report in Markdown, aligned to be read as it is.
pub(crate) fn render(found: &Found, targets: &[Target]) -> String {
    let mut text = String::from("# Bench\n\n");
    bases(&mut text, found);
    for database in &found.databases {
        section(&mut text, database);
    }
    verdicts(&mut text, targets);
    text
}

/// Writing into a `String` cannot fail.
macro_rules! line {
    ($text:expr, $($arguments:tt)*) => {
        writeln!($text, $($arguments)*).expect("a String takes all that is written")
    };
}

fn bases(text: &mut String, found: &Found) {
    let (sign, verify) = (micros(found.raw.sign), micros(found.raw.verify));
    line!(text, "Cores: {}. CPU figures are the least of all rounds.\n", found.cores);
    let beside = micros(found.raw.sign_beside_others);
    line!(
        text,
        "RSA-2048 of the library on one core: sign {sign:.1} µs ({beside:.1} µs while every core signs), verify {verify:.1} µs.\n"
    );
    head(text);
    row(text, &found.hello);
}

fn section(text: &mut String, measured: &OnDatabase) {
    line!(text, "\n## {}\n", measured.database.title());
    head(text);
    for figure in &measured.figures {
        row(text, figure);
    }
    let starts: Vec<String> = measured.starts.iter().map(|start| format!("{:.0}", millis(*start))).collect();
    line!(text, "\nStarts with an existing database: {} ms.", starts.join(", "));
    let (idle, loaded, peak) = (measured.idle.resident, measured.loaded.resident, measured.loaded.peak);
    line!(text, "Memory: {idle} KiB idle, {loaded} KiB after all load, {peak} KiB at most.");
    let storm = &measured.storm;
    line!(
        text,
        "Token endpoint at 200 exchanges a second: p50 {:.2} ms, p99 {:.2} ms quiet; p50 {:.2} ms, p99 {:.2} ms in the storm.",
        millis(storm.medians.0),
        millis(storm.p99_alone),
        millis(storm.medians.1),
        millis(storm.p99_beside)
    );
    line!(
        text,
        "Storm: {} passwords looked at (longest wait {:.0} ms), {} told to come back (after {:.0} ms at most), {} told nothing.",
        storm.accepted,
        millis(storm.longest),
        storm.told,
        millis(storm.longest_told),
        storm.untold
    );
}

fn head(text: &mut String) {
    line!(text, "| request          |  count | requests/s |   p50 ms |   p99 ms | server CPU ms |");
    line!(text, "|------------------|-------:|-----------:|---------:|---------:|--------------:|");
}

fn row(text: &mut String, figure: &Figure) {
    let Figure { kind, count, per_second, p50, p99, cpu } = figure;
    let (title, p50, p99, cpu) = (kind.title(), millis(*p50), millis(*p99), millis(*cpu));
    line!(text, "| {title:<16} | {count:>6} | {per_second:>10.0} | {p50:>8.2} | {p99:>8.2} | {cpu:>13.4} |");
}

fn verdicts(text: &mut String, targets: &[Target]) {
    line!(text, "\n## Targets\n");
    line!(text, "SQLite's and the comparison's count; PostgreSQL's are for information.\n");
    line!(text, "| database   | target | allowed | measured | ratio | verdict |");
    line!(text, "|------------|--------|--------:|---------:|------:|---------|");
    for target in targets {
        let database = target.database.map_or("both", super::Database::title);
        let Target { promise, allowed, measured, unit, .. } = target;
        let (ratio, verdict) = (ratio(target), verdict(target));
        line!(
            text,
            "| {database:<10} | {promise} | {allowed:.1} {unit} | {measured:.1} {unit} | {ratio} | {verdict} |"
        );
    }
}

/// Nothing is in proportion to a bound of zero.
fn ratio(target: &Target) -> String {
    if target.allowed > 0.0 { format!("{:.2}", target.ratio()) } else { "-".to_owned() }
}

fn verdict(target: &Target) -> String {
    match target.measured {
        _ if target.is_met() => "met".to_owned(),
        measured if measured.is_finite() => {
            format!(
                "MISSED by {:.1} {} ({:.0} %)",
                measured - target.allowed,
                target.unit,
                (target.ratio() - 1.0) * 100.0
            )
        }
        _ => "NOT MEASURED".to_owned(),
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

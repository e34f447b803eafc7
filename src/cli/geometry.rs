//! The tables of `candor check --geometry`.

use candor_prove::typography::{Limits, Row, Table};

use crate::ui::{Ui, count};

/// Shows a table for each format and paper.
pub(crate) fn show(ui: &Ui, tables: &[Table]) {
    for table in tables {
        ui.data(&format!(
            "{} {} {} ({}, {})\n",
            table.format.as_str(),
            table.paper.as_str(),
            table.jurisdictions.join(" "),
            count(table.sheets, "sheet"),
            count(table.documents, "document"),
        ));
        let head = ["texts", "least", "median", "most", "gate", "asked", "proof refuses", ""];
        ui.data(&line("measured on laid-out pages", head.map(str::to_owned)));
        for row in &table.rows {
            ui.data(&line(row.measure.as_str(), cells(row)));
        }
        ui.data("\n");
    }
}

fn cells(row: &Row) -> [String; 8] {
    let number = |value: f64| format!("{value:.*}", row.measure.decimals());
    let spread = |value: Option<f64>| value.map_or("-".to_owned(), number);
    let found = row.spread.as_ref();
    let mut asked = limits(row.gate.asked, "from", "to");
    if let Some(target) = row.gate.target {
        asked = format!("{asked} (aim {target})");
    }
    let verdict = match (row.holds, found) {
        (Some(true), _) => "holds".to_owned(),
        (Some(false), Some(spread)) => format!("FAILS for {}", spread.outside),
        (Some(false), None) | (None, _) => String::new(),
    };
    [
        row.n.to_string(),
        spread(found.map(|spread| spread.least)),
        spread(found.map(|spread| spread.median)),
        spread(found.map(|spread| spread.most)),
        row.gate.rule.unwrap_or("-").to_owned(),
        asked,
        limits(row.gate.proof, "below", "above"),
        verdict,
    ]
}

/// `from 45 to 70`, `below 30, above 70`.
fn limits(limits: Limits, least: &str, most: &str) -> String {
    let part = |word: &str, limit: Option<f64>| limit.map(|limit| format!("{word} {limit}"));
    let parts: Vec<String> =
        [part(least, limits.least), part(most, limits.most)].into_iter().flatten().collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(" ") }
}

fn line(name: &str, cells: [String; 8]) -> String {
    let [n, least, median, most, gate, asked, proof, verdict] = cells;
    let line = format!(
        "  {name:<30} {n:>6} {least:>7} {median:>7} {most:>7}  {gate:<4} {asked:<19} {proof:<18} {verdict}"
    );
    format!("{}\n", line.trim_end())
}

/// Says which gates do not hold, and where; returns whether all hold.
pub(crate) fn judge(ui: &Ui, tables: &[Table]) -> bool {
    let rows = tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    let judged: Vec<_> = rows.filter(|(_, row)| row.holds.is_some()).collect();
    let failing: Vec<_> = judged.iter().filter(|(_, row)| row.holds == Some(false)).collect();
    for (table, row) in &failing {
        let Some(spread) = &row.spread else { continue };
        let number = |value: f64| format!("{value:.*}", row.measure.decimals());
        ui.say(&format!(
            "{} {} {}: {} is {} at {}, and {} at {}; asked is {}",
            row.gate.rule.unwrap_or("-"),
            table.format.as_str(),
            table.paper.as_str(),
            row.measure.as_str(),
            number(spread.least),
            spread.least_at,
            number(spread.most),
            spread.most_at,
            limits(row.gate.asked, "from", "to"),
        ));
    }
    ui.say(&format!("{} of {} hold", judged.len() - failing.len(), count(judged.len(), "gate")));
    failing.is_empty()
}

//! The figures as a table for the terminal, and as JSON for whoever compares them with others.

use serde_json::{Value, json};

use super::figures::{Limit, Row, Series, Verdict};
use super::turn::grouped;

const HEADS: [&str; 7] = ["", "unit", "here", "counter", "append", "times", "limit"];

/// How the table is read.
pub const LEGEND: &str = "\
Medians, the least and the greatest in brackets. “counter” only counts messages, “append” adds an element for each;
“times” compares with the counter.";

/// The rows as lines of aligned columns.
pub fn text(rows: &[Row]) -> String {
    let heads = HEADS.map(str::to_owned);
    let cells: Vec<[String; 7]> = std::iter::once(heads).chain(rows.iter().map(cells)).collect();
    let mut widths = [0; 7];
    for line in &cells {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in &cells {
        let padded: Vec<String> =
            line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(padded.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The rows with all their values.
pub fn json(browser: &str, extent: &str, rows: &[Row]) -> Value {
    json!({ "browser": browser, "extent": extent, "rows": rows.iter().map(row).collect::<Vec<_>>() })
}

fn row(row: &Row) -> Value {
    let limit = match row.limit {
        Limit::Told => Value::Null,
        Limit::Most(most) => json!({ "most": most }),
        Limit::Times(times) => json!({ "times": times }),
        Limit::MostAndLess(most) => json!({ "most": most, "less_than_counter": true }),
    };
    let holds = match row.verdict() {
        Verdict::Holds => Some(true),
        Verdict::Over => Some(false),
        Verdict::Told | Verdict::NotMeasured => None,
    };
    json!({
        "name": row.name,
        "unit": row.unit,
        "here": row.ours.0,
        "median": row.ours.median(),
        "counter": row.counter.0,
        "append": row.append.0,
        "times": row.ratio(),
        "limit": limit,
        "holds": holds,
        "note": row.note,
    })
}

fn cells(row: &Row) -> [String; 7] {
    let limit = match row.limit {
        Limit::Told => String::new(),
        Limit::Most(most) => number(most),
        Limit::Times(times) => format!("{times} times"),
        Limit::MostAndLess(most) => format!("{}, less than counter", number(most)),
    };
    let verdict = match row.verdict() {
        Verdict::Told => "",
        Verdict::Holds => "holds",
        Verdict::Over => "over",
        Verdict::NotMeasured => "not measured",
    };
    let ends = [limit.as_str(), verdict, &row.note].map(str::to_owned);
    let ends: Vec<String> = ends.into_iter().filter(|part| !part.is_empty()).collect();
    [
        row.name.clone(),
        row.unit.to_owned(),
        series(&row.ours),
        series(&row.counter),
        series(&row.append),
        row.ratio().map_or(String::new(), |ratio| format!("{ratio:.2}")),
        ends.join(": "),
    ]
}

/// The median, and the spread if there is one.
fn series(series: &Series) -> String {
    match (series.median(), series.spread()) {
        (Some(median), Some((least, most))) if series.0.len() > 1 => {
            format!("{} ({}–{})", number(median), number(least), number(most))
        }
        (Some(median), _) => number(median),
        (None, _) => String::new(),
    }
}

/// As many digits as mean something, in groups.
fn number(value: f64) -> String {
    const COARSE: f64 = 100.0;
    if value.abs() < COARSE && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "nothing that is measured is negative"
    )]
    let whole = value.round() as u32;
    grouped(whole)
}

#[cfg(test)]
mod tests {
    use super::super::turn::Who;
    use super::*;

    fn rows() -> Vec<Row> {
        let mut flood = Row::new("flood", "ms", Limit::Times(1.1));
        flood.of(Who::Ours).0.extend([1210.0, 1190.4, 1300.0]);
        flood.of(Who::Counter).0.extend([1000.0, 900.0, 1100.0]);
        let mut gap = Row::new("gap", "ms", Limit::Most(50.0)).noted("one turn");
        gap.of(Who::Ours).0.push(16.7);
        vec![flood, gap, Row::new("search", "ms", Limit::Most(50.0)).noted("not there")]
    }

    #[test]
    fn the_table_is_aligned_and_says_what_is_over() {
        let expected = "        unit  here                   counter            append  times  limit\n\
                        flood   ms    1,210 (1,190–1,300)    1,000 (900–1,100)          1.21   1.1 times: over\n\
                        gap     ms    16.7                                                     50: holds: one turn\n\
                        search  ms                                                             50: not measured: not there\n";
        let squeeze = |text: &str| {
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        };
        let table = text(&rows());
        assert_eq!(squeeze(&table), squeeze(expected));
        let place = |line: &str| line.chars().take_while(|&c| c != '1').count();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(place(lines[1]), place(lines[2]), "{table}");
    }

    #[test]
    fn the_json_has_every_value() {
        let value = json("chromium", "full", &rows());
        let flood = &value["rows"][0];
        assert_eq!((&value["browser"], &flood["name"]), (&json!("chromium"), &json!("flood")));
        assert_eq!(flood["here"], json!([1210.0, 1190.4, 1300.0]));
        assert_eq!((&flood["times"], &flood["holds"]), (&json!(1.21), &json!(false)));
        assert_eq!(value["rows"][1]["holds"], json!(true));
        assert_eq!(
            (&value["rows"][2]["holds"], &value["rows"][2]["note"]),
            (&Value::Null, &json!("not there"))
        );
    }

    #[test]
    fn numbers_are_short() {
        let check = |value, expected: &str| assert_eq!(number(value), expected);
        check(0.0, "0");
        check(16.66, "16.7");
        check(160.0, "160");
        check(1234.4, "1,234");
        check(1_234_567.0, "1,234,567");
    }
}

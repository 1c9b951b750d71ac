//! How often each rule was right: `seeds/reliability.tsv`, measured by gold and committed, so that a graph can
//! say how far to believe what a rule reads.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::CalendarDate;

use super::RuleBook;
use crate::resources::{Problem, SourceFile, nearest};

/// The first line of the table.
pub const HEADER: &str = "rule\tright\twrong\tgold\tdate";

/// Rules that are no data: names given in parentheses, owners in names of facilities, lists of members and of
/// those who take part.
const BUILT_IN: [&str; 4] = ["alias-parenthesis", "member-listed", "operates-in-name", "participates-listed"];

const REMEDY: &str = "`gureum eval GOLD_DIR --rates --date DAY` writes the rows of the present rules; for more see docs/belief.md";

/// How often one rule was right by one gold set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reliability {
    /// The rule's name.
    pub rule: String,
    /// Facts that it read and gold has.
    pub right: u32,
    /// Facts that it read and gold does not have.
    pub wrong: u32,
    /// Name of the gold set.
    pub gold: String,
    /// When it was measured.
    pub date: CalendarDate,
}

impl Reliability {
    /// The row of the table.
    pub fn row(&self) -> String {
        let Self { rule, right, wrong, gold, date } = self;
        format!("{rule}\t{right}\t{wrong}\t{gold}\t{date}")
    }

    /// Reads a table, adding to `problems` what is wrong with it. A rule has one row for each gold set. Rows on
    /// rules that are gone are kept and do no harm: see [`Self::without_rule`].
    pub(crate) fn load(file: &SourceFile, problems: &mut Vec<Problem>) -> Vec<Self> {
        let mut lines = file.text.lines().enumerate();
        if lines.next().is_none_or(|(_, header)| header.trim_end() != HEADER) {
            let hint = format!("write it as: {}", HEADER.replace('\t', " ⇥ "));
            problems.push(Problem::on_line(file, 1, "the first line is not the table's header", &hint));
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let row = match Self::read(line) {
                Ok(row) => row,
                Err(wrong) => {
                    let problem = |(message, hint): (String, String)| {
                        Problem::on_line(file, number + 1, &message, &hint)
                    };
                    problems.extend(wrong.into_iter().map(problem));
                    continue;
                }
            };
            if let Some(first) = places.insert((row.rule.clone(), row.gold.clone()), number + 1) {
                let message = format!("rule '{}' has its row for gold '{}' already", row.rule, row.gold);
                let hint = format!("it is in line {first}; leave one of them");
                problems.push(Problem::on_line(file, number + 1, &message, &hint));
            }
            found.push(row);
        }
        found
    }

    /// Names in the table that no rule has (any more), each once, with a name that may be meant.
    pub fn without_rule<'a>(rows: &'a [Self], rules: &'a RuleBook) -> Vec<(&'a str, Option<&'a str>)> {
        let known = |name: &str| rules.get(name).is_some() || BUILT_IN.contains(&name);
        let names: BTreeSet<&str> =
            rows.iter().map(|row| row.rule.as_str()).filter(|name| !known(name)).collect();
        let near = |name: &str| nearest(name, rules.rules.iter().map(|rule| rule.id.as_str()));
        names.into_iter().map(|name| (name, near(name))).collect()
    }

    /// Everything wrong with a line at once, each with a hint.
    fn read(line: &str) -> Result<Self, Vec<(String, String)>> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [rule, right, wrong, gold, date] = cells[..] else {
            let message = format!("the line has {} columns in place of 5", cells.len());
            return Err(vec![(message, REMEDY.to_owned())]);
        };
        let mut problems = Vec::new();
        let mut count = |name: &str, cell: &str| -> u32 {
            cell.parse().unwrap_or_else(|_| {
                let message = format!("'{cell}' in column {name} is no count");
                problems.push((message, "write how many facts, as in 12".to_owned()));
                0
            })
        };
        let (right, wrong) = (count("right", right), count("wrong", wrong));
        if gold.is_empty() {
            problems.push(("column gold is empty".to_owned(), "write the name of the gold set".to_owned()));
        }
        match date.parse() {
            Ok(date) if problems.is_empty() => {
                Ok(Self { rule: rule.to_owned(), right, wrong, gold: gold.to_owned(), date })
            }
            parsed => {
                if parsed.is_err() {
                    let message = format!("'{date}' in column date is no day");
                    problems.push((message, "write it as 2024-06-03".to_owned()));
                }
                Err(problems)
            }
        }
    }
}

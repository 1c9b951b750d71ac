//! Where a query is wrong, for people: the line, a caret under the place, and what may be meant.
//!
//! The parser compares keywords by taking as many characters as the keyword has, and reports the place
//! after them: `SELEC ?a` is wrong "at column 10, expected CONSTRUCT". Here the keyword's length is taken
//! off again. It does not parse anything itself.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use crate::prefixes;

/// Spaces to put behind a query before it is parsed. Without them a keyword that is compared near the
/// end of the text fails there, whatever the mistake is.
pub const PADDING: &str = "                ";

/// More alternatives than this tell nobody anything.
const MOST_ALTERNATIVES: usize = 6;

/// The message for a syntax error that the parser reports at `line` and `column` (from 1, in characters).
pub fn explain(sparql: &str, line: u64, column: u64, message: &str) -> String {
    let alternatives = alternatives(message);
    let overshoot = alternatives.iter().map(|expected| overshoot(expected)).min().unwrap_or(0);
    let padded = format!("{sparql}{PADDING}");
    let at = back(&padded, offset(&padded, line, column), overshoot).min(sparql.len());
    let (line, column, text) = place(sparql, at);

    let mut said = format!("SPARQL syntax error at line {line}, column {}: ", column + 1);
    let wanted: Vec<&str> =
        alternatives.iter().filter(|e| self::overshoot(e) == overshoot).copied().collect();
    said.push_str(&match sparql[at..].split_whitespace().next() {
        Some(word) => format!("'{word}' is not understood here"),
        None => "the query ends too early".to_owned(),
    });
    if alternatives.is_empty() {
        said.push_str(&format!(" ({message})"));
    } else if wanted.len() <= MOST_ALTERNATIVES {
        said.push_str(&format!("; {} would be", wanted.join(", ")));
    }
    if let Some(prefix) = undeclared(sparql) {
        said.push_str(&format!(
            "; the prefix {prefix}: is not declared, write PREFIX {prefix}: <…> in front"
        ));
    }

    // Tabs stay tabs, so that the caret stands where the terminal shows the place.
    let blank =
        |c: char| if c == '\t' { "\t".to_owned() } else { " ".repeat(c.encode_utf8(&mut [0; 4]).width()) };
    let indent: String = text.chars().take(column).map(blank).collect();
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    format!("{said}\n {margin} |\n {number} | {text}\n {margin} | {indent}^")
}

/// What the parser would have taken, but for its `[_]`, which only means that the text was too short.
fn alternatives(message: &str) -> Vec<&str> {
    let Some(list) = message.strip_prefix("expected ") else { return Vec::new() };
    let list = list.strip_prefix("one of ").unwrap_or(list);
    list.split(", ").filter(|expected| *expected != "[_]").collect()
}

/// Keywords stand there without quotes.
fn overshoot(expected: &str) -> usize {
    let keyword = expected.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if keyword { expected.len() } else { 0 }
}

/// Byte of a place counted in lines and characters.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).saturating_sub(1);
    let start = match count(line) {
        0 => 0,
        lines => text.match_indices('\n').nth(lines - 1).map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..].char_indices().nth(count(column)).map_or(text.len(), |(at, _)| start + at)
}

/// The byte that is `characters` before `at`; where a space stands there, the next word.
fn back(text: &str, at: usize, characters: usize) -> usize {
    let start = text[..at].char_indices().rev().take(characters).last().map_or(at, |(at, _)| at);
    let rest = &text[start..];
    start + (rest.len() - rest.trim_start().len())
}

/// Line from 1, characters before the place in it, and the line itself.
fn place(text: &str, at: usize) -> (usize, usize, &str) {
    // At the end of the text the last line with something in it is shown.
    let at = if text[at..].trim().is_empty() { text.trim_end().len() } else { at };
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    (text[..at].matches('\n').count() + 1, text[start..at].chars().count(), line)
}

/// A prefix that is used and neither declared nor built in.
fn undeclared(sparql: &str) -> Option<String> {
    let words = words(sparql);
    let mut known: BTreeSet<&str> = prefixes::BUILT_IN.iter().map(|(prefix, _)| *prefix).collect();
    for pair in words.windows(2) {
        if pair[0].eq_ignore_ascii_case("prefix") {
            known.extend(pair[1].split_once(':').map(|(prefix, _)| prefix));
        }
    }
    let used = words.iter().filter_map(|word| word.split_once(':').map(|(prefix, _)| prefix));
    let name = |prefix: &&str| prefix.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    used.filter(name).find(|prefix| *prefix != "_" && !known.contains(prefix)).map(str::to_owned)
}

/// The query's words without comments, texts, IRIs and punctuation.
fn words(sparql: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = sparql;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => rest[1..].find([c, '\n']).map_or(rest.len(), |end| end + 2),
            '<' => rest.find(['>', ' ', '\n']).map_or(rest.len(), |end| end + 1),
            _ => {
                let stop = |c: char| c.is_whitespace() || "#\"'<>(){}[],;|^*/!=+".contains(c);
                let length = rest.find(stop).unwrap_or(rest.len());
                words.extend((length > 0).then(|| &rest[..length]));
                length.max(c.len_utf8())
            }
        };
        rest = &rest[length..];
    }
    words
}

#[cfg(test)]
mod tests {
    use gureum_store::{QueryError, QueryOptions, Store};

    use super::*;

    /// The message for a query as the store refuses it.
    fn refused(sparql: &str) -> String {
        let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
        let padded = format!("{sparql}{PADDING}");
        match Store::in_memory().query(&padded, &options) {
            Err(QueryError::Syntax { line: Some(line), column: Some(column), message }) => {
                explain(sparql, line, column, &message)
            }
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("{sparql} is no mistake"),
        }
    }

    fn check(sparql: &str, line: usize, column: usize, part: &str) {
        let message = refused(sparql);
        let place = format!("at line {line}, column {column}:");
        assert!(
            message.contains(&place) && message.contains(part),
            "{sparql}: expected {place} … {part}\n{message}"
        );
    }

    #[test]
    fn the_place_is_that_of_the_wrong_word() {
        check("SELEC ?a { }", 1, 1, "'SELEC'");
        check("SELECT ?a { ?b gu:title \"나\" ?x ?? }", 1, 29, "'?x'");
        check("SELECT ?a {\n  ?a gu:title \"가\" ;\n} ODER BY ?a", 3, 3, "'ODER'");
        check("SELECT ?x { ?x a gu:Person . FILTER(?x = ) }", 1, 42, "')'");
    }

    #[test]
    fn a_query_that_ends_too_early_is_shown_at_its_end() {
        check("SELECT ?x { ?x a gu:Person", 1, 27, "ends too early");
        check("SELECT ?x { ?x a gu:Person\n\n", 1, 27, "ends too early");
        check("", 1, 1, "ends too early");
    }

    #[test]
    fn an_undeclared_prefix_is_named() {
        check("SELECT * { ?s ex:p 1 }", 1, 12, "prefix ex: is not declared");
        let message =
            refused("PREFIX ex: <https://example.com/> SELECT * { ?s ex:p 'zz:z' . # yy:y\n ?s ex:p }");
        assert!(!message.contains("not declared"), "{message}");
    }

    #[test]
    fn the_caret_stands_under_the_place_whatever_the_width() {
        let message = refused("SELECT ?구름 { ?구름 gu:title \"나\" ?x ?? }");
        let lines: Vec<&str> = message.lines().collect();
        let before = |line: &str, mark: &str| line[..line.find(mark).unwrap()].width();
        assert_eq!(before(lines[3], "^"), before(lines[2], "?x"), "{message}");
    }
}

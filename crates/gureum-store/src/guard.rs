//! Queries that would exhaust the stack are refused before they are parsed.
//!
//! Parser, optimiser and evaluator follow a query's structure by recursion, so that a text of a million opening
//! brackets would end the program. Structure is counted here in the text itself, texts, IRIs and comments left
//! aside; no query that a person or a program writes to be answered comes near these numbers.

use crate::QueryError;

/// Brackets within brackets.
const DEEPEST: usize = 128;
/// Operators and keywords that make the structure deeper by one: `a || b || …`, a chain of BIND.
const LONGEST: usize = 2_000;

const KEYWORDS: [&str; 8] = ["union", "optional", "bind", "minus", "filter", "exists", "graph", "as"];

/// Refuses what is too deep.
pub(crate) fn check(sparql: &str) -> Result<(), QueryError> {
    let (mut depth, mut links) = (0_usize, 0_usize);
    let bytes = sparql.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let length = match byte {
            b'#' => rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
            b'"' | b'\'' => text(rest, byte),
            b'<' => iri(rest).unwrap_or(1),
            b'\\' => 2,
            b'{' | b'(' | b'[' => {
                depth += 1;
                1
            }
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                1
            }
            b'!' | b'/' | b'|' | b'&' | b'^' | b'*' | b'=' | b'>' => {
                links += 1;
                1
            }
            b'+' | b'-' => {
                links += usize::from(!rest.get(1).is_some_and(u8::is_ascii_digit));
                1
            }
            _ if byte.is_ascii_alphabetic() => {
                let word = |b: &u8| b.is_ascii_alphanumeric() || b"_:-.".contains(b) || !b.is_ascii();
                let length = rest.iter().take_while(|b| word(b)).count();
                links += usize::from(
                    KEYWORDS.iter().any(|known| rest[..length].eq_ignore_ascii_case(known.as_bytes())),
                );
                length
            }
            _ => 1,
        };
        if depth > DEEPEST {
            return Err(QueryError::Options(format!(
                "the query has more than {DEEPEST} brackets within brackets"
            )));
        }
        if links > LONGEST {
            return Err(QueryError::Options(format!(
                "the query has more than {LONGEST} operators, UNIONs, OPTIONALs and the like: give long lists as VALUES"
            )));
        }
        at += length;
    }
    Ok(())
}

/// Length of the text that begins here, its quotes included.
fn text(rest: &[u8], quote: u8) -> usize {
    let mark = if rest.starts_with(&[quote; 3]) { &rest[..3] } else { &rest[..1] };
    let mut at = mark.len();
    while at < rest.len() {
        if rest[at] == b'\\' {
            at += 2;
        } else if rest[at..].starts_with(mark) {
            return at + mark.len();
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Length of the IRI that begins here; `<` may also be an operator.
fn iri(rest: &[u8]) -> Option<usize> {
    let end = rest.iter().position(|b| b" \t\r\n\"{}|^`>".contains(b))?;
    (rest[end] == b'>').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_queries_pass() {
        let list = "(1 -2) ".repeat(50_000);
        let names = "<http://example.org/a/b> ".repeat(50_000);
        for query in [
            "SELECT * { ?s gu:partnersWith/^gu:partnersWith+ ?o . FILTER(?s < ?o && ?o > 3) } # ((((",
            &format!("SELECT * {{ VALUES (?a ?b) {{ {list} }} }}"),
            &format!("SELECT * {{ VALUES ?a {{ {names} }} }}"),
            &format!("ASK {{ ?s ?p \"{}\" }}", "(!".repeat(10_000)),
            &format!("ASK {{ ?s ?p '''{}''' }}", "' (!".repeat(10_000)),
        ] {
            assert_eq!(check(query), Ok(()), "{}", &query[..60]);
        }
    }

    #[test]
    fn what_would_exhaust_the_stack_is_refused() {
        for part in ["(", "{", "[ ?p ", "!", "^", "- ", "OPTIONAL ", "|| ?x ", "gu:a/", "BIND "] {
            assert!(check(&format!("ASK {{ {} }}", part.repeat(10_000))).is_err(), "{part}");
        }
    }
}

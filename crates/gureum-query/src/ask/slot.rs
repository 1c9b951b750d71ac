//! Where a query takes a parameter: its `VALUES ?name { … }`, outside of comments, texts and IRIs.
//!
//! Only the inside of the braces is ever replaced, and only by a term as SPARQL writes it, so that no argument
//! can be anything but one value.

use std::ops::Range;

/// The places between the braces of every `VALUES ?name { … }`.
pub(super) fn find(sparql: &str, name: &str) -> Vec<Range<usize>> {
    let mut slots = Vec::new();
    let mut at = 0;
    while at < sparql.len() {
        let length = token(&sparql[at..]);
        if sparql[at..at + length].eq_ignore_ascii_case("values")
            && let Some(slot) = slot(sparql, at + length, name)
        {
            at = slot.end;
            slots.push(slot);
        } else {
            at += length;
        }
    }
    slots
}

/// What is in the braces after `VALUES ?name`.
fn slot(sparql: &str, after: usize, name: &str) -> Option<Range<usize>> {
    let at = next(sparql, after)?;
    let variable = &sparql[at..at + token(&sparql[at..])];
    if variable.strip_prefix(['?', '$']) != Some(name) {
        return None;
    }
    let open = next(sparql, at + variable.len())?;
    if !sparql[open..].starts_with('{') {
        return None;
    }
    let mut at = open + 1;
    while at < sparql.len() {
        if sparql[at..].starts_with('}') {
            return Some(open + 1..at);
        }
        at += token(&sparql[at..]);
    }
    None
}

/// Where the next token that is no space and no comment begins.
fn next(sparql: &str, mut at: usize) -> Option<usize> {
    loop {
        let c = sparql.get(at..)?.chars().next()?;
        if !c.is_whitespace() && c != '#' {
            return Some(at);
        }
        at += token(&sparql[at..]);
    }
}

/// Bytes of the first token of a text that is not empty: a comment, a text, an IRI, a word, or one character.
fn token(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '#' => text.find('\n').unwrap_or(text.len()),
        '"' | '\'' => quoted(text, first),
        '<' => {
            let iri = text[1..].find(|c: char| c == '>' || c.is_whitespace() || "<\"{}|^`".contains(c));
            iri.filter(|end| text[1 + end..].starts_with('>')).map_or(1, |end| end + 2)
        }
        '?' | '$' => 1 + text[1..].find(|c: char| !in_word(c)).unwrap_or(text.len() - 1),
        c if in_word(c) => text.find(|c: char| !in_word(c)).unwrap_or(text.len()),
        c => c.len_utf8(),
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':' || c == '-'
}

fn quoted(text: &str, mark: char) -> usize {
    let triple = mark.to_string().repeat(3);
    let end = if text.starts_with(&triple) { triple } else { mark.to_string() };
    let mut at = end.len();
    while let Some(c) = text[at..].chars().next() {
        if c == '\\' {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if text[at..].starts_with(&end) {
            return at + end.len();
        } else {
            at += c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insides<'a>(sparql: &'a str, name: &str) -> Vec<&'a str> {
        find(sparql, name).into_iter().map(|slot| &sparql[slot]).collect()
    }

    #[test]
    fn slots_are_found_where_sparql_has_them() {
        assert_eq!(insides("SELECT * { VALUES ?a { id:kt } values $a{ 'x}' } }", "a"), [" id:kt ", " 'x}' "]);
        assert_eq!(insides("{ VALUES # which\n ?a # of\n { <urn:#x> } }", "a"), [" <urn:#x> "]);
        assert_eq!(insides("{ FILTER(?b < 3) VALUES ?a { 'it\\'s }' } }", "a"), [" 'it\\'s }' "]);
    }

    #[test]
    fn what_only_looks_like_a_slot_is_none() {
        for sparql in [
            "# VALUES ?a { 1 }",
            "{ ?x ?y \"VALUES ?a { 1 }\" }",
            "{ ?x ?y \"\"\"a \" VALUES ?a { 1 }\"\"\" }",
            "{ VALUES ?ab { 1 } VALUES (?a ?b) { (1 2) } }",
            "{ ?x gu:VALUES ?a . VALUES ?a { 1",
        ] {
            assert_eq!(insides(sparql, "a"), [""; 0], "{sparql}");
        }
    }
}

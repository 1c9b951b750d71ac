//! The prefixes that queries may use without declaring them, and short names of IRIs.
//!
//! A short name is always one that SPARQL and Turtle read back: what a table shows can be pasted
//! into the next query.

use std::borrow::Cow;
use std::collections::BTreeSet;

use gureum_model::iri;
use gureum_model::vocabulary::NAMESPACE;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};

/// Prefix and namespace, in the order in which they are shown.
pub const BUILT_IN: [(&str, &str); 18] = [
    ("gu", NAMESPACE),
    ("id", iri::ENTITY),
    ("art", iri::ARTICLE),
    ("fact", iri::FACT),
    ("claim", iri::CLAIM),
    ("evidence", iri::EVIDENCE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "http://schema.org/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("void", "http://rdfs.org/ns/void#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
];

/// The built-in prefixes as a query's options take them.
pub fn for_queries() -> Vec<(String, String)> {
    BUILT_IN.map(|(prefix, namespace)| (prefix.to_owned(), namespace.to_owned())).to_vec()
}

/// Characters that a local name may hold after a backslash (`PN_LOCAL_ESC` of SPARQL 1.1).
const ESCAPABLE: &str = "_~.-!$&'()*+,;=/?#@%";

/// `gu:budget` for the ontology's budget; `None` where no prefix fits or the rest cannot be
/// written as a local name.
pub fn shorten(iri: &str) -> Option<String> {
    let (prefix, local) = split(iri)?;
    Some(format!("{prefix}:{}", escape_local(local)?))
}

/// The short name, or the IRI in angle brackets.
pub fn shorten_or_bracket(iri: &str) -> String {
    shorten(iri).unwrap_or_else(|| format!("<{iri}>"))
}

/// Prefix and remainder of an IRI in one of the built-in namespaces, the remainder as it is.
pub fn split(iri: &str) -> Option<(&'static str, &str)> {
    BUILT_IN
        .iter()
        .filter_map(|(prefix, namespace)| Some((*prefix, *namespace, iri.strip_prefix(namespace)?)))
        .max_by_key(|(_, namespace, _)| namespace.len())
        .map(|(prefix, _, local)| (prefix, local))
}

/// Notes the built-in prefixes of a quad's IRIs.
pub(crate) fn used(quad: &Quad, prefixes: &mut BTreeSet<&'static str>) {
    let mut note = |iri: &str| prefixes.extend(split(iri).map(|(prefix, _)| prefix));
    if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
        note(subject.as_str());
    }
    note(quad.predicate.as_str());
    match &quad.object {
        Term::NamedNode(object) => note(object.as_str()),
        Term::Literal(literal) => {
            if ![xsd::STRING, rdf::LANG_STRING].contains(&literal.datatype()) {
                note(literal.datatype().as_str());
            }
        }
        Term::BlankNode(_) => {}
    }
    if let GraphName::NamedNode(graph) = &quad.graph_name {
        note(graph.as_str());
    }
}

/// The IRI meant by `gu:budget`, `id:org/한빛` (with or without backslashes), or `<https://…>`.
/// `None` where the prefix is not built in.
pub fn expand(name: &str) -> Option<String> {
    if let Some(iri) = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return Some(iri.to_owned());
    }
    let (prefix, local) = name.split_once(':')?;
    let (_, namespace) = BUILT_IN.iter().find(|(known, _)| *known == prefix)?;
    Some(format!("{namespace}{}", unescape_local(local)))
}

fn escape_local(local: &str) -> Option<Cow<'_, str>> {
    let plain = |(at, c): (usize, char)| c.is_alphanumeric() || c == '_' || (c == '-' && at > 0);
    if local.char_indices().all(plain) {
        return Some(Cow::Borrowed(local));
    }
    let mut escaped = String::with_capacity(local.len() + 4);
    for (at, c) in local.char_indices() {
        if plain((at, c)) || (c == '%' && is_percent_code(&local[at..])) {
            escaped.push(c);
        } else if ESCAPABLE.contains(c) {
            escaped.push('\\');
            escaped.push(c);
        } else {
            return None;
        }
    }
    Some(Cow::Owned(escaped))
}

fn is_percent_code(text: &str) -> bool {
    let digits = text.as_bytes().get(1..3);
    digits.is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
}

fn unescape_local(local: &str) -> String {
    let mut plain = String::with_capacity(local.len());
    let mut chars = local.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(|next| ESCAPABLE.contains(*next)) {
            continue;
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_read_back() {
        for (iri, short) in [
            ("https://w3id.org/gureum/ontology#budget", "gu:budget"),
            ("https://w3id.org/gureum/id/kt", "id:kt"),
            ("https://w3id.org/gureum/id/org/한빛클라우드", "id:org\\/한빛클라우드"),
            ("https://w3id.org/gureum/id/org/..%2Fetc", "id:org\\/\\.\\.%2Fetc"),
            ("http://www.w3.org/2004/02/skos/core#altLabel", "skos:altLabel"),
        ] {
            assert_eq!(shorten(iri).as_deref(), Some(short));
            assert_eq!(expand(short).as_deref(), Some(iri));
        }
    }

    #[test]
    fn an_unescaped_name_is_understood_as_typed_in_a_shell() {
        assert_eq!(expand("id:org/한빛").as_deref(), Some("https://w3id.org/gureum/id/org/한빛"));
        assert_eq!(expand("<urn:x>").as_deref(), Some("urn:x"));
        assert_eq!(expand("nope:kt"), None);
        assert_eq!(expand("kt"), None);
    }

    #[test]
    fn foreign_iris_stay_whole() {
        assert_eq!(shorten_or_bracket("https://example.org/a"), "<https://example.org/a>");
        assert_eq!(shorten("http://schema.org/a[b]"), None);
    }

    #[test]
    fn no_prefix_is_declared_twice() {
        let names: std::collections::BTreeSet<_> = BUILT_IN.iter().map(|(prefix, _)| prefix).collect();
        assert_eq!(names.len(), BUILT_IN.len());
    }
}

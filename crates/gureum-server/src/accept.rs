//! Which of the forms that an answer can take the client likes best: the header `Accept`.

use std::str::FromStr;

use axum::http::{HeaderMap, StatusCode, header};
use headers_accept::Accept;
use mediatype::{MediaType, ReadParams, names};

use crate::problem::Problem;

/// The form that the client likes best, `offered` in our own order of preference, each a media type
/// with what it stands for. Without the header, or where nobody can read it, the first; `None` where
/// the client accepts none of them (406).
pub(crate) fn best<T: Copy>(headers: &HeaderMap, offered: &[(&'static str, T)]) -> Option<T> {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let Some(accept) = parse(&lines.join(",")) else { return offered.first().map(|(_, form)| *form) };
    let types: Vec<MediaType<'_>> =
        offered.iter().filter_map(|(name, _)| MediaType::parse(name).ok()).collect();
    let chosen = accept.negotiate(&types)?;
    let at = types.iter().position(|media_type| media_type == chosen)?;
    offered.get(at).map(|(_, form)| *form)
}

/// `None` for a header that is missing or no list of media types. Parameters but for the quality, such as
/// charset, are passed over.
fn parse(text: &str) -> Option<Accept> {
    let given = Accept::from_str(text).ok()?;
    let plain = given.media_types().map(|media_type| {
        let quality = media_type.get_param(names::Q).map(|q| format!(";q={q}"));
        format!("{}{}", media_type.essence(), quality.unwrap_or_default())
    });
    let plain: Vec<String> = plain.collect();
    if plain.is_empty() { None } else { Accept::from_str(&plain.join(",")).ok() }
}

/// Whether the client likes a page best: a browser.
pub(crate) fn wants_html(headers: &HeaderMap) -> bool {
    best(headers, &[("text/plain", false), ("text/html", true)]).unwrap_or(false)
}

/// 406.
pub(crate) fn nothing_fits(what: &str) -> Problem {
    Problem::new(StatusCode::NOT_ACCEPTABLE, format!("none of the forms in Accept can be had: {what}"))
}

/// Media types.
pub(crate) mod media {
    use gureum_query::results::Format;

    /// Of SELECT and ASK.
    pub(crate) const SOLUTIONS: [(&str, Format); 8] = [
        ("application/sparql-results+json", Format::Json),
        ("application/json", Format::Json),
        ("application/sparql-results+xml", Format::Xml),
        ("application/xml", Format::Xml),
        ("text/xml", Format::Xml),
        ("text/csv", Format::Csv),
        ("text/tab-separated-values", Format::Tsv),
        ("text/plain", Format::Tsv),
    ];

    /// Of CONSTRUCT, DESCRIBE and graphs.
    pub(crate) const TRIPLES: [(&str, Format); 10] = [
        ("text/turtle", Format::Turtle),
        ("application/n-triples", Format::NTriples),
        ("application/ld+json", Format::JsonLd),
        ("application/rdf+xml", Format::RdfXml),
        ("application/n-quads", Format::NQuads),
        ("application/trig", Format::TriG),
        ("application/json", Format::JsonLd),
        ("application/xml", Format::RdfXml),
        ("text/plain", Format::NTriples),
        ("text/n3", Format::Turtle),
    ];

    /// What is said to come.
    pub(crate) fn of(format: Format) -> &'static str {
        match format {
            Format::Json => "application/sparql-results+json",
            Format::Xml => "application/sparql-results+xml",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Tsv => "text/tab-separated-values; charset=utf-8",
            Format::Turtle => "text/turtle; charset=utf-8",
            Format::NTriples => "application/n-triples",
            Format::NQuads => "application/n-quads",
            Format::TriG => "application/trig",
            Format::RdfXml => "application/rdf+xml",
            Format::JsonLd => "application/ld+json",
            Format::Table => "text/plain; charset=utf-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [(&str, u8); 3] = [("text/html", 0), ("text/turtle", 1), ("application/ld+json", 2)];

    fn chosen(accept: &str) -> Option<u8> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().expect("a header"));
        best(&headers, &OFFERED)
    }

    #[test]
    fn the_client_chooses_by_quality() {
        assert_eq!(chosen("text/turtle"), Some(1));
        assert_eq!(chosen("text/turtle;q=0.5, application/ld+json;q=0.9"), Some(2));
        assert_eq!(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some(0));
        assert_eq!(chosen("*/*;q=0.1, text/turtle;q=0.2"), Some(1));
        assert_eq!(chosen("text/turtle; charset=utf-8"), Some(1));
        assert_eq!(chosen("text/*"), Some(0));
        assert_eq!(chosen("text/html;q=0, */*"), Some(1));
    }

    #[test]
    fn what_nobody_accepts_is_refused_and_what_nobody_reads_is_passed_over() {
        assert_eq!(chosen("image/png"), None);
        assert_eq!(best(&HeaderMap::new(), &OFFERED), Some(0));
        for odd in ["", ",,", "nonsense", "text/turtle;;q", "text/", "*"] {
            assert_eq!(chosen(odd), Some(0), "{odd:?}");
        }
    }
}

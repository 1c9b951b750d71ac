//! From an IRI of ours to its page on this server, and back.

use axum::http::Uri;
use gureum_model::iri;
use maud::{Markup, html};

/// Where the page of an IRI is: under the same path for what we name, elsewhere as it is. `None` for an
/// address that a browser should not follow, such as `javascript:`.
pub(crate) fn href(iri: &str) -> Option<String> {
    match iri.strip_prefix(iri::BASE) {
        Some(local) if !local.starts_with("ontology") => Some(format!("/{local}")),
        _ => is_web(iri).then(|| iri.to_owned()),
    }
}

/// What we name as data, for programs.
pub(crate) fn data_links(iri: &str) -> Markup {
    let forms = [("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples")];
    html! {
        @if let Some(local) = iri.strip_prefix(iri::BASE) {
            @for (ending, name) in forms { a href={ "/data/" (local) "." (ending) } rel="nofollow" { (name) } " " }
        }
    }
}

/// Whether it is an address of the web.
pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The IRI whose page is at a path. Browsers send Hangul percent-encoded, so what is not ASCII is decoded;
/// what is ASCII stays as it is, because `%2F` in an IRI is not `/` (RFC 3987, section 3.2).
pub(crate) fn iri(uri: &Uri) -> String {
    let path = uri.path().trim_start_matches('/').as_bytes();
    let mut bytes = Vec::with_capacity(path.len());
    let mut at = 0;
    while let Some(byte) = path.get(at) {
        let code = path.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code = code.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match code {
            Some(code) if !code.is_ascii() => {
                bytes.push(code);
                at += 3;
            }
            _ => {
                bytes.push(*byte);
                at += 1;
            }
        }
    }
    format!("{}{}", iri::BASE, String::from_utf8_lossy(&bytes))
}

/// A path of this server with parameters.
pub(crate) fn link(path: &str, parameters: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_is_decoded_and_a_slash_inside_a_name_is_not() {
        let iri_of = |path: &str| iri(&path.parse().expect("a path"));
        assert_eq!(iri_of("/id/org/%ED%95%9C%EB%B9%9B"), "https://w3id.org/gureum/id/org/한빛");
        assert_eq!(iri_of("/id/org/a%2Fb%zz"), "https://w3id.org/gureum/id/org/a%2Fb%zz");
        assert_eq!(iri_of("/id/org/%FF%3C"), "https://w3id.org/gureum/id/org/\u{fffd}%3C");
        assert_eq!(href("https://w3id.org/gureum/id/org/한빛").as_deref(), Some("/id/org/한빛"));
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(href("javascript:alert(1)"), None);
        assert_eq!(
            href("http://www.wikidata.org/entity/Q1").as_deref(),
            Some("http://www.wikidata.org/entity/Q1")
        );
        assert_eq!(link("/search", &[("q", "한 &<")]), "/search?q=%ED%95%9C%20%26%3C");
    }
}

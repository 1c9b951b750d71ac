//! Which of the forms that an answer can take the client likes best: the header `Accept`.

use std::str::FromStr;

use axum::http::{HeaderMap, header};
use headers_accept::Accept;
use mediatype::MediaType;

/// The form that the client likes best, `offered` in our own order of preference, each a media type
/// with what it stands for. Without the header, or where nobody can read it, the first; `None` where
/// the client accepts none of them (406).
pub fn best<T: Copy>(headers: &HeaderMap, offered: &[(&'static str, T)]) -> Option<T> {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let Some(accept) = parse(&lines.join(",")) else { return offered.first().map(|(_, form)| *form) };
    let types: Vec<MediaType<'_>> =
        offered.iter().filter_map(|(name, _)| MediaType::parse(name).ok()).collect();
    let chosen = accept.negotiate(&types)?;
    let at = types.iter().position(|media_type| media_type == chosen)?;
    offered.get(at).map(|(_, form)| *form)
}

/// `None` for a header that is missing or no list of media types.
fn parse(text: &str) -> Option<Accept> {
    let accept = Accept::from_str(text).ok()?;
    let says_something = accept.media_types().next().is_some();
    says_something.then_some(accept)
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

//! RDF documents in the body of a request: one, or several as `multipart/form-data`.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use gureum_store::RdfFormat;

use crate::problem::Problem;

/// Each with its format.
pub(crate) fn documents(headers: &HeaderMap, body: Bytes) -> Result<Vec<(RdfFormat, Bytes)>, Problem> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        return Ok(vec![(format(content_type)?, body)]);
    }
    let boundary = boundary(content_type)
        .ok_or_else(|| Problem::bad_request("Content-Type multipart/form-data lacks its boundary"))?;
    parts(&body, &boundary)
}

fn format(content_type: &str) -> Result<RdfFormat, Problem> {
    RdfFormat::from_media_type(content_type).ok_or_else(|| {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!(
                "'{content_type}' is no RDF format: use text/turtle, application/n-triples, application/rdf+xml \
                 or application/ld+json"
            ),
        )
    })
}

fn boundary(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (name.trim().eq_ignore_ascii_case("boundary") && !value.is_empty()).then(|| value.to_owned())
    })
}

/// RFC 2046: each part stands between lines of `--boundary`, the last of which ends in `--`.
fn parts(body: &Bytes, boundary: &str) -> Result<Vec<(RdfFormat, Bytes)>, Problem> {
    let unreadable = || Problem::bad_request("the body is no multipart/form-data with the boundary given");
    let mark = format!("--{boundary}");
    let mut documents = Vec::new();
    let mut at = find(body, mark.as_bytes(), 0).ok_or_else(unreadable)? + mark.len();
    while !body[at..].starts_with(b"--") {
        let end = find(body, mark.as_bytes(), at).ok_or_else(unreadable)?;
        let (head, content) = split(&body[at..end]).ok_or_else(unreadable)?;
        let content_type = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim())
        });
        let start = end - content.len();
        // The line break before the mark belongs to the mark.
        let text = content.strip_suffix(b"\r\n").or_else(|| content.strip_suffix(b"\n")).unwrap_or(content);
        documents
            .push((format(content_type.unwrap_or("text/turtle"))?, body.slice(start..start + text.len())));
        at = end + mark.len();
    }
    Ok(documents)
}

/// The head of a part, and what comes after the empty line.
fn split(part: &[u8]) -> Option<(&str, &[u8])> {
    let (at, length) =
        find(part, b"\r\n\r\n", 0).map(|at| (at, 4)).or_else(|| find(part, b"\n\n", 0).map(|at| (at, 2)))?;
    Some((std::str::from_utf8(&part[..at]).ok()?, &part[at + length..]))
}

fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    haystack.get(from..)?.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

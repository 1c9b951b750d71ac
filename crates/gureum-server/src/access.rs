//! Who may write.

use axum::http::{HeaderMap, StatusCode, header};
use gureum_store::Scratch;

use crate::Access;
use crate::app::App;
use crate::problem::Problem;

/// The graph to write to, for those who may.
///
/// # Errors
/// 403 for a graph that was built, 401 without the token.
pub(crate) fn may_write<'a>(app: &'a App, headers: &HeaderMap) -> Result<&'a Scratch, Problem> {
    let Some(scratch) = app.scratch() else {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this graph is made from articles and is not written over HTTP: use `gureum add` and `gureum \
             remove`; `gureum serve --scratch` gives an empty graph to write to",
        ));
    };
    // A page of another site can make a browser send a form here, but not without saying whose page it is.
    if let Some(origin) = headers.get(header::ORIGIN) {
        let host = headers.get(header::HOST).map(|host| [b"http://", host.as_bytes()].concat());
        if host.as_deref() != Some(origin.as_bytes()) {
            let detail = "web pages of other origins may not write here";
            return Err(Problem::new(StatusCode::FORBIDDEN, detail));
        }
    }
    if let Access::Scratch { token: Some(token) } = &app.config().access {
        let given = headers.get(header::AUTHORIZATION).map(|value| value.as_bytes());
        let bearer = given.and_then(|value| {
            let (scheme, rest) = value.split_at_checked(7)?;
            scheme.eq_ignore_ascii_case(b"bearer ").then(|| rest.trim_ascii())
        });
        if !bearer.is_some_and(|given| is_same(given, token.as_bytes())) {
            return Err(Problem::new(
                StatusCode::UNAUTHORIZED,
                "writing needs the token that `gureum serve --scratch` printed: Authorization: Bearer TOKEN",
            ));
        }
    }
    Ok(scratch)
}

/// Takes as long wherever the difference is.
fn is_same(given: &[u8], wanted: &[u8]) -> bool {
    let differing = given.iter().zip(wanted).fold(0, |differing, (a, b)| differing | (a ^ b));
    given.len() == wanted.len() && differing == 0
}

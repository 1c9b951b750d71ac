//! Who looks at a page: in which language, with which parameters.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gureum_model::{Class, Modality, Property};
use gureum_query::facts::TermName;
use gureum_store::Cancellation;
use maud::Markup;

use super::{address, layout};
use crate::app::App;
use crate::problem::Problem;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Korean,
    English,
}

impl Language {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        match code.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "ko" => Some(Self::Korean),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The first of the client's languages that we speak, by its weights; Korean without any.
    fn accepted(headers: &HeaderMap) -> Self {
        let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut best: Option<(f32, Self)> = None;
        for item in header.unwrap_or_default().split(',') {
            let (code, weight) = item.split_once(';').unwrap_or((item, "q=1"));
            let weight: f32 = weight.trim().trim_start_matches("q=").parse().unwrap_or(0.0);
            if let Some(language) = Self::of_code(code)
                && weight > best.map_or(0.0, |(known, _)| known)
            {
                best = Some((weight, language));
            }
        }
        // Whoever names languages, and neither of ours, reads English more likely than Korean.
        let foreign = header.is_some_and(|text| !text.trim().is_empty() && text.trim() != "*");
        best.map_or(if foreign { Self::English } else { Self::Korean }, |(_, language)| language)
    }
}

/// Who looks at a page.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) language: Language,
    /// Whether it was chosen by a parameter, and is to be remembered.
    chosen: bool,
    pub(crate) path: String,
    /// Stops the queries of the page.
    pub(crate) cancellation: Cancellation,
    parameters: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let parameters = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let parameters = parameters.map(|Query(list)| list).unwrap_or_default();
        let asked = parameters.iter().find(|(name, _)| name == "lang");
        let asked = asked.and_then(|(_, code)| Language::of_code(code));
        let language = asked.or_else(|| remembered(&parts.headers));
        Ok(Self {
            language: language.unwrap_or_else(|| Language::accepted(&parts.headers)),
            chosen: asked.is_some(),
            path: parts.uri.path().to_owned(),
            cancellation: Cancellation::new(),
            parameters,
        })
    }
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == "lang").and_then(|(_, code)| Language::of_code(code))
}

impl View {
    /// One or the other, by language.
    pub(crate) fn t<'a>(&self, korean: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Korean => korean,
            Language::English => english,
        }
    }

    /// A parameter without the spaces around it; empty if it was not given.
    pub(crate) fn parameter(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// This page in the other language.
    pub(crate) fn other_language(&self) -> (Language, String) {
        let other = if self.language == Language::Korean { Language::English } else { Language::Korean };
        let mut parameters: Vec<(&str, &str)> =
            self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        parameters.retain(|(name, _)| *name != "lang");
        parameters.push(("lang", other.code()));
        (other, address::link(&self.path, &parameters))
    }

    pub(crate) fn property(&self, name: &TermName) -> String {
        match (self.language, Property::from_name(&name.name)) {
            (Language::English, Some(property)) => property.label_en().to_owned(),
            _ => name.label.clone(),
        }
    }

    pub(crate) fn class(&self, name: &str) -> String {
        match Class::from_name(name) {
            Some(class) => self.t(class.label_ko(), class.label_en()).to_owned(),
            None => name.to_owned(),
        }
    }

    pub(crate) fn modality(&self, modality: Modality) -> &'static str {
        match modality {
            Modality::Asserted => self.t("사실", "asserted"),
            Modality::Planned => self.t("예정", "planned"),
            Modality::Negated => self.t("부정", "denied"),
            Modality::Speculated => self.t("추정", "speculated"),
        }
    }
}

/// What is shown of a page inside its frame.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) title: String,
    pub(crate) body: Markup,
    /// The bundle's script beside the common one.
    pub(crate) script: Option<&'static str>,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, body: Markup) -> Self {
        Self { status: StatusCode::OK, title: title.into(), body, script: None }
    }

    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn with_script(self, script: &'static str) -> Self {
        Self { script: Some(script), ..self }
    }
}

/// Runs `make` where waiting does no harm, and frames what comes out.
pub(crate) async fn answer(
    app: App,
    mut view: View,
    make: impl FnOnce(&App, &View) -> Page + Send + 'static,
) -> Response {
    let place = match app.gate().enter().await {
        Ok(place) => place,
        Err(busy) => return busy.into_response(),
    };
    // Ends the work when its time is over, or the browser has gone.
    let leash = app.gate().leash();
    view.cancellation = leash.cancellation();
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let page = make(&app, &view);
        (layout::framed(&view, &page), page.status, view)
    });
    let Ok((markup, status, view)) = made.await else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made").into_response();
    };
    let mut response = (status, markup).into_response();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(view.language.code()));
    if view.chosen {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", view.language.code());
        headers.extend(HeaderValue::try_from(cookie).map(|cookie| (header::SET_COOKIE, cookie)));
    }
    response
}

/// An answer for scripts.
pub(crate) fn json(value: &serde_json::Value) -> Response {
    let media_type = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, media_type)], value.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, text.parse().expect("a header"));
        Language::accepted(&headers)
    }

    #[test]
    fn the_language_is_the_one_that_the_browser_likes_best() {
        assert_eq!(accepted("en-US,en;q=0.9,ko;q=0.8"), Language::English);
        assert_eq!(accepted("ko-KR,ko;q=0.9,en;q=0.8"), Language::Korean);
        assert_eq!(accepted("fr, ko;q=0.2"), Language::Korean);
        assert_eq!(accepted("fr"), Language::English);
        assert_eq!(accepted(";;q=,"), Language::English);
        assert_eq!(Language::accepted(&HeaderMap::new()), Language::Korean);
    }
}

//! The NewsArticle a page describes in `<script type="application/ld+json">`.
//! Only what the head of a page also could say; the `articleBody` there is not read.

use serde_json::Value;

/// What the JSON-LD of a page says about its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedArticle {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
}

/// Reads one script. `None` where it is broken JSON or about something else.
pub(super) fn read_json_ld(script: &str) -> Option<LinkedArticle> {
    let value: Value = serde_json::from_str(script.trim()).ok()?;
    let candidates: Vec<&Value> = match &value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(items)) => items.iter().collect(),
            _ => vec![&value],
        },
        _ => return None,
    };
    let article = candidates.into_iter().find(|item| is_article(item.get("@type")))?;
    Some(LinkedArticle {
        headline: text(article.get("headline")),
        published: text(article.get("datePublished")),
        author: name(article.get("author")),
        publisher: name(article.get("publisher")),
        url: text(article.get("url")).or_else(|| {
            article.get("mainEntityOfPage").and_then(|page| text(page.get("@id").or(Some(page))))
        }),
    })
}

fn is_article(kind: Option<&Value>) -> bool {
    let names = |value: &Value| value.as_str().is_some_and(|s| s.ends_with("Article") || s == "BlogPosting");
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(names),
        Some(kind) => names(kind),
        None => false,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned)
}

/// A name given as text, as an object or as the first of a list.
fn name(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(items) => items.first().and_then(|first| text(first.get("name").or(Some(first)))),
        other => text(other.get("name").or(Some(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph() {
        let script = r#"{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"구름 소식",
            "datePublished":"2024-06-10T10:00:00+09:00","author":[{"name":"김하늘"}],"publisher":{"name":"한빛일보"},
            "mainEntityOfPage":{"@id":"https://example.com/1"}}]}"#;
        let article = read_json_ld(script).unwrap();
        assert_eq!(article.headline.as_deref(), Some("구름 소식"));
        assert_eq!(article.author.as_deref(), Some("김하늘"));
        assert_eq!(article.publisher.as_deref(), Some("한빛일보"));
        assert_eq!(article.url.as_deref(), Some("https://example.com/1"));
    }

    #[test]
    fn broken_or_foreign_json_is_nothing() {
        let deep = "[".repeat(100_000);
        for script in ["", "{", "null", r#"{"@type":"WebSite"}"#, &deep] {
            assert_eq!(read_json_ld(script), None);
        }
    }
}

//! What class names and ids say about an element: words that page authors use for the same things
//! everywhere. Not the names of any particular site.

use super::lines::Place;

/// What a name says about the text in the element.
pub(super) enum Hint {
    /// It is a caption.
    Caption,
    /// It stands here.
    Place(Place),
}

/// Words that page authors put into class names and ids for the same things everywhere.
pub(super) fn hint(names: &str) -> Option<Hint> {
    const ARTICLE: [&str; 13] = [
        "articlebody",
        "articlecontent",
        "articlecontents",
        "articletext",
        "articletxt",
        "articleview",
        "newsbody",
        "newscontent",
        "newstext",
        "newsview",
        "postbody",
        "postcontent",
        "entrycontent",
    ];
    const MARGIN: [&str; 44] = [
        "ad",
        "ads",
        "adsense",
        "advert",
        "advertisement",
        "aside",
        "banner",
        "best",
        "breadcrumb",
        "breadcrumbs",
        "byline",
        "cmt",
        "comment",
        "comments",
        "copyright",
        "footer",
        "gnb",
        "header",
        "hot",
        "lnb",
        "login",
        "menu",
        "most",
        "nav",
        "navi",
        "navigation",
        "newsletter",
        "popular",
        "promotion",
        "rank",
        "ranking",
        "recommend",
        "recommended",
        "relate",
        "related",
        "reply",
        "search",
        "share",
        "sharing",
        "sidebar",
        "snb",
        "sns",
        "toolbar",
        "widget",
    ];
    let mut found = None;
    for name in names.split_ascii_whitespace() {
        let joined: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if ARTICLE.iter().any(|word| joined.starts_with(word) || joined.ends_with(word)) {
            return Some(Hint::Place(Place::Article));
        }
        if joined.contains("caption") || joined.ends_with("imgdesc") || joined.ends_with("photodesc") {
            return Some(Hint::Caption);
        }
        if words(name).any(|word| MARGIN.contains(&word.as_str())) {
            found = Some(Hint::Place(Place::Margin));
        }
    }
    found
}

/// `news-relatedList` -> news, related, list.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut lower_before = false;
    for c in name.chars() {
        let ends = !c.is_ascii_alphanumeric() || (lower_before && c.is_ascii_uppercase());
        if ends {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        lower_before = c.is_ascii_lowercase();
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_word_by_word() {
        for name in ["news-relatedList", "comment_wrap", "box sns", "footerArea"] {
            assert!(matches!(hint(name), Some(Hint::Place(Place::Margin))), "{name}");
        }
        for name in ["articleBody", "article_body", "view-article-body", "news_body big"] {
            assert!(matches!(hint(name), Some(Hint::Place(Place::Article))), "{name}");
        }
        assert!(matches!(hint("img_desc"), Some(Hint::Caption)));
        for name in ["", "head", "download", "navy", "shadow content"] {
            assert!(hint(name).is_none(), "{name}");
        }
    }
}

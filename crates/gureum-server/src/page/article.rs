//! The page of an article: its text with names and stated clauses marked, and its facts beside it.

use std::collections::BTreeSet;
use std::ops::Range;

use gureum_model::iri::{ARTICLE, FACT};
use gureum_query::article::ArticleCard;
use gureum_query::terminal::visible;
use maud::{Markup, html};

use super::address;
use super::fact::{self, nothing, pieces, style_class};
use super::view::{Page, View};
use crate::app::App;

/// The page of the article with that IRI.
pub(crate) fn of(app: &App, view: &View, iri: &str) -> Page {
    let Some(card) = ArticleCard::new(app.store(), iri) else { return nothing(view, iri) };
    let title = card.article.title.as_deref().unwrap_or(iri.strip_prefix(ARTICLE).unwrap_or(iri));
    let title = visible(title).into_owned();
    let text = card.hash.as_deref().and_then(|hash| app.store().text(hash).ok()?);
    let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
    let places = places(&card);
    let names = names(&card);
    // Places are bytes of the decoded text; where that is not what is kept, its sentences are shown instead.
    let whole = text
        .as_deref()
        .filter(|text| places.iter().all(|place| text.get(place.range.clone()) == Some(place.quote)));
    let body = html! {
        header {
            h1 { (title) }
            p.meta {
                @if let Some(publisher) = &card.article.publisher { (visible(publisher)) " · " }
                @if let Some(day) = &card.article.published { time datetime=(day) { (visible(day)) } " · " }
                (view.t("이름 ", "")) (card.entities.len()) (view.t("개, 사실 ", " names, "))
                (card.facts.len()) (view.t("건", " facts"))
                @if let Some(url) = card.article.url.as_deref().filter(|url| address::is_web(url)) {
                    " · " a.outside href=(url) rel="noopener noreferrer" { (view.t("원문", "original")) "↗" }
                }
                " · " (address::data_links(iri))
            }
        }
        div.columns {
            article.text lang="ko" {
                @match whole {
                    Some(text) => (marked(text, &places, &names)),
                    None => {
                        p.meta { (view.t("글 전체는 여기 없어, 사실이 있는 문장만 보인다.", "The whole text is not here: only sentences with facts are shown.")) }
                        (sentences(&card, &names))
                    },
                }
            }
            aside aria-label=(view.t("사실", "Facts")) {
                h2 { (view.t("사실", "Facts")) " " span.meta { (card.facts.len()) } }
                @if card.facts.is_empty() { p { (view.t("이 글에서 읽은 사실이 없다.", "No fact was read from this text.")) } }
                ol.facts { @for fact in &card.facts { (fact::item(view, fact, None, fact::CLAIMS)) } }
            }
        }
    };
    Page::new(title, body)
}

/// A clause that states a fact.
struct Place<'c> {
    range: Range<usize>,
    quote: &'c str,
    fact: &'c str,
}

fn places(card: &ArticleCard) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for fact in &card.facts {
        for evidence in fact.claims.iter().flat_map(|claim| &claim.evidence) {
            let (Ok(start), Ok(end)) = (usize::try_from(evidence.start), usize::try_from(evidence.end))
            else {
                continue;
            };
            let id = fact.iri.strip_prefix(FACT).unwrap_or(&fact.iri);
            places.push(Place { range: start..end, quote: &evidence.quote, fact: id });
        }
    }
    places
}

/// Every name that the article uses, with the style of its class.
fn names(card: &ArticleCard) -> Vec<(String, String)> {
    let names = card.entities.iter().flat_map(|(entity, names)| {
        let class = style_class(entity.class.as_deref());
        names.iter().map(move |name| (name.clone(), class.clone()))
    });
    names.filter(|(name, _)| name.chars().count() > 1).collect()
}

/// The text, a paragraph a line of it, without what stands before it in a file of ours.
fn marked(text: &str, places: &[Place<'_>], names: &[(String, String)]) -> Markup {
    let start =
        front_matter(text).filter(|end| places.iter().all(|place| place.range.start >= *end)).unwrap_or(0);
    let mut at = start;
    let lines: Vec<(Range<usize>, &str)> = text[start..]
        .split_inclusive('\n')
        .map(|line| {
            let range = at..at + line.trim_end().len();
            at += line.len();
            (range, line.trim())
        })
        .filter(|(_, line)| !line.is_empty())
        .collect();
    html! {
        @for (range, line) in lines {
            @let words = clauses(text, range, places, names);
            @if line.starts_with('#') { p.head { (words) } } @else { p { (words) } }
        }
    }
}

/// Where the lines between `---` and `---` at the beginning end.
fn front_matter(text: &str) -> Option<usize> {
    let after = text.strip_prefix("---\n")?;
    let end = after.find("\n---\n")?;
    Some("---\n".len() + end + "\n---\n".len())
}

/// A stretch of text, cut where clauses begin and end; each clause leads to its fact.
fn clauses(text: &str, range: Range<usize>, places: &[Place<'_>], names: &[(String, String)]) -> Markup {
    let inside = |at: &usize| range.contains(at);
    let ends = places.iter().flat_map(|place| [place.range.start, place.range.end]).filter(inside);
    let cuts: BTreeSet<usize> = ends.chain([range.start, range.end]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    html! {
        @for piece in cuts.windows(2).map(|ends| ends[0]..ends[1]) {
            @let stated = places.iter().find(|place| place.range.start <= piece.start && piece.end <= place.range.end);
            @match stated {
                Some(place) => a.q href={ "#f-" (place.fact) } { (named(&text[piece], names)) },
                None => (named(&text[piece], names)),
            }
        }
    }
}

fn named(text: &str, names: &[(String, String)]) -> Markup {
    html! {
        @for (piece, class) in pieces(text, names) {
            @match class {
                Some(class) => span.m.k.(class) { (visible(piece)) },
                None => (visible(piece)),
            }
        }
    }
}

fn sentences(card: &ArticleCard, names: &[(String, String)]) -> Markup {
    let mut seen = BTreeSet::new();
    html! {
        @for fact in &card.facts {
            @for evidence in fact.claims.iter().flat_map(|claim| &claim.evidence) {
                @if seen.insert(&evidence.sentence) { p { (named(&evidence.sentence, names)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_text_is_only_text() {
        let text = "---\ntitle: x\n---\n<script>한빛</script> 누리와\n";
        let at = text.find("누리와").expect("it is there");
        let places = [Place { range: at..at + "누리와".len(), quote: "누리와", fact: "1" }];
        let html = marked(text, &places, &[("한빛".to_owned(), "organization".to_owned())]).into_string();
        assert_eq!(
            html,
            "<p>&lt;script&gt;<span class=\"m k organization\">한빛</span>&lt;/script&gt; <a class=\"q\" href=\"#f-1\">누리와</a></p>"
        );
    }
}

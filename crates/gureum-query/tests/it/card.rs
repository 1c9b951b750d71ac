//! `gureum show`: what is on the page.

use gureum_model::Modality;
use gureum_query::card::{self, Card, Extent, Style, TextOptions};
use gureum_query::suggest::Index;

use crate::world::{self, DAWN, SEA};

fn page(iri: &str, options: &TextOptions) -> String {
    let mut page = Vec::new();
    card::text::write(&Card::new(&world::store(), iri), options, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn a_firm() {
    insta::assert_snapshot!(page(SEA, &TextOptions::default()));
}

#[test]
fn a_programme_with_amounts() {
    let rainbow = "https://w3id.org/gureum/id/program/무지개프로젝트";
    insta::assert_snapshot!(page(rainbow, &TextOptions::default()));
}

#[test]
fn a_denial_in_a_narrow_window() {
    insta::assert_snapshot!(page(DAWN, &TextOptions { width: 44, claims: 1, ..TextOptions::default() }));
}

#[test]
fn no_line_is_wider_than_the_window() {
    for width in [40, 57, 100] {
        for line in page(SEA, &TextOptions { width, ..TextOptions::default() }).lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} columns in a window of {width}: {line}");
        }
    }
}

#[test]
fn styles_mark_the_clause_and_the_modality() {
    let marked = |style| match style {
        Style::Quote => ("<q>", "</q>"),
        Style::Modality(_) => ("<m>", "</m>"),
        _ => ("", ""),
    };
    let page = page(SEA, &TextOptions { style: marked, width: 200, ..TextOptions::default() });
    assert!(
        page.contains("│ <q>구름바다와 새벽컴퓨팅은 지난 3일 공공 클라우드 협약을 맺었다</q>."),
        "{page}"
    );
    assert!(page.contains("→ 노을 데이터센터 <m>[예정]</m>"), "{page}");
}

#[test]
fn where_articles_put_a_fact_differently_the_claims_say_so_and_the_heading_holds_what_is_asserted() {
    let mut card = Card::new(&world::store(), SEA);
    card.groups[0].facts[0].claims[0].modality = Modality::Planned;
    let mut page = Vec::new();
    card::text::write(&card, &TextOptions::default(), &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("↔ 새벽컴퓨팅\n"), "{page}");
    assert!(page.contains("│ [예정] 새벽컴퓨팅(Dawn)은"), "{page}");
    assert!(page.contains("│ 구름바다와 새벽컴퓨팅은"), "{page}");
}

#[test]
fn an_entity_without_facts_has_a_card_that_says_so() {
    let page = page("https://w3id.org/gureum/id/org/없음", &TextOptions::default());
    assert!(page.contains("아직 아무 사실도 없음"), "{page}");
}

#[test]
fn article_text_cannot_colour_the_terminal() {
    // A headline with an escape sequence must not reach the terminal as one.
    let mut card = Card::new(&world::store(), SEA);
    card.groups[0].facts[0].claims[0].article.title = Some("\u{1b}[2J지움".to_owned());
    let mut page = Vec::new();
    card::text::write(&card, &TextOptions::default(), &mut page).unwrap();
    assert!(!String::from_utf8(page).unwrap().contains('\u{1b}'));
}

#[test]
fn a_card_with_some_facts_says_how_many_there_are_and_its_groups_have_the_others() {
    let store = world::store();
    let index = Index::new(&store);
    let mut cards = index.entities().map(|entity| Card::new(&store, &entity.iri));
    let several = |card: &Card| card.groups.iter().any(|group| group.facts.len() > 1);
    let all = cards.find(several).expect("an entity with two facts of one property");
    let iri = all.entity.iri.as_str();
    let some = Card::with(&store, iri, Extent::Leading { whole: 1, most: 1 });
    assert_eq!(some.facts(), all.facts());
    for (group, cut) in all.groups.iter().zip(&some.groups) {
        assert_eq!((cut.facts.len(), cut.total), (1, group.facts.len()));
        let mut read = Vec::new();
        for from in 0..group.facts.len() {
            let (property, direction) = (group.property.name.as_str(), group.direction);
            let one = Card::with(&store, iri, Extent::Group { property, direction, from, most: 1 });
            read.extend(one.groups[0].facts.iter().map(|fact| fact.iri.clone()));
        }
        let mut whole: Vec<String> = group.facts.iter().map(|fact| fact.iri.clone()).collect();
        whole.sort();
        read.sort();
        assert_eq!(read, whole, "{}", group.property.name);
    }
}

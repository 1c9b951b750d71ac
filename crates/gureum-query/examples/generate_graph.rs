//! Generates a graph of any size, in the shape of real records, as a folder for `gureum --store FOLDER`:
//! `cargo run --release -p gureum-query --example generate_graph -- FOLDER [EDGES]`, by default 100,000.
//!
//! A tenth as many firms as edges, each with ten facts about others of ten properties; a hundred facts an article. Each
//! is asserted, some with a date of their own, and one in ten firms has a name that is hard to write down.

use std::error::Error;
use std::path::PathBuf;

use gureum_model::{
    Article, CalendarDate, Claim, Class, ContentHash, Entity, EntityIndex, Evidence, Extraction, Modality,
    Namesake, Object, PartialDate, Property, Qualifiers, Span, iri, quads,
};
use gureum_store::{ArticleGraph, Writer};
use oxrdf::NamedNode;

const PROPERTIES: [Property; 10] = [
    Property::PartnersWith,
    Property::CompetesWith,
    Property::MemberOf,
    Property::Founded,
    Property::PartOf,
    Property::Acquired,
    Property::InvestsIn,
    Property::Provides,
    Property::Develops,
    Property::Uses,
];
/// Markup, quotation marks, writing from right to left, a line break.
const HARD: [&str; 4] = ["]]> <b>&amp;", "\"따옴표\" '", "\u{202e}거꾸로", "두\n줄, 쉼표;"];
const FIRMS_AN_ARTICLE: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder to make?")?);
    let edges: usize = arguments.next().map_or(Ok(100_000), |count| count.parse())?;
    let firms = edges / PROPERTIES.len();
    let mut writer = Writer::replace(&folder)?;
    for first in (0..firms).step_by(FIRMS_AN_ARTICLE) {
        let extraction = article(first, firms)?;
        writer.put_article(ArticleGraph {
            iri: NamedNode::new(iri::article(&extraction.article.id))?,
            quads: quads::article_graph(&extraction),
            hash: extraction.article.hash.to_string(),
            text: None,
        })?;
    }
    let summary = writer.commit()?;
    println!("{}: {summary:?}", folder.display());
    Ok(())
}

/// An article on some firms: what each has to do with ten others. All distances between firms differ and none is half
/// of the circle, so no two facts are one.
fn article(first: usize, firms: usize) -> Result<Extraction, Box<dyn Error>> {
    let id = format!("generated-{first}");
    let day = CalendarDate::new(2020, 1, 1)?.shift_days(i32::try_from(first / FIRMS_AN_ARTICLE % 2000)?);
    let article = Article {
        title: Some(format!("{id} 소식")),
        publisher: Some("구름일보".to_owned()),
        published: day,
        url: None,
        hash: ContentHash::of(id.as_bytes()),
        id,
    };
    let mut extraction = Extraction {
        article,
        entities: Vec::new(),
        claims: Vec::new(),
        sentences: 0,
        diagnostics: Vec::new(),
    };
    for firm in first..(first + FIRMS_AN_ARTICLE).min(firms) {
        for (step, property) in PROPERTIES.into_iter().enumerate() {
            let other = (firm + 1 + step * 17) % firms;
            let [subject, object] = [firm, other].map(|firm| entity(&mut extraction, firm));
            let sentence = format!("{firm}번째 회사는 {other}번째 회사와 {}.", property.label_ko());
            let start = extraction.claims.len() * 200;
            let evidence = Evidence {
                span: Span::new(start, start + sentence.len() - 1),
                quote: sentence.trim_end_matches('.').to_owned(),
                sentence: Span::new(start, start + sentence.len()),
                sentence_text: sentence,
                subject: None,
                object: None,
                rule: "generated".to_owned(),
            };
            let mut claim =
                Claim::new(subject, property, Object::Entity(object), Modality::Asserted, evidence);
            let year = PartialDate::Year(u16::try_from(2000 + firm % 30)?);
            claim.qualifiers = Qualifiers { date: (step == 0).then_some(year), ..Qualifiers::default() };
            extraction.claims.push(claim);
        }
    }
    Ok(extraction)
}

fn entity(extraction: &mut Extraction, firm: usize) -> EntityIndex {
    let hard = if firm.is_multiple_of(10) { HARD[firm / 10 % HARD.len()] } else { "" };
    let label = format!("회사 {firm}{hard}");
    let iri = iri::entity(Class::Organization, &format!("회사{firm}"), Namesake::Unique);
    let entities = &mut extraction.entities;
    let at = entities.iter().position(|entity| entity.iri == iri).unwrap_or_else(|| {
        let mentions = vec![label.clone()];
        entities.push(Entity { iri, label, class: Class::Organization, mentions, known: false });
        entities.len() - 1
    });
    EntityIndex(u32::try_from(at).expect("few entities are in an article"))
}

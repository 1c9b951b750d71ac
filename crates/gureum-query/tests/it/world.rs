//! A small graph of invented firms: two articles, a registry, and everything that is easy to get
//! wrong: one fact in two articles, plans, denials and rumours, an amount for a part, a quoted speaker.

use gureum_model::iri::{self, REGISTRY_GRAPH};
use gureum_model::{
    Article, Claim, Class, ContentHash, Entity, EntityIndex, Evidence, Extraction, Literal, Modality,
    Namesake, Object, Property, Qualifiers, Span, quads,
};
use gureum_store::{ArticleGraph, Store, Writer};
use oxrdf::vocab::rdf;
use oxrdf::{Literal as RdfLiteral, NamedNode, Quad, Term};

pub(crate) const SEA: &str = "https://w3id.org/gureum/id/gureumbada";
pub(crate) const DAWN: &str = "https://w3id.org/gureum/id/saebyeok";

const FIRST: &str = "구름바다와 새벽컴퓨팅은 지난 3일 공공 클라우드 협약을 맺었다. 하늘부가 이끄는 무지개 프로젝트의 예산은 250억 원이며, 분야당 5억 원을 지원한다. 김바다 구름바다 대표는 “2026년 노을 데이터센터를 열겠다”고 말했다.";
const SECOND: &str = "새벽컴퓨팅(Dawn)은 구름바다와 함께 사업을 넓힌다고 밝혔다. 새벽컴퓨팅은 아직 별표인증을 받지 못했다. 무지개 프로젝트는 2024년 5월 시작됐다. 구름바다가 새벽컴퓨팅을 인수할 수 있다는 관측도 나온다.";

/// The invented graph, in memory, its default graph derived.
pub(crate) fn store() -> Store {
    let mut writer = Writer::in_memory();
    writer.put_graph(&NamedNode::new(REGISTRY_GRAPH).unwrap(), &registry()).unwrap();
    for extraction in [first(), second()] {
        let article = ArticleGraph {
            iri: NamedNode::new(iri::article(&extraction.article.id)).unwrap(),
            quads: quads::article_graph(&extraction),
            hash: extraction.article.hash.to_string(),
            text: None,
        };
        writer.put_article(article).unwrap();
    }
    writer.into_store().unwrap().0
}

fn registry() -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut add = |subject: &str, predicate: &str, object: Term| {
        let graph = NamedNode::new(REGISTRY_GRAPH).unwrap();
        let [subject, predicate] = [subject, predicate].map(|iri| NamedNode::new(iri).unwrap());
        quads.push(Quad::new(subject, predicate, object, graph));
    };
    let named = |name: &str, language: &str| -> Term {
        RdfLiteral::new_language_tagged_literal(name, language).unwrap().into()
    };
    let node = |iri: &str| -> Term { NamedNode::new(iri).unwrap().into() };
    for (iri, korean, english) in
        [(SEA, "구름바다", "Gureumbada"), (DAWN, "새벽컴퓨팅", "Saebyeok Computing")]
    {
        add(iri, rdf::TYPE.as_str(), node(&iri::term("Organization")));
        add(iri, quads::PREF_LABEL, named(korean, "ko"));
        add(iri, quads::PREF_LABEL, named(english, "en"));
    }
    add(SEA, quads::ALT_LABEL, named("구름바다클라우드", "ko"));
    for (slug, korean) in [("hanbyeol-hospital", "한별병원"), ("hanbyeol-university", "한별대학교")]
    {
        let iri = iri::known_entity(slug);
        add(&iri, rdf::TYPE.as_str(), node(&iri::term("Organization")));
        add(&iri, quads::PREF_LABEL, named(korean, "ko"));
        add(&iri, quads::ALT_LABEL, named("한별", "ko"));
    }
    add(SEA, "http://www.w3.org/2002/07/owl#sameAs", node("http://www.wikidata.org/entity/Q0"));
    let old = "https://w3id.org/gureum/id/org/옛구름바다";
    add(old, "http://purl.org/dc/terms/isReplacedBy", node(SEA));
    quads
}

fn first() -> Extraction {
    let mut article = Draft::new("b-1", "구름바다, 새벽컴퓨팅과 손잡다", "하늘신문", "2024-06-04", FIRST);
    let sea = article.known(SEA, "구름바다", &[]);
    let dawn = article.known(DAWN, "새벽컴퓨팅", &[]);
    let ministry = article.new_entity(Class::Organization, "하늘부", Namesake::Unique);
    let rainbow = article.new_entity(Class::Program, "무지개 프로젝트", Namesake::Unique);
    let head = article.new_entity(Class::Person, "김바다", Namesake::Of("구름바다"));
    let centre = article.new_entity(Class::Facility, "노을 데이터센터", Namesake::Of("구름바다"));
    let on_third = Qualifiers { date: Some("2024-06-03".parse().unwrap()), ..Qualifiers::default() };
    let quote = "구름바다와 새벽컴퓨팅은 지난 3일 공공 클라우드 협약을 맺었다";
    article.claim(sea, Property::PartnersWith, Object::Entity(dawn), Modality::Asserted, on_third, quote);
    let quote = "하늘부가 이끄는 무지개 프로젝트";
    article.claim(
        ministry,
        Property::RunsProgram,
        Object::Entity(rainbow),
        Modality::Asserted,
        Qualifiers::default(),
        quote,
    );
    let won = |won, text: &str| Object::Literal { value: Literal::Won(won), text: text.to_owned() };
    let quote = "무지개 프로젝트의 예산은 250억 원";
    article.claim(
        rainbow,
        Property::Budget,
        won(25_000_000_000, "250억 원"),
        Modality::Asserted,
        Qualifiers::default(),
        quote,
    );
    let part = Qualifiers { scope: Some("분야당".to_owned()), ..Qualifiers::default() };
    article.claim(
        rainbow,
        Property::Budget,
        won(500_000_000, "5억 원"),
        Modality::Asserted,
        part,
        "분야당 5억 원을 지원",
    );
    let post = Qualifiers { title: Some("대표".to_owned()), ..Qualifiers::default() };
    article.claim(
        head,
        Property::WorksFor,
        Object::Entity(sea),
        Modality::Asserted,
        post,
        "김바다 구름바다 대표",
    );
    let then = Qualifiers { date: Some("2026".parse().unwrap()), ..Qualifiers::default() };
    let quote = "2026년 노을 데이터센터를 열겠다";
    article.claim(sea, Property::Operates, Object::Entity(centre), Modality::Planned, then, quote);
    article.extraction.claims.last_mut().unwrap().attributed_to = Some(head);
    article.extraction
}

fn second() -> Extraction {
    let mut article = Draft::new("b-2", "새벽컴퓨팅의 다음 걸음", "바람일보", "2024-07-01", SECOND);
    let dawn = article.known(DAWN, "새벽컴퓨팅", &["Dawn"]);
    let sea = article.known(SEA, "구름바다", &[]);
    let star = article.new_entity(Class::Certification, "별표인증", Namesake::Unique);
    let rainbow = article.new_entity(Class::Program, "무지개 프로젝트", Namesake::Unique);
    let text =
        |value: &str| Object::Literal { value: Literal::Text(value.to_owned()), text: value.to_owned() };
    let plain = Qualifiers::default;
    article.claim(
        dawn,
        Property::PartnersWith,
        Object::Entity(sea),
        Modality::Asserted,
        plain(),
        "구름바다와 함께 사업을 넓힌다",
    );
    article.claim(dawn, Property::Alias, text("Dawn"), Modality::Asserted, plain(), "새벽컴퓨팅(Dawn)");
    article.claim(
        dawn,
        Property::HoldsCertification,
        Object::Entity(star),
        Modality::Negated,
        plain(),
        "별표인증을 받지 못했다",
    );
    let may =
        Object::Literal { value: Literal::Date("2024-05".parse().unwrap()), text: "2024년 5월".to_owned() };
    article.claim(rainbow, Property::StartDate, may, Modality::Asserted, plain(), "2024년 5월 시작됐다");
    article.claim(
        sea,
        Property::Acquired,
        Object::Entity(dawn),
        Modality::Speculated,
        plain(),
        "구름바다가 새벽컴퓨팅을 인수할 수 있다",
    );
    article.extraction
}

/// An extraction in the making.
struct Draft {
    extraction: Extraction,
    text: &'static str,
}

impl Draft {
    fn new(id: &str, title: &str, publisher: &str, published: &str, text: &'static str) -> Self {
        let article = Article {
            id: id.to_owned(),
            title: Some(title.to_owned()),
            publisher: Some(publisher.to_owned()),
            published: Some(published.parse().unwrap()),
            url: Some(format!("https://news.example/{id}")),
            hash: ContentHash::of(text.as_bytes()),
        };
        let extraction =
            Extraction { article, entities: vec![], claims: vec![], sentences: 0, diagnostics: vec![] };
        Self { extraction, text }
    }

    fn entity(&mut self, entity: Entity) -> EntityIndex {
        self.extraction.entities.push(entity);
        EntityIndex(u32::try_from(self.extraction.entities.len()).unwrap() - 1)
    }

    fn known(&mut self, iri: &str, label: &str, more: &[&str]) -> EntityIndex {
        let mentions = [label].iter().chain(more).map(|name| (*name).to_owned()).collect();
        let (iri, label, class) = (iri.to_owned(), label.to_owned(), Class::Organization);
        self.entity(Entity { iri, label, class, mentions, known: true })
    }

    fn new_entity(&mut self, class: Class, label: &str, namesake: Namesake<'_>) -> EntityIndex {
        let (iri, label) = (iri::entity(class, label, namesake), label.to_owned());
        self.entity(Entity { iri, mentions: vec![label.clone()], label, class, known: false })
    }

    fn claim(
        &mut self,
        subject: EntityIndex,
        property: Property,
        object: Object,
        modality: Modality,
        qualifiers: Qualifiers,
        quote: &str,
    ) {
        let start = self.text.find(quote).expect("the quote stands in the article");
        let sentence_start = self.text[..start].rfind(". ").map_or(0, |dot| dot + 2);
        let sentence_end = self.text[start..].find(". ").map_or(self.text.len(), |dot| start + dot + 1);
        let evidence = Evidence {
            span: Span::new(start, start + quote.len()),
            quote: quote.to_owned(),
            sentence: Span::new(sentence_start, sentence_end),
            sentence_text: self.text[sentence_start..sentence_end].to_owned(),
            subject: None,
            object: None,
            rule: format!("{}-rule", property.name()),
        };
        let mut claim = Claim::new(subject, property, object, modality, evidence);
        claim.qualifiers = qualifiers;
        self.extraction.claims.push(claim);
    }
}

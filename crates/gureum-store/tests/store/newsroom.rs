//! Makes articles for tests and examples, by way of the real model, so that their graphs have the
//! real shape.

use gureum_model::{
    Article, CalendarDate, Claim, Class, ContentHash, Entity, EntityIndex, Evidence, Extraction, Literal,
    Modality, Namesake, Object, PartialDate, Property, Qualifiers, Span, iri, quads,
};
use gureum_store::{Answer, ArticleGraph, QueryOptions, Store, Writer};
use oxrdf::{NamedNode, Term};

/// An article that is being written.
pub(crate) struct Draft {
    extraction: Extraction,
    text: String,
    /// How the sentences go on.
    pub(crate) words: String,
}

/// An article with the given id and no claims yet.
pub(crate) fn article(id: &str) -> Draft {
    let text = format!("{id} 기사 원문입니다.");
    Draft {
        extraction: Extraction {
            article: Article {
                id: id.to_owned(),
                title: Some(format!("{id} 소식")),
                publisher: Some("구름일보".to_owned()),
                published: CalendarDate::new(2024, 6, 3).ok(),
                url: Some(format!("https://news.example/{id}")),
                hash: ContentHash::of(text.as_bytes()),
            },
            entities: Vec::new(),
            claims: Vec::new(),
            sentences: 1,
            diagnostics: Vec::new(),
        },
        text,
        words: "공공 클라우드 전환 사업에 함께 나선다고 밝혔다.".to_owned(),
    }
}

impl Draft {
    /// An organization under a minted IRI.
    pub(crate) fn entity(&mut self, name: &str) -> EntityIndex {
        self.named(&iri::entity(Class::Organization, name, Namesake::Unique), &[name])
    }

    /// An entity with an IRI and the names the article uses for it.
    pub(crate) fn named(&mut self, iri: &str, names: &[&str]) -> EntityIndex {
        let entities = &mut self.extraction.entities;
        let at = entities.iter().position(|entity| entity.iri == iri).unwrap_or_else(|| {
            entities.push(Entity {
                iri: iri.to_owned(),
                label: names[0].to_owned(),
                class: Class::Organization,
                mentions: Vec::new(),
                known: false,
            });
            entities.len() - 1
        });
        for name in names {
            if !entities[at].mentions.iter().any(|known| known == name) {
                entities[at].mentions.push((*name).to_owned());
            }
        }
        EntityIndex(u32::try_from(at).unwrap())
    }

    /// An asserted fact about two organizations.
    pub(crate) fn says(self, subject: &str, property: Property, object: &str) -> Self {
        self.puts(subject, property, object, Modality::Asserted)
    }

    /// A fact about two organizations, as the modality has it.
    pub(crate) fn puts(
        mut self,
        subject: &str,
        property: Property,
        object: &str,
        modality: Modality,
    ) -> Self {
        let (subject, object) = (self.entity(subject), self.entity(object));
        self.claim(subject, property, Object::Entity(object), modality, Qualifiers::default());
        self
    }

    /// An asserted amount.
    pub(crate) fn amount(
        mut self,
        subject: &str,
        property: Property,
        won: i64,
        qualifiers: Qualifiers,
    ) -> Self {
        let subject = self.entity(subject);
        let object = Object::Literal { value: Literal::Won(won), text: format!("{won}원") };
        self.claim(subject, property, object, Modality::Asserted, qualifiers);
        self
    }

    /// Puts all its claims in this way.
    pub(crate) fn set_modality(&mut self, modality: Modality) {
        self.extraction.claims.iter_mut().for_each(|claim| claim.modality = modality);
    }

    /// Adds a claim; its evidence is a sentence of the article.
    pub(crate) fn claim(
        &mut self,
        subject: EntityIndex,
        property: Property,
        object: Object,
        modality: Modality,
        qualifiers: Qualifiers,
    ) {
        let number = self.extraction.claims.len();
        let sentence = format!(
            "{}{number}번째 문장에서 {} 등은 {}",
            self.extraction.article.id,
            self.extraction.entity(subject).label,
            self.words
        );
        let start = 40 + number * 160;
        let quote = sentence.trim_end_matches('.').to_owned();
        let evidence = Evidence {
            span: Span::new(start, start + quote.len()),
            sentence: Span::new(start, start + sentence.len()),
            quote,
            sentence_text: sentence,
            subject: None,
            object: None,
            rule: format!("{}-made", property.name()),
        };
        let mut claim = Claim::new(subject, property, object, modality, evidence);
        claim.qualifiers = qualifiers;
        self.extraction.claims.push(claim);
    }

    /// Puts it.
    pub(crate) fn put(&self, writer: &mut Writer) {
        writer
            .put_article(ArticleGraph {
                iri: article_iri(&self.extraction.article.id),
                quads: quads::article_graph(self.extraction()),
                hash: self.extraction.article.hash.as_str().to_owned(),
                text: Some(self.text.as_bytes()),
            })
            .unwrap();
    }

    /// What was written so far.
    pub(crate) fn extraction(&self) -> &Extraction {
        &self.extraction
    }

    /// The content hash.
    pub(crate) fn hash(&self) -> &str {
        self.extraction.article.hash.as_str()
    }
}

/// Dated qualifiers.
pub(crate) fn in_year(year: u16) -> Qualifiers {
    Qualifiers { date: Some(PartialDate::Year(year)), ..Qualifiers::default() }
}

/// The IRI of an article.
pub(crate) fn article_iri(id: &str) -> NamedNode {
    NamedNode::new(iri::article(id)).unwrap()
}

/// The IRI of an organization.
pub(crate) fn org(name: &str) -> NamedNode {
    NamedNode::new(iri::entity(Class::Organization, name, Namesake::Unique)).unwrap()
}

/// The canonical dump.
pub(crate) fn dump(store: &Store) -> String {
    let mut out = Vec::new();
    store.dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A graph in memory with these articles.
pub(crate) fn store_of(articles: &[Draft]) -> Store {
    let mut writer = Writer::in_memory();
    for article in articles {
        article.put(&mut writer);
    }
    writer.into_store().unwrap().0
}

/// Runs a SELECT query with the usual prefixes and gives the rows as text.
pub(crate) fn rows(store: &Store, sparql: &str) -> Vec<Vec<String>> {
    match store.query(sparql, &prefixes()).unwrap() {
        Answer::Solutions(solutions) => solutions
            .map(|row| {
                row.unwrap().iter().map(|term| term.as_ref().map_or(String::new(), Term::to_string)).collect()
            })
            .collect(),
        _ => panic!("not a SELECT query: {sparql}"),
    }
}

/// The usual prefixes.
pub(crate) fn prefixes() -> QueryOptions {
    let prefix = |name: &str, iri: &str| (name.to_owned(), iri.to_owned());
    QueryOptions {
        prefixes: vec![
            prefix("gu", gureum_model::vocabulary::NAMESPACE),
            prefix("id", iri::ENTITY),
            prefix("art", iri::ARTICLE),
            prefix("graph", "https://w3id.org/gureum/graph/"),
            prefix("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            prefix("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            prefix("skos", "http://www.w3.org/2004/02/skos/core#"),
            prefix("dcterms", "http://purl.org/dc/terms/"),
        ],
        ..QueryOptions::default()
    }
}

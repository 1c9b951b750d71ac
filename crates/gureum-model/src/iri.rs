//! The one place that mints IRIs. There are no blank nodes, and no IRI depends on anything but
//! the content it names, so machines that never met agree.
//!
//! **Hash.** The first 16 bytes of SHA-256 over the fields, each as its length in bytes (unsigned
//! 64 bit, little endian) followed by its UTF-8 bytes; written as 32 lower-case hexadecimal digits.
//!
//! **Path segments.** NFC, no white space for names; letters, digits, `-`, `_`, `~` and `.` (not
//! as the whole segment) stand as they are, Hangul included; every other character is
//! percent-encoded, so a hostile name can neither leave its folder nor break an IRI.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::article::hex;
use crate::vocabulary::{Class, NAMESPACE, Property};
use crate::{Claim, Extraction, Literal, Namesake, Object};

/// Everything gureum names begins here.
pub const BASE: &str = "https://w3id.org/gureum/";
/// Prefix of entities.
pub const ENTITY: &str = "https://w3id.org/gureum/id/";
/// Prefix of articles; an article's IRI is the name of its graph.
pub const ARTICLE: &str = "https://w3id.org/gureum/article/";
/// Prefix of facts.
pub const FACT: &str = "https://w3id.org/gureum/fact/";
/// Prefix of claims.
pub const CLAIM: &str = "https://w3id.org/gureum/claim/";
/// Prefix of evidence.
pub const EVIDENCE: &str = "https://w3id.org/gureum/evidence/";
/// What follows from several facts.
pub const INFERENCE: &str = "https://w3id.org/gureum/inference/";
/// Prefix of records of how reliable a rule is.
pub const RELIABILITY: &str = "https://w3id.org/gureum/reliability/";
/// Prefix of corrections.
pub const CORRECTION: &str = "https://w3id.org/gureum/correction/";
/// Prefix of records of links into other data sets.
pub const LINK: &str = "https://w3id.org/gureum/link/";
/// Graph of what the curation file says.
pub const CURATION_GRAPH: &str = "https://w3id.org/gureum/graph/curation";
/// Graph of the registry's entities.
pub const REGISTRY_GRAPH: &str = "https://w3id.org/gureum/graph/registry";
/// Graph of the ontology.
pub const ONTOLOGY_GRAPH: &str = "https://w3id.org/gureum/graph/ontology";
/// Graph of what follows from the articles' graphs: counts, belief, conflicts, inferred facts.
pub const DERIVED_GRAPH: &str = "https://w3id.org/gureum/graph/derived";
/// Graph of links into other data sets.
pub const LINKS_GRAPH: &str = "https://w3id.org/gureum/graph/links";
/// The whole of a graph as a data set, described by VoID and DCAT.
pub const DATASET: &str = "https://w3id.org/gureum/dataset";

/// IRI of an ontology term by its local name.
pub fn term(local_name: &str) -> String {
    format!("{NAMESPACE}{local_name}")
}

/// IRI of a registry entity by its slug.
pub fn known_entity(slug: &str) -> String {
    format!("{ENTITY}{}", segment(slug))
}

/// IRI of an article by its id.
pub fn article(id: &str) -> String {
    format!("{ARTICLE}{}", segment(id))
}

/// IRI in place of a blank node, by its label, for servers that are told of it in parts (RDF 1.1 Concepts 3.5).
pub fn blank_node(label: &str) -> String {
    format!("{BASE}.well-known/genid/{}", segment(label))
}

/// IRI of an entity that the registry does not know.
pub fn entity(class: Class, name: &str, namesake: Namesake<'_>) -> String {
    let name = name_segment(name);
    let folder = class_folder(class);
    match namesake {
        Namesake::Unique => format!("{ENTITY}{folder}/{name}"),
        Namesake::Of(owner) => format!("{ENTITY}{folder}/{}/{name}", name_segment(owner)),
        Namesake::In(slug) => format!("{ENTITY}{folder}/in/{}/{name}", segment(slug)),
    }
}

/// The class in the slug of an entity that was minted by [`entity`], such as `org/한빛클라우드`.
pub fn minted_class(slug: &str) -> Option<Class> {
    let (folder, name) = slug.split_once('/')?;
    Class::ALL.into_iter().find(|class| class_folder(*class) == folder && !name.is_empty())
}

/// IRI of the entity that was minted with this slug, as it is written down: `org/한빛클라우드`.
pub fn minted_entity(slug: &str) -> String {
    let parts: Vec<String> = slug
        .split('/')
        .map(|part| if part.contains('%') { part.to_owned() } else { name_segment(part) })
        .collect();
    format!("{ENTITY}{}", parts.join("/"))
}

/// IRI of a correction: its kind and what it names.
pub fn correction(fields: &[&str]) -> String {
    format!("{CORRECTION}{}", hash(fields))
}

/// IRI of the record of a link: whom it links to what.
pub fn link(entity: &str, target: &str) -> String {
    format!("{LINK}{}", hash(&[entity, target]))
}

fn class_folder(class: Class) -> &'static str {
    match class {
        Class::Organization => "org",
        Class::Person => "person",
        Class::Program => "program",
        Class::Service => "service",
        Class::Technology => "technology",
        Class::Certification => "certification",
        Class::Law => "law",
        Class::Sector => "sector",
        Class::Place => "place",
        Class::Facility => "facility",
        Class::Event => "event",
        Class::ServiceModel => "model",
        Class::Group => "group",
    }
}

/// IRI of the fact behind a claim: subject, predicate and object, and what tells two amounts
/// apart (scope, market, and the period of revenues and shares). Of a symmetric pair the smaller
/// IRI comes first.
pub fn fact(extraction: &Extraction, claim: &Claim) -> String {
    let subject = extraction.entity(claim.subject).iri.as_str();
    let object = object_key(extraction, &claim.object);
    let (first, second) = if claim.property.is_symmetric() && object.as_str() < subject {
        (object.as_str(), subject)
    } else {
        (subject, object.as_str())
    };
    let q = &claim.qualifiers;
    let amount = |text: &Option<String>| text.clone().unwrap_or_default();
    let (scope, market, period) = match claim.property {
        Property::Budget | Property::MemberCount => (amount(&q.scope), String::new(), String::new()),
        Property::Revenue | Property::MarketShare => {
            (amount(&q.scope), amount(&q.market), q.date.map(|d| d.to_string()).unwrap_or_default())
        }
        _ => Default::default(),
    };
    // Two users may call different properties alike.
    let property = match claim.property {
        Property::Own(_) => claim.property.iri(),
        ours => ours.name().to_owned(),
    };
    format!("{FACT}{}", hash(&[first, &property, second, &scope, &market, &period]))
}

fn object_key(extraction: &Extraction, object: &Object) -> String {
    match object {
        Object::Entity(index) => extraction.entity(*index).iri.clone(),
        Object::Literal { value: Literal::Text(text), .. } => text.nfc().collect(),
        Object::Literal { value, .. } => value.value(),
    }
}

/// IRI of a claim: the fact, the article, and how the article puts it.
pub fn claim(extraction: &Extraction, claim: &Claim) -> String {
    let q = &claim.qualifiers;
    let speaker = claim.attributed_to.map_or("", |index| extraction.entity(index).iri.as_str());
    format!(
        "{CLAIM}{}",
        hash(&[
            &fact(extraction, claim),
            &article(&extraction.article.id),
            claim.modality.name(),
            &q.date.map(|d| d.to_string()).unwrap_or_default(),
            q.title.as_deref().unwrap_or_default(),
            speaker,
        ])
    )
}

/// IRI of a piece of evidence: the claim and the place that states it.
pub fn evidence(claim_iri: &str, span: crate::Span) -> String {
    format!("{EVIDENCE}{}", hash(&[claim_iri, &span.start.to_string(), &span.end.to_string()]))
}

/// IRI of a `gu:Inference`: its subject, predicate and object as N-Triples terms.
pub fn inference(triple: [&str; 3]) -> String {
    format!("{INFERENCE}{}", hash(&triple))
}

/// IRI of a `gu:Reliability`: the rule, and the gold it was measured by.
pub fn reliability(rule: &str, gold: &str) -> String {
    format!("{RELIABILITY}{}/{}", segment(rule), segment(gold))
}

/// IRI of something that a description of the data set speaks of: a part, a link set, a publisher.
pub fn dataset_part(name: &str) -> String {
    format!("{DATASET}#{}", segment(name))
}

fn hash(fields: &[&str]) -> String {
    let mut state = Sha256::new();
    for field in fields {
        state.update((field.len() as u64).to_le_bytes());
        state.update(field.as_bytes());
    }
    hex(&state.finalize()[..16])
}

/// One path segment for an entity's name: white space left out, the rest as in [`segment`].
pub fn name_segment(name: &str) -> String {
    let squeezed: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    segment(&squeezed)
}

/// One path segment of an IRI: NFC, and everything but letters, digits, `-`, `_`, `~` and inner
/// `.` percent-encoded.
pub fn segment(text: &str) -> String {
    let normal: String = text.nfc().collect();
    let only_dots = normal.chars().all(|c| c == '.');
    let mut path = String::with_capacity(normal.len());
    for c in normal.chars() {
        let plain = c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '~' | '가'..='힣')
            || (c == '.' && !only_dots)
            || (!c.is_ascii() && c.is_alphanumeric() && !is_private_or_odd(c));
        if plain {
            path.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    if path.is_empty() { "_".to_owned() } else { path }
}

/// Outside `ucschar` of RFC 3987.
fn is_private_or_odd(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0x9F | 0xE000..=0xF8FF | 0xFFF0..=0xFFFF | 0xE0000..=0x10_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_readable_segments() {
        let mint = |name| entity(Class::Organization, name, Namesake::Unique);
        assert_eq!(mint("한빛 클라우드"), "https://w3id.org/gureum/id/org/한빛클라우드");
        assert_eq!(mint("한빛클라우드"), mint("한\u{1107}\u{1175}\u{11be}클라우드"), "NFD is the same name");
        assert_eq!(mint("../etc"), "https://w3id.org/gureum/id/org/..%2Fetc");
        assert_eq!(mint(".."), "https://w3id.org/gureum/id/org/%2E%2E");
        assert_eq!(mint("A<b>\"c\""), "https://w3id.org/gureum/id/org/A%3Cb%3E%22c%22");
        assert_eq!(mint(""), "https://w3id.org/gureum/id/org/_");
    }

    #[test]
    fn namesakes_are_kept_apart() {
        let person = |owner| entity(Class::Person, "김하늘", owner);
        assert_eq!(person(Namesake::Of("KT")), "https://w3id.org/gureum/id/person/KT/김하늘");
        assert_eq!(person(Namesake::In("a-1")), "https://w3id.org/gureum/id/person/in/a-1/김하늘");
    }

    #[test]
    fn the_hash_is_pinned() {
        // Computed apart, with Python's hashlib: stores in the field rest on it.
        assert_eq!(hash(&["a", "b"]), "cf6ab613e3942391f88ed698557e1680");
        assert_ne!(hash(&["ab", ""]), hash(&["a", "b"]), "field borders count");
    }
}

//! What tests of whole texts share.

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::text;
use gureum_model::{CalendarDate, Claim, ContentHash, Modality, Object};

/// The project's extractor.
pub(crate) fn extractor() -> Extractor {
    let resources = Resources::load(&ResourceFiles::builtin()).expect("the project's rules");
    let korean = ko_dic::load(&ko_dic::Options::default()).expect("the dictionary");
    Extractor::new(resources, Analyser::new(korean))
}

/// What a text of 20 May 2024 says: subject, property and object by name, and how it is put.
pub(crate) fn facts(extractor: &Extractor, source: &str) -> Vec<(String, Modality)> {
    let mut page = text::read_text(source);
    page.published = CalendarDate::new(2024, 5, 20).ok();
    let extraction = extractor.reader().extract("example", ContentHash::of(source.as_bytes()), page);
    let name = |index| extraction.entity(index).label.clone();
    let fact = |claim: &Claim| {
        let object = match &claim.object {
            Object::Entity(index) => name(*index),
            Object::Literal { value, .. } => value.value(),
        };
        let fact = format!("{} | {} | {object}", name(claim.subject), claim.property.name());
        (fact, claim.modality)
    };
    extraction.claims.iter().map(fact).collect()
}

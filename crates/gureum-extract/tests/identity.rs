//! Which entities of different articles, or of different owners, are one.

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::text;
use gureum_model::ContentHash;

/// Units of two firms once had one IRI, so that what one of them did was said of the other too.
#[test]
fn a_unit_is_that_of_whom_it_is_part_of() {
    let korean = ko_dic::load(&ko_dic::Options::default()).unwrap();
    let resources = Resources::load(&ResourceFiles::builtin()).unwrap();
    let extractor = Extractor::new(resources, Analyser::new(korean));
    let unit = |source: &str| {
        let page = text::read_text(source);
        let extraction = extractor.reader().extract("example", ContentHash::of(source.as_bytes()), page);
        let found = extraction.entities.iter().find(|e| e.label == "공공사업본부");
        found.map(|e| e.iri.clone()).unwrap_or_else(|| panic!("no unit in {source}"))
    };
    let one = unit("다솜테크는 공공사업본부를 신설했다.");
    assert_ne!(one, unit("누리소프트는 공공사업본부를 신설했다."));
    assert_eq!(one, unit("다솜테크는 3일 공공사업본부를 새로 꾸렸다."));
}

//! Traces tell of the extraction that there is, on every example of every rule.

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::rule::{Body, Slot};
use gureum_extract::text::read_text;
use gureum_extract::trace::Trace;
use gureum_model::{ContentHash, json};

fn extractor() -> Extractor {
    let resources = Resources::load(&ResourceFiles::builtin()).expect("the project's rules");
    let korean = ko_dic::load(&ko_dic::Options::default()).expect("the dictionary");
    Extractor::new(resources, Analyser::new(korean))
}

fn lines(extraction: &gureum_model::Extraction) -> String {
    let mut bytes = Vec::new();
    json::write_lines(extraction, &mut bytes).expect("memory");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// `check` for the sentences of all examples, those where a rule must find its facts and the others.
fn on_all_examples(check: impl Fn(&Trace, &str)) {
    let extractor = extractor();
    let mut reader = extractor.reader();
    for rule in &extractor.resources().rules.rules {
        for text in rule.yes.iter().map(|example| &example.text).chain(&rule.no) {
            let hash = ContentHash::of(text.as_bytes());
            let extraction = reader.extract("example", hash.clone(), read_text(text.as_str()));
            let trace = reader.trace("example", hash, read_text(text.as_str()));
            assert_eq!(lines(&trace.extraction), lines(&extraction), "a probe changes nothing: {text}");
            check(&trace, text);
        }
    }
}

#[test]
fn every_place_that_states_a_fact_has_its_reason() {
    on_all_examples(|trace, text| {
        for claim in &trace.extraction.claims {
            let reasons = trace.reasons(claim);
            assert_eq!(reasons.len(), claim.evidence().len(), "{text}");
            for reason in reasons {
                assert!(!reason.parts.is_empty(), "{text}");
                let apart = reason.parts.windows(2).all(|two| two[0].range.end <= two[1].range.start);
                assert!(apart, "parts overlap in {text}: {:?}", reason.parts);
            }
        }
    });
}

#[test]
fn a_rule_that_gave_a_fact_is_no_miss_there() {
    on_all_examples(|trace, text| {
        for sentence in 0..trace.sentences().len() {
            for miss in trace.misses(sentence, None) {
                let gave =
                    trace.extraction.claims.iter().flat_map(|claim| trace.reasons(claim)).any(|reason| {
                        let here = reason.sentence == sentence && reason.rule_id == miss.rule.id;
                        here && matches!(miss.rule.body, Body::Phrase(_))
                    });
                assert!(!gave, "{} in {text}", miss.rule.id);
            }
        }
    });
}

#[test]
fn slots_are_shown_as_rules_write_them() {
    let extractor = extractor();
    let resources = extractor.resources();
    for rule in &resources.rules.rules {
        let Body::Frame(body) = &rule.body else { continue };
        for slot in [&body.subject, &body.object].into_iter().chain(&body.needs).chain(&body.unless) {
            assert_eq!(Slot::parse(&slot.to_string(), &resources.words).as_ref(), Ok(slot), "{slot}");
        }
    }
}

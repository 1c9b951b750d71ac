//! What a person may type to mean an entity.

use gureum_query::find::{Found, find};

use crate::world::{self, DAWN, SEA};

#[track_caller]
fn leads_to(asked: &str, iri: &str) {
    match find(&world::store(), asked) {
        Found::Entity { entity, .. } => assert_eq!(entity.iri, iri, "{asked}"),
        other => panic!("{asked} led to {other:?}"),
    }
}

#[test]
fn names_slugs_and_iris_lead_to_the_entity() {
    leads_to("구름바다", SEA);
    leads_to("구름 바다", SEA);
    leads_to("\u{1100}\u{116e}름바다", SEA); // decomposed, as macOS types it
    leads_to("Gureumbada", SEA);
    leads_to("ＧＵＲＥＵＭＢＡＤＡ", SEA);
    leads_to("구름바다클라우드", SEA);
    leads_to("㈜구름바다", SEA);
    leads_to("id:gureumbada", SEA);
    leads_to(SEA, SEA);
    leads_to("saebyeok computing", DAWN);
    leads_to("dawn", DAWN); // a name that only an article gives
    leads_to("id:program/무지개프로젝트", "https://w3id.org/gureum/id/program/무지개프로젝트");
}

#[test]
fn an_iri_that_was_replaced_leads_on() {
    leads_to("id:org/옛구름바다", SEA);
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest() {
    let error = find(&world::store(), "구름비다").one("구름비다").unwrap_err();
    insta::assert_snapshot!(error, @"nothing in the graph is called '구름비다'. 혹시 구름바다 (id:gureumbada)?");
    let error = find(&world::store(), "zzzz").one("zzzz").unwrap_err();
    assert_eq!(error.to_string(), "nothing in the graph is called 'zzzz'");
}

#[test]
fn a_name_that_several_bear_is_answered_with_all_of_them() {
    let error = find(&world::store(), "한별").one("한별").unwrap_err();
    insta::assert_snapshot!(error, @"'한별' may mean 한별병원 (id:hanbyeol-hospital), 한별대학교 (id:hanbyeol-university): ask again by the short form in brackets");
    leads_to("한별 대학교", "https://w3id.org/gureum/id/hanbyeol-university");
}

#[test]
fn nothing_typed_finds_nothing() {
    assert!(matches!(find(&world::store(), " "), Found::Nothing { nearest } if nearest.is_empty()));
}

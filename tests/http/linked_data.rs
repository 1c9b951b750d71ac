//! The graph's IRIs lead somewhere, in the form that was asked for.

use crate::client::{Reply, Running, encoded};
use crate::world;

/// Follows one 303.
fn follow(server: &Running, path: &str, accept: &str) -> Reply {
    let first = server.get_as(path, accept);
    assert_eq!(first.status, 303, "{path}: {}", first.text());
    assert!(first.header("vary").is_some_and(|vary| vary.contains("Accept")));
    server.get_as(first.header("location").expect("a location"), accept)
}

#[test]
fn an_entity_leads_to_a_document_about_it() {
    let server = Running::built();
    for (accept, content_type) in [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
    ] {
        let reply = follow(&server, "/id/gureumbada", accept);
        assert_eq!(reply.status, 200, "{accept}: {}", reply.text());
        assert_eq!(reply.header("content-type"), Some(content_type));
        for part in ["구름바다", "partnersWith", "wikidata"] {
            assert!(reply.text().contains(part), "{accept}: no {part} in {}", reply.text());
        }
    }
    let page =
        server.get_as("/id/gureumbada", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    assert_eq!((page.status, page.header("location")), (303, Some("/entity/gureumbada")));
    assert_eq!(server.get_as("/id/gureumbada", "image/png").status, 406);
}

#[test]
fn names_in_hangul_are_found_however_they_are_written() {
    let server = Running::built();
    let plain = format!("/id/org/{}", encoded("하늘부"));
    let decomposed = encoded("\u{1112}\u{1161}\u{1102}\u{1173}\u{11af}\u{1107}\u{116e}");
    let decomposed = format!("/id/org/{decomposed}");
    for path in [plain.clone(), plain.to_lowercase().replace("/id/org", "/id/%6Frg"), decomposed] {
        let reply = follow(&server, &path, "text/turtle");
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.text().contains("하늘부"), "{}", reply.text());
    }
}

#[test]
fn a_former_name_leads_to_the_new_one() {
    let server = Running::built();
    let reply = server.get_as(&format!("/id/org/{}", encoded("옛구름바다")), "text/turtle");
    assert_eq!((reply.status, reply.header("location")), (308, Some("/id/gureumbada")));
}

#[test]
fn records_are_documents() {
    let server = Running::built();
    let article = server.get_as("/article/b-1", "text/turtle");
    assert_eq!(article.status, 200, "{}", article.text());
    assert!(article.text().contains("구름바다, 새벽컴퓨팅과 손잡다"));
    assert_eq!(article.header("content-location"), Some("/data/article/b-1.ttl"));

    let store = world::store();
    let facts = gureum_query::facts::about(&store, world::SEA);
    let fact = facts.iter().find(|fact| fact.property.name == "partnersWith").expect("the partnership");
    let path = |iri: &str| iri.strip_prefix("https://w3id.org/gureum").expect("ours").to_owned();
    let reply = server.get_as(&path(&fact.iri), "application/n-triples");
    assert_eq!(reply.status, 200, "{}", reply.text());
    for claim in &fact.claims {
        assert!(reply.text().contains(&claim.iri), "each article's word on it");
        let reply = server.get_as(&path(&claim.iri), "text/turtle");
        assert_eq!(reply.status, 200);
        assert!(
            reply.text().contains(&claim.evidence[0].quote),
            "and the words themselves: {}",
            reply.text()
        );
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let server = Running::built();
    for path in
        ["/id/none", "/article/none", "/fact/0", "/data/id/gureumbada", "/data/id/none.ttl", "/id/a%00b"]
    {
        let reply = server.get_as(path, "text/turtle");
        assert_eq!(reply.status, 404, "{path}: {}", reply.text());
        assert!(!reply.problem().is_empty());
    }
    assert_eq!(server.get_as("/id/%FF", "text/turtle").status, 400);
}

#[test]
fn the_data_set_and_its_vocabulary_describe_themselves() {
    let server = Running::built();
    for path in ["/void", "/dcat"] {
        let reply = server.get_as(path, "text/turtle");
        assert_eq!(reply.status, 200, "{}", reply.text());
        let endpoint = format!("http://{}/sparql", server.address);
        assert!(reply.text().contains("void:") && reply.text().contains(&endpoint), "{}", reply.text());
        assert_eq!(
            server.get_as(path, "application/ld+json").header("content-type"),
            Some("application/ld+json")
        );
    }
    assert_eq!(server.get("/.well-known/void").header("location"), Some("/void"));
    assert_eq!(server.get_as("/ontology", "text/turtle").status, 200);
    let page = server.get_as("/ontology", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    assert!(page.header("content-type").is_some_and(|sort| sort.starts_with("text/html")));
    assert!(page.text().contains("partnersWith") && page.text().contains("협력한다"));
}

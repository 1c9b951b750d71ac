//! What the default graph and the derived graph say, given what the articles say.

use crate::newsroom::{article, article_iri, dump, in_year, org, rows, store_of};
use gureum_model::{Modality, Property, Qualifiers, iri, quads};
use gureum_store::{GraphFilter, RdfFormat, Store, Writer};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, Literal, NamedNode, Quad};

const PARTNERS: &str = "SELECT ?o { <https://w3id.org/gureum/id/org/가나> gu:partnersWith ?o }";

/// With a union default graph each article would add a row, and every count would be wrong.
#[test]
fn one_fact_in_three_articles_is_one_row() {
    let store = store_of(&["a", "b", "c"].map(|id| article(id).says("가나", Property::PartnersWith, "다라")));
    assert_eq!(rows(&store, PARTNERS).len(), 1);
    let counted = rows(&store, "SELECT (COUNT(*) AS ?n) { ?s gu:partnersWith ?o FILTER(STR(?s) < STR(?o)) }");
    assert_eq!(counted, [["\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"]]);
    let count = rows(&store, "SELECT ?n { GRAPH graph:derived { ?fact gu:articleCount ?n } }");
    assert_eq!(count, [["\"3\"^^<http://www.w3.org/2001/XMLSchema#integer>"]]);
    let claims = rows(&store, "SELECT ?claim { GRAPH ?g { ?claim a gu:Claim } }");
    assert_eq!(claims.len(), 3, "each article's word is there under GRAPH");
    assert!(rows(&store, "SELECT ?claim { ?claim a gu:Claim }").is_empty(), "and only there");
}

#[test]
fn symmetric_facts_hold_both_ways_and_others_do_not() {
    let store = store_of(&[article("a")
        .says("가나", Property::PartnersWith, "다라")
        .says("마바", Property::CompetesWith, "가나")
        .says("가나", Property::SubsidiaryOf, "사아")]);
    for property in [Property::PartnersWith, Property::CompetesWith] {
        let found = rows(&store, &format!("SELECT ?s ?o {{ ?s gu:{} ?o }}", property.name()));
        assert_eq!(found.len(), 2, "{property:?}");
        assert_eq!(found[0][0], found[1][1]);
    }
    assert_eq!(rows(&store, "SELECT ?s { ?s gu:subsidiaryOf ?o }").len(), 1);
}

#[test]
fn only_what_is_asserted_becomes_an_edge() {
    let put = |modality| article("a").puts("가나", Property::PartnersWith, "다라", modality);
    for modality in [Modality::Planned, Modality::Negated, Modality::Speculated] {
        let store = store_of(&[put(modality)]);
        assert!(rows(&store, PARTNERS).is_empty(), "{modality}");
        let derived = NamedNode::new(iri::DERIVED_GRAPH).unwrap();
        assert_eq!(store.graph(&derived).count(), 0, "{modality}: nothing asserted, nothing counted");
        let records = rows(&store, "SELECT ?m { GRAPH ?g { ?claim gu:modality ?m } }");
        assert_eq!(records.len(), 1, "{modality}: the record is there");
    }
    let denied = article("b").puts("가나", Property::PartnersWith, "다라", Modality::Negated);
    let store = store_of(&[put(Modality::Asserted), denied]);
    assert_eq!(rows(&store, PARTNERS).len(), 1, "a denial elsewhere does not take the edge away");
}

#[test]
fn narrowed_amounts_stay_records() {
    let scope = Qualifiers { scope: Some("분야당".to_owned()), ..Qualifiers::default() };
    let market = Qualifiers { market: Some("공공".to_owned()), ..Qualifiers::default() };
    let edges = |property: Property, qualifiers: &Qualifiers| {
        let store = store_of(&[article("a").amount("가나", property, 100, qualifiers.clone())]);
        rows(&store, &format!("SELECT ?v {{ ?s gu:{} ?v }}", property.name())).len()
    };
    for property in [Property::Budget, Property::Revenue, Property::MarketShare, Property::MemberCount] {
        assert_eq!(edges(property, &Qualifiers::default()), 1, "{property:?}");
        assert_eq!(edges(property, &scope), 0, "{property:?}");
        assert_eq!(edges(property, &market), 0, "{property:?}");
    }
    // A year makes another revenue, but not another budget: as in the fact's IRI.
    assert_eq!(edges(Property::Revenue, &in_year(2023)), 0);
    assert_eq!(edges(Property::MarketShare, &in_year(2023)), 0);
    assert_eq!(edges(Property::Budget, &in_year(2023)), 1);
}

/// One narrowed claim does not take away what another article says without narrowing.
#[test]
fn an_unnarrowed_claim_is_enough() {
    let scope = Qualifiers { scope: Some("연간".to_owned()), ..Qualifiers::default() };
    let store = store_of(&[
        article("a").amount("가나", Property::Revenue, 100, scope),
        article("b").amount("가나", Property::Revenue, 100, Qualifiers::default()),
    ]);
    assert_eq!(rows(&store, "SELECT ?v { ?s gu:revenue ?v }").len(), 1);
}

fn label_of(store: &Store, iri: &str) -> Vec<Vec<String>> {
    rows(store, &format!("SELECT ?label {{ <{iri}> rdfs:label ?label }}"))
}

#[test]
fn the_name_most_articles_use_is_the_label() {
    let iri = "https://w3id.org/gureum/id/org/x";
    let named = |id: &str, names: &[&str]| {
        let mut draft = article(id);
        draft.named(iri, names);
        draft
    };
    let label = |drafts: &[crate::newsroom::Draft]| label_of(&store_of(drafts), iri);
    // Once per article: an article that repeats a name has one vote.
    assert_eq!(label(&[named("a", &["가", "나나나"]), named("b", &["가"])]), [["\"가\"@ko"]]);
    assert_eq!(label(&[named("a", &["가", "나나나"])]), [["\"나나나\"@ko"]], "of equals the longer");
    assert_eq!(label(&[named("a", &["나", "가"])]), [["\"가\"@ko"]], "then the smaller");
    let store = store_of(&[named("a", &["가", "나나나"]), named("b", &["다"])]);
    assert_eq!(
        rows(&store, &format!("SELECT ?n {{ <{iri}> skos:altLabel ?n }}")).len(),
        3,
        "all names are kept"
    );
}

#[test]
fn the_registry_names_and_types_what_articles_mention() {
    let (x, y) = ("https://w3id.org/gureum/id/x", "https://w3id.org/gureum/id/y");
    let graph: GraphName = NamedNode::new(iri::REGISTRY_GRAPH).unwrap().into();
    let node = |iri: &str| NamedNode::new(iri).unwrap();
    let name = |text: &str, lang: &str| Literal::new_language_tagged_literal(text, lang).unwrap();
    let mut quads_of_registry = Vec::new();
    for iri in [x, y] {
        let mut add = |predicate: &str, object: oxrdf::Term| {
            quads_of_registry.push(Quad::new(node(iri), node(predicate), object, graph.clone()));
        };
        add(rdf::TYPE.as_str(), node(&iri::term("Service")).into());
        add(quads::PREF_LABEL, name("정식 이름", "ko").into());
        add(quads::PREF_LABEL, name("Official Name", "en").into());
        add(quads::ALT_LABEL, name("별명", "ko").into());
    }
    let mut writer = Writer::in_memory();
    writer.put_graph(&node(iri::REGISTRY_GRAPH), &quads_of_registry).unwrap();
    let mut draft = article("a");
    draft.named(x, &["기사 속 이름"]);
    draft.put(&mut writer);
    let (store, _) = writer.into_store().unwrap();
    assert_eq!(label_of(&store, x), [["\"정식 이름\"@ko"]]);
    let types = rows(&store, &format!("SELECT ?t {{ <{x}> a ?t }}"));
    assert_eq!(
        types,
        [["<https://w3id.org/gureum/ontology#Service>"]],
        "the registry's type, not the article's"
    );
    let mut names: Vec<String> =
        rows(&store, &format!("SELECT ?n {{ <{x}> skos:altLabel ?n }}")).into_iter().flatten().collect();
    names.sort();
    assert_eq!(names, ["\"Official Name\"@en", "\"기사 속 이름\"@ko", "\"별명\"@ko", "\"정식 이름\"@ko"]);
    assert_eq!(
        store.matching(Some(&node(y)), None, None, &GraphFilter::Default).count(),
        0,
        "nobody speaks of it"
    );
}

#[test]
fn articles_bring_their_own_description() {
    let store = store_of(&[article("a")]);
    let found = rows(
        &store,
        "SELECT ?title ?publisher ?day ?url {
           ?a a gu:Article ; dcterms:title ?title ; dcterms:publisher ?publisher ; dcterms:issued ?day ;
              <http://schema.org/url> ?url }",
    );
    assert_eq!(
        found,
        [[
            "\"a 소식\"@ko",
            "\"구름일보\"",
            "\"2024-06-03\"^^<http://www.w3.org/2001/XMLSchema#date>",
            "<https://news.example/a>"
        ]]
    );
    assert_eq!(store.articles(), [article_iri("a")]);
}

#[test]
fn a_replaced_article_takes_its_old_facts_along() {
    let mut writer = Writer::in_memory();
    article("a").says("가나", Property::PartnersWith, "다라").put(&mut writer);
    article("a").says("가나", Property::PartnersWith, "마바").put(&mut writer);
    let (store, summary) = writer.into_store().unwrap();
    assert_eq!((summary.added, summary.replaced, summary.articles), (1, 1, 1));
    assert_eq!(rows(&store, PARTNERS), [[org("마바").to_string()]]);
    let fresh = store_of(&[article("a").says("가나", Property::PartnersWith, "마바")]);
    assert_eq!(dump(&store), dump(&fresh));
    assert_eq!(summary.quads, store.graph(&article_iri("a")).count());
}

/// A graph with these axioms as its ontology, in Turtle.
fn with_axioms(axioms: &str, drafts: &[crate::newsroom::Draft]) -> Store {
    let trig = format!(
        "@prefix gu: <https://w3id.org/gureum/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <http://schema.org/> .
         GRAPH <{}> {{ {axioms} }}",
        iri::ONTOLOGY_GRAPH
    );
    let mut writer = Writer::in_memory();
    writer.load(trig.as_bytes(), RdfFormat::TriG, None).unwrap();
    drafts.iter().for_each(|draft| draft.put(&mut writer));
    writer.into_store().unwrap().0
}

const AXIOMS: &str = "gu:partOf a owl:TransitiveProperty ; rdfs:subPropertyOf schema:isPartOf .
    gu:hasPart owl:inverseOf gu:partOf . schema:isPartOf rdfs:subPropertyOf schema:relatedTo .
    gu:Organization rdfs:subClassOf schema:Organization . schema:Organization rdfs:subClassOf schema:Thing .";

#[test]
fn a_part_of_a_part_is_a_part_and_the_inference_names_both_facts() {
    let chain = [
        article("a").says("인증팀", Property::PartOf, "보안본부"),
        article("b").says("보안본부", Property::PartOf, "한빛").says("한빛", Property::PartOf, "두리"),
    ];
    let store = with_axioms(AXIOMS, &chain);
    let wholes = |of: &str| rows(&store, &format!("SELECT ?o {{ {} gu:partOf ?o }} ORDER BY ?o", org(of)));
    assert_eq!(wholes("인증팀").len(), 3, "its own whole, and two further up");
    let parts = rows(&store, &format!("SELECT ?o {{ {} gu:hasPart ?o }}", org("두리")));
    assert_eq!(parts.len(), 3, "read backwards too");
    let rests = rows(
        &store,
        &format!(
            "SELECT ?s ?o {{ GRAPH graph:derived {{
                 ?i a gu:Inference ; rdf:subject {} ; rdf:predicate gu:partOf ; rdf:object {} ; gu:restsOn ?fact }}
               GRAPH ?article {{ ?fact rdf:subject ?s ; rdf:object ?o }} }} ORDER BY ?s",
            org("인증팀"),
            org("두리")
        ),
    );
    assert_eq!(rests.len(), 3, "{rests:?}");
    assert!(rests.contains(&vec![org("보안본부").to_string(), org("한빛").to_string()]));
}

#[test]
fn what_is_said_and_what_follows_can_be_told_apart() {
    let store = with_axioms(AXIOMS, &[article("a").says("인증팀", Property::PartOf, "보안본부")]);
    let all = rows(
        &store,
        "SELECT ?p { ?s ?p ?o FILTER(isIRI(?o) && ?p NOT IN (rdf:type, <http://schema.org/url>)) }",
    );
    assert_eq!(all.len(), 4, "said, backwards, and two more general properties: {all:?}");
    let follow =
        rows(&store, "SELECT ?p { ?s ?p ?o FILTER(?p != rdf:type) GRAPH graph:derived { ?s ?p ?o } }");
    assert_eq!(follow.len(), 3);
    assert!(!follow.contains(&vec![format!("<{}>", iri::term("partOf"))]), "it is said");
    let classes = rows(&store, &format!("SELECT ?c {{ {} a ?c }}", org("보안본부")));
    assert_eq!(classes.len(), 3, "its own class and the two wider ones: {classes:?}");
}

#[test]
fn circles_end_and_say_nothing_of_themselves() {
    let circle = article("a").says("가나", Property::PartOf, "다라").says("다라", Property::PartOf, "가나");
    let store = with_axioms(AXIOMS, &[circle]);
    assert!(rows(&store, "SELECT ?s { ?s gu:partOf ?s }").is_empty());
    assert_eq!(rows(&store, "SELECT ?s { ?s gu:partOf ?o }").len(), 2);
}

#[test]
fn nothing_follows_from_a_plan() {
    let plan = article("a").puts("인증팀", Property::PartOf, "보안본부", Modality::Planned);
    let store = with_axioms(AXIOMS, &[plan, article("b").says("보안본부", Property::PartOf, "한빛")]);
    assert_eq!(rows(&store, &format!("SELECT ?o {{ {} gu:partOf ?o }}", org("인증팀"))).len(), 0);
}

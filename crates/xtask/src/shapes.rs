//! The mechanical part of `ontology/shapes`: what domains and ranges ask of edges and of facts. Bounds of
//! values and what records look like are written by hand, in the files beside.

use std::fmt::Write as _;

use crate::ontology::{Ontology, Property, Range};

const HEAD: &str = "\
# Generated from the ontology by `cargo xtask generate`: do not edit.

@prefix gu: <NAMESPACE> .
@prefix gus: <https://w3id.org/gureum/shapes#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// Shapes of plain edges: a property's subjects and objects are of its domain and range, and so are those
/// of the property that reads it backwards.
pub(crate) fn edges(ontology: &Ontology) -> String {
    let mut text = head(ontology, "What holds: subjects and objects of every property.");
    for property in &ontology.properties {
        let Property { words, domain, range, inverse, .. } = property;
        let (subject, object) = (classes(ontology, domain), objects(ontology, range));
        let (subject_ko, subject_en) = class_words(ontology, domain);
        let (object_ko, object_en) = range_words(ontology, range);
        edge(&mut text, &words.name, &subject, &object, (&subject_ko, &subject_en), (&object_ko, &object_en));
        if let Some(inverse) = inverse {
            edge(&mut text, inverse, &object, &subject, (&object_ko, &object_en), (&subject_ko, &subject_en));
        }
    }
    text
}

/// Shapes of facts, whatever the modality of the claims on them.
pub(crate) fn facts(ontology: &Ontology) -> String {
    let mut text = head(ontology, "What is recorded: a fact's parts, by its property.");
    // Not a list: a user's ontology may add to them.
    let _ = write!(
        text,
        "\ngus:Fact-predicate a sh:PropertyShape ;\n    sh:targetClass gu:Fact ;\n    sh:path rdf:predicate ;\n    \
         sh:node [ sh:property [ sh:path gu:extracted ; sh:hasValue true ] ] ;\n    {} .\n",
        message(
            "사실의 술어는 온톨로지의 속성이어야 한다.",
            "The predicate of a fact is one of the ontology's properties."
        ),
    );
    for property in &ontology.properties {
        let name = &property.words.name;
        let (subject_ko, subject_en) = class_words(ontology, &property.domain);
        let (object_ko, object_en) = range_words(ontology, &property.range);
        let _ = write!(
            text,
            "\ngus:Fact-{name} a sh:NodeShape ;\n    sh:targetClass gu:Fact ;\n    sh:or (\n        \
             [ sh:not [ a sh:PropertyShape ; sh:path rdf:predicate ; sh:hasValue gu:{name} ] ]\n        \
             [ sh:property [ sh:path rdf:subject ; {} ] , [ sh:path rdf:object ; {} ] ]\n    ) ;\n    {} .\n",
            classes(ontology, &property.domain),
            objects(ontology, &property.range),
            message(
                &format!("{name} 사실의 주어는 {subject_ko}, 목적어는 {object_ko}이어야 한다."),
                &format!("A fact of {name} has {subject_en} as its subject and {object_en} as its object."),
            ),
        );
    }
    text
}

fn head(ontology: &Ontology, title: &str) -> String {
    format!("# {title}\n{}", HEAD.replace("NAMESPACE", &ontology.namespace))
}

fn edge(
    text: &mut String,
    name: &str,
    subject: &str,
    object: &str,
    (subject_ko, subject_en): (&str, &str),
    (object_ko, object_en): (&str, &str),
) {
    let _ = write!(
        text,
        "\ngus:{name} a sh:NodeShape ;\n    sh:targetSubjectsOf gu:{name} ;\n    {subject} ;\n    {} .\n\n\
         gus:{name}-object a sh:PropertyShape ;\n    sh:targetSubjectsOf gu:{name} ;\n    sh:path gu:{name} ;\n    {object} ;\n    {} .\n",
        message(
            &format!("{name}의 주어는 {subject_ko}이어야 한다."),
            &format!("The subject of {name} is {subject_en}."),
        ),
        message(
            &format!("{name}의 목적어는 {object_ko}이어야 한다."),
            &format!("The object of {name} is {object_en}."),
        ),
    );
}

/// The constraint that a node is of one of the classes.
fn classes(ontology: &Ontology, names: &[String]) -> String {
    let class = |name: &String| format!("sh:class gu:{name}");
    match names {
        _ if ontology.is_every_class(names) => "sh:nodeKind sh:IRI".to_owned(),
        [only] => class(only),
        several => any_of(several.iter().map(class)),
    }
}

/// The constraint that a node is in the range.
fn objects(ontology: &Ontology, range: &Range) -> String {
    match range {
        Range::Entity(names) => classes(ontology, names),
        Range::Integer => "sh:datatype xsd:integer".to_owned(),
        Range::Decimal => "sh:datatype xsd:decimal".to_owned(),
        Range::Text => "sh:datatype xsd:string".to_owned(),
        Range::Date => any_of(["date", "gYearMonth", "gYear"].map(|name| format!("sh:datatype xsd:{name}"))),
    }
}

fn any_of(choices: impl IntoIterator<Item = String>) -> String {
    let choices: Vec<String> = choices.into_iter().map(|choice| format!("[ {choice} ]")).collect();
    format!("sh:or ( {} )", choices.join(" "))
}

/// What to call the classes, in Korean and English.
fn class_words(ontology: &Ontology, names: &[String]) -> (String, String) {
    if ontology.is_every_class(names) {
        return ("개체".to_owned(), "an entity".to_owned());
    }
    let korean =
        |name: &String| ontology.classes.iter().find(|c| c.words.name == *name).map(|c| &*c.words.ko);
    let korean: Vec<&str> = names.iter().filter_map(korean).collect();
    let english: Vec<String> = names.iter().map(|name| format!("gu:{name}")).collect();
    (korean.join("·"), english.join(" or "))
}

fn range_words(ontology: &Ontology, range: &Range) -> (String, String) {
    let (ko, en) = match range {
        Range::Entity(names) => return class_words(ontology, names),
        Range::Integer => ("정수(xsd:integer)", "a whole number (xsd:integer)"),
        Range::Decimal => ("십진수(xsd:decimal)", "a number (xsd:decimal)"),
        Range::Text => ("글(xsd:string)", "text (xsd:string)"),
        Range::Date => ("날짜(xsd:date·gYearMonth·gYear)", "a date (xsd:date, xsd:gYearMonth or xsd:gYear)"),
    };
    (ko.to_owned(), en.to_owned())
}

fn message(ko: &str, en: &str) -> String {
    format!("sh:message \"{ko}\"@ko , \"{en}\"@en")
}

//! Links into other data sets: a file of them, which every build puts into `graph/links`.
//!
//! The file is a table with the columns of SSSOM (the Simple Standard for Sharing Ontology Mappings), written by
//! `gureum link --write` and readable by hand. It is an input as the corrections are: what the graph has is a function of this file and
//! of the corrections, which win: what was refused is left out, what was accepted by hand is added.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gureum_extract::resources::{Problem, SourceFile};
use gureum_model::{CalendarDate, ContentHash, iri};
use gureum_store::{StoreError, Summary, Writer};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

use crate::curation::entry::short;
use crate::curation::{Action, Curation};

/// Name of the file, beside the corrections.
pub const FILE: &str = "links.tsv";

/// Name under which its hash is written down in the store.
pub(crate) const INPUT: &str = "links";

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const CLOSE_MATCH: &str = "http://www.w3.org/2004/02/skos/core#closeMatch";
const SSSOM: &str = "https://w3id.org/sssom/";
const SEMAPV: &str = "https://w3id.org/semapv/vocab/";
const CREATED: &str = "http://purl.org/dc/terms/created";
const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";

const COLUMNS: [&str; 10] = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "mapping_date",
    "object_source",
    "comment",
];
const PREDICATES: [&str; 2] = ["owl:sameAs", "skos:closeMatch"];
/// By names, types and neighbours together.
const MATCHED: &str = "semapv:CompositeMatching";
const BY_HAND: &str = "semapv:ManualMappingCuration";

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// IRI of ours.
    pub entity: String,
    /// Its name.
    pub label: String,
    /// `owl:sameAs` or `skos:closeMatch`.
    pub relation: String,
    /// IRI of theirs.
    pub target: String,
    /// A name of it.
    pub target_label: String,
    /// From 0 to 1, with two decimals.
    pub score: String,
    /// When it was found.
    pub date: CalendarDate,
    /// The data set: file name or address.
    pub source: String,
    /// Why, and who else it might have been.
    pub comment: String,
}

/// The links of a file, sorted by entity and target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    links: BTreeMap<(String, String), Link>,
}

impl Links {
    /// Reads a file; an empty one has no links.
    ///
    /// # Errors
    /// Everything that is wrong with it, with its lines.
    pub fn load(file: &SourceFile) -> Result<Self, Vec<Problem>> {
        let (mut links, mut problems) = (Self::default(), Vec::new());
        let mut lines =
            file.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let Some((at, header)) = lines.next() else { return Ok(links) };
        if header.split('\t').ne(COLUMNS) {
            let hint = format!("the columns are, separated by tabs: {}", COLUMNS.join(" "));
            return Err(vec![Problem::on_line(file, at + 1, "this is no header of a file of links", &hint)]);
        }
        for (at, line) in lines {
            match Link::read(line) {
                Ok(link) => {
                    let key = (link.entity.clone(), link.target.clone());
                    if links.links.insert(key, link).is_some() {
                        problems.push(Problem::on_line(
                            file,
                            at + 1,
                            "this pair stands twice",
                            "leave one of the lines",
                        ));
                    }
                }
                Err((message, hint)) => problems.push(Problem::on_line(file, at + 1, &message, hint)),
            }
        }
        if problems.is_empty() { Ok(links) } else { Err(problems) }
    }

    /// Puts links in place of all that are from `source`.
    pub fn replace(&mut self, source: &str, new: impl IntoIterator<Item = Link>) {
        self.links.retain(|_, link| link.source != source);
        self.links.extend(new.into_iter().map(|link| ((link.entity.clone(), link.target.clone()), link)));
    }

    /// The links.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.links.values()
    }

    /// As the file has them.
    pub fn to_tsv(&self) -> String {
        let mut text = format!("#curie_map:\n#  id: {}\n#  owl: {OWL}\n#  skos: {}\n", iri::ENTITY, skos());
        let _ = writeln!(text, "#  semapv: {SEMAPV}\n{}", COLUMNS.join("\t")); // writing to a String cannot fail
        for link in self.links.values() {
            let date = link.date.to_string();
            let cells = [
                &short(&link.entity),
                &link.label,
                &link.relation,
                &link.target,
                &link.target_label,
                MATCHED,
                &link.score,
                &date,
                &link.source,
                &link.comment,
            ];
            let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
            let _ = writeln!(text, "{}", cells.join("\t"));
        }
        text
    }

    /// Hash of what is linked; comments make no difference.
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(self.to_tsv().as_bytes())
    }

    /// The graph of links: each as a triple and, with method, score and date, as an axiom with annotations.
    pub(crate) fn graph(&self, curation: &Curation) -> Vec<Quad> {
        let mut made: BTreeMap<(String, String), Option<&Link>> = BTreeMap::new();
        let mut refused: Vec<(String, &str)> = Vec::new();
        for link in self.links.values() {
            made.insert((curation.really(&link.entity).to_owned(), link.target.clone()), Some(link));
        }
        for entry in curation.entries() {
            match &entry.action {
                Action::Link { entity, to } => {
                    made.insert((curation.really(entity).to_owned(), to.clone()), None);
                }
                Action::Unlink { entity, to } => refused.push((curation.really(entity).to_owned(), to)),
                _ => {}
            }
        }
        made.retain(|(entity, to), _| !refused.iter().any(|(one, other)| one == entity && other == to));
        let mut quads = Vec::new();
        for ((entity, target), link) in &made {
            state(&mut quads, entity, target, *link);
        }
        quads
    }
}

/// The quads of one link; without details it was made by hand.
fn state(quads: &mut Vec<Quad>, entity: &str, target: &str, link: Option<&Link>) {
    let graph = GraphName::from(NamedNode::new_unchecked(iri::LINKS_GRAPH));
    let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
    let text = |text: &str| Term::from(Literal::new_simple_literal(text));
    let relation = match link.map(|link| link.relation.as_str()) {
        Some("skos:closeMatch") => CLOSE_MATCH.to_owned(),
        _ => format!("{OWL}sameAs"),
    };
    let mut add = |subject: &str, predicate: &str, object: Term| {
        let [subject, predicate] = [subject, predicate].map(NamedNode::new_unchecked);
        quads.push(Quad::new(subject, predicate, object, graph.clone()));
    };
    add(entity, &relation, node(target));
    let axiom = iri::link(entity, target);
    add(&axiom, rdf::TYPE.as_str(), node(&format!("{OWL}Axiom")));
    add(&axiom, &format!("{OWL}annotatedSource"), node(entity));
    add(&axiom, &format!("{OWL}annotatedProperty"), node(&relation));
    add(&axiom, &format!("{OWL}annotatedTarget"), node(target));
    let method = if link.is_some() { MATCHED } else { BY_HAND };
    add(&axiom, &format!("{SSSOM}mapping_justification"), node(&method.replace("semapv:", SEMAPV)));
    let Some(link) = link else { return };
    let typed = |value: &str, datatype| Term::from(Literal::new_typed_literal(value, datatype));
    add(&axiom, &format!("{SSSOM}confidence"), typed(&link.score, xsd::DECIMAL));
    add(&axiom, &format!("{SSSOM}object_source"), text(&link.source));
    add(&axiom, CREATED, typed(&link.date.to_string(), xsd::DATE));
    add(&axiom, COMMENT, text(&link.comment));
}

impl Link {
    fn read(line: &str) -> Result<Self, (String, &'static str)> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [entity, label, relation, target, target_label, _, score, date, source, comment] = cells[..]
        else {
            return Err((
                format!("{} columns in place of {}", cells.len(), COLUMNS.len()),
                "separate them by one tab each; what is not known stays empty",
            ));
        };
        let slug = entity.strip_prefix("id:").filter(|slug| !slug.is_empty()).ok_or_else(|| {
            (
                format!("'{entity}' is no entity"),
                "write it as in the graph, such as id:kt or id:org/한빛클라우드",
            )
        })?;
        if !PREDICATES.contains(&relation) {
            return Err((format!("'{relation}' is no link"), "it is owl:sameAs or skos:closeMatch"));
        }
        if NamedNode::new(target).is_err() {
            return Err((
                format!("'{target}' is no IRI"),
                "write it whole, such as http://www.wikidata.org/entity/Q1",
            ));
        }
        if score.parse().is_ok_and(|score: f64| (0.0..=1.0).contains(&score)) {
            let date = date
                .parse()
                .map_err(|_| (format!("'{date}' is no day"), "write the day it was found as 2024-06-10"))?;
            let entity = format!("{}{slug}", iri::ENTITY);
            NamedNode::new(&entity)
                .map_err(|_| (format!("'{entity}' is no IRI"), "copy it from `gureum show`"))?;
            let [label, relation, target, target_label, score, source, comment] =
                [label, relation, target, target_label, score, source, comment].map(str::to_owned);
            Ok(Self { entity, label, relation, target, target_label, score, date, source, comment })
        } else {
            Err((format!("'{score}' is no score"), "it is a number from 0 to 1"))
        }
    }
}

fn skos() -> &'static str {
    CLOSE_MATCH.trim_end_matches("closeMatch")
}

/// Puts the links into the store at `path` at once, so that nothing need be read again for them.
///
/// # Errors
/// If the store cannot be written.
pub fn put(path: &std::path::Path, links: &Links, curation: &Curation) -> Result<Summary, StoreError> {
    let mut writer = Writer::open(path)?;
    writer.put_graph(&NamedNode::new_unchecked(iri::LINKS_GRAPH), &links.graph(curation))?;
    writer.inputs_mut().insert(INPUT.to_owned(), links.hash().to_string());
    writer.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: &str) -> SourceFile {
        SourceFile {
            path: FILE.to_owned(),
            text: format!("# by hand\n{}\n{rows}", COLUMNS.join("\t")),
            layer: 0,
        }
    }

    const ROW: &str = "id:kt\tKT\towl:sameAs\thttp://example.org/1\tKT Corp\tsemapv:CompositeMatching\t0.95\t2024-06-10\tfirms.ttl\tone name";

    #[test]
    fn what_is_written_is_read_again() {
        let links = Links::load(&file(ROW)).expect("a good row");
        let again = SourceFile { path: FILE.to_owned(), text: links.to_tsv(), layer: 0 };
        assert_eq!(Links::load(&again).expect("what was written"), links);
        assert_eq!(links.iter().count(), 1);
    }

    #[test]
    fn every_bad_row_is_reported_with_its_line() {
        let bad = [
            ROW.replace("id:kt", "kt"),
            ROW.replace("owl:sameAs", "owl:differentFrom"),
            ROW.replace("http://example.org/1", "example 1"),
            ROW.replace("0.95", "95"),
            ROW.replace("2024-06-10", "June"),
            ROW.replace("\tone name", ""),
            ROW.to_owned(),
            ROW.to_owned(),
        ];
        let problems = Links::load(&file(&bad.join("\n"))).expect_err("all but one are bad");
        let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 10]);
        assert!(Links::load(&SourceFile { path: FILE.to_owned(), text: ROW.to_owned(), layer: 0 }).is_err());
    }
}

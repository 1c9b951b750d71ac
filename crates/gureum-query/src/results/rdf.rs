//! The triples of a CONSTRUCT or DESCRIBE as RDF.

use std::io::Write;

use gureum_store::QueryError;
use oxrdf::{NamedNodeRef, Term, Triple};
use oxrdfio::{RdfFormat, RdfSerializer};
use oxttl::TurtleSerializer;

use super::WriteError;
use crate::prefixes;

/// Graphs up to so many triples declare only the prefixes they use; to know these they are held
/// back. A longer one declares all of them and is streamed.
const SMALL_GRAPH: usize = 1_000;

pub(crate) fn turtle(
    triples: impl Iterator<Item = Result<Triple, QueryError>>,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let mut triples = triples;
    let held: Vec<Triple> = triples.by_ref().take(SMALL_GRAPH).collect::<Result<_, _>>()?;
    let next = triples.next().transpose()?;
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in prefixes::BUILT_IN {
        if next.is_some() || held.iter().any(|triple| uses(triple, prefix)) {
            serializer = serializer.with_prefix(prefix, namespace).expect("built-in namespaces are IRIs");
        }
    }
    let mut writer = serializer.for_writer(&mut *out);
    let mut count = 0;
    for triple in held.into_iter().chain(next).map(Ok).chain(triples) {
        writer.serialize_triple(&triple?)?;
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}

fn uses(triple: &Triple, prefix: &str) -> bool {
    let in_namespace =
        |iri: NamedNodeRef<'_>| prefixes::split(iri.as_str()).is_some_and(|(found, _)| found == prefix);
    let subject = match &triple.subject {
        oxrdf::NamedOrBlankNode::NamedNode(node) => in_namespace(node.as_ref()),
        oxrdf::NamedOrBlankNode::BlankNode(_) => false,
    };
    let object = match &triple.object {
        Term::NamedNode(node) => in_namespace(node.as_ref()),
        Term::Literal(literal) => in_namespace(literal.datatype()),
        Term::BlankNode(_) => false,
    };
    subject || object || in_namespace(triple.predicate.as_ref())
}

pub(crate) fn plain(
    triples: impl Iterator<Item = Result<Triple, QueryError>>,
    format: RdfFormat,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let mut serializer = RdfSerializer::from_format(format);
    if !matches!(format, RdfFormat::NTriples | RdfFormat::NQuads) {
        for (prefix, namespace) in prefixes::BUILT_IN {
            serializer = serializer.with_prefix(prefix, namespace).expect("built-in namespaces are IRIs");
        }
    }
    let mut writer = serializer.for_writer(&mut *out);
    let mut count = 0;
    for triple in triples {
        writer.serialize_triple(&triple?)?;
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}

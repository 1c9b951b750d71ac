//! What a graph is made of, as quads: what an article says, and what every graph holds beside its articles. Not how
//! quads are kept: a build puts these into a store, a stream prints them.

use gureum_extract::Extractor;
use gureum_model::vocabulary::term;
use gureum_model::{Extraction, iri, quads};
use gureum_store::{StoreError, TurtleFile};
use oxrdf::{GraphName, Literal, NamedNode, Quad};

use crate::curation::Curation;
use crate::links::Links;
use crate::{ontology, registry};

/// The quads of an article's graph, as a build puts them: a function of the article alone. `read_as` and `sketch`
/// are those of [`crate::read::Article`].
pub fn of_article(extraction: &Extraction, read_as: &str, sketch: &str) -> Vec<Quad> {
    let iri = NamedNode::new_unchecked(iri::article(&extraction.article.id));
    let mut quads = quads::article_graph(extraction);
    let beside = [(term::READ_AS, read_as), (term::SKETCH, sketch)];
    quads.extend(beside.into_iter().filter(|(_, text)| !text.is_empty()).map(|(predicate, text)| {
        let text = Literal::new_simple_literal(text);
        Quad::new(iri.clone(), NamedNode::new_unchecked(predicate), text, iri.clone())
    }));
    quads
}

/// The graphs that are the same whatever the articles: registry, corrections by hand, links, ontology with the
/// `layers` over it. Each with its name.
///
/// # Errors
/// If the ontology cannot be read.
pub fn beside_articles(
    extractor: &Extractor,
    curation: &Curation,
    links: &Links,
    layers: &[TurtleFile],
) -> Result<[(NamedNode, Vec<Quad>); 4], StoreError> {
    let resources = extractor.resources();
    let mut known = registry::graph(&resources.registry);
    known.extend(registry::reliability(&resources.reliability));
    let graphs = [
        (iri::REGISTRY_GRAPH, known),
        (iri::CURATION_GRAPH, curation.graph()),
        (iri::LINKS_GRAPH, links.graph(curation)),
        (iri::ONTOLOGY_GRAPH, ontology::graph(layers)?),
    ];
    Ok(graphs.map(|(name, mut quads)| {
        let name = NamedNode::new_unchecked(name);
        for quad in &mut quads {
            quad.graph_name = GraphName::NamedNode(name.clone());
        }
        (name, quads)
    }))
}

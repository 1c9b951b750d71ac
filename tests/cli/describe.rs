//! `gureum describe`: the graph as a data set, for catalogues.

use crate::world::World;

#[test]
fn a_graph_is_described_and_equal_graphs_equally() {
    let world = World::built();
    let first = world.run(&["describe"]).ok().printed(&[
        "void:Dataset , dcat:Dataset",
        "prov:wasDerivedFrom",
        "구름일보",
        "dcterms:rights",
    ]);
    world.run(&["build", "news", "--store", "again.kg", "--threads", "1"]).ok();
    assert_eq!(world.run(&["describe", "--store", "again.kg"]).ok().out, first.out);
}

#[test]
fn formats_and_addresses_are_options() {
    let world = World::built();
    let licence = "https://creativecommons.org/licenses/by/4.0/";
    world
        .run(&["describe", "--format", "ntriples", "--licence", licence])
        .ok()
        .printed(&[&format!("<http://purl.org/dc/terms/license> <{licence}> .")]);
    world.run(&["describe", "--format", "jsonld", "-o", "dataset.jsonld"]).ok().said(&["dataset.jsonld"]);
    let json = std::fs::read_to_string(world.path("dataset.jsonld")).unwrap();
    assert!(json.contains("http://rdfs.org/ns/void#Dataset"), "{json}");
    world
        .run(&["describe", "--dump", "graph.nq"])
        .ended(2)
        .said(&["'graph.nq', the dump, is no absolute IRI"]);
    world.run(&["describe", "--store", "none.kg"]).ended(3).said(&["none.kg"]);
}

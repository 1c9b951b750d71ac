"""Compares what `gureum describe` says of a graph with what rdflib counts in its dump.

    pip install rdflib
    python3 describe.py graph.nq description.ttl [the same as .nt, .jsonld ...]
"""

import sys
from collections import Counter

from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, VOID, Dataset, Graph, Literal, URIRef

DATASET = URIRef("https://w3id.org/gureum/dataset")
BASE = "https://w3id.org/gureum/"
LINKING = (OWL.sameAs, *(URIRef(f"http://www.w3.org/2004/02/skos/core#{n}Match") for n in ("exact", "close")))


def counts(triples):
    found = {
        VOID.triples: len(triples),
        VOID.distinctSubjects: len({s for s, _, _ in triples}),
        VOID.distinctObjects: len({o for _, _, o in triples}),
        VOID.entities: len({s for s, _, _ in triples if s.startswith(f"{BASE}id/")}),
        VOID.properties: len({p for _, p, _ in triples}),
        VOID.classes: len({o for _, p, o in triples if p == RDF.type and isinstance(o, URIRef)}),
    }
    return {predicate: Literal(count) for predicate, count in found.items()}


def part(name):
    return URIRef(f"{DATASET}#{name}")


def main(dump, *descriptions):
    graphs = [Graph().parse(file) for file in descriptions]
    description = graphs[0]
    problems = []

    def same(what, said, counted):
        if said != counted:
            problems.append(f"{what}: the description says {said}, rdflib counts {counted}")

    for file, graph in zip(descriptions[1:], graphs[1:]):
        same(file, len(set(graph) ^ set(description)), 0)
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.rights, DCTERMS.conformsTo, DCTERMS.temporal,
                      DCAT.keyword, PROV.wasGeneratedBy, PROV.wasDerivedFrom, VOID.vocabulary, VOID.uriSpace,
                      VOID.exampleResource, VOID.subset, VOID.triples):
        if (DATASET, predicate, None) not in description:
            problems.append(f"no {predicate}")

    data = Dataset()
    data.parse(dump, format="nquads")
    parts = {"holds": set(), "articles": set(), "derived": set(), "registry": set(), "ontology": set()}
    for s, p, o, graph in data.quads():
        name = str(graph) if graph is not None and str(graph).startswith(BASE) else ""
        kind = "articles" if name.startswith(f"{BASE}article/") else name.rpartition("/")[2] or "holds"
        parts[kind].add((s, p, o))
    whole = set().union(*parts.values())
    for node, name, triples in [(DATASET, "all", whole)] + [(part(n), n, t) for n, t in parts.items()]:
        for predicate, count in counts(triples).items():
            same(f"{name} {predicate}", description.value(node, predicate), count)
        by_property = Counter(p for _, p, _ in triples)
        by_class = Counter(o for _, p, o in triples if p == RDF.type)
        said = {description.value(n, VOID.property): description.value(n, VOID.triples).value
                for n in description.objects(node, VOID.propertyPartition)}
        members = {description.value(n, VOID["class"]): description.value(n, VOID.entities).value
                   for n in description.objects(node, VOID.classPartition)}
        if name in ("all", "holds", "articles"):
            same(f"{name} properties", said, dict(by_property))
            same(f"{name} classes", members, dict(by_class))

    links = Counter()
    for s, p, o in whole:
        if p in LINKING and s.startswith(f"{BASE}id/") and not o.startswith(f"{BASE}id/"):
            links[p] += 1
    said = Counter()
    for node in description.subjects(RDF.type, VOID.Linkset):
        said[description.value(node, VOID.linkPredicate)] += description.value(node, VOID.triples).value
    same("links", dict(said), dict(links))
    if problems:
        sys.exit("\n".join(problems))
    print(f"{dump}: {len(whole)} triples, {sum(links.values())} links as described")


if __name__ == "__main__":
    main(*sys.argv[1:])

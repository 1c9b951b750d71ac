#!/usr/bin/env python3
"""Checks the ontology: does it parse, is every term complete, does a reasoner find it consistent?

    pip install rdflib owlrl        # tested with rdflib 7 and owlrl 7
    python3 ontology/check.py

Prints every problem with the term it is about and exits with 1 if there is any. It checks the Turtle
only; that the generated files follow from it is `cargo xtask generate --check`.
"""

import sys
from pathlib import Path

try:
    import owlrl
    from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
    from rdflib.collection import Collection
except ModuleNotFoundError as missing:
    sys.exit(f"{missing}: run `pip install rdflib owlrl` first")

ONTOLOGY = URIRef("https://w3id.org/gureum/ontology")
GU = Namespace(f"{ONTOLOGY}#")
FOLDER = Path(__file__).resolve().parent
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # what owlrl reports clashes with

PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERM_TYPES = (OWL.Class, RDFS.Datatype, *PROPERTY_TYPES)
# The part of OWL 2's datatype map that we use. Others (xsd:date, xsd:gYear) make DL reasoners give up.
DATATYPES = {RDFS.Literal, RDF.PlainLiteral} | {
    URIRef(f"http://www.w3.org/2001/XMLSchema#{name}") for name in ("string", "integer", "decimal", "boolean")
}


def read_modules(problems):
    """The header's imports as {module IRI: graph}, the header first."""
    modules = {}

    def read(module, file):
        try:
            modules[module] = Graph().parse(FOLDER / file)
        except Exception as error:  # rdflib raises many kinds
            problems.append(f"{file}: cannot be read: {error}")

    read(ONTOLOGY, "gureum.ttl")
    for module in sorted(modules.get(ONTOLOGY, Graph()).objects(ONTOLOGY, OWL.imports)):
        read(module, f"{module.rsplit('/', 1)[1]}.ttl")
    return modules


def name(term):
    return f"gu:{term.removeprefix(GU)}" if str(term).startswith(GU) else f"<{term}>"


def is_ours(term):
    return isinstance(term, URIRef) and str(term).startswith(GU)


def check_words(graph, term, label, problems):
    for predicate in (label, SKOS.definition):
        for language in ("ko", "en"):
            count = sum(text.language == language for text in graph.objects(term, predicate))
            if count != 1:
                shown = predicate.n3(graph.namespace_manager)
                problems.append(f"{name(term)}: {count} {shown} in @{language}, one is needed")


def check_terms(modules, graph, problems):
    """Each class, property, datatype and concept is documented, and in the module that it names."""
    for module, triples in modules.items():
        terms = {s for t in TERM_TYPES for s in triples.subjects(RDF.type, t) if is_ours(s)}
        concepts = {s for s in triples.subjects(RDF.type, OWL.NamedIndividual) if is_ours(s)}
        for term in sorted(terms | concepts):
            check_words(graph, term, SKOS.prefLabel if term in concepts else RDFS.label, problems)
            if list(graph.objects(term, RDFS.isDefinedBy)) != [module]:
                problems.append(f"{name(term)}: rdfs:isDefinedBy is not <{module}>, the module it is in")
        for term in sorted(terms):
            if (term, SKOS.example, None) not in graph:
                problems.append(f"{name(term)}: no skos:example")
        for term in sorted(concepts):
            scheme = (term, SKOS.inScheme, None) in graph or (term, RDF.type, SKOS.ConceptScheme) in graph
            if not scheme:
                problems.append(f"{name(term)}: a concept without skos:inScheme")


def check_schemes(graph, problems):
    """Each concept is at the top of its one scheme, or under another concept of it; each has a notation of its own."""
    notations = {}
    for term in sorted(s for s in graph.subjects(SKOS.inScheme, None) if is_ours(s)):
        schemes = set(graph.objects(term, SKOS.inScheme))
        if len(schemes) != 1 or (next(iter(schemes)), RDF.type, SKOS.ConceptScheme) not in graph:
            problems.append(f"{name(term)}: skos:inScheme names no scheme, or several")
        tops = set(graph.objects(term, SKOS.topConceptOf))
        broader = set(graph.objects(term, SKOS.broader))
        if bool(tops) == bool(broader) or not tops <= schemes:
            problems.append(f"{name(term)}: either skos:topConceptOf its scheme or skos:broader, one of them")
        for other in broader:
            if set(graph.objects(other, SKOS.inScheme)) != schemes:
                problems.append(f"{name(term)}: skos:broader {name(other)} is in another scheme")
        if any(term in graph.transitive_objects(other, SKOS.broader) for other in broader):
            problems.append(f"{name(term)}: is broader than itself")
        for scheme in schemes:
            if ((scheme, SKOS.hasTopConcept, term) in graph) != (scheme in tops):
                problems.append(f"{name(term)}: skos:topConceptOf and skos:hasTopConcept do not agree")
        if len(list(graph.objects(term, SKOS.notation))) != 1:
            problems.append(f"{name(term)}: it needs one skos:notation")
        for notation in graph.objects(term, SKOS.notation):
            if notations.setdefault((frozenset(schemes), notation), term) != term:
                problems.append(f"{name(term)}: has the skos:notation of {name(notations[frozenset(schemes), notation])}")
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        if (None, SKOS.topConceptOf, scheme) not in graph:
            problems.append(f"{name(scheme)}: a scheme without a top concept")


def check_properties(graph, problems):
    for term in sorted(s for t in PROPERTY_TYPES[:2] for s in graph.subjects(RDF.type, t) if is_ours(s)):
        for predicate in (RDFS.domain, RDFS.range):
            count = len(list(graph.objects(term, predicate)))
            if count != 1:
                shown = predicate.n3(graph.namespace_manager)
                problems.append(f"{name(term)}: {count} {shown}, one is needed (join classes with owl:unionOf)")
        extracted = (term, GU.extracted, Literal(True)) in graph
        inverse = (term, GU.inverseOnly, Literal(True)) in graph
        if extracted and inverse:
            problems.append(f"{name(term)}: both gu:extracted and gu:inverseOnly")
        symmetric = (term, RDF.type, OWL.SymmetricProperty) in graph
        if extracted and (term, RDF.type, OWL.ObjectProperty) in graph:
            if symmetric == ((None, OWL.inverseOf, term) in graph):
                problems.append(f"{name(term)}: it is either symmetric or has an inverse, and not both")
        if symmetric and graph.value(term, RDFS.domain) != graph.value(term, RDFS.range):
            problems.append(f"{name(term)}: symmetric, but its domain is not its range")
        if inverse and (term, OWL.inverseOf, None) not in graph:
            problems.append(f"{name(term)}: gu:inverseOnly without owl:inverseOf")
        if inverse:
            check_inverse(graph, term, graph.value(term, OWL.inverseOf), problems)


def check_inverse(graph, term, forward, problems):
    for ours, theirs in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
        if classes(graph, graph.value(term, ours)) != classes(graph, graph.value(forward, theirs)):
            side = ours.n3(graph.namespace_manager)
            problems.append(f"{name(term)}: {side} is not the other side of {name(forward)}")
    transitive = [(p, RDF.type, OWL.TransitiveProperty) in graph for p in (term, forward)]
    if transitive[0] != transitive[1]:
        problems.append(f"{name(term)}: of it and {name(forward)} only one is transitive")


def classes(graph, node):
    """Members of a union, or the class itself."""
    union = graph.value(node, OWL.unionOf) if node is not None else None
    return set(Collection(graph, union)) if union is not None else {node}


def check_declared(graph, problems):
    """Nothing of ours, and no class or property of others, is used without being declared."""
    declared = set(graph.subjects(RDF.type, None))
    used = {term for triple in graph for term in triple if is_ours(term)}
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.onProperty, OWL.allValuesFrom):
        used |= {term for term in graph.objects(None, predicate) if isinstance(term, URIRef)}
    for term in sorted(used - declared):
        problems.append(f"{name(term)}: used but not declared")


def check_dl(graph, problems):
    """The conditions of OWL 2 DL that an edit breaks most easily; `.ci/slow` asks the OWL API for all of them."""
    builtin = tuple(term.rpartition("#")[0] for term in (RDF.type, RDFS.label, OWL.Class))
    properties = {s for t in PROPERTY_TYPES for s in graph.subjects(RDF.type, t)}
    for predicate in sorted(set(graph.predicates()) - properties):
        if not str(predicate).startswith(builtin):
            problems.append(f"{name(predicate)}: a predicate that is not declared as a property")
    kinds = {"a class": OWL.Class, "a datatype": RDFS.Datatype, "an individual": OWL.NamedIndividual}
    for term in sorted({s for s in graph.subjects(RDF.type, None) if isinstance(s, URIRef)}):
        found = [kind for kind, cls in kinds.items() if (term, RDF.type, cls) in graph]
        found += ["a property"] if term in properties else []
        if len(found) > 1:
            problems.append(f"{name(term)}: {' and '.join(found)} at once")
    for term in sorted({s for t in PROPERTY_TYPES for s in graph.subjects(RDF.type, t)}):
        if sum((term, RDF.type, t) in graph for t in PROPERTY_TYPES) > 1:
            problems.append(f"{name(term)}: one property of two kinds; OWL 2 DL allows one")
    simple_only = (
        OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty,
    )
    for term in sorted(graph.subjects(RDF.type, OWL.TransitiveProperty)):
        for kind in simple_only:
            if (term, RDF.type, kind) in graph:
                problems.append(f"{name(term)}: transitive and {kind.n3(graph.namespace_manager)}")
    for term in sorted(graph.subjects(RDF.type, OWL.DatatypeProperty)):
        for datatype in graph.objects(term, RDFS.range):
            if datatype not in DATATYPES and (datatype, RDF.type, RDFS.Datatype) not in graph:
                problems.append(f"{name(term)}: range {name(datatype)} is not in OWL 2's datatype map")


def sample_facts(graph):
    """An individual of each class, and every property between individuals of its domain and range."""
    def individual(cls):
        return URIRef(f"https://example.org/{cls.removeprefix(GU)}")

    def leaves(node):
        found = set()
        for cls in classes(graph, node):
            subclasses = {s for s in graph.subjects(RDFS.subClassOf, cls) if is_ours(s)}
            found |= subclasses or {cls}
        return sorted(found)

    facts = Graph()
    for cls in sorted(s for s in graph.subjects(RDF.type, OWL.Class) if is_ours(s) and s != GU.Entity):
        facts.add((individual(cls), RDF.type, cls))
    for term in sorted(s for s in graph.subjects(RDF.type, OWL.ObjectProperty) if is_ours(s)):
        for subject in leaves(graph.value(term, RDFS.domain)):
            for object_ in leaves(graph.value(term, RDFS.range)):
                if term in (GU.partOf, GU.hasPart) and subject != object_:
                    continue  # only within one class
                facts.add((individual(subject), term, individual(object_)))
    return facts


def clashes(*graphs):
    closure = Graph()
    for graph in graphs:
        closure += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    return sorted(str(message) for message in closure.objects(None, ERROR))


def check_consistent(graph, problems):
    problems.extend(f"inconsistent: {clash}" for clash in clashes(graph, sample_facts(graph)))
    # The reasoner must be able to fail, else the line above says nothing.
    wrong = Graph()
    wrong.add((BNode(), GU.worksFor, URIRef("https://example.org/wrong")))
    wrong.add((URIRef("https://example.org/wrong"), RDF.type, GU.Person))
    if not clashes(graph, wrong):
        problems.append("the reasoner accepts a person as an employer: are the classes still disjoint?")


def main():
    problems = []
    modules = read_modules(problems)
    if not problems:
        graph = sum(modules.values(), Graph())
        check_terms(modules, graph, problems)
        check_schemes(graph, problems)
        check_properties(graph, problems)
        check_declared(graph, problems)
        check_dl(graph, problems)
        check_consistent(graph, problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(f"{len(problems)} problem(s) in {FOLDER.name}/")
    extracted = set(graph.subjects(GU.extracted, Literal(True)))
    count = sum((term, RDF.type, OWL.Class) in graph for term in extracted)
    print(f"{len(modules)} modules, {len(graph)} triples: {count} classes and {len(extracted) - count} properties"
          " are extracted; complete and consistent")


if __name__ == "__main__":
    main()

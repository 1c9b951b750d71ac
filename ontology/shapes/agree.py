#!/usr/bin/env python3
"""Does pySHACL find what `gureum check` finds?

    pip install rdflib pyshacl            # tested with rdflib 7.6 and pySHACL 0.40
    python3 ontology/shapes/agree.py target/debug/gureum WORK_FOLDER

Builds the seed graph with a correction, a link and its description, breaks copies of it on purpose, and compares for each the set of (shape, focus node,
value) that both find. Exits with 1 where they differ, or where a broken graph passes.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

try:
    import pyshacl
    from rdflib import RDF, Dataset, Graph, Namespace
except ModuleNotFoundError as missing:
    sys.exit(f"{missing}: run `pip install rdflib pyshacl` first")

SH = Namespace("http://www.w3.org/ns/shacl#")
FOLDER = Path(__file__).resolve().parent
GU = "https://w3id.org/gureum/ontology#"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
ARTICLE = "<https://w3id.org/gureum/article/kt-cloud-flagship>"
ON_RECORD = re.compile(r" <https://w3id.org/gureum/(graph|article)/[^ ]*> \.$")
FIRMS = """<http://firms.example/1> a <http://schema.org/Corporation> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "한국지능정보사회진흥원"@ko .
"""


def gureum(program, *arguments, status=0, folder=None):
    run = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=folder)
    if run.returncode != status:
        sys.exit(f"gureum {' '.join(map(str, arguments))} ended with {run.returncode}, not {status}:\n{run.stderr}")
    return run.stdout


def named(lines, kind, predicate):
    """The first quad of the kind of record (claim, evidence, ...) with the predicate, in the article's graph."""
    return next(
        line for line in lines
        if line.startswith(f"<https://w3id.org/gureum/{kind}/") and f"#{predicate}> " in line and line.endswith(f"{ARTICLE} .")
    )


def subject(line):
    return line.split(" ", 1)[0]


def literal(value, datatype):
    return f'"{value}"^^<{XSD}{datatype}>'


def breakages(lines):
    """Name -> (lines taken away, lines put in, and how many violations there are at least if not one)."""
    def without(kind, predicate):
        return [named(lines, kind, predicate)], []

    def instead(kind, predicate, new):
        old = named(lines, kind, predicate)
        return [old], [f"{subject(old)} {old.split(' ')[1]} {new} {ARTICLE} ."]

    def beside(kind, predicate, new, under=None):
        old = named(lines, kind, predicate)
        property = f"<{GU}{under}>" if under else old.split(" ")[1]
        return [], [f"{subject(old)} {property} {new} {ARTICLE} ."]

    def elsewhere(predicate, new, of=""):
        """The first quad with the predicate loses its object, or gets a new one."""
        old = next(line for line in lines if line.startswith(of) and line.split(" ", 2)[1].endswith(predicate))
        graph = old.rsplit(" ", 2)[1] if ON_RECORD.search(old) else ""
        return [old], [] if new is None else [f"{subject(old)} {old.split(' ')[1]} {new} {graph} ."]

    def edges(*triples):
        return [], [f"<https://w3id.org/gureum/id/{s}> <{GU}{p}> {o} ." for s, p, o in triples]

    def together(*several):
        """All of them in one graph, since pySHACL takes its time: one violation or more of each."""
        return sum((taken for taken, _ in several), []), sum((put for _, put in several), []), len(several)

    kt = "<https://w3id.org/gureum/id/kt>"
    return {
        "no modality": without("claim", "modality"),
        "a modality that is none": instead("claim", "modality", f"<{GU}hoped>"),
        "two modalities": beside("claim", "modality", f"<{GU}hoped>"),
        "a claim on nothing": without("claim", "fact"),
        "an empty quote": instead("evidence", "quote", '""@ko'),
        "a quote without language": instead("evidence", "quote", '"인용"'),
        "ends before it starts": instead("evidence", "end", literal(0, "integer")),
        "starts before the text": instead("evidence", "start", literal(-3, "integer")),
        "an offset as text": instead("evidence", "start", '"5"'),
        "no rule": without("evidence", "rule"),
        "two objects": beside("fact", "object", kt),
        "a fact about itself": instead("fact", "object", subject(named(lines, "fact", "subject"))),
        "an unknown predicate": instead("fact", "predicate", f"<{GU}likes>"),
        "the wrong predicate": instead("fact", "predicate", f"<{GU}website>"),
        "no hash": ([line for line in lines if line.startswith(f"{ARTICLE} <{GU}contentHash>")], []),
        "edges off their domain and range": edges(
            ("kt", "budget", literal(5, "integer")),
            ("kt", "marketShare", literal("120.5", "decimal")),
            ("kt", "marketShare", literal("-1", "decimal")),
            ("kt", "revenue", '"많이"'),
            ("kt", "website", '"www kt com"'),
            ("kt", "partnersWith", "<https://w3id.org/gureum/id/cloud-flagship>"),
            ("kt", "startDate", literal("2024-05", "gYearMonth")),
            ("kt", "endDate", literal("2024", "integer")),
            ("kt", "alias", '" "'),
            ("kt", "hasMember", '"회원"'),
        ),
        "a thing of two classes": ([], [f"{kt} {A} <{GU}Person> ."]),
        "a thing with two labels": (
            [], [f'{kt} <http://www.w3.org/2000/01/rdf-schema#label> "케이티"@ko .']
        ),
        "a correction without reason and of something else, and links: too sure, to ourselves, of another kind": together(
            elsewhere("#reason>", None),
            elsewhere("#corrects>", "<http://firms.example/1>"),
            elsewhere("/confidence>", literal("1.5", "decimal")),
            elsewhere("#annotatedTarget>", kt),
            elsewhere("#annotatedProperty>", f"<{GU}partnersWith>"),
        ),
        "an amount in an unknown unit and with a title, a rule measured on no day, no sketch, bad notation, no top concept": together(
            instead("claim", "unit", '"won"'),
            beside("claim", "unit", '"대표"', "title"),
            elsewhere("#measuredOn>", '"gestern"', "<https://w3id.org/gureum/reliability/"),
            elsewhere("#sketch>", '"xyz"'),
            elsewhere("#notation>", '"a b"'),
            ([line for line in lines if "#hasTopConcept> " in line and "#postScheme>" in line], []),
        ),
        "a description without rights, title, target and address, and of a time that ends before it begins": together(
            elsewhere("/rights>", None),
            ([line for line in lines if line.startswith("<https://w3id.org/gureum/dataset> ") and "/title> " in line], []),
            elsewhere("void#objectsTarget>", None),
            elsewhere("dcat#endDate>", literal("1999-01-01", "date")),
            elsewhere("dcat#accessURL>", None),
        ),
        "a concept without name": (
            [], [f"<{GU}nowhere> {A} <http://www.w3.org/2004/02/skos/core#Concept> <https://w3id.org/gureum/graph/ontology> ."]
        ),
    }


def ours(program, store, status):
    found = json.loads(gureum(program, "check", "--store", store, "--format", "json", status=status))
    return {(one["shape"], one["focus"], one["value"] or "") for one in found}


def shapes(files):
    graph = Graph()
    for file in sorted(files):
        graph.parse(file)
    return graph


def theirs(dump):
    """What pySHACL finds: in the default graph, and in all named graphs together."""
    dataset = Dataset()
    dataset.parse(dump, format="nquads")
    holds, records = Graph(), Graph()
    for s, p, o, g in dataset.quads():
        (holds if g is None or str(g) == "urn:x-rdflib:default" else records).add((s, p, o))
    found = set()
    for data, files in ((holds, FOLDER.glob("*.ttl")), (records, FOLDER.glob("records/*.ttl"))):
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes(files), inference="none")
        for result in report.subjects(RDF.type, SH.ValidationResult):
            if (None, SH.detail, result) in report:
                continue
            shape, focus = (report.value(result, p) for p in (SH.sourceShape, SH.focusNode))
            value = report.value(result, SH.value)
            found.add((str(shape), str(focus), "" if value is None else value.n3()))
    return found


def same(term):
    """Both write a literal in a way of their own; here quotes and xsd:string do not count."""
    return term.replace(f"^^<{XSD}string>", "")


def compare(name, ours, theirs):
    ours, theirs = ({(shape, focus, same(value)) for shape, focus, value in found} for found in (ours, theirs))
    for side, found in (("only gureum", ours - theirs), ("only pySHACL", theirs - ours)):
        for one in sorted(found):
            print(f"  {side}: {' '.join(one)}")
    print(f"{name}: {len(ours)} and {len(theirs)} violations" + ("" if ours == theirs else ": THEY DIFFER"))
    return ours == theirs


def seed(program, work, store):
    """The seed graph with a correction, a link and its own description."""
    shutil.rmtree(work / "seeds", ignore_errors=True)
    (work / "firms.ttl").write_text(FIRMS)

    def run(*arguments):
        gureum(program, *arguments, "--store", store, folder=work)

    run("build", "--quiet")
    run("curate", "rename", "마이크로소프트", "엠에스", "--reason", "시험")
    run("link", "--against", "firms.ttl", "--write", "--date", "2024-06-10")
    run("add", "--quiet")
    run("describe", "--dump", "https://data.example/graph.nq", "-o", "dataset.ttl")
    run("load", "dataset.ttl", "--quiet")


def main():
    program, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    program, good = str(Path(program).resolve()), work.resolve() / "good.kg"
    seed(program, work, good)
    gureum(program, "dump", "--store", good, "-o", work / "good.nq")
    agreed = compare("the seed graph", ours(program, good, 0), theirs(work / "good.nq"))
    lines = (work / "good.nq").read_text().splitlines()
    for number, (name, (taken, put, *least)) in enumerate(breakages(lines).items()):
        broken, store = work / f"broken-{number}.nq", work / f"broken-{number}.kg"
        gone = set(taken)
        broken.write_text("\n".join([line for line in lines if line not in gone] + put) + "\n")
        subprocess.run(["rm", "-rf", store], check=True)
        gureum(program, "load", broken, "--store", store, "--quiet")
        gureum(program, "dump", "--store", store, "-o", broken)
        found = ours(program, store, 1)
        if len(found) < sum(least):
            sys.exit(f"{name}: only {len(found)} violations")
        agreed &= compare(name, found, theirs(broken))
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()

"""Loads exported graphs with the tools that are installed; every tool must find the same graph in every format.

Usage: loaders.py FILE... [--nodes N] [--edges N]

One line a tool and file: tool, file, nodes, edges, and a hash of what was found: of nodes id, name and class, of edges
ends, fact, label, property, number of articles, day of the first, belief. Files of one name ("seeds.dot",
"seeds.graphml") are one graph, and all hashes of it must agree; so must those of its RDF files. The ending says the format:

  .dot        Graphviz and, through pydot and if they are small, NetworkX (which is only asked for the numbers)
  .graphml    NetworkX, igraph, graphology
  .gexf       NetworkX, graphology
  .cyjs       Cytoscape.js, without a window
  .json       NetworkX
  .csv        a folder with nodes.csv and edges.csv; Python
  .neo4j      the same with typed columns; Python, which checks the types
  .ttl .trig .nt .nq .rdf .jsonld    rdflib, which also writes each again and must read the same from that

Characters that XML does not have are left aside, as are the kinds of white space. A tool that is not installed is
printed as SKIPPED. The exit status is 1 where a tool refuses a file, or where two tools, or the numbers given, disagree.

Needs, as far as wanted: apt-get install graphviz; pip install networkx pydot igraph rdflib; npm install graphology
graphology-graphml graphology-gexf @xmldom/xmldom cytoscape (found through NODE_PATH).
"""

import argparse
import csv
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

# pydot's parser took more than five minutes for 100,000 edges.
PYDOT_BYTES = 2_000_000
# Layouts of larger graphs take minutes.
DRAWN_NODES = 200

NODE = ["label", "type"]
EDGE = ["eid", "label", "predicate", "articles", "firstSaid", "belief"]


class Missing(Exception):
    """The tool cannot be asked."""

    def __init__(self, reason="not installed"):
        super().__init__(reason)


class Found:
    """What a tool found: nodes as (id, attributes), edges as (source, target, attributes)."""

    def __init__(self, nodes, edges):
        nodes = [[plain(name), *(plain(attributes.get(key)) for key in NODE)] for name, attributes in nodes]
        edges = [[plain(a), plain(b), *(plain(c.get(key)) for key in EDGE)] for a, b, c in edges]
        self.counts = len(nodes), len(edges)
        text = json.dumps([sorted(nodes), sorted(edges)], ensure_ascii=False)
        self.digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def plain(value):
    if value is None or value == "" or value != value:
        return ""
    try:
        return f"{float(value):.6g}"
    except (TypeError, ValueError):
        text = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", str(value))
        return re.sub(r"\s+", " ", text).strip()


def run(command, **options):
    done = subprocess.run(command, capture_output=True, timeout=900, **options)
    if done.returncode == 77:
        raise Missing
    if done.returncode or done.stderr.strip():
        raise ValueError(done.stderr.decode(errors="replace").strip()[:2000])
    return done.stdout.decode()


def node(program, path):
    if not shutil.which("node"):
        raise Missing
    # `need` is require, for what may not be there.
    need = "const need = name => { try { return require(name) } catch { process.exit(77) } };"
    read = "const text = require('fs').readFileSync(process.argv[1], 'utf8');"
    out = run(["node", "--max-old-space-size=4096", "-e", need + read + program, path])
    found = json.loads(out)
    return Found(found["nodes"], found["edges"])


def imported(name):
    try:
        return __import__(name)
    except ImportError:
        raise Missing from None


def of_networkx(graph):
    return Found(graph.nodes(data=True), graph.edges(data=True))


def graphviz(path):
    if not shutil.which("gvpr"):
        raise Missing
    attribute = 'hasAttr($, "{0}") ? aget($, "{0}") : ""'.format
    program = (
        'N { print("n\x1f", $.name, "\x1f", ' + ', "\x1f", '.join(map(attribute, NODE)) + ") }\n"
        'E { print("e\x1f", $.tail.name, "\x1f", $.head.name, "\x1f", ' + ', "\x1f", '.join(map(attribute, EDGE)) + ") }"
    )
    nodes, edges = [], []
    for line in run(["gvpr", program, path]).split("\n"):
        cells = [cell.replace("\\n", "\n").replace("\\\\", "\\").replace("&amp;", "&") for cell in line.split("\x1f")]
        if cells[0] == "n":
            nodes.append((cells[1], dict(zip(NODE, cells[2:], strict=True))))
        elif cells[0] == "e":
            edges.append((cells[1], cells[2], dict(zip(EDGE, cells[3:], strict=True))))
    if len(nodes) < DRAWN_NODES:
        run(["dot", "-Tsvg", "-o", os.devnull, path])
    return Found(nodes, edges)


def networkx_dot(path):
    networkx, _ = imported("networkx"), imported("pydot")
    if os.path.getsize(path) > PYDOT_BYTES:
        raise Missing("pydot takes minutes for a file of this size")
    found = of_networkx(networkx.nx_pydot.read_dot(path))
    found.digest = None  # it leaves the quotation marks on
    return found


def networkx_graphml(path):
    return of_networkx(imported("networkx").read_graphml(path, force_multigraph=True))


def igraph_graphml(path):
    graph = imported("igraph").Graph.Read_GraphML(path)
    nodes = [(vertex["id"], vertex.attributes()) for vertex in graph.vs]
    ends = ((graph.vs[edge.source]["id"], graph.vs[edge.target]["id"], edge.attributes()) for edge in graph.es)
    return Found(nodes, ends)


GRAPHOLOGY = """
const graph = need('%s').parse(need('graphology').MultiDirectedGraph, text);
console.log(JSON.stringify({
  nodes: graph.mapNodes((id, attributes) => [id, attributes]),
  edges: graph.mapEdges((id, attributes, source, target) => [source, target, attributes]),
}));
"""
CYTOSCAPE = """
const graph = need('cytoscape')({headless: true, elements: JSON.parse(text).elements});
const data = part => part.map(element => element.data());
console.log(JSON.stringify({
  nodes: data(graph.nodes()).map(node => [node.id, node]),
  edges: data(graph.edges()).map(edge => [edge.source, edge.target, edge]),
}));
"""


def networkx_gexf(path):
    return of_networkx(imported("networkx").read_gexf(path, version="1.3"))


def networkx_json(path):
    with open(path, encoding="utf-8") as file:
        return of_networkx(imported("networkx").node_link_graph(json.load(file), edges="links"))


def table(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def python_csv(path):
    nodes = [(row["id"], row) for row in table(path, "nodes.csv")]
    return Found(nodes, [(row["source"], row["target"], row) for row in table(path, "edges.csv")])


NEO4J = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "int": int,
    "long": int,
    "double": float,
    "date": datetime.date.fromisoformat,
    "string": str,
}


def python_neo4j(path):
    def typed(row):
        given = {}
        for column, text in row.items():
            name, kind = column.split(":")
            if text and kind in NEO4J:
                given[name] = NEO4J[kind](text)
        return given

    nodes = [(row["iri:ID"], typed(row)) for row in table(path, "nodes.csv")]
    edges = [(row[":START_ID"], row[":END_ID"], typed(row)) for row in table(path, "edges.csv")]
    return Found(nodes, edges)


def rdflib_of(kind):
    def load(path):
        rdflib = imported("rdflib")
        graphs = kind in ("trig", "nquads", "json-ld")

        def parse(**source):
            graph = rdflib.Dataset() if graphs else rdflib.Graph()
            graph.parse(format=kind, **source)
            return graph

        def term(node):
            if isinstance(node, rdflib.BNode):
                raise ValueError("there is a blank node, and ours have none")
            if isinstance(node, rdflib.Literal) and node.datatype == rdflib.XSD.decimal:
                return f"{node.value.normalize():f}"  # rdflib writes 90.0 for 90 in Turtle
            return "" if node is None else node.n3()

        def lines(graph):  # without blank nodes, graphs are isomorphic if these are equal
            statements = graph.quads() if graphs else graph
            return sorted(" ".join(term(part) for part in statement) for statement in statements)

        graph = parse(source=path)
        read = lines(graph)
        if read != lines(parse(data=graph.serialize(format=kind, encoding="utf-8"))):
            raise ValueError("what rdflib read and wrote is another graph when it reads it again")
        found = Found([], [])
        found.counts = (len(set(graph.subjects())), len(read))
        found.digest = hashlib.sha256("\n".join(read).encode()).hexdigest()[:16]
        return found

    return load


# Formats whose files must hold the same; the numbers of the first kind are nodes and edges.
GRAPHS, TRIPLES, QUADS = "graph", "triples", "quads"
TOOLS = {
    "dot": (GRAPHS, [("graphviz", graphviz), ("networkx", networkx_dot)]),
    "graphml": (
        GRAPHS,
        [
            ("networkx", networkx_graphml),
            ("igraph", igraph_graphml),
            ("graphology", lambda path: node(GRAPHOLOGY % "graphology-graphml", path)),
        ],
    ),
    "gexf": (
        GRAPHS,
        [
            ("networkx", networkx_gexf),
            ("graphology", lambda path: node(GRAPHOLOGY % "graphology-gexf", path)),
        ],
    ),
    "cyjs": (GRAPHS, [("cytoscape.js", lambda path: node(CYTOSCAPE, path))]),
    "json": (GRAPHS, [("networkx", networkx_json)]),
    "csv": (GRAPHS, [("python", python_csv)]),
    "neo4j": (GRAPHS, [("python", python_neo4j)]),
    "ttl": (TRIPLES, [("rdflib", rdflib_of("turtle"))]),
    "nt": (TRIPLES, [("rdflib", rdflib_of("nt"))]),
    "rdf": (TRIPLES, [("rdflib", rdflib_of("xml"))]),
    "trig": (QUADS, [("rdflib", rdflib_of("trig"))]),
    "nq": (QUADS, [("rdflib", rdflib_of("nquads"))]),
    "jsonld": (QUADS, [("rdflib", rdflib_of("json-ld"))]),
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--nodes", type=int, help="how many nodes each graph must have")
    arguments.add_argument("--edges", type=int, help="how many edges")
    arguments = arguments.parse_args()
    failed = False
    known = {}
    for path in arguments.files:
        name, _, ending = path.rstrip("/").rpartition(".")
        sort, tools = TOOLS[ending]
        for tool, load in tools:
            try:
                found = load(path)
            except Missing as missing:
                print(f"{tool}\t{path}\tSKIPPED: {missing}")
                continue
            except Exception as error:  # whatever a loader throws is the finding
                failed = True
                print(f"{tool}\t{path}\tREFUSED: {type(error).__name__}: {error}")
                continue
            print(tool, path, *found.counts, found.digest or "", sep="\t", flush=True)
            if sort == GRAPHS:
                wanted = (arguments.nodes or found.counts[0], arguments.edges or found.counts[1])
                if found.counts != wanted:
                    failed = True
                    print(f"{path}: {wanted} were expected")
            if found.digest is None:
                continue
            first = known.setdefault((name, sort), (found.counts, found.digest, path))
            if (found.counts, found.digest) != first[:2]:
                failed = True
                print(f"{path}: {tool} finds another graph than in {first[2]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Loads DOT and GraphML files with the tools that are installed and prints what each one read.

Usage: loaders.py FILE... [--nodes N] [--edges N]

One line a tool and file: tool, file, nodes, edges and, for GraphML, a hash of all labels. Files ending
in .dot go to Graphviz and, through pydot and if they are small, to NetworkX; files ending in .graphml
to NetworkX, igraph and (with node) graphology.
A tool that is not installed is printed as SKIPPED. The exit status is 1 where a tool refuses a file,
or where two tools, or the numbers given, disagree.

Needs, as far as wanted: apt-get install graphviz; pip install networkx pydot igraph;
npm install graphology graphology-graphml @xmldom/xmldom (found through NODE_PATH).
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys

# pydot's parser took more than five minutes for 100,000 edges.
PYDOT_BYTES = 2_000_000


class Missing(Exception):
    """The tool cannot be asked."""

    def __init__(self, reason="not installed"):
        super().__init__(reason)


def graphviz(path):
    if not shutil.which("gc"):
        raise Missing
    run = subprocess.run(["gc", "-n", "-e", path], capture_output=True, timeout=600)
    if run.returncode or run.stderr.strip():
        raise ValueError(run.stderr.decode(errors="replace").strip())
    nodes, edges = map(int, run.stdout.split()[:2])
    if nodes < 200:  # layouts of larger graphs take minutes
        run = subprocess.run(["dot", "-Tsvg", "-o", os.devnull, path], capture_output=True, timeout=600)
        if run.returncode or run.stderr.strip():
            raise ValueError(run.stderr.decode(errors="replace").strip())
    return nodes, edges, None


def networkx_dot(path):
    try:
        import networkx
        import pydot  # noqa: F401 (read by networkx)
    except ImportError:
        raise Missing from None
    if os.path.getsize(path) > PYDOT_BYTES:
        raise Missing("pydot takes minutes for a file of this size")
    graph = networkx.nx_pydot.read_dot(path)
    return graph.number_of_nodes(), graph.number_of_edges(), None


def networkx_graphml(path):
    try:
        import networkx
    except ImportError:
        raise Missing from None
    graph = networkx.read_graphml(path, force_multigraph=True)
    labels = [attributes.get("label", "") for _, attributes in graph.nodes(data=True)]
    return graph.number_of_nodes(), graph.number_of_edges(), labels


def igraph_graphml(path):
    try:
        import igraph
    except ImportError:
        raise Missing from None
    graph = igraph.Graph.Read_GraphML(path)
    labels = graph.vs["label"] if "label" in graph.vs.attributes() else []
    return graph.vcount(), graph.ecount(), labels


def graphology_graphml(path):
    if not shutil.which("node"):
        raise Missing
    program = """
let graphology;
try { graphology = require('graphology-graphml'); } catch (_) { process.exit(77); }
const {MultiDirectedGraph} = require('graphology');
const text = require('fs').readFileSync(process.argv[1], 'utf8');
const graph = graphology.parse(MultiDirectedGraph, text);
const labels = graph.mapNodes((_, attributes) => attributes.label || '');
console.log(JSON.stringify([graph.order, graph.size, labels]));
"""
    run = subprocess.run(["node", "-e", program, path], capture_output=True, timeout=600)
    if run.returncode == 77:
        raise Missing
    if run.returncode:
        raise ValueError(run.stderr.decode(errors="replace").strip())
    return tuple(json.loads(run.stdout))


TOOLS = {
    "dot": [("graphviz", graphviz), ("networkx", networkx_dot)],
    "graphml": [
        ("networkx", networkx_graphml),
        ("igraph", igraph_graphml),
        ("graphology", graphology_graphml),
    ],
}


def note(labels, seen):
    if labels is None:
        return []
    text = "\0".join(sorted(labels))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    seen.add(digest)
    return [digest]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--nodes", type=int, help="how many nodes each file must have")
    arguments.add_argument("--edges", type=int, help="how many edges")
    arguments = arguments.parse_args()
    failed = False
    for path in arguments.files:
        counts, texts = {}, set()
        for tool, load in TOOLS.get(path.rsplit(".", 1)[-1], []):
            try:
                nodes, edges, labels = load(path)
                counts[tool] = (nodes, edges)
                print(tool, path, nodes, edges, *note(labels, texts), sep="\t")
            except Missing as missing:
                print(f"{tool}\t{path}\tSKIPPED: {missing}")
            except Exception as error:  # whatever a loader throws is the finding
                failed = True
                print(f"{tool}\t{path}\tREFUSED: {error}")
        if not counts:
            continue
        nodes, edges = next(iter(counts.values()))
        wanted = (arguments.nodes or nodes, arguments.edges or edges)
        if len(texts) > 1:
            failed = True
            print(f"{path}: the labels differ")
        if any(count != wanted for count in counts.values()):
            failed = True
            print(f"{path}: the counts differ, {wanted} were expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

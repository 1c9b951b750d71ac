"""Compares measures that stand in GraphML files, and paths beside them, with those NetworkX finds in the same graph.

Usage: analysis.py FILE.graphml...

A file has node attributes from `gureum export --measure` (degree, pagerank, betweenness, component, community). Beside
FILE.graphml there may be FILE.json, a list of {"from", "to", "lengths"} with the lengths of the best paths.
Prints a line a measure and file. The exit status is 1 where a number differs by more than 1e-9, or where a division into
communities is less modular than 0.95 times NetworkX's.

Needs: pip install networkx numpy scipy
"""

import itertools
import json
import os
import sys

import networkx as nx

CLOSE = 1e-9
failed = False


def say(path, measure, good, text):
    global failed
    failed |= not good
    print(path, measure, "same" if good else "DIFFERS", text, sep="\t")


def compare(path, measure, ours, theirs):
    worst = max((abs(ours[node] - theirs[node]) for node in theirs), default=0)
    say(path, measure, worst <= CLOSE, f"by at most {worst:.1e}")


def check(path):
    read = nx.read_graphml(path, force_multigraph=True)
    directed, undirected = nx.DiGraph(), nx.Graph()
    directed.add_nodes_from(read)
    undirected.add_nodes_from(read)
    for source, target, data in read.edges(data=True):
        if source == target:
            continue
        directed.add_edge(source, target)
        if data["symmetric"]:
            directed.add_edge(target, source)
        weight = undirected.get_edge_data(source, target, {"weight": 0})["weight"]
        undirected.add_edge(source, target, weight=weight + 1)

    ours = {name: nx.get_node_attributes(read, name) for name in ("degree", "pagerank", "betweenness", "component", "community")}
    for name, values in ours.items():
        if len(values) != len(read):
            say(path, name, False, f"{len(values)} of {len(read)} nodes have it")
            return
    compare(path, "degree", ours["degree"], dict(undirected.degree()))
    compare(path, "pagerank", ours["pagerank"], nx.pagerank(directed, tol=1e-15, max_iter=1000))
    compare(path, "betweenness", ours["betweenness"], nx.betweenness_centrality(undirected))

    def groups(values):
        found = {}
        for node, number in values.items():
            found.setdefault(number, set()).add(node)
        return sorted(map(frozenset, found.values()), key=sorted)

    components = sorted(map(frozenset, nx.connected_components(undirected)), key=sorted)
    say(path, "component", groups(ours["component"]) == components, f"{len(components)} components")
    modularity = nx.community.modularity(undirected, groups(ours["community"]))
    theirs = nx.community.modularity(undirected, nx.community.louvain_communities(undirected, seed=1))
    say(path, "community", modularity >= 0.95 * theirs, f"modularity {modularity:.4f}, NetworkX {theirs:.4f}")

    paths = os.path.splitext(path)[0] + ".json"
    if os.path.exists(paths):
        with open(paths) as file:
            pairs = json.load(file)
        for pair in pairs:
            ways = nx.shortest_simple_paths(undirected, pair["from"], pair["to"])
            try:
                lengths = [len(way) - 1 for way in itertools.islice(ways, len(pair["lengths"]) or 1)]
            except nx.NetworkXNoPath:
                lengths = []
            say(path, "paths", lengths == pair["lengths"], f"{pair['lengths']} and {lengths}")


for file in sys.argv[1:]:
    check(file)
sys.exit(failed)

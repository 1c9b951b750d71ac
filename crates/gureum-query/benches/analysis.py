"""PageRank and betweenness beside igraph's on one generated graph, in one run; the values must be equal to 1e-9.

Usage: analysis.py FOLDER [EDGES]

Builds and runs the example analysis_times, which writes graph, values and times into FOLDER, then times igraph on the
same graph. Needs: pip install igraph
"""

import csv
import os
import subprocess
import sys
import time

import igraph


def rows(name):
    with open(os.path.join(folder, name)) as file:
        return list(csv.reader(file, delimiter="\t"))


def timed(work, rounds):
    best, result = float("inf"), None
    for _ in range(rounds):
        started = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - started)
    return best, result


folder, edges = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "100000"
os.makedirs(folder, exist_ok=True)
cargo = ["cargo", "run", "--quiet", "--release", "-p", "gureum-query", "--example", "analysis_times", "--"]
subprocess.run(cargo + [folder, edges], check=True)

pairs = [(int(a), int(b)) for a, b in rows("edges.tsv")]
nodes = int(edges) // 10
directed = igraph.Graph(nodes, pairs, directed=True).simplify()
undirected = igraph.Graph(nodes, pairs).simplify()
theirs = {
    "pagerank": timed(directed.pagerank, 5),
    "betweenness": timed(undirected.betweenness, 1),
}
values = {"pagerank": [], "betweenness": []}
for rank, through in rows("values.tsv"):
    values["pagerank"].append(float(rank))
    values["betweenness"].append(float(through))
pairs_of_others = (nodes - 1) * (nodes - 2) / 2
for name, scale in [("pagerank", 1), ("betweenness", pairs_of_others)]:
    worst = max(abs(ours - other / scale) for ours, other in zip(values[name], theirs[name][1], strict=True))
    if worst > 1e-9:
        sys.exit(f"{name} differs from igraph's by {worst}")
    print(f"{name}: differs by at most {worst:.1e}")

print(f"{nodes} nodes, {directed.ecount()} pairs one way, {undirected.ecount()} both ways")
for name, threads, seconds in rows("times.tsv"):
    ours, other = float(seconds), theirs[name][0]
    print(f"{name}\t{threads} thread(s)\t{ours:.4f} s\tigraph {other:.4f} s\t{ours / other:.2f} times")

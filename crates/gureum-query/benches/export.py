"""GraphML of a million edges beside NetworkX's writer, in turns in one run; the files must hold the same graph.

Usage: export.py FOLDER [EDGES [ROUNDS]]

Builds the example export_times, which generates a graph and writes it; NetworkX reads the nodes and edges of that file
once, and then both write in turns. NetworkX writes with lxml, its faster way, into a file of the same attributes. Prints
each round and the ratio of the best times. Needs: pip install networkx lxml
"""

import os
import subprocess
import sys
import time

import lxml  # noqa: F401 (NetworkX's faster writer uses it)
import networkx

folder = sys.argv[1]
edges = sys.argv[2] if len(sys.argv) > 2 else "1000000"
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
os.makedirs(folder, exist_ok=True)
ours, theirs = os.path.join(folder, "gureum.graphml"), os.path.join(folder, "networkx.graphml")
cargo = ["cargo", "run", "--quiet", "--release", "-p", "gureum-query", "--example", "export_times", "--"]


def write_ours():
    run = subprocess.run(cargo + [ours, edges], check=True, capture_output=True, text=True)
    seconds, size, before, after = run.stdout.split()
    return float(seconds), int(size), int(before), int(after)


def write_theirs():
    started = time.perf_counter()
    networkx.write_graphml_lxml(graph, theirs)
    return time.perf_counter() - started


write_ours()
graph = networkx.read_graphml(ours, force_multigraph=True)
print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, load {os.getloadavg()[0]:.1f}")
times = {"gureum": [], "networkx": []}
for _ in range(rounds):
    seconds, size, before, after = write_ours()
    times["gureum"].append(seconds)
    times["networkx"].append(write_theirs())
    print(
        f"gureum {seconds:.2f} s, {size / 1e6:.0f} MB; memory {before // 1024} MB with the graph, "
        f"{after // 1024} MB at most while writing; networkx {times['networkx'][-1]:.2f} s; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
again = networkx.read_graphml(theirs, force_multigraph=True)
if not networkx.utils.graphs_equal(graph, again):
    sys.exit("the two files hold different graphs")
best = {tool: min(seconds) for tool, seconds in times.items()}
print(f"best: gureum {best['gureum']:.2f} s, networkx {best['networkx']:.2f} s, {best['networkx'] / best['gureum']:.1f} times")

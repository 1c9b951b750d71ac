"""Loading and asking beside peers, on the same quads in one run: Oxigraph's bulk loaders, on disk and in memory, and rdflib.

Usage: peers.py FOLDER QUADS.nq [ROUNDS]      ROUNDS: 3 by default

QUADS.nq is a file of N-Quads of named graphs, such as `gureum extract --to nquads` prints. Each tool loads it in a process of
its own, in turns, and the best time counts; rdflib, being slow, gets the first 100,000 lines, once, beside ours with the same
lines. Each is asked the same questions, five times. Needs: pip install pyoxigraph oxigraph rdflib
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import time

GU = "https://w3id.org/gureum/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
QUESTIONS = {
    "claims by property": f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?c <{GU}fact> ?f . ?f <{RDF}predicate> ?p }} }} GROUP BY ?p",
    "asserted partners": f"""SELECT DISTINCT ?a ?b WHERE {{ GRAPH ?g {{
        ?f <{RDF}predicate> <{GU}partnersWith> ; <{RDF}subject> ?a ; <{RDF}object> ?b .
        ?c <{GU}fact> ?f ; <{GU}modality> <{GU}asserted> }} }}""",
}
ROUNDS = 5
SHORT = 100_000


def asked(query):
    """For each question the best time and the number of rows."""
    found = {}
    for name, text in QUESTIONS.items():
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            rows = len(list(query(text)))
            times.append(time.perf_counter() - started)
        found[name] = [min(times), rows]
    return found


def of_pyoxigraph(path):
    import pyoxigraph

    started = time.perf_counter()
    store = pyoxigraph.Store()
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    return {"load": time.perf_counter() - started, "quads": len(store), "asked": asked(store.query)}


def of_rdflib(path):
    import rdflib

    started = time.perf_counter()
    graph = rdflib.Dataset()
    graph.parse(path, format="nquads")
    return {"load": time.perf_counter() - started, "quads": len(graph), "asked": asked(graph.query)}


def run(command):
    """Runs a process: what it prints, its time, its peak memory in MB."""
    questions = {f"QUESTION_{name}": text for name, text in QUESTIONS.items()}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | questions)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return said, time.perf_counter() - started, usage.ru_maxrss / 1024


def child(tool, path):
    said, _, memory = run([sys.executable, __file__, "--child", tool, path])
    return json.loads(said) | {"memory": memory}


def main():
    folder, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3
    os.makedirs(folder, exist_ok=True)
    cargo = ["cargo", "build", "--quiet", "--release", "-p", "gureum-store", "--example", "load_times"]
    subprocess.run(cargo, check=True)
    ours = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "release", "examples", "load_times")
    oxigraph = os.path.join(os.path.dirname(sys.executable), "oxigraph")
    short, store, disk = (os.path.join(folder, name) for name in ("first.nq", "load.kg", "load.ox"))
    with open(path, "rb") as file, open(short, "wb") as first:
        first.writelines(itertools.islice(file, SHORT))

    found = {}
    for _ in range(rounds):
        turn = {"gureum": json.loads(run([ours, path, store])[0])}
        turn["Oxigraph in memory, the crate"] = json.loads(run([ours, path, store, "--oxigraph"])[0])
        shutil.rmtree(disk, ignore_errors=True)
        _, seconds, memory = run([oxigraph, "load", "--location", disk, "--file", path])
        turn["Oxigraph on disk, oxigraph load"] = {"load": seconds, "memory": memory}
        turn["pyoxigraph in memory"] = child("pyoxigraph", path)
        for tool, values in turn.items():
            found.setdefault(tool, []).append(values)
        times = {tool: round(values["load"], 2) for tool, values in turn.items()}
        print(f"load {os.getloadavg()[0]:.1f}: {times}", flush=True)
    found[f"gureum, first {SHORT}"] = [json.loads(run([ours, short, store])[0])]
    found[f"rdflib, first {SHORT}"] = [child("rdflib", short)]

    own = found["gureum"]
    for tool, turns in found.items():
        load = min(turn["load"] for turn in turns)
        quads = SHORT if tool.endswith(f"first {SHORT}") else own[0]["read"]
        memory = max(turn["memory"] for turn in turns)
        print(f"{tool}: {load:.2f} s, {quads / load:.0f} quads/s, {memory:.0f} MB")
        for name, (_, rows) in turns[0].get("asked", {}).items():
            best = min(turn["asked"][name][0] for turn in turns)
            print(f"  {name}: {best * 1000:.1f} ms, {rows} rows")
    print("gureum: {read} quads read, {quads} with what follows from {articles} articles".format(**own[0]))
    for step in ("taken_in", "open", "dump", "add", "open_after_adding"):
        print(f"  {step}: {min(turn[step] for turn in own):.2f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps({"pyoxigraph": of_pyoxigraph, "rdflib": of_rdflib}[sys.argv[2]](sys.argv[3])))
    else:
        main()

"""The server under load, beside Oxigraph's on the same data in the same run: point queries, 200 readers, entity pages.

Usage: server.py FOLDER [ARTICLES [SECONDS]]      ARTICLES: 10000 (a million quads); SECONDS of 200 readers: 60

The data are the facts of a generated corpus. Point queries are asked over one connection and over sixteen, each server in
turns, and in the bare libraries; then 200 readers ask ours for queries, pages and suggestions at once; then pages of
entities are asked for one after another. CPU is the server's own time for a request. Needs: apt install wrk; pip install
pyoxigraph oxigraph
"""

import contextlib
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

import pyoxigraph

HERE = os.path.dirname(os.path.abspath(__file__))
GU = "https://w3id.org/gureum/ontology#"
BASE = "https://w3id.org/gureum/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
RESULTS = "application/sparql-results+json"
POINTS = {
    "all of an entity": "SELECT ?p ?o {{ <{}> ?p ?o }}",
    "partners by name": f"SELECT ?o ?name {{{{ <{{}}> <{GU}partnersWith> ?o . ?o <{LABEL}> ?name }}}}",
}
HEAVY = [
    f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), '{GU}')) }} GROUP BY ?p ORDER BY DESC(?n)",
    f"""SELECT ?name (COUNT(DISTINCT ?o) AS ?n) {{ ?s <{GU}partnersWith> ?o ; <{LABEL}> ?name }}
        GROUP BY ?name ORDER BY DESC(?n) LIMIT 20""",
    f"""SELECT DISTINCT ?a ?c {{ ?a <{GU}partnersWith> ?b . ?b <{GU}partnersWith> ?c . ?a <{GU}competesWith> ?c }} LIMIT 100""",
]
PORT = {"gureum": 7994, "oxigraph": 7995}
ROUNDS = 3


def build(folder, articles):
    """A store of the facts of a generated corpus, all of it as N-Quads, and Oxigraph's store of these."""
    for package, what in (("gureum-cli", []), ("gureum-extract", ["--example", "generate_corpus"]),
                          ("gureum-query", ["--example", "query_times"])):
        subprocess.run(["cargo", "build", "--quiet", "--release", "-p", package, *what], check=True)
    said, quads, ours, theirs = (os.path.join(folder, name) for name in ("said.nq", "news.nq", "news.kg", "news.ox"))
    if not os.path.exists(theirs):
        corpus = subprocess.Popen([binary("examples/generate_corpus"), str(articles)], stdout=subprocess.PIPE)
        with open(said, "wb") as file:
            extract = [binary("gureum"), "extract", "-", "--from", "jsonl", "--to", "nquads"]
            subprocess.run(extract, stdin=corpus.stdout, stdout=file, check=True)
        subprocess.run([binary("gureum"), "load", said, "--store", ours], check=True)
        subprocess.run([binary("gureum"), "dump", "--store", ours, "-o", quads], check=True)
        subprocess.run([oxigraph(), "load", "--location", theirs, "--file", quads], check=True, stderr=subprocess.DEVNULL)
    return quads, ours, theirs


def binary(name):
    return os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "release", name)


def oxigraph():
    return os.path.join(os.path.dirname(sys.executable), "oxigraph")


@contextlib.contextmanager
def served(tool, command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                ask(tool, "/")
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def ask(tool, path, accept="*/*", connection=None):
    connection = connection or http.client.HTTPConnection("127.0.0.1", PORT[tool], timeout=60)
    encoding = "gzip" if "html" in accept else "identity"
    connection.request("GET", path, headers={"Accept": accept, "Accept-Encoding": encoding})
    answer = connection.getresponse()
    return answer.status, answer.read()


def point(tool, query):
    return f"{'/sparql' if tool == 'gureum' else '/query'}?query={urllib.parse.quote(query)}"


def cpu(pid):
    """Seconds of processor time that a process has had."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(pid):
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) / 1024


def load(tool, pid, requests, folder, connections, seconds):
    path = os.path.join(folder, f"{tool}.requests")
    with open(path, "w") as file:
        file.writelines(f"{accept}\t{path}\n" for accept, path in requests)
    before = cpu(pid)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", os.path.join(HERE, "server.lua"),
               f"http://127.0.0.1:{PORT[tool]}", "--", path]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(said.splitlines()[-1])
    found["rate"] = found["requests"] / found["seconds"]
    found["cpu"] = (cpu(pid) - before) / found["requests"] * 1e3
    return found


def told(name, found):
    print("{}: {rate:.0f} requests/s, p50 {p50:.2f} ms, p99 {p99:.2f} ms, slowest {slowest:.0f} ms, CPU {cpu:.3f} ms; "
          "{requests} requests, {refused} refused, {broken} broken".format(name, **found), flush=True)


def points(folder, pids, quads, ours, entities):
    """Each kind of point query, on both servers in turns, and in the libraries without HTTP."""
    library = pyoxigraph.Store()
    library.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
    for name, text in POINTS.items():
        queries = [text.format(iri) for iri in entities]
        for query in queries[:20]:
            rows = [sorted(json.dumps(row, sort_keys=True) for row in json.loads(ask(tool, point(tool, query), RESULTS)[1])
                           ["results"]["bindings"]) for tool in PORT]
            if rows[0] != rows[1]:
                sys.exit(f"the two servers answer differently: {query}")
        listed = os.path.join(folder, "queries")
        with open(listed, "w") as file:
            file.writelines(f"{query}\n" for query in queries)
        best = {}
        for connections in (1, 16):
            found = {tool: [] for tool in PORT}
            for _ in range(ROUNDS):
                for tool, pid in pids.items():
                    requests = [(RESULTS, point(tool, query)) for query in queries]
                    found[tool].append(load(tool, pid, requests, folder, connections, 5))
            for tool, turns in found.items():
                best[tool] = max(turns, key=lambda turn: turn["rate"])
                told(f"{name}, {connections} connections, {tool}", best[tool])
            ratio = best["oxigraph"]["rate"] / best["gureum"]["rate"]
            least = {tool: min(turn["cpu"] for turn in turns) for tool, turns in found.items()}
            print(f"  gureum takes {ratio:.2f} times the time, {least['gureum'] / least['oxigraph']:.2f} times the CPU; "
                  f"load {os.getloadavg()[0]:.1f}", flush=True)
        for tool in ("gureum", "pyoxigraph"):
            times = []
            for _ in range(ROUNDS):
                if tool == "gureum":
                    times.append(float(subprocess.run([binary("examples/query_times"), ours, listed], check=True,
                                                      capture_output=True, text=True).stdout))
                else:
                    started = time.perf_counter()
                    for query in queries:
                        library.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
                    times.append((time.perf_counter() - started) / len(queries) * 1e3)
            print(f"  without HTTP, {tool}: {min(times):.3f} ms", flush=True)


def readers(folder, pid, entities, names, articles, seconds):
    """200 at once: of 100 requests 50 point queries, 20 pages of entities, 15 suggestions, 5 articles, 5 searches, 5 heavier."""
    dice = random.Random(1)
    page = "text/html,application/xhtml+xml,*/*;q=0.8"
    kinds = {
        lambda: (RESULTS, point("gureum", dice.choice(list(POINTS.values())).format(dice.choice(entities)))): 50,
        lambda: (page, urllib.parse.quote(dice.choice(entities).replace(f"{BASE}id/", "/entity/"))): 20,
        lambda: ("*/*", "/suggest?q=" + urllib.parse.quote(dice.choice(names)[: dice.randint(1, 4)])): 15,
        lambda: (page, "/article/" + dice.choice(articles)): 5,
        lambda: (page, "/search?q=" + urllib.parse.quote(dice.choice(names)[:3])): 5,
        lambda: (RESULTS, point("gureum", dice.choice(HEAVY))): 5,
    }
    requests = [make() for make in dice.choices(list(kinds), list(kinds.values()), k=4000)]
    before = peak(pid)
    found = load("gureum", pid, requests, folder, 200, seconds)
    told("200 readers", found)
    print(f"  peak memory {before:.0f} MB before, {peak(pid):.0f} MB after; load {os.getloadavg()[0]:.1f}", flush=True)


def pages(entities, most):
    """Pages of entities, one after another over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT["gureum"])
    for name, some in (("an entity", entities[:200]), ("the most connected", most)):
        times, sizes = [], []
        for iri in some:
            turns = []
            for _ in range(5):
                started = time.perf_counter()
                status, body = ask("gureum", urllib.parse.quote(iri.replace(f"{BASE}id/", "/entity/")), "text/html", connection)
                turns.append((time.perf_counter() - started) * 1e3)
                assert status == 200, (status, iri)
            times.append(min(turns))
            sizes.append(len(body) / 1e3)
        times.sort()
        print(f"page of {name}: median {statistics.median(times):.1f} ms, 99 of 100 within {times[int(len(times) * 0.99)]:.1f} ms, "
              f"slowest {times[-1]:.1f} ms; {statistics.median(sizes):.0f} kB, at most {max(sizes):.0f} kB compressed; "
              f"load {os.getloadavg()[0]:.1f}")


def main():
    folder = sys.argv[1]
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    os.makedirs(folder, exist_ok=True)
    quads, ours, theirs = build(folder, articles)
    commands = {
        "gureum": [binary("gureum"), "serve", "--store", ours, "--port", str(PORT["gureum"])],
        "oxigraph": [oxigraph(), "serve-read-only", "--location", theirs, "--bind", f"127.0.0.1:{PORT['oxigraph']}"],
    }
    with served("gureum", commands["gureum"]) as pid:
        asked = f"SELECT ?e ?name (COUNT(*) AS ?n) {{ ?e <{LABEL}> ?name ; ?p ?o . ?o a ?class }} GROUP BY ?e ?name ORDER BY DESC(?n) ?e"
        rows = json.loads(ask("gureum", point("gureum", asked), RESULTS)[1])["results"]["bindings"]
        rows = [(row["e"]["value"], row["name"]["value"]) for row in rows if row["e"]["value"].startswith(f"{BASE}id/")]
        most = [iri for iri, _ in rows[:5]]
        chosen = random.Random(0).sample(rows, min(500, len(rows)))
        entities, names = [iri for iri, _ in chosen], [name for _, name in chosen]
        with open(quads, "rb") as file:
            print(f"{sum(1 for _ in file)} quads, {len(rows)} entities, load {os.getloadavg()[0]:.1f}", flush=True)
        with served("oxigraph", commands["oxigraph"]) as other:
            points(folder, {"gureum": pid, "oxigraph": other}, quads, ours, entities)
        pages(entities, most)
        readers(folder, pid, entities, names, [f"corpus-{number:09}" for number in range(1, min(articles, 500))], seconds)


if __name__ == "__main__":
    main()

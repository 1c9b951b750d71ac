"""Generated corpora of growing size through `gureum extract` to compressed N-Quads: time, memory and size.

Usage: corpus.py FOLDER [ARTICLES...]      by default 10000 100000

Builds the program and the example generate_corpus, whose articles go through a pipe into the program, and what it prints
into zstd. No corpus is kept; the N-Quads are, as FOLDER/ARTICLES.nq.zst. Prints a line a corpus: seconds from start to end,
CPU seconds and peak memory of gureum alone (its start and its dictionary included), and sizes. Needs: zstd
"""

import os
import subprocess
import sys
import threading
import time

folder, counts = sys.argv[1], [int(count) for count in sys.argv[2:]] or [10_000, 100_000]
os.makedirs(folder, exist_ok=True)
cargo = ["cargo", "build", "--quiet", "--release"]
subprocess.run(cargo + ["-p", "gureum-cli"], check=True)
subprocess.run(cargo + ["-p", "gureum-extract", "--example", "generate_corpus"], check=True)
release = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "release")
pipe = subprocess.PIPE


def counted(source, target, found):
    """Passes on all of a pipe; how many bytes and lines there were."""
    found["bytes"] = found["lines"] = 0
    while chunk := source.read(1 << 20):
        found["bytes"] += len(chunk)
        found["lines"] += chunk.count(b"\n")
        target.write(chunk)
    target.close()


print("articles\ttext MB\tquads\tN-Quads MB\tzstd MB\tseconds\tCPU seconds\tpeak MB\tarticles/s\tload")
for count in counts:
    started = time.perf_counter()
    corpus = subprocess.Popen([os.path.join(release, "examples", "generate_corpus"), str(count)], stdout=pipe)
    extract = [os.path.join(release, "gureum"), "extract", "-", "--from", "jsonl", "--to", "nquads", "--quiet"]
    gureum = subprocess.Popen(extract, stdin=pipe, stdout=pipe)
    path = os.path.join(folder, f"{count}.nq.zst")
    with open(path, "wb") as file:
        zstd = subprocess.Popen(["zstd", "-q", "-1", "-c"], stdin=pipe, stdout=file)
    texts, quads = {}, {}
    feeding = threading.Thread(target=counted, args=(corpus.stdout, gureum.stdin, texts))
    feeding.start()
    counted(gureum.stdout, zstd.stdin, quads)
    feeding.join()
    _, status, usage = os.wait4(gureum.pid, 0)
    if status or corpus.wait() or zstd.wait():
        sys.exit(f"a process failed at {count} articles")
    seconds = time.perf_counter() - started
    print(
        f"{count}\t{texts['bytes'] / 1e6:.1f}\t{quads['lines']}\t{quads['bytes'] / 1e6:.1f}\t{os.path.getsize(path) / 1e6:.1f}"
        f"\t{seconds:.1f}\t{usage.ru_utime + usage.ru_stime:.1f}\t{usage.ru_maxrss / 1024:.0f}\t{count / seconds:.0f}"
        f"\t{os.getloadavg()[0]:.1f}",
        flush=True,
    )

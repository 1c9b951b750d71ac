"""Tokenisation by Kiwi beside lindera's and the whole of our extraction, of the same sentences in one run, one thread each.

Usage: kiwi.py [ARTICLES...]      files that `cargo bench -p gureum-extract` reads; the seed articles by default

Runs that bench before and after, and takes Kiwi (kiwipiepy, default model) through the bodies of the same articles, fifteen
rounds, the median. Prints all of it. Needs: pip install kiwipiepy
"""

import glob
import os
import subprocess
import sys
import time

import kiwipiepy

ROUNDS = 15
paths = sys.argv[1:] or sorted(glob.glob("seeds/articles/*.md"))


def ours():
    subprocess.run(["cargo", "bench", "--quiet", "-p", "gureum-extract", "--", *map(os.path.abspath, paths)], check=True)


def body(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


ours()
kiwi = kiwipiepy.Kiwi(num_workers=1)
lines = [line for path in paths for line in body(path).splitlines() if line.strip()]
times = []
for _ in range(ROUNDS):
    started = time.perf_counter()
    tokens = sum(len(kiwi.tokenize(line)) for line in lines)
    times.append(time.perf_counter() - started)
seconds, size = sorted(times)[ROUNDS // 2], sum(len(line.encode()) for line in lines)
print(f"kiwipiepy {kiwipiepy.__version__}  {seconds * 1000:.2f} ms  {size / 1e6 / seconds:.2f} MB/s  {tokens} tokens, {size} bytes")
ours()

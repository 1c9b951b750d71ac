"""Articles to N-Quads on Apache Spark: gureum reads the parts of a corpus, Spark brings them together.

    spark-submit cluster/extract.py CORPUS OUTPUT --gureum target/release/gureum

CORPUS is JSON lines as `gureum extract` reads them (one article a line, with id and text): files, folders or patterns
on any file system that Spark knows, also .gz. OUTPUT is a folder to be made there:

    quads/part-*.gz       N-Quads, sorted, each once; all about one subject (a fact, an entity) are in one part
    resources/part-00000  what every graph holds beside its articles
    errors/part-00000     the lines that could not be read, and why

Nothing is numbered and nobody is asked: IRIs are hashes and names, so the parts fit whatever the partitions were.
The page is docs/cluster.md.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import threading
import unicodedata
import zlib

from pyspark import AccumulatorParam, SparkConf, SparkContext, SparkFiles

GZIP = "org.apache.hadoop.io.compress.GzipCodec"


class Lines(AccumulatorParam):
    """Complaints of all workers. A task that Spark repeats complains again, so they are made unique at the end."""

    def zero(self, _):
        return []

    def addInPlace(self, these, those):
        return these + those


def name_of(line):
    """The article's id as gureum takes it, or None where gureum will complain about the line."""
    try:
        name = json.loads(line).get("id")
    except (AttributeError, ValueError):
        return None
    return None if name is None else unicodedata.normalize("NFC", str(name).strip())


def first_of_each(lines):
    """Of pairs of place and line, those whose id no earlier line had; and the others."""
    names = lines.map(lambda pair: (name_of(pair[1]), (pair[0], 1))).filter(lambda pair: pair[0])
    counts = names.reduceByKey(lambda a, b: (min(a[0], b[0]), a[1] + b[1]))
    # Only names travel, and only those of several lines come back.
    several = counts.filter(lambda pair: pair[1][1] > 1).mapValues(lambda found: found[0])
    first = lines.context.broadcast(several.collectAsMap())

    def is_first(pair):
        return not first.value or first.value.get(name_of(pair[1]), pair[0]) == pair[0]

    return lines.filter(is_first), lines.filter(lambda pair: not is_first(pair))


def extract(program, options, complaints, pairs):
    """The N-Quads of pairs of place and line, from one process of gureum that reads the lines as they come."""
    first = next(pairs, None)
    if first is None:
        return
    program = SparkFiles.get(os.path.basename(program))
    command = [program, "extract", "-", "--from", "jsonl", "--to", "nquads", "--threads", "1", *options]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    places, said = [], []

    def feed():
        try:
            for place, line in itertools.chain([first], pairs):
                places.append(place)
                child.stdin.write(line.encode() + b"\n")
            child.stdin.close()
        except BrokenPipeError:
            pass  # its exit status says why

    def listen():
        for line in child.stderr:
            said.append(told(line.decode(errors="replace").rstrip(), places))

    threads = [threading.Thread(target=work, daemon=True) for work in (feed, listen)]
    for thread in threads:
        thread.start()
    for line in child.stdout:
        yield line.decode().rstrip("\n")
    status = child.wait()
    for thread in threads:
        thread.join()
    # 1: lines were lost, and each was complained about. Anything else is no way to end.
    if status not in (0, 1):
        raise RuntimeError(f"gureum ended with status {status}: {' / '.join(said[-3:])}")
    complaints.add(said)


def told(message, places):
    """A complaint, with the line's place in the corpus instead of that in the partition."""
    head, mark, rest = message.partition("standard input:")
    number, colon, reason = rest.partition(":")
    if mark and number.isdigit() and 0 < int(number) <= len(places):
        return f"{head}line {places[int(number) - 1] + 1}{colon}{reason}"
    return message


def subject_of(quad):
    """The same number on every machine, which Python's own hash is not."""
    return zlib.crc32(quad.split(" ", 1)[0].encode())


def unique(sorted_lines):
    before = None
    for line, _ in sorted_lines:
        if line != before:
            yield line
        before = line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", help="JSON lines: files, folders or patterns")
    parser.add_argument("output", help="folder to be made")
    parser.add_argument("--gureum", required=True, help="the program, which is sent to the workers")
    parser.add_argument("--partitions", type=int, help="how many parts [default: as Spark splits the files]")
    parser.add_argument("--option", action="append", default=[], help="for gureum extract: --option=--lexicon=none")
    arguments = parser.parse_args()

    conf = SparkConf().setAppName("gureum extract").setIfMissing("spark.master", "local[*]")
    spark = SparkContext(conf=conf)
    spark.addFile(os.path.abspath(arguments.gureum))  # workers find it among SparkFiles
    complaints = spark.accumulator([], Lines())

    lines = spark.textFile(arguments.corpus, minPartitions=arguments.partitions)
    lines = lines.zipWithIndex().map(lambda pair: (pair[1], pair[0])).filter(lambda pair: pair[1].strip())
    articles, repeated = first_of_each(lines)
    if arguments.partitions:
        articles = articles.repartition(arguments.partitions)

    program, options = os.path.abspath(arguments.gureum), arguments.option
    quads = articles.mapPartitions(lambda part: extract(program, options, complaints, part))
    parts = arguments.partitions or quads.getNumPartitions()
    quads = quads.map(lambda line: (line, None)).repartitionAndSortWithinPartitions(parts, subject_of)
    quads.mapPartitions(unique).saveAsTextFile(f"{arguments.output}/quads", GZIP)

    command = [program, "extract", "--resources", *options]
    resources = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    spark.parallelize(sorted(set(resources)), 1).saveAsTextFile(f"{arguments.output}/resources")

    again = "was on an earlier line already; the first one stays"
    again = repeated.map(lambda pair: f"error: line {pair[0] + 1}: the id '{name_of(pair[1])}' {again}").collect()
    said = sorted(set(complaints.value).union(again))
    spark.parallelize(said, 1).saveAsTextFile(f"{arguments.output}/errors")
    print(f"{arguments.output}: {len(said)} complaints, see errors/part-00000", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()

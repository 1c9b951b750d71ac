# The job of docs/cluster.md on Spark with two workers: its parts are, sorted, what one process prints of the corpus,
# and the graph that is loaded of them is, to the byte, the one that one machine builds.
source "${BASH_SOURCE[0]%/*}/../install.sh"
if ! command -v java > /dev/null; then debian_package default-jre-headless; fi
python_packages pyspark==4.3.0
cargo build -p gureum-cli
gureum=$(realpath "${CARGO_TARGET_DIR:-target}/debug/gureum")
work=target/ci/cluster
rm -rf "$work"
mkdir -p "$work"
python3 cluster/corpus.py 1500 > "$work/corpus.jsonl"
cd "$work"

# A master and two workers of their own, as on a cluster. The test stays on this machine.
export SPARK_LOCAL_IP=127.0.0.1 SPARK_HOME PYSPARK_PYTHON=$PYTHON
SPARK_HOME=$("$PYTHON" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
"$SPARK_HOME/bin/spark-submit" --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false \
  --driver-memory 1g "$OLDPWD/cluster/extract.py" corpus.jsonl parts --gureum "$gureum" --partitions 5 \
  2> spark.log || { tail -n 40 spark.log; exit 1; }

export LC_ALL=C
test "$(ls parts/quads/part-*.gz | wc -l)" = 5
gunzip -c parts/quads/part-*.gz | sort > union.nq
"$gureum" extract corpus.jsonl --to nquads --quiet > one.nq 2> one.log || test $? = 1
sort -u one.nq | cmp - union.nq
# Nothing is in two parts.
test -z "$(uniq -d union.nq)"

gunzip -c parts/quads/part-*.gz | cat - parts/resources/part-* | "$gureum" load - --format nq --store parts.kg
"$gureum" build corpus.jsonl --store one.kg --quiet > build.log 2>&1 || test $? = 1
"$gureum" dump --store parts.kg -o parts.nq
"$gureum" dump --store one.kg -o built.nq
cmp parts.nq built.nq

# 3 places in the corpus with 3 bad lines and one repetition each; the second process says nothing of repetitions
# with the same text.
grep -c 'no JSON' parts/errors/part-00000 | grep -qx 3
grep -c 'no text' parts/errors/part-00000 | grep -qx 3
grep -c 'on an earlier line already' parts/errors/part-00000 | grep -qx 6
grep -q "^error: line 252: .*no JSON" parts/errors/part-00000
wc -l union.nq parts.nq

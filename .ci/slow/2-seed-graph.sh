# The first thing a newcomer does: a release build, the graph of seeds/articles, and other tools read it.
source "${BASH_SOURCE[0]%/*}/../install.sh"
graph_readers
cargo build --release -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/release/gureum
work=target/ci/seed-graph
rm -rf "$work"
mkdir -p "$work"
"$gureum" build --store "$work/gureum.kg"
for format in dot graphml; do
  "$gureum" export --store "$work/gureum.kg" --format "$format" -o "$work/seeds.$format"
done
"$PYTHON" crates/gureum-query/tests/loaders.py "$work"/seeds.{dot,graphml}
"$gureum" export --store "$work/gureum.kg" --format graphml --measure degree,pagerank,betweenness,component,community \
  -o "$work/measured.graphml"
"$PYTHON" crates/gureum-query/tests/analysis.py "$work/measured.graphml"

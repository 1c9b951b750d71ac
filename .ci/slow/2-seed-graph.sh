# The first thing a newcomer does: a release build, the graph of seeds/articles, and other tools read it in every format.
source "${BASH_SOURCE[0]%/*}/../install.sh"
graph_readers
cargo build --release -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/release/gureum
work=target/ci/seed-graph
rm -rf "$work"
mkdir -p "$work"

read_by_others() { # NAME [loaders' options]: exports $work/NAME.kg in every format
  local name=$1 files=()
  shift
  for ending in dot graphml gexf cyjs json ttl nt rdf trig nq jsonld; do
    "$gureum" export --store "$work/$name.kg" -o "$work/$name.$ending"
    files+=("$work/$name.$ending")
  done
  for format in csv neo4j; do
    "$gureum" export --store "$work/$name.kg" --format "$format" -o "$work/$name.$format/"
    files+=("$work/$name.$format")
  done
  "$PYTHON" crates/gureum-query/tests/loaders.py "${files[@]}" "$@"
}

"$gureum" build --store "$work/seeds.kg"
read_by_others seeds

# With records, planned facts and merged edges.
for ending in trig jsonld; do
  "$gureum" export --store "$work/seeds.kg" --modality asserted,planned,negated,speculated --evidence \
    -o "$work/recorded.$ending"
done
for ending in gexf graphml; do
  "$gureum" export --store "$work/seeds.kg" --collapse --evidence -o "$work/collapsed.$ending"
done
"$PYTHON" crates/gureum-query/tests/loaders.py "$work"/{recorded.trig,recorded.jsonld,collapsed.gexf,collapsed.graphml}

"$gureum" export --store "$work/seeds.kg" --format graphml --measure degree,pagerank,betweenness,component,community \
  -o "$work/measured.graphml"
"$PYTHON" crates/gureum-query/tests/analysis.py "$work/measured.graphml"

# Large, with labels that are hard to write down.
cargo run --release -p gureum-query --example generate_graph -- "$work/generated.kg" 100000
read_by_others generated --nodes 10000 --edges 100000

# What the program says of a graph as a data set is what rdflib counts in the graph's dump, in every format.
source "${BASH_SOURCE[0]%/*}/../install.sh"
python_packages rdflib==7.6.0
cargo build -p gureum-cli
gureum=${CARGO_TARGET_DIR:-target}/debug/gureum
work=target/ci/describe
rm -rf "$work"
mkdir -p "$work"
"$gureum" build --store "$work/gureum.kg"
"$gureum" dump --store "$work/gureum.kg" -o "$work/graph.nq"
for format in turtle:ttl ntriples:nt jsonld:jsonld; do
  "$gureum" describe --store "$work/gureum.kg" --format "${format%:*}" -o "$work/dataset.${format#*:}"
done
"$PYTHON" crates/gureum-query/tests/describe.py "$work"/graph.nq "$work"/dataset.{ttl,nt,jsonld}

# Tests marked #[ignore]: slow ones, and those that ask Graphviz, NetworkX, igraph and graphology.
source "${BASH_SOURCE[0]%/*}/../install.sh"
graph_readers
cargo test --workspace --tests -- --ignored --nocapture 2>&1 | tee target/ci/ignored.txt
# The loaders pass over tools that they do not find; here there is none to pass over.
if grep 'SKIPPED: not installed' target/ci/ignored.txt > /dev/null; then
  echo "a reader was not found although it was installed above" >&2
  exit 1
fi

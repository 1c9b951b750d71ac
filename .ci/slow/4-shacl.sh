# A second opinion on validation: pySHACL finds in the same graphs what `gureum check` finds, in the seed graph
# and in copies of it that were broken on purpose.
source "${BASH_SOURCE[0]%/*}/../install.sh"
python_packages rdflib==7.6.0 pyshacl==0.40.1
cargo build -p gureum-cli
"$PYTHON" ontology/shapes/agree.py "${CARGO_TARGET_DIR:-target}/debug/gureum" target/ci/shacl

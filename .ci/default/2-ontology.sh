# The ontology parses, every term is complete, and a reasoner finds it consistent.
source "${BASH_SOURCE[0]%/*}/../install.sh"
python_packages rdflib==7.6.0 owlrl==7.6.2
"$PYTHON" ontology/check.py

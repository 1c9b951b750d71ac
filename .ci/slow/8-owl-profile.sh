# The OWL API, which Protégé and ROBOT load ontologies with, finds ours in OWL 2 DL.
source "${BASH_SOURCE[0]%/*}/../install.sh"
if ! command -v java > /dev/null; then debian_package default-jdk-headless; fi
if [[ ! -f /usr/share/java/owlapi-distribution.jar ]]; then debian_package libowlapi-java; fi
java -cp '/usr/share/java/*' ontology/Profiles.java ontology/gureum.ttl 2> >(grep -v '^SLF4J' >&2)

# What the program is built from, as a bill of materials: valid CycloneDX, and the same each time.
source "${BASH_SOURCE[0]%/*}/../install.sh"
python_packages 'cyclonedx-python-lib[json-validation]==11.12.0'
work=target/ci/supply
mkdir -p "$work"
cargo xtask sbom > "$work/gureum.cdx.json"
cargo xtask sbom | cmp - "$work/gureum.cdx.json"
"$PYTHON" - "$work/gureum.cdx.json" << 'END'
import json, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = open(sys.argv[1]).read()
problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
if problem:
    sys.exit(f"not CycloneDX: {problem}")
bill = json.loads(text)
known = {component["bom-ref"] for component in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
asked = {name for entry in bill["dependencies"] for name in (entry["ref"], *entry["dependsOn"])}
if asked != known:
    sys.exit(f"in one list only: {sorted(asked ^ known)}")
print(f"{len(bill['components'])} packages")
END

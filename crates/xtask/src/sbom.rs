//! What the program `gureum` is built from, as a CycloneDX bill of materials: packages with version, licence, checksum
//! and what they need. Of the host's platform, without what only tests and build machines use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cargo_metadata::{DependencyKind, MetadataCommand, Package, PackageId};
use serde_json::{Value, json};

/// The package whose program is described.
const ROOT: &str = "gureum-cli";

/// The bill as JSON, with a newline at its end. The same lock file gives the same bytes: it has neither a time nor a
/// serial number.
///
/// # Errors
/// If Cargo does not tell, or the lock file cannot be read.
pub(crate) fn bill(root: &Path) -> Result<String, String> {
    let mut command = MetadataCommand::new();
    command.manifest_path(root.join("Cargo.toml"));
    command.other_options(["--locked", "--filter-platform", "host-tuple"].map(str::to_owned));
    let metadata = command.exec().map_err(|error| format!("cargo metadata: {error}"))?;
    let checksums = checksums(&root.join("Cargo.lock"))?;
    let resolve = metadata.resolve.as_ref().ok_or("cargo metadata resolved nothing")?;
    let packages: BTreeMap<&PackageId, &Package> =
        metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let needs: BTreeMap<&PackageId, BTreeSet<&PackageId>> = resolve
        .nodes
        .iter()
        .map(|node| {
            let shipped = node.deps.iter().filter(|dependency| {
                dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
            });
            (&node.id, shipped.map(|dependency| &dependency.pkg).collect())
        })
        .collect();
    let start = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == ROOT)
        .ok_or_else(|| format!("there is no package {ROOT}"))?;
    let mut shipped = BTreeSet::new();
    let mut waiting = vec![&start.id];
    while let Some(id) = waiting.pop() {
        if shipped.insert(id) {
            waiting.extend(&needs[id]);
        }
    }
    // By name and version: identifiers hold the path of the checkout.
    let mut shipped: Vec<&Package> = shipped.into_iter().map(|id| packages[id]).collect();
    shipped.sort_by(|a, b| (a.name.as_str(), &a.version).cmp(&(b.name.as_str(), &b.version)));
    let component = |package: &&Package| {
        let mut component = json!({
            "type": if package.id == start.id { "application" } else { "library" },
            "bom-ref": reference(package),
            "name": package.name.as_str(),
            "version": package.version.to_string(),
            "purl": reference(package),
        });
        if let Some(licence) = &package.license {
            component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        let key = (package.name.to_string(), package.version.to_string());
        if let Some(checksum) = checksums.get(&key) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        component
    };
    let others = || shipped.iter().filter(|package| package.id != start.id);
    let edges = shipped.iter().map(|package| {
        let on: BTreeSet<String> = needs[&package.id].iter().map(|id| reference(packages[id])).collect();
        json!({ "ref": reference(package), "dependsOn": on })
    });
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": component(&start) },
        "components": others().map(component).collect::<Vec<Value>>(),
        "dependencies": edges.collect::<Vec<Value>>(),
    });
    Ok(format!("{bill:#}\n"))
}

fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

/// Name and version -> SHA-256 of the package's archive.
fn checksums(lock: &Path) -> Result<BTreeMap<(String, String), String>, String> {
    let text = std::fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let lock: toml::Table = text.parse().map_err(|error| format!("{}: {error}", lock.display()))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let text = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    let entry = |package: &toml::Value| {
        Some(((text(package, "name")?, text(package, "version")?), text(package, "checksum")?))
    };
    Ok(packages.filter_map(entry).collect())
}

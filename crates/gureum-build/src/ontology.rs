//! The ontology and its shapes, from the Turtle files that are built into the program or from a folder.

use std::fs;
use std::path::{Path, PathBuf};

use gureum_model::ContentHash;
use gureum_store::{
    FileProblem, GraphFilter, Ontology, RdfFormat, Shapes, StoreError, TurtleFile, Writer, declare_properties,
};
use oxrdf::Quad;

use crate::embedded;

/// Its triples with those of the user's modules. The store's reader names their blank nodes, the same way every time.
pub(crate) fn graph(layers: &[TurtleFile]) -> Result<Vec<Quad>, StoreError> {
    let mut reading = Writer::in_memory();
    let ours = embedded::ontology().iter().map(|(_, turtle)| *turtle);
    for turtle in ours.chain(layers.iter().map(|file| file.text.as_str())) {
        reading.load(turtle.as_bytes(), RdfFormat::Turtle, None)?;
    }
    let (read, _) = reading.into_store()?;
    Ok(read.matching(None, None, None, &GraphFilter::Default).collect())
}

/// Hash of all modules, one after another.
pub(crate) fn hash(layers: &[TurtleFile]) -> ContentHash {
    let ours = embedded::ontology().iter().map(|(_, turtle)| *turtle);
    let text: String = ours.chain(layers.iter().map(|file| file.text.as_str())).collect();
    ContentHash::of(text.as_bytes())
}

/// Reads the modules in each folder, to be layered over ours, and declares the properties that they add.
///
/// # Errors
/// With everything that is wrong in any file; see [`declare_properties`].
pub fn layers(folders: &[PathBuf]) -> Result<Vec<TurtleFile>, LayerError> {
    let mut problems = Vec::new();
    let mut files = Vec::new();
    for folder in folders {
        files.extend(turtle(folder, &mut problems));
    }
    problems.extend(declare_properties(&files).err().unwrap_or_default());
    if problems.is_empty() { Ok(files) } else { Err(LayerError(problems)) }
}

/// Why an ontology cannot be layered over ours.
#[derive(Debug, thiserror::Error)]
#[error("the ontology cannot be used:\n{}", listed(.0))]
pub struct LayerError(pub Vec<FileProblem>);

fn listed(problems: &[FileProblem]) -> String {
    problems.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n")
}

/// Reads the ontology in a folder and the shapes in another, or those built in. A folder with a whole ontology,
/// which has an `owl:versionInfo`, stands in place of ours, with the shapes in its `shapes/`; one without is laid
/// over ours, and its shapes are added.
///
/// What could be read of the ontology is returned in any case.
///
/// # Errors
/// In place of the shapes, everything that is wrong in any file of both.
pub fn shapes(
    ontology: Option<&Path>,
    shapes: Option<&Path>,
) -> (Ontology, Result<Shapes, Vec<FileProblem>>) {
    let mut problems = Vec::new();
    let beside = ontology.map(|folder| folder.join("shapes")).filter(|folder| folder.is_dir());
    let theirs = ontology.map(|folder| turtle(folder, &mut problems)).unwrap_or_default();
    let is_layer = problems.is_empty() && !theirs.is_empty() && Ontology::read(&theirs).0.version.is_none();
    let mut modules =
        if is_layer || ontology.is_none() { built_in(embedded::ontology()) } else { Vec::new() };
    modules.extend(theirs);
    let mut found = Vec::new();
    if shapes.is_none() && (is_layer || beside.is_none()) {
        found = built_in(embedded::shapes());
    }
    if let Some(folder) = shapes.map(Path::to_owned).or(beside) {
        found.extend(turtle(&folder, &mut problems));
        let records = folder.join("records");
        if records.is_dir() {
            found.extend(turtle(&records, &mut problems));
        }
    }
    let shapes = found;
    let (ontology, wrong) = Ontology::read(&modules);
    // Names cannot be looked up in an ontology of which a part could not be read.
    let unread = !problems.is_empty() || !wrong.is_empty();
    problems.extend(wrong);
    match Shapes::read(&shapes, (!unread).then_some(&ontology)) {
        Ok(shapes) if problems.is_empty() => (ontology, Ok(shapes)),
        Ok(_) => (ontology, Err(problems)),
        Err(wrong) => {
            problems.extend(wrong);
            (ontology, Err(problems))
        }
    }
}

fn built_in(files: &[(&str, &str)]) -> Vec<TurtleFile> {
    let file =
        |(path, text): &(&str, &str)| TurtleFile { path: (*path).to_owned(), text: (*text).to_owned() };
    files.iter().map(file).collect()
}

/// The Turtle files of a folder, by name.
fn turtle(folder: &Path, problems: &mut Vec<FileProblem>) -> Vec<TurtleFile> {
    let shown = |path: &Path| path.display().to_string().replace('\\', "/");
    let mut wrong = |path: &Path, message: String| {
        problems.push(FileProblem { path: shown(path), line: None, column: None, message });
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            wrong(folder, format!("cannot be read: {error}; give a folder with .ttl files in it"));
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ttl"));
    paths.sort();
    if paths.is_empty() {
        wrong(folder, "there is no .ttl file in it: give another folder".to_owned());
    }
    let mut files = Vec::new();
    for path in paths {
        match fs::read_to_string(&path) {
            Ok(text) => files.push(TurtleFile { path: shown(&path), text }),
            Err(error) => wrong(&path, format!("cannot be read: {error}")),
        }
    }
    files
}

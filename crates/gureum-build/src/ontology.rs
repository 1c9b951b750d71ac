//! The ontology and its shapes, from the Turtle files that are built into the program or from a folder.

use std::fs;
use std::path::{Path, PathBuf};

use gureum_model::ContentHash;
use gureum_store::{FileProblem, GraphFilter, Ontology, RdfFormat, Shapes, StoreError, TurtleFile, Writer};
use oxrdf::Quad;

use crate::embedded;

/// Its triples. The store's reader names their blank nodes, the same way every time.
pub(crate) fn graph() -> Result<Vec<Quad>, StoreError> {
    let mut reading = Writer::in_memory();
    for (_, turtle) in embedded::ontology() {
        reading.load(turtle.as_bytes(), RdfFormat::Turtle, None)?;
    }
    let (read, _) = reading.into_store()?;
    Ok(read.matching(None, None, None, &GraphFilter::Default).collect())
}

/// Hash of all modules, one after another.
pub(crate) fn hash() -> ContentHash {
    let text: String = embedded::ontology().iter().map(|(_, turtle)| *turtle).collect();
    ContentHash::of(text.as_bytes())
}

/// Reads the ontology in a folder and the shapes in another, or those built in. Without a folder for the
/// shapes they are those in `shapes/` of the ontology's folder, if that is there.
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
    let shapes = shapes.map(Path::to_owned).or(beside);
    let modules = match ontology {
        Some(folder) => turtle(folder, &mut problems),
        None => built_in(embedded::ontology()),
    };
    let shapes = match shapes {
        Some(folder) => {
            let mut files = turtle(&folder, &mut problems);
            let records = folder.join("records");
            if records.is_dir() {
                files.extend(turtle(&records, &mut problems));
            }
            files
        }
        None => built_in(embedded::shapes()),
    };
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

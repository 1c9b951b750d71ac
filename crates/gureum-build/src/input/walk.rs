//! From paths to files. Folders are read recursively; what is no article there is passed over.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use gureum_extract::text::PageKind;

use super::{Content, Format, InputError, InputFile, Inputs, Packing, article_id};

/// Adds what is at a path that the user named.
pub(super) fn add(path: &Path, inputs: &mut Inputs) {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let error = if missing { InputError::Missing } else { InputError::Io(error) };
            inputs.problems.push((shown(path), error));
            return;
        }
    };
    if metadata.is_dir() {
        let before = (inputs.files.len(), inputs.problems.len());
        add_folder(path, inputs);
        if before == (inputs.files.len(), inputs.problems.len()) {
            inputs.problems.push((shown(path), InputError::NoArticles));
        }
    } else if let Some(file) = file(path) {
        inputs.files.push(file);
    } else {
        inputs.problems.push((shown(path), InputError::Kind));
    }
}

/// Hidden entries are left out (`._name` files of other systems are no articles), and folders behind
/// symbolic links too, which may lead in circles.
fn add_folder(folder: &Path, inputs: &mut Inputs) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            inputs.problems.push((shown(folder), InputError::Io(error)));
            return;
        }
    };
    for entry in entries {
        let (path, kind) = match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok(found) => found,
            Err(error) => {
                inputs.problems.push((shown(folder), InputError::Io(error)));
                continue;
            }
        };
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if kind.is_dir() {
            add_folder(&path, inputs);
        } else if kind.is_symlink() && path.is_dir() {
            inputs.passed_over += 1;
        } else if let Some(file) = file(&path) {
            inputs.files.push(file);
        } else {
            inputs.passed_over += 1;
        }
    }
}

fn file(path: &Path) -> Option<InputFile> {
    let name = path.file_name().map(OsStr::to_string_lossy)?;
    let (id, format, packing) = name_of_file(&name)?;
    Some(InputFile { id, origin: shown(path), content: Content::Path(path.to_owned(), packing), format })
}

fn name_of_file(name: &str) -> Option<(String, Format, Packing)> {
    let (name, packing) = match name.rsplit_once('.') {
        Some((rest, "gz")) => (rest, Packing::Gzip),
        Some((rest, "zst")) => (rest, Packing::Zstd),
        _ => (name, Packing::None),
    };
    let (stem, ending) = name.rsplit_once('.')?;
    let format = match ending.to_ascii_lowercase().as_str() {
        "md" => Format::Page(Some(PageKind::Markdown)),
        "txt" => Format::Page(Some(PageKind::Plain)),
        "html" | "htm" => Format::Page(Some(PageKind::Html)),
        "jsonl" => Format::JsonLines,
        _ => return None,
    };
    (!stem.is_empty()).then(|| (article_id(stem), format, packing))
}

/// The article's name in a path with `/`.
pub(super) fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name_of_file(name).map_or_else(|| article_id(name), |(id, ..)| id)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stem_names_the_article() {
        let id = |name: &str| name_of_file(name).map(|(id, ..)| id);
        assert_eq!(id("구름-1.md").as_deref(), Some("구름-1"));
        assert_eq!(id("a.b.md.gz").as_deref(), Some("a.b"), "both endings go");
        assert_eq!(id("PAGE.HTML").as_deref(), Some("PAGE"));
        assert_eq!(id("\u{1100}\u{116e}름.txt"), id("구름.txt"), "either normal form is one name");
        for other in ["notes.pdf", "README", ".md", "a.gz", "a.json"] {
            assert_eq!(id(other), None, "{other}");
        }
    }
}

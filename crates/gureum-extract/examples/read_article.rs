//! Reads articles and prints their facts as JSON lines:
//! `cargo run -p gureum-extract --example read_article -- seeds/articles/*.md`

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::text;
use gureum_model::{ContentHash, json};

fn main() -> Result<(), Box<dyn Error>> {
    let resources = Resources::load(&ResourceFiles::builtin())?;
    let korean = ko_dic::load(&ko_dic::Options::default())?;
    let extractor = Extractor::new(resources, Analyser::new(korean));

    let mut reader = extractor.reader();
    let mut out = io::stdout().lock();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let stem = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
        let page = text::read(&bytes, None)?;
        let extraction = reader.extract(&stem, ContentHash::of(&bytes), page);
        json::write_lines(&extraction, &mut out)?;
    }
    out.flush()?;
    Ok(())
}

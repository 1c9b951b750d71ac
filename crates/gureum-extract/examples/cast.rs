//! scratch
use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use std::error::Error;
fn main() -> Result<(), Box<dyn Error>> {
    let resources = Resources::load(&ResourceFiles::builtin())?;
    let korean = ko_dic::load(&ko_dic::Options::default())?;
    let extractor = Extractor::new(resources, Analyser::new(korean));
    let mut reader = extractor.reader();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        print!("{}", reader.cast_dump(&path, &text));
    }
    Ok(())
}

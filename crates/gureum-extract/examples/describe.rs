//! Prints what the extractor sees in a text: `cargo run -p gureum-extract --example describe -- TEXT`

use std::error::Error;

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};

fn main() -> Result<(), Box<dyn Error>> {
    let resources = Resources::load(&ResourceFiles::builtin())?;
    let korean = ko_dic::load(&ko_dic::Options::default())?;
    let extractor = Extractor::new(resources, Analyser::new(korean));
    let mut reader = extractor.reader();
    for text in std::env::args().skip(1) {
        println!("{}", reader.describe(&text));
    }
    for failure in gureum_extract::rule::check(&extractor) {
        println!("{failure}");
    }
    Ok(())
}

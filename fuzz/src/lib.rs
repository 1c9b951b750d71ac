//! What each target does with bytes, and what must hold whatever they are. `targets/` only names them for libFuzzer.
//!
//! A target panics where a law is broken. How to run them is in the README beside this crate.

use std::cell::RefCell;
use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use gureum_build::build::{self, BuildOptions};
use gureum_build::curation::Curation;
use gureum_build::input::Inputs;
use gureum_build::{graphs, read};
use gureum_extract::lexicon::{Registry, WordSets};
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{Problem, ResourceFiles, Resources, SourceFile};
use gureum_extract::rule::RuleBook;
use gureum_extract::text::{self, Page, PageKind};
use gureum_extract::{Extractor, Reader};
use gureum_model::{ContentHash, Modality, json};
use gureum_query::export::{self, GraphFormat};
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_store::{Answer, QueryOptions, RdfFormat, RowLimit, Store, StoreError, Writer};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// What a query may take; those that are made at random like to join everything with everything.
const PATIENCE: Duration = Duration::from_millis(200);

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let resources = Resources::load(&ResourceFiles::builtin()).expect("the built-in resources are sound");
    let korean = ko_dic::load(&ko_dic::Options::default()).expect("the built-in dictionary is sound");
    Extractor::new(resources, Analyser::new(korean))
});

/// The graph of the seed articles.
static GRAPH: LazyLock<Store> = LazyLock::new(|| {
    let options = BuildOptions {
        threads: NonZeroUsize::MIN,
        dictionary: String::new(),
        texts: false,
        curation: Arc::default(),
        ontology: Default::default(),
        links: Arc::default(),
    };
    build::in_memory(Inputs::built_in(), &EXTRACTOR, &options, &mut |_| {}).expect("five articles fit").0
});

/// Bytes of a page of any kind: decoded or refused, read, extracted, written.
pub fn article(data: &[u8]) {
    thread_local!(static READER: RefCell<Reader> = RefCell::new(EXTRACTOR.reader()));
    let Ok(page) = text::read(data, None) else { return };
    check_page(&page);
    let (source, sketch) = (page.source.clone(), text::sketch(&page));
    let again = page.clone();
    READER.with_borrow_mut(|reader| {
        let extraction = reader.extract("fuzz", ContentHash::of(data), page);
        for claim in &extraction.claims {
            for evidence in claim.evidence() {
                assert!(source.get(evidence.span.range()).is_some(), "a span cuts a character");
                assert!(source.get(evidence.sentence.range()).is_some(), "a sentence cuts a character");
            }
        }
        let quads = graphs::of_article(&extraction, "", &sketch);
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        let mut writer = Writer::in_memory();
        let read = writer.load(lines.as_bytes(), RdfFormat::NQuads, None).expect("what we write is N-Quads");
        assert_eq!(read, quads.len() as u64);
        let mut facts = Vec::new();
        json::write_lines(&extraction, &mut facts).expect("memory holds it");
        let mut twice = Vec::new();
        json::write_lines(&reader.extract("fuzz", ContentHash::of(data), again), &mut twice)
            .expect("memory holds it");
        assert!(facts == twice, "the same article gives other facts");
    });
}

/// Text that is read as HTML.
pub fn html(data: &[u8]) {
    check_page(&text::read_as(String::from_utf8_lossy(data).into_owned(), Some(PageKind::Html)));
}

/// Text with front matter.
pub fn front_matter(data: &[u8]) {
    let source = format!("---\n{}", String::from_utf8_lossy(data));
    check_page(&text::read_as(source, Some(PageKind::Markdown)));
}

fn check_page(page: &Page) {
    let mut end = 0;
    for sentence in &page.sentences {
        assert!(
            sentence.range.start >= end && sentence.range.end > sentence.range.start,
            "sentences overlap"
        );
        let span = page.text.to_source(sentence.range.clone());
        assert!(
            page.source.get(span.range()).is_some_and(|text| !text.trim().is_empty()),
            "a sentence of nothing"
        );
        end = sentence.range.end;
    }
    for part in &page.dropped {
        assert!(page.source.get(part.span.range()).is_some(), "a dropped part cuts a character");
    }
    if let Some(title) = &page.title {
        assert!(page.source.get(title.span.range()).is_some(), "a title cuts a character");
    }
}

/// A file of rules, words, the lexicon or corrections; the first byte says which.
pub fn seeds(data: &[u8]) {
    static WORDS: LazyLock<WordSets> =
        LazyLock::new(|| WordSets::load(&ResourceFiles::builtin().words, &mut Vec::new()));
    let Some((kind, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text).into_owned();
    let lines = text.lines().count() + 1;
    let file = SourceFile { path: "fuzz".to_owned(), text, layer: 0 };
    let files = std::slice::from_ref(&file);
    let mut problems: Vec<Problem> = Vec::new();
    match kind % 4 {
        0 => drop(RuleBook::load(files, &WORDS, &mut problems)),
        1 => drop(WordSets::load(files, &mut problems)),
        2 => drop(Registry::load(files, &mut problems)),
        _ => problems = Curation::load(&file, &EXTRACTOR.resources().registry).err().unwrap_or_default(),
    }
    for problem in problems {
        assert!((1..=lines).contains(&problem.line) && problem.column > 0, "{problem} in {lines} lines");
        assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{problem}");
    }
}

/// A file of JSON lines: every line is an article or is complained about.
pub fn json_lines(data: &[u8]) {
    let path = place().join("articles.jsonl");
    fs::write(&path, data).expect("the folder for temporary files can be written");
    let lines = data.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    let mut articles = 0;
    for outcome in read::pages(Inputs::from_paths(std::slice::from_ref(&path))) {
        match outcome.value {
            Some(article) => check_page(&article.page),
            None => assert!(!outcome.diagnostics.is_empty(), "a line was lost without a word"),
        }
        articles += 1;
    }
    assert_eq!(articles, lines.count().max(1));
}

/// A query on the graph of the seed articles.
pub fn sparql(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let options = QueryOptions {
        prefixes: gureum_query::prefixes::for_queries(),
        timeout: Some(PATIENCE),
        limit: Some(RowLimit::new(1000)),
        ..QueryOptions::default()
    };
    match GRAPH.query(&text, &options) {
        Ok(Answer::Solutions(rows)) => rows.take_while(Result::is_ok).for_each(drop),
        Ok(Answer::Graph(triples)) => triples.take_while(Result::is_ok).for_each(drop),
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A segment with right checksums, whose three blocks are `data` cut at its bytes 255: what is inside is checked too.
pub fn store_files(data: &[u8]) {
    let mut bytes = b"gureumS2".to_vec();
    let blocks: Vec<&[u8]> = data.splitn(3, |byte| *byte == 255).chain([&b""[..]; 2]).take(3).collect();
    let packed: Vec<Vec<u8>> =
        blocks.iter().map(|block| zstd::bulk::compress(block, 1).expect("memory holds it")).collect();
    for (block, packed) in blocks.iter().zip(&packed) {
        bytes.extend((block.len() as u64).to_le_bytes());
        bytes.extend((packed.len() as u64).to_le_bytes());
        bytes.extend(Sha256::digest(packed));
    }
    let hash = hex(&bytes);
    packed.iter().for_each(|packed| bytes.extend(packed));
    let file = format!("{}.seg", &hash[..24]);
    let manifest = |checksum: &str| {
        format!(
            "{{\"format\":\"gureum-store\",\"version\":2,\"ontology\":\"0\",\"segments\":[{{\"file\":\"{file}\",\
             \"sha256\":\"{hash}\",\"bytes\":{},\"graphs\":1,\"quads\":1}}],\
             \"inputs\":{{}},\"checksum\":\"{checksum}\"}}",
            bytes.len()
        )
    };
    let store = place().join("store");
    let _ = fs::remove_dir_all(&store);
    fs::create_dir_all(store.join("segments")).expect("the folder for temporary files can be written");
    fs::write(store.join("segments").join(&file), &bytes).expect("the same");
    fs::write(store.join("store.json"), manifest(&hex(manifest("").as_bytes()))).expect("the same");
    match Store::open(&store) {
        Ok(store) => drop(store.dump(&mut Vec::new())),
        Err(StoreError::Damaged { path, reason }) => {
            // Otherwise this target tests checksums only.
            assert!(path.ends_with(&file) && !reason.contains("checksum"), "{}: {reason}", path.display());
        }
        Err(error) => panic!("{error}"),
    }
}

/// RDF of any sort into a graph, and the graph out again in every form.
pub fn exports(data: &[u8]) {
    let Some((kind, text)) = data.split_first() else { return };
    let format = RdfFormat::ALL[usize::from(*kind) % RdfFormat::ALL.len()];
    let mut writer = Writer::in_memory();
    if writer.load(text, format, Some("http://example.org/")).is_err() {
        return;
    }
    let Ok((store, _)) = writer.into_store() else { return };
    let mut dump = Vec::new();
    store.dump(&mut dump).expect("memory holds it");
    let mut writer = Writer::in_memory();
    writer.load(&dump[..], RdfFormat::NQuads, None).expect("a dump is N-Quads");
    let mut again = Vec::new();
    writer.into_store().expect("it did fit").0.dump(&mut again).expect("memory holds it");
    assert!(dump == again, "a dump that is loaded gives another dump");
    let everything = Selection {
        modalities: Modality::ALL.into(),
        isolated: true,
        evidence: true,
        ..Selection::default()
    };
    let projection = Projection::new(&store, &everything);
    for format in GraphFormat::ALL {
        let mut out = Vec::new();
        export::write(&projection, format, &mut out).expect("memory holds it");
        let out = String::from_utf8(out).expect("exports are UTF-8");
        let unwanted = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{7f}'..='\u{9f}');
        assert!(!out.contains(unwanted), "{format}: a control character");
    }
}

/// A folder of this process.
fn place() -> PathBuf {
    static PLACE: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().expect("a temporary folder"));
    PLACE.path().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

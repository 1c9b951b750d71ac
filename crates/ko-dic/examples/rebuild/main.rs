//! Rebuilds `data/` from the compiled MeCab dictionary in the PyPI package `python-mecab-ko-dic`:
//!
//! ```text
//! cargo run --release -p ko-dic --example rebuild -- FOLDER_WITH_sys.dic [--folder NEW_FOLDER]
//! ```
//!
//! Rows are read back from MeCab's binary files (`mecab.rs`), given to lindera's own `DictionaryBuilder`, and the
//! result is packed into one zstd archive with a manifest. The same input gives the same bytes. It prints counts
//! and checksums; commands to get the input are in the README.

mod mecab;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use ko_dic::Manifest;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::space_penalty::first_pos;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Fails with `message` unless `holds`.
pub(crate) fn ensure(holds: bool, message: impl FnOnce() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(message().into()) }
}

/// zstd's level. Level 22 with a window of 128 MiB would save 0.7 % and take twice as long; xz -9e would save 22 %
/// and take five times as long to unpack (figures in the README).
const LEVEL: i32 = 19;
/// Small files first, then what is read together.
const ORDER: [&str; 11] = [
    "metadata.json",
    "char_def.bin",
    "unk.bin",
    "tags.words",
    "tags.wordsidx",
    "dict.trie",
    "dict.valsidx",
    "dict.vals",
    "dict.wordsidx",
    "dict.words",
    "matrix.mtx",
];

fn main() -> Result<()> {
    let (input, folder) = arguments()?;
    // lindera would rank context ids by the file this names, and other bytes would come out.
    ensure(env::var_os("LINDERA_CTX_FREQ_FILE").is_none(), || "unset LINDERA_CTX_FREQ_FILE first".into())?;

    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let work = tempfile::tempdir()?;
    let (rows, built) = (work.path().join("rows"), work.path().join("built"));
    fs::create_dir(&rows)?;
    write_sources(&input, &rows)?;
    let metadata: Metadata = serde_json::from_slice(&fs::read(own.join("source/metadata.json"))?)?;
    DictionaryBuilder::new(metadata)
        .with_context_id_freq(own.join("source/context_id_freq.txt"))
        .build_dictionary(&rows, &built)?;
    let dictionary = Dictionary::load_from_path(&built)?;
    write_tags(&dictionary, &built)?;

    let mut files = Vec::new();
    let mut archive = zstd::Encoder::new(Vec::new(), LEVEL)?;
    for name in ORDER {
        let contents = fs::read(built.join(name))?;
        let entry = ko_dic::entry(name, &contents);
        println!("{name:14} {:>9} bytes  sha256 {}", entry.bytes, entry.sha256);
        files.push(entry);
        archive.write_all(&contents)?;
    }
    let archive = archive.finish()?;
    ensure(fs::read_dir(&built)?.count() == ORDER.len(), || {
        "lindera has built files that ORDER leaves out".into()
    })?;
    let manifest = Manifest {
        dictionary: ko_dic::VERSION.into(),
        lindera: lindera_dictionary::get_version().into(),
        format_version: DICTIONARY_FORMAT_VERSION,
        entries: dictionary.prefix_dictionary.word_count(),
        hash: Manifest::hash_of(&files),
        files,
    };
    println!("hash of the dictionary: {}", manifest.hash);
    let packed = ko_dic::entry("ko-dic.zst", &archive);
    println!("{:14} {:>9} bytes  sha256 {}", packed.name, packed.bytes, packed.sha256);

    let manifest = serde_json::to_string_pretty(&manifest)? + "\n";
    if let Some(folder) = folder {
        // As the loader would unpack it, for trying out before the crate is changed.
        fs::create_dir(&folder)?;
        for name in ORDER {
            fs::copy(built.join(name), folder.join(name))?;
        }
        fs::write(folder.join(Manifest::FILE), manifest)?;
    } else {
        fs::write(own.join("data").join(packed.name), archive)?;
        fs::write(own.join("data").join(Manifest::FILE), manifest)?;
    }
    Ok(())
}

/// The folder with MeCab's files, and the folder to write to instead of the crate's `data/`.
fn arguments() -> Result<(PathBuf, Option<PathBuf>)> {
    const USAGE: &str = "usage: rebuild FOLDER_WITH_sys.dic [--folder NEW_FOLDER]";
    let (mut input, mut folder) = (None, None);
    let mut arguments = env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--folder" {
            folder = Some(arguments.next().ok_or(USAGE)?.into());
        } else if input.replace(PathBuf::from(argument)).is_some() {
            return Err(USAGE.into());
        }
    }
    Ok((input.ok_or(USAGE)?, folder))
}

/// Writes `tags.words` and `tags.wordsidx`: the layout of `dict.words` and `dict.wordsidx`, but of each entry only
/// the first tag (`VV` of `VV+EC`), and each tag once. What for: `ko_dic::Loaded::tag_view`.
fn write_tags(dictionary: &Dictionary, to: &Path) -> Result<()> {
    let mut offsets: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut index, mut words) = (Vec::new(), Vec::new());
    for id in 0..dictionary.prefix_dictionary.word_count() {
        let tag = first_pos(dictionary.word_details_iter(id).next().ok_or("an entry without a tag")?);
        let next = u32::try_from(words.len())?;
        let offset = *offsets.entry(tag).or_insert(next);
        if offset == next {
            words.extend(u32::try_from(tag.len())?.to_le_bytes());
            words.extend(tag.as_bytes());
        }
        index.extend(offset.to_le_bytes());
    }
    println!("first tags: {}", offsets.len());
    fs::write(to.join("tags.words"), words)?;
    fs::write(to.join("tags.wordsidx"), index)?;
    Ok(())
}

/// Writes the text files that lindera's builder reads.
fn write_sources(mecab: &Path, to: &Path) -> Result<()> {
    let read = |name: &str| {
        let path = mecab.join(name);
        fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
    };

    let words = mecab::read_dic(&read("sys.dic")?)?;
    let unknown = mecab::read_dic(&read("unk.dic")?)?;
    println!("entries: {}, of unknown words: {}", words.len(), unknown.len());
    // lindera trims surfaces, as it does when it builds from the sources, and would drop an empty one.
    let trimmed: Vec<&str> =
        words.iter().map(|row| &*row.surface).filter(|word| word.trim() != *word).collect();
    println!("surfaces with space around them, which lindera trims: {trimmed:?}");
    ensure(words.iter().all(|row| !row.surface.trim().is_empty()), || "a surface is empty".into())?;
    fs::write(to.join("ko.csv"), csv(&words)?)?;
    fs::write(to.join("unk.def"), csv(&unknown)?)?;

    let matrix = mecab::read_matrix(&read("matrix.bin")?)?;
    println!("matrix: {} x {}", matrix.rights, matrix.lefts);
    let mut text = format!("{} {}\n", matrix.rights, matrix.lefts);
    for right in 0..matrix.rights {
        for left in 0..matrix.lefts {
            writeln!(text, "{right} {left} {}", matrix.costs[right + matrix.rights * left])?;
        }
    }
    fs::write(to.join("matrix.def"), text)?;

    let (categories, ranges) = mecab::read_chars(&read("char.bin")?)?;
    println!("character categories: {}, ranges: {}", categories.len(), ranges.len());
    let mut text = String::new();
    for category in &categories {
        let (invoke, group) = (u8::from(category.invoke), u8::from(category.group));
        writeln!(text, "{} {invoke} {group} {}", category.name, category.length)?;
    }
    for range in &ranges {
        write!(text, "0x{:04X}..0x{:04X}", range.first, range.last)?;
        for &category in &range.categories {
            write!(text, " {}", categories[category].name)?;
        }
        text.push('\n');
    }
    fs::write(to.join("char.def"), text)?;
    Ok(())
}

fn csv(rows: &[mecab::Row]) -> Result<String> {
    let mut text = String::new();
    for row in rows {
        if row.surface.contains([',', '"']) {
            write!(text, "\"{}\"", row.surface.replace('"', "\"\""))?;
        } else {
            text.push_str(&row.surface);
        }
        writeln!(text, ",{},{},{},{}", row.left_id, row.right_id, row.cost, row.features)?;
    }
    Ok(text)
}

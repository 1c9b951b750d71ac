//! The form of a segment file: some graphs, one after another, over one sorted table of terms.
//!
//! ```text
//! header     "gureumS2", then for each block: length unpacked, length packed (u64, little
//!            endian), SHA-256 of the packed bytes
//! directory  zstd: number of graphs; for each its name (N-Quads text, empty: the default
//!            graph) and how many quads it has; none: the graph was removed. Then 0, or of an
//!            article 1 and its [`Origin`], so that adding needs to read nothing else
//! terms      zstd: number of terms; for each, in order, how many bytes it shares with the one
//!            before, and the others (front coding)
//! quads      zstd: graph by graph subjects (difference to the one before), predicates, objects
//! ```
//! Numbers are LEB128. Terms count from 1. The SHA-256 of the header stands in the manifest, so
//! that every byte is covered, and the directory can be trusted without reading the rest.

use std::collections::BTreeMap;
use std::io::Read;

use gureum_model::iri;
use gureum_model::vocabulary::term;
use oxrdf::Term;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::terms::{Interner, Terms};

const MAGIC: &[u8; 8] = b"gureumS2";
const BLOCK_ENTRY: usize = 8 + 8 + 32;
/// Length of the header in bytes.
pub(crate) const HEADER: usize = MAGIC.len() + 3 * BLOCK_ENTRY;
/// zstd's own default.
const LEVEL: i32 = 3;

/// Graphs on their way into a segment. Putting a graph again replaces it.
#[derive(Debug, Default)]
pub(crate) struct SegmentBuilder {
    interner: Interner,
    graphs: BTreeMap<String, Vec<[u32; 3]>>,
    quads: usize,
}

/// The name of the default graph in a segment.
pub(crate) const DEFAULT: &str = "";

impl SegmentBuilder {
    /// Quads taken in so far.
    pub(crate) fn quads(&self) -> usize {
        self.quads
    }

    /// Whether no graph was touched.
    pub(crate) fn is_empty(&self) -> bool {
        self.graphs.is_empty()
    }

    /// Whether the graph was touched.
    pub(crate) fn contains(&self, graph: &str) -> bool {
        self.graphs.contains_key(graph)
    }

    /// Empties a graph; if nothing is added to it, the segment says that it was removed.
    pub(crate) fn clear(&mut self, graph: &str) {
        let before = self.graphs.insert(graph.to_owned(), Vec::new());
        self.quads -= before.map_or(0, |rows| rows.len());
    }

    /// Adds triples to a graph, given as anything that is written as N-Quads.
    pub(crate) fn add<S, P, O>(
        &mut self,
        graph: &str,
        triples: impl IntoIterator<Item = (S, P, O)>,
    ) -> Result<(), StoreError>
    where
        S: std::fmt::Display,
        P: std::fmt::Display,
        O: std::fmt::Display,
    {
        let rows = match self.graphs.get_mut(graph) {
            Some(rows) => rows,
            None => self.graphs.entry(graph.to_owned()).or_default(),
        };
        for (s, p, o) in triples {
            rows.push([self.interner.term(&s)?, self.interner.term(&p)?, self.interner.term(&o)?]);
            self.quads += 1;
        }
        Ok(())
    }

    /// The graphs that were touched.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.graphs.keys().map(String::as_str)
    }

    /// Adds all that another one has taken in.
    pub(crate) fn take_in(&mut self, other: Self) -> Result<(), StoreError> {
        if self.is_empty() {
            *self = other;
            return Ok(());
        }
        let numbers = self.interner.take_in(&other.interner)?;
        for (name, rows) in other.graphs {
            self.quads += rows.len();
            let rows = rows.into_iter().map(|row| row.map(|id| numbers[id as usize]));
            self.graphs.entry(name).or_default().extend(rows);
        }
        Ok(())
    }

    /// Keeps of a graph only the triples, as N-Quads texts, that `keep` wants.
    pub(crate) fn retain(&mut self, graph: &str, keep: impl Fn([&str; 3]) -> bool) {
        let Some(rows) = self.graphs.get_mut(graph) else { return };
        let before = rows.len();
        rows.retain(|row| keep(row.map(|id| self.interner.text(id))));
        self.quads -= before - rows.len();
    }

    /// The segment.
    pub(crate) fn finish(self) -> Result<Segment, StoreError> {
        let (terms, ranks) = self.interner.sorted();
        let mut segment = Segment { terms, graphs: Vec::with_capacity(self.graphs.len()), rows: Vec::new() };
        segment.rows.reserve(self.quads);
        for (name, mut rows) in self.graphs {
            for id in rows.as_flattened_mut() {
                *id = ranks[*id as usize];
            }
            rows.sort_unstable();
            rows.dedup();
            segment.graphs.push((name, rows.len()));
            segment.rows.append(&mut rows);
        }
        Ok(segment)
    }
}

/// A segment in memory. Its dictionary holds the terms of its triples, not the graphs' names.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) terms: Terms,
    /// The graphs, by name, and how many rows each has; none: removed.
    pub(crate) graphs: Vec<(String, usize)>,
    /// Subject, predicate and object of each quad, graph after graph, each graph sorted.
    pub(crate) rows: Vec<[u32; 3]>,
}

/// What an article was made from, as its graph says it: enough to tell whether it would be read again to the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The bytes of its `gu:contentHash`.
    pub(crate) hash: [u8; 32],
    /// The beginning of the SHA-256 of its `gu:readAs`.
    pub(crate) read_as: [u8; 16],
}

impl Origin {
    /// That of a content hash and `gu:readAs`; `None` if `hash` is none.
    pub(crate) fn of(hash: &str, read_as: &str) -> Option<Self> {
        let mut origin = Self { hash: from_hex(hash)?, read_as: [0; 16] };
        origin.read_as.copy_from_slice(&Sha256::digest(read_as)[..16]);
        Some(origin)
    }
}

/// What the directory says of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// None: the graph was removed.
    pub(crate) quads: usize,
    /// Of an article.
    pub(crate) origin: Option<Origin>,
}

/// An encoded segment.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    /// SHA-256 of the header, in hexadecimal.
    pub(crate) hash: String,
}

impl Segment {
    /// Each graph with its rows, sorted.
    pub(crate) fn by_graph(&self) -> impl Iterator<Item = (&str, &[[u32; 3]])> {
        let mut rest = self.rows.as_slice();
        self.graphs.iter().map(move |(name, quads)| {
            let (rows, others) = rest.split_at(*quads);
            rest = others;
            (name.as_str(), rows)
        })
    }

    /// The rows of a graph, sorted; empty if it is not there. Linear in the number of graphs before it.
    pub(crate) fn rows_of(&self, graph: &str) -> &[[u32; 3]] {
        self.by_graph().find(|(name, _)| *name == graph).map_or(&[], |(_, rows)| rows)
    }

    /// Whether a graph has a triple, given as N-Quads texts.
    pub(crate) fn contains(&self, graph: &str, triple: [&str; 3]) -> bool {
        let [Some(s), Some(p), Some(o)] = triple.map(|text| self.terms.find(text)) else { return false };
        self.rows_of(graph).binary_search(&[s, p, o]).is_ok()
    }

    /// The bytes of the file. The same segment gives the same bytes.
    pub(crate) fn encode(&self) -> Result<Encoded, StoreError> {
        let (directory, (terms, quads)) = rayon::join(
            || pack(&self.directory()),
            || rayon::join(|| pack(&self.term_table()), || pack(&self.quad_columns())),
        );
        let blocks = [directory?, terms?, quads?];
        let mut bytes = MAGIC.to_vec();
        for block in &blocks {
            bytes.extend_from_slice(&block.unpacked.to_le_bytes());
            bytes.extend_from_slice(&(block.packed.len() as u64).to_le_bytes());
            bytes.extend_from_slice(&Sha256::digest(&block.packed));
        }
        let hash = hex(&Sha256::digest(&bytes));
        for block in blocks {
            bytes.extend_from_slice(&block.packed);
        }
        Ok(Encoded { bytes, hash })
    }

    fn directory(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.graphs.len() as u64);
        for (name, Entry { quads, origin }) in self.entries() {
            put(&mut bytes, name.len() as u64);
            bytes.extend_from_slice(name.as_bytes());
            put(&mut bytes, quads as u64);
            bytes.push(u8::from(origin.is_some()));
            if let Some(Origin { hash, read_as }) = origin {
                bytes.extend_from_slice(&hash);
                bytes.extend_from_slice(&read_as);
            }
        }
        bytes
    }

    /// Each graph with what the directory says of it.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, Entry)> {
        let [hash, read_as] = [term::CONTENT_HASH, term::READ_AS].map(|iri| self.terms.find_iri(iri));
        self.by_graph().map(move |(name, rows)| {
            let value = |predicate: Option<u32>| {
                let article = self.terms.find(name).filter(|_| is_article(name))?;
                let at = rows.partition_point(|row| (row[0], Some(row[1])) < (article, predicate));
                let row = rows.get(at).filter(|row| (row[0], Some(row[1])) == (article, predicate))?;
                match self.terms.term(row[2]) {
                    Term::Literal(literal) => Some(literal.destruct().0),
                    _ => None,
                }
            };
            let origin = value(hash).and_then(|hash| Origin::of(&hash, &value(read_as).unwrap_or_default()));
            (name, Entry { quads: rows.len(), origin })
        })
    }

    fn term_table(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.terms.len() as u64);
        let mut before: &[u8] = b"";
        for text in self.terms.iter() {
            let text = text.as_bytes();
            let shared = before.iter().zip(text).take_while(|(a, b)| a == b).count();
            put(&mut bytes, shared as u64);
            put(&mut bytes, (text.len() - shared) as u64);
            bytes.extend_from_slice(&text[shared..]);
            before = text;
        }
        bytes
    }

    fn quad_columns(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = self.rows.as_slice();
        for (_, quads) in &self.graphs {
            let (rows, others) = rest.split_at(*quads);
            rest = others;
            let mut before = 0;
            for [s, _, _] in rows {
                put(&mut bytes, u64::from(s - before));
                before = *s;
            }
            for [_, p, _] in rows {
                put(&mut bytes, u64::from(*p));
            }
            for [_, _, o] in rows {
                put(&mut bytes, u64::from(*o));
            }
        }
        bytes
    }

    /// Reads a file's bytes, whose header must have the hash `expected`. Fails with the reason.
    pub(crate) fn decode(bytes: &[u8], expected: &str) -> Result<Self, String> {
        let [directory, terms, quads] = blocks(bytes, expected)?;
        let (graphs, (terms, quads)) = rayon::join(
            || directory.unpack(bytes).and_then(|bytes| read_directory(&bytes)),
            || {
                rayon::join(
                    || terms.unpack(bytes).and_then(|bytes| read_terms(&bytes)),
                    || quads.unpack(bytes),
                )
            },
        );
        let (graphs, terms) = (graphs?, terms?);
        let graphs: Vec<(String, usize)> =
            graphs.into_iter().map(|(name, entry)| (name, entry.quads)).collect();
        let rows = read_quads(&quads?, &graphs, terms.len())?;
        Ok(Self { terms, graphs, rows })
    }

    /// Reads only the directory; `bytes` may end after it.
    pub(crate) fn decode_directory(bytes: &[u8], expected: &str) -> Result<Vec<(String, Entry)>, String> {
        let [directory, ..] = blocks(bytes, expected)?;
        read_directory(&directory.unpack(bytes)?)
    }

    /// How many bytes from the start of a file hold its header and directory; `header` is its first [`HEADER`] bytes.
    pub(crate) fn directory_end(header: &[u8], expected: &str) -> Result<usize, String> {
        let [directory, ..] = blocks(header, expected)?;
        Ok(directory.range.end)
    }
}

struct Packed {
    unpacked: u64,
    packed: Vec<u8>,
}

fn pack(bytes: &[u8]) -> Result<Packed, StoreError> {
    let packed = zstd::bulk::compress(bytes, LEVEL)
        .map_err(|error| StoreError::Unusable(format!("a segment could not be compressed: {error}")))?;
    Ok(Packed { unpacked: bytes.len() as u64, packed })
}

struct Block {
    range: std::ops::Range<usize>,
    unpacked: u64,
    hash: [u8; 32],
}

fn blocks(bytes: &[u8], expected: &str) -> Result<[Block; 3], String> {
    let header = bytes.get(..HEADER).ok_or("the file ends within its header")?;
    if !header.starts_with(MAGIC) {
        return Err("it is not a gureum segment".to_owned());
    }
    if hex(&Sha256::digest(header)) != expected {
        return Err("its header does not have the checksum in store.json".to_owned());
    }
    let mut start = HEADER;
    let mut block = |number: usize| -> Result<Block, String> {
        let entry = &header[MAGIC.len() + number * BLOCK_ENTRY..][..BLOCK_ENTRY];
        let length = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&entry[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        let mut hash = [0; 32];
        hash.copy_from_slice(&entry[16..]);
        let packed = usize::try_from(length(8)).map_err(|_| "a block is too long")?;
        let end = start.checked_add(packed).ok_or("a block is too long")?;
        let range = start..end;
        start = end;
        Ok(Block { range, unpacked: length(0), hash })
    };
    Ok([block(0)?, block(1)?, block(2)?])
}

impl Block {
    fn unpack(&self, file: &[u8]) -> Result<Vec<u8>, String> {
        let packed = file.get(self.range.clone()).ok_or("the file is cut off")?;
        if Sha256::digest(packed)[..] != self.hash {
            return Err("a block does not have its checksum".to_owned());
        }
        // Room for what packed bytes usually become; a block that claims more grows as it is read.
        let room = usize::try_from(self.unpacked).unwrap_or(usize::MAX).min(packed.len().saturating_mul(32));
        let mut bytes = Vec::with_capacity(room);
        zstd::stream::read::Decoder::new(packed)
            .and_then(|decoder| decoder.take(self.unpacked.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| format!("a block cannot be unpacked: {error}"))?;
        if bytes.len() as u64 != self.unpacked {
            return Err("a block has the wrong length".to_owned());
        }
        Ok(bytes)
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn number(&mut self) -> Result<u64, String> {
        let mut number = 0;
        for (count, byte) in self.0.iter().enumerate().take(10) {
            number |= u64::from(byte & 0x7f) << (7 * count);
            if byte & 0x80 == 0 {
                self.0 = &self.0[count + 1..];
                return Ok(number);
            }
        }
        Err("a number is cut off".to_owned())
    }

    fn length(&mut self) -> Result<usize, String> {
        usize::try_from(self.number()?).map_err(|_| "a length is too long".to_owned())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or("a block ends too early")?;
        self.0 = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    fn end(&self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err("a block has bytes left over".to_owned()) }
    }
}

fn read_directory(bytes: &[u8]) -> Result<Vec<(String, Entry)>, String> {
    let mut cursor = Cursor(bytes);
    let count = cursor.length()?;
    let mut graphs = Vec::new();
    for _ in 0..count {
        let length = cursor.length()?;
        let name = str::from_utf8(cursor.take(length)?).map_err(|_| "a graph's name is not UTF-8")?;
        let quads = cursor.length()?;
        let origin = match cursor.take(1)? {
            [0] => None,
            _ => Some(Origin { hash: cursor.array()?, read_as: cursor.array()? }),
        };
        graphs.push((name.to_owned(), Entry { quads, origin }));
    }
    cursor.end()?;
    Ok(graphs)
}

fn read_terms(bytes: &[u8]) -> Result<Terms, String> {
    let mut cursor = Cursor(bytes);
    let count = cursor.length()?;
    let mut text: Vec<u8> = Vec::with_capacity(bytes.len() * 2);
    let mut ends = Vec::with_capacity(count.min(bytes.len()));
    let mut before = 0;
    for _ in 0..count {
        let shared = cursor.length()?;
        let length = cursor.length()?;
        let start = text.len();
        if shared > start - before {
            return Err("a term shares more than there is".to_owned());
        }
        text.extend_from_within(before..before + shared);
        text.extend_from_slice(cursor.take(length)?);
        ends.push(text.len());
        before = start;
    }
    cursor.end()?;
    Terms::new(String::from_utf8(text).map_err(|_| "the term table is not UTF-8")?, ends)
}

fn read_quads(bytes: &[u8], graphs: &[(String, usize)], terms: usize) -> Result<Vec<[u32; 3]>, String> {
    let mut cursor = Cursor(bytes);
    let mut rows: Vec<[u32; 3]> = Vec::new();
    let known = |number: u64| match u32::try_from(number) {
        Ok(id) if id > 0 && id as usize <= terms => Ok(id),
        _ => Err("a quad has a term that is not in the table".to_owned()),
    };
    for (_, quads) in graphs {
        if *quads > cursor.0.len() {
            return Err("a block ends too early".to_owned());
        }
        let start = rows.len();
        let mut before = 0_u64;
        for _ in 0..*quads {
            before = before.saturating_add(cursor.number()?);
            rows.push([known(before)?, 0, 0]);
        }
        for row in &mut rows[start..] {
            row[1] = known(cursor.number()?)?;
        }
        for row in &mut rows[start..] {
            row[2] = known(cursor.number()?)?;
        }
    }
    cursor.end()?;
    Ok(rows)
}

/// Whether a graph's name, as N-Quads text, is an article's.
pub(crate) fn is_article(name: &str) -> bool {
    name.strip_prefix('<').is_some_and(|name| name.starts_with(iri::ARTICLE))
}

/// The bytes that lower-case hexadecimal digits stand for.
fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    (hex(&bytes) == text).then_some(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

//! Bytes of files: unpacking, the limit on an article's length, JSON lines one after another.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::{InputError, Item, LONGEST_ARTICLE, Packing, Source};

/// Opens a file of any kind, unpacked on the way if its name ends in `.gz` or `.zst`.
///
/// # Errors
/// If it cannot be opened.
pub fn open_packed(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let packing = match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => Packing::Gzip,
        Some("zst") => Packing::Zstd,
        _ => Packing::None,
    };
    open(path, packing).map_err(|error| match error {
        InputError::Io(error) | InputError::Unpack(error) => error,
        other => io::Error::other(other),
    })
}

/// Opens a file and unpacks it on the way.
pub(super) fn open(path: &Path, packing: Packing) -> Result<Box<dyn Read + Send>, InputError> {
    let file = File::open(path)?;
    Ok(match packing {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(Unpacking(flate2::read::MultiGzDecoder::new(file))),
        Packing::Zstd => Box::new(Unpacking(zstd::Decoder::new(file).map_err(InputError::Unpack)?)),
    })
}

/// Marks errors as those of unpacking.
struct Unpacking<R>(R);

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| io::Error::other(Unpack(error)))
    }
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Unpack(io::Error);

fn explain(error: io::Error) -> InputError {
    match error.downcast::<Unpack>() {
        Ok(Unpack(error)) => InputError::Unpack(error),
        Err(error) => InputError::Io(error),
    }
}

/// All bytes of one article.
pub(super) fn read_article(reader: &mut dyn Read) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    reader.take(LONGEST_ARTICLE + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > LONGEST_ARTICLE {
        return Err(InputError::TooLong);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    Ok(bytes)
}

/// The lines of a JSON lines file that are not blank. Memory is that of the longest line, and bounded.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    origin: String,
    number: usize,
    found: usize,
    ended: bool,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn Read + Send>, origin: String) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), origin, number: 0, found: 0, ended: false }
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>, InputError> {
        let mut line = Vec::new();
        let limit = LONGEST_ARTICLE * 2; // JSON writes some characters as six
        let read = (&mut self.reader).take(limit).read_until(b'\n', &mut line).map_err(explain)?;
        self.number += 1;
        if read as u64 == limit {
            self.skip_line()?;
            return Err(InputError::TooLong);
        }
        Ok((read > 0).then_some(line))
    }

    fn skip_line(&mut self) -> Result<(), InputError> {
        loop {
            let buffer = self.reader.fill_buf().map_err(explain)?;
            let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if done {
                return Ok(());
            }
        }
    }

    fn end(&mut self, source: Option<Source>) -> Option<Item> {
        self.ended = true;
        source.map(|source| Item { origin: self.origin.clone(), source })
    }
}

impl Iterator for Lines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.ended {
            let source = match self.line() {
                Ok(Some(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(Some(line)) => Source::Line(line),
                Ok(None) if self.found == 0 => return self.end(Some(Source::Broken(InputError::Empty))),
                Ok(None) => return self.end(None),
                Err(InputError::TooLong) => Source::Broken(InputError::TooLong),
                Err(error) => return self.end(Some(Source::Broken(error))),
            };
            self.found += 1;
            return Some(Item { origin: format!("{}:{}", self.origin, self.number), source });
        }
        None
    }
}

//! Standard output and `-o FILE`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;

/// Standard output, buffered. A reader that has seen enough (`| head`) ends the program cleanly.
pub(crate) fn stdout() -> BufWriter<Pipe<io::StdoutLock<'static>>> {
    BufWriter::with_capacity(1 << 16, Pipe(io::stdout().lock()))
}

/// A file, or standard output without one.
pub(crate) fn file_or_stdout(path: Option<&Path>) -> anyhow::Result<Box<dyn Write>> {
    Ok(match path.filter(|path| *path != Path::new("-")) {
        None => Box::new(stdout()),
        Some(path) => {
            let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::with_capacity(1 << 16, Pipe(file)))
        }
    })
}

/// A writer whose reader may go away. The program ends then at once, with status 0: threads that wait for
/// their own input could not be told.
pub(crate) struct Pipe<W>(W);

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).inspect_err(end_if_closed)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().inspect_err(end_if_closed)
    }
}

fn end_if_closed(error: &io::Error) {
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
}

/// Columns of the terminal that standard output goes to, or 100 where it goes elsewhere.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}

//! Standard output and `-o FILE`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Standard output, buffered. A reader that has seen enough (`| head`) ends the program cleanly.
pub(crate) fn stdout() -> BufWriter<Pipe<io::StdoutLock<'static>>> {
    BufWriter::with_capacity(1 << 16, Pipe { to: io::stdout().lock(), name: "standard output".to_owned() })
}

/// A file, or standard output without one. [`Output::finish`] is to be called at the end.
pub(crate) fn file_or_stdout(path: Option<&Path>) -> anyhow::Result<Output> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return Ok(Output { to: Box::new(stdout()), unfinished: None });
    };
    let (file, unfinished) = match Unfinished::beside(path) {
        Some((file, unfinished)) => (file, Some(unfinished)),
        None => (File::create(path).with_context(|| format!("cannot write {}", path.display()))?, None),
    };
    let to = Pipe { to: file, name: path.display().to_string() };
    Ok(Output { to: Box::new(BufWriter::with_capacity(1 << 16, to)), unfinished })
}

/// What a command writes. A file that was there stays as it was until [`Output::finish`], whatever happens.
pub(crate) struct Output {
    to: Box<dyn Write>,
    unfinished: Option<Unfinished>,
}

impl Output {
    /// Everything is written.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        self.to.flush()?;
        let Some(unfinished) = self.unfinished.take() else { return Ok(()) };
        fs::rename(&unfinished.from, &unfinished.to)
            .with_context(|| format!("cannot write {}", unfinished.to.display()))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A file under another name; deleted if it does not get its own.
struct Unfinished {
    from: PathBuf,
    to: PathBuf,
}

impl Unfinished {
    /// Begins a file that is to take the place of the one at `path`. None if a device, a pipe or a link is there,
    /// which is written to itself, or if its folder takes no new files.
    fn beside(path: &Path) -> Option<(File, Self)> {
        let there = match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Some(found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            _ => return None,
        };
        let name = path.file_name()?.to_string_lossy();
        let from = path.with_file_name(format!(".{name}.{}", std::process::id()));
        let file = File::create(&from).ok()?;
        let unfinished = Self { from, to: path.to_owned() };
        if let Some(there) = there {
            file.set_permissions(there.permissions()).ok()?;
        }
        Some((file, unfinished))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.from); // there is nobody to tell
    }
}

/// A writer whose reader may go away. The program ends then at once, with status 0: threads that wait for
/// their own input could not be told. Other errors say what could not be written.
pub(crate) struct Pipe<W> {
    to: W,
    name: String,
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes).map_err(|error| self.explain(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush().map_err(|error| self.explain(error))
    }
}

impl<W> Pipe<W> {
    fn explain(&self, error: io::Error) -> io::Error {
        let then = match error.kind() {
            io::ErrorKind::BrokenPipe => std::process::exit(0),
            io::ErrorKind::Interrupted => return error, // it is tried again
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                ": make room there, or write elsewhere"
            }
            _ => "",
        };
        io::Error::new(error.kind(), format!("cannot write {}: {error}{then}", self.name))
    }
}

/// Columns of the terminal that standard output goes to, or 100 where it goes elsewhere.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}

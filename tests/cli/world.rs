//! A temporary folder with two articles, and the program to run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// Two articles of invented companies, with one fact each that any set of rules should find.
const ARTICLES: [(&str, &str); 2] = [
    (
        "구름-1.md",
        "---\ntitle: 한빛클라우드, 누리소프트와 손잡다\npublisher: 구름일보\npublished: 2024-06-10\n---\n\n\
         한빛클라우드는 누리소프트와 업무협약을 체결했다.\n",
    ),
    (
        "구름-2.md",
        "---\ntitle: 누리소프트의 새 협약\npublished: 2024-06-11\n---\n\n\
         누리소프트는 다솜소프트와 업무협약을 체결했다.\n",
    ),
];

/// A folder of its own for one test.
pub(crate) struct World {
    folder: TempDir,
}

/// How a run ended.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl World {
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// With the two articles in `news/`.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        for (name, text) in ARTICLES {
            world.write(&format!("news/{name}"), text);
        }
        world
    }

    /// With a graph of the two articles.
    pub(crate) fn built() -> Self {
        let world = Self::new();
        world.run(&["build", "news"]).ok();
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("folder");
        fs::write(path, contents).expect("file");
    }

    /// The project's own seeds, to be spoilt.
    pub(crate) fn copy_seeds(&self) {
        self.copy("seeds");
    }

    /// A folder of the project, to be spoilt.
    pub(crate) fn copy(&self, folder: &str) {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &self.path(folder));
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gureum"));
        command.current_dir(self.folder.path()).args(args).timeout(Duration::from_secs(120));
        for variable in ["GUREUM_DICTIONARY", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args))
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Run {
        let mut command = self.command(args);
        command.write_stdin(input);
        Run::of(command)
    }

    /// The graph's quads, which must be there.
    pub(crate) fn dump(&self) -> String {
        self.run(&["dump"]).ok().out
    }
}

impl Run {
    fn of(mut command: Command) -> Self {
        let output = command.output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        let run = Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// It ended well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.ended(0)
    }

    /// It ended with this status.
    #[track_caller]
    pub(crate) fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }

    /// It said all of this on standard error, in one line.
    #[track_caller]
    pub(crate) fn said(self, parts: &[&str]) -> Self {
        let line = self.err.lines().find(|line| parts.iter().all(|part| line.contains(part)));
        assert!(line.is_some(), "no line with {parts:?} in:\n{}", self.err);
        self
    }

    /// It printed all of this.
    #[track_caller]
    pub(crate) fn printed(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.out.contains(part), "'{part}' is not in:\n{}", self.out);
        }
        self
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").map(|entry| entry.expect("entry")) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy");
        }
    }
}

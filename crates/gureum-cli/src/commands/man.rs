//! `gureum man`: the manual pages, from the same words as `--help`.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args as Group, CommandFactory};

use crate::context::Context;
use crate::exit::Exit;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum man ~/.local/share/man/man1 && man gureum-query";

/// Write a manual page for every command
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Where to write gureum.1, gureum-build.1 and so on; made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let shown = args.folder.display();
    let cannot = || format!("cannot write manual pages into {shown}");
    fs::create_dir_all(&args.folder).with_context(cannot)?;
    clap_mangen::generate_to(crate::args::Args::command(), &args.folder).with_context(cannot)?;
    let pages = fs::read_dir(&args.folder).with_context(cannot)?.flatten();
    let ours = pages.filter(|page| page.file_name().to_string_lossy().starts_with("gureum")).count();
    context.messages.line(&format!("{shown}: {}", table::count(ours, "page")));
    Ok(Exit::Done)
}

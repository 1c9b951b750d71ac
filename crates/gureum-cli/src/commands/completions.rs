//! `gureum completions`: completion of commands and options for a shell.

use std::io::Write;

use clap::{Args as Group, CommandFactory};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::output::stdout;

const EXAMPLES: &str = "\
Examples:
  gureum completions bash > ~/.local/share/bash-completion/completions/gureum
  gureum completions zsh > ~/.zfunc/_gureum
  gureum completions fish > ~/.config/fish/completions/gureum.fish";

/// Print completions for a shell
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Which shell
    shell: Shell,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Exit> {
    let mut out = stdout();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::args::Args::command(), "gureum", &mut script);
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}

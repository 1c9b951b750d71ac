//! `gureum`: Korean news about the public cloud as a knowledge graph.
//!
//! In reading order: [`args`] is what can be typed, [`context`] what it means, [`commands`] does it,
//! one file a command, and [`exit`] says how it ended. Nothing is decided here that a library decides.

mod args;
mod commands;
mod context;
mod difference;
mod evaluation;
mod exit;
mod explain;
mod messages;
mod output;
mod png;
mod progress;
mod selection;
mod sheet;
mod table;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::context::Context;

fn main() -> ExitCode {
    let args = Args::parse();
    if !matches!(args.command, Command::Serve(_)) {
        exit::on_interrupt(); // a server ends cleanly by itself
    }
    let context = Context::new(args.global);
    match commands::run(args.command, &context) {
        Ok(exit) => exit.into(),
        Err(error) => {
            context.messages.failure(&error);
            exit::of_error(&error).into()
        }
    }
}

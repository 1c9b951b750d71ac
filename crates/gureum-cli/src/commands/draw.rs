//! `gureum draw`: pictures of the graph.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use clap::{Args as Group, ValueEnum};
use gureum_model::{Property, iri};
use gureum_query::export::{self, GraphFormat};
use gureum_query::picture::{graph, matrix, timeline};
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;

use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::output::file_or_stdout;
use crate::png;
use crate::selection::Part;

const EXAMPLES: &str = "\
Examples:
  gureum draw -o graph.svg                        entities and the facts between them
  gureum draw --focus KT -o kt.png
  gureum draw --timeline --focus KT -o kt.svg     what happened when
  gureum draw --matrix -o partners.svg            who works with whom
  gureum draw --matrix --predicate partnersWith,competesWith -o firms.svg
  gureum draw --graphviz sfdp -o graph.svg        as Graphviz lays it out

The picture is laid out here; Graphviz is needed for --graphviz only, and a font with Hangul for PNG.";

/// Draw the graph as SVG or PNG
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Where to write it: FILE.png is PNG, everything else SVG [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What happened when, in a lane for each entity
    #[arg(long, conflicts_with_all = ["matrix", "graphviz"])]
    timeline: bool,

    /// Who has to do with whom, as a table [default property: partnersWith]
    #[arg(long, conflicts_with = "graphviz")]
    matrix: bool,

    /// Entities at most, of a timeline facts; 0: all [default: 120, of a matrix 40]
    #[arg(long, value_name = "N", conflicts_with = "graphviz")]
    limit: Option<usize>,

    /// Whether names of properties stand on lines [auto: where there are at most 90 lines]
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Labels::Auto, conflicts_with_all = ["timeline", "matrix", "graphviz"])]
    edge_labels: Labels,

    /// Pixels of a PNG for one of the SVG
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0, value_parser = factor)]
    scale: f32,

    /// Have one of Graphviz's programs lay it out: dot, sfdp, neato, fdp, circo, twopi
    #[arg(long, value_name = "PROGRAM", value_parser = ["dot", "sfdp", "neato", "fdp", "circo", "twopi"])]
    graphviz: Option<String>,

    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Labels {
    Auto,
    Always,
    Never,
}

fn factor(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.1..=10.0).contains(number));
    number.ok_or_else(|| "write a number from 0.1 to 10".to_owned())
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let mut selection = args.part.selection(&store)?;
    let picture = if let Some(program) = &args.graphviz {
        let svg = laid_out(program, &Projection::new(&store, &selection))?;
        gureum_query::picture::Picture { svg, caption: format!("laid out by {program} of Graphviz") }
    } else if args.timeline {
        timeline::draw(&store, &selection, args.limit.unwrap_or(timeline::MOST))
    } else if args.matrix {
        if selection.predicates.is_empty() {
            selection.predicates.insert(iri::term(Property::PartnersWith.name()));
        }
        matrix::draw(&Projection::new(&store, &selection), args.limit.unwrap_or(matrix::MOST))
    } else {
        let labels = match args.edge_labels {
            Labels::Auto => None,
            Labels::Always => Some(true),
            Labels::Never => Some(false),
        };
        let Selection { focus, .. } = &selection;
        let options =
            graph::Options { most: args.limit.unwrap_or(graph::MOST), labels, focus: focus.clone() };
        graph::draw(&Projection::new(&store, &selection), &options)
    };
    let png = args
        .output
        .as_deref()
        .and_then(Path::extension)
        .is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    let bytes = if png { png::of_svg(&picture.svg, args.scale)? } else { picture.svg.into_bytes() };
    let mut out = file_or_stdout(args.output.as_deref())?;
    out.write_all(&bytes)?;
    out.finish()?;
    context.messages.line(&picture.caption);
    Ok(Exit::Done)
}

/// The graph as one of Graphviz's programs draws it.
fn laid_out(program: &str, projection: &Projection) -> anyhow::Result<String> {
    let mut dot = Vec::new();
    export::write(projection, GraphFormat::Dot, &mut dot)?;
    let started = Command::new(program).arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let hint = "install Graphviz (Debian: apt install graphviz), or leave --graphviz away";
            return Err(UsageError(format!("there is no program {program}: {hint}")).into());
        }
        Err(error) => return Err(error).with_context(|| format!("cannot start {program}")),
    };
    let input = child.stdin.take();
    let written = std::thread::spawn(move || input.map(|mut input| input.write_all(&dot)).transpose());
    let output = child.wait_with_output().with_context(|| format!("cannot read from {program}"))?;
    if !output.status.success() {
        bail!("{program} ended with {}", output.status);
    }
    written.join().ok().transpose().with_context(|| format!("cannot write to {program}"))?;
    String::from_utf8(output.stdout).with_context(|| format!("{program} wrote no UTF-8"))
}

//! `gureum check`: whether a graph is as the ontology wants it, and whether the ontology, its shapes and the
//! seeds are in order.

use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::{Args as Group, ValueEnum};
use gureum_build::input::open_packed;
use gureum_build::ontology;
use gureum_build::seeds::{self, Sources};
use gureum_query::validation;
use gureum_store::{Ontology, Shapes, Store, Validation, Writer};

use crate::context::{Context, rdf_format};
use crate::exit::Exit;
use crate::output::stdout;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum check                              the graph in gureum.kg, with the shapes inside the program
  gureum check --format json | jq .         every violation with every place behind it
  gureum check others.ttl                   the RDF of a file; without named graphs it is checked as records too
  gureum check --shapes my-shapes/          other shapes: *.ttl for what holds, records/*.ttl for named graphs
  gureum check --ontology ontology/ --seeds seeds/    the inputs too, before a build with them";

/// Check the graph against the ontology's shapes (SHACL), and the inputs for mistakes
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// RDF to check in place of the graph: nq, nt, ttl, trig, rdf or jsonld by its name
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// Shapes in place of those inside the program
    #[arg(long, value_name = "FOLDER")]
    shapes: Option<PathBuf>,

    /// An ontology in place of the one inside the program, or, where it has no owl:versionInfo, laid over it; its
    /// shapes are those in its shapes/
    #[arg(long, value_name = "FOLDER")]
    ontology: Option<PathBuf>,

    /// Check lexicon/, words/ and rules/ of this folder too, and curation.toml and links.tsv if it has them
    #[arg(long, value_name = "FOLDER")]
    seeds: Option<PathBuf>,

    /// How to write what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Blocks of text
    Table,
    /// An array of objects
    Json,
    /// A SHACL validation report
    Turtle,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let start = Instant::now();
    let Some((shapes, store)) = inputs(&args, context)? else { return Ok(Exit::Resources) };
    let Validation { violations, idle } = shapes.validate(&store);
    let findings = validation::explain(&store, &violations);
    let name = args.file.as_ref().unwrap_or(&context.store).display();
    let mut out = stdout();
    match args.format {
        Format::Table => {
            validation::write_text(&findings, &mut out)?;
            let shapes = table::count(shapes.count(), "shape");
            let quads = table::count(store.len(), "quad");
            match findings.len() {
                0 => writeln!(out, "{name}: {quads} conform to {shapes}")?,
                n => writeln!(out, "{name}: {} of {shapes} in {quads}", table::count(n, "violation"))?,
            }
        }
        Format::Json => validation::write_json(&findings, &mut out)?,
        Format::Turtle => validation::write_turtle(&findings, &mut out)?,
    }
    out.flush()?;
    if !idle.is_empty() {
        let names: Vec<String> = idle.iter().map(|shape| validation::shape_name(shape)).collect();
        let none = format!(
            "{} looked at nothing, since the graph has no such node: {}",
            table::count(idle.len(), "shape"),
            names.join(", ")
        );
        // Ours are there for every graph; one's own are meant for this one.
        if args.shapes.is_some() { context.messages.warning(&none) } else { context.messages.note(&none) }
    }
    context.messages.note(&format!("checked in {:.2} s", start.elapsed().as_secs_f64()));
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Lost })
}

/// The shapes and the graph; none if anything is wrong with an input, all of which has been said then.
fn inputs(args: &Args, context: &Context) -> anyhow::Result<Option<(Shapes, Store)>> {
    let mut problems: Vec<String> = Vec::new();
    let (ontology, shapes) = ontology::shapes(args.ontology.as_deref(), args.shapes.as_deref());
    let shapes = match shapes {
        Ok(shapes) => Some(shapes),
        Err(wrong) => {
            problems.extend(wrong.iter().map(ToString::to_string));
            None
        }
    };
    if let Some(folder) = &args.seeds
        && let Err(error) =
            seeds::load_with_curation(&Sources::folder(folder), &folder.join("curation.toml"), false)
    {
        problems.push(error.to_string());
    }
    let store = match &args.file {
        Some(file) => Some(from_file(file)?),
        None => match Store::open(&context.store) {
            Ok(store) => Some(store),
            Err(error) => {
                problems.push(error.to_string());
                None
            }
        },
    };
    if let (Some(store), None) = (&store, &args.file) {
        problems.extend(other_version(&ontology, store, &context.store));
    }
    for problem in &problems {
        context.messages.error(problem);
    }
    if !problems.is_empty() {
        context.messages.line("nothing was checked: the inputs must be in order first");
    }
    Ok(match (shapes, store) {
        (Some(shapes), Some(store)) if problems.is_empty() => Some((shapes, store)),
        _ => None,
    })
}

fn other_version(ontology: &Ontology, store: &Store, path: &Path) -> Option<String> {
    let (wanted, found) = (ontology.version.as_deref()?, store.ontology_version());
    (wanted != found).then(|| {
        format!(
            "{}: it was built with ontology {found}, the shapes are for ontology {wanted}: build it again with \
             `gureum build`, or check it with the program or the --ontology folder of {found}",
            path.display()
        )
    })
}

fn from_file(file: &Path) -> anyhow::Result<Store> {
    let format = rdf_format(file, None, "its name must end in")?;
    let reader = open_packed(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut writer = Writer::in_memory();
    writer
        .load(BufReader::with_capacity(1 << 16, reader), format, None)
        .with_context(|| format!("cannot check {}", file.display()))?;
    Ok(writer.into_store()?.0)
}

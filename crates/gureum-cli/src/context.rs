//! What the options of every command mean: store, threads, colours, and the extractor when it is needed.

use std::env;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::Context as _;
use gureum_build::build::BuildOptions;
use gureum_build::{curation, ontology, seeds};
use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::Resources;
use gureum_model::vocabulary;
use gureum_store::{Endpoint, RdfFormat, Store, StoreError, TurtleFile};

use crate::args::{Color, Corrections, Global, Remote, Seeds};
use crate::exit::UsageError;
use crate::messages::{Level, Messages};

/// What every command works with.
#[derive(Debug)]
pub(crate) struct Context {
    /// Folder of the graph.
    pub(crate) store: PathBuf,
    /// How many threads to use.
    pub(crate) threads: NonZeroUsize,
    /// Whether standard output gets colours.
    pub(crate) colored: bool,
    /// What is said beside the results.
    pub(crate) messages: Messages,
    dictionary: Option<PathBuf>,
}

/// The extractor, and what it was made of.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) extractor: Extractor,
    /// Hash of the dictionary.
    pub(crate) dictionary: String,
    /// What is laid over our ontology.
    pub(crate) ontology: Arc<[TurtleFile]>,
}

impl Context {
    /// Interprets the options.
    pub(crate) fn new(global: Global) -> Self {
        let Global { store, dictionary, threads, quiet, verbose, color } = global;
        let colored = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let level = match (quiet, verbose) {
            (true, _) => Level::Errors,
            (false, false) => Level::Warnings,
            (false, true) => Level::Everything,
        };
        Self {
            store,
            threads: threads.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
            colored: colored(io::stdout().is_terminal()),
            messages: Messages::new(level, colored(io::stderr().is_terminal())),
            dictionary: dictionary.filter(|path| !path.as_os_str().is_empty()),
        }
    }

    /// Opens the graph.
    pub(crate) fn open_store(&self) -> anyhow::Result<Store> {
        Ok(self.open(&self.store)?)
    }

    /// Opens the graph in another folder. Whoever reads a graph comes by here, and hears where its ontology is not this
    /// program's: its terms may be others, or mean something else.
    pub(crate) fn open(&self, folder: &Path) -> Result<Store, StoreError> {
        let store = Store::open(folder)?;
        let (found, ours) = (store.ontology_version(), vocabulary::VERSION);
        if found != ours {
            let name = folder.display();
            let option = quoted(&name.to_string());
            self.messages.warning(&format!(
                "{name}: it was built with ontology {found}, this program has {ours}: terms may be missing or mean \
                 something else; `gureum add --store {option}` reads its articles again"
            ));
        }
        store.declare_properties();
        Ok(store)
    }

    /// Whether the graph is on another server.
    pub(crate) fn is_remote(&self) -> bool {
        self.store.to_str().is_some_and(Endpoint::is_address)
    }

    /// The server that has the graph, if it is not in a folder.
    pub(crate) fn endpoint(&self, remote: Remote) -> anyhow::Result<Option<Endpoint>> {
        let Some(address) = self.store.to_str().filter(|store| Endpoint::is_address(store)) else {
            return Ok(None);
        };
        let endpoint = Endpoint::new(address, remote.token.filter(|token| !token.is_empty()));
        Ok(Some(endpoint.map_err(|error| UsageError(error.to_string()))?))
    }

    /// Loads rules, lexicon and dictionary.
    pub(crate) fn load_extractor(&self, seeds: &Seeds) -> anyhow::Result<Loaded> {
        let ontology = ontology::layers(&seeds.ontology)?.into();
        self.extractor(seeds, seeds::load(&seeds.sources())?, ontology)
    }

    /// Loads rules and lexicon, and what is laid over them.
    pub(crate) fn resources(&self, seeds: &Seeds) -> anyhow::Result<Resources> {
        ontology::layers(&seeds.ontology)?;
        Ok(seeds::load(&seeds.sources())?)
    }

    /// Loads rules, lexicon and dictionary, and the corrections by hand.
    pub(crate) fn load_for_graph(
        &self,
        seeds: &Seeds,
        corrections: &Corrections,
    ) -> anyhow::Result<(Extractor, BuildOptions)> {
        let file = corrections_file(corrections);
        let ontology = ontology::layers(&seeds.ontology)?.into();
        let (resources, curation, links) =
            seeds::load_with_curation(&seeds.sources(), &file, corrections.file.is_some())?;
        let Loaded { extractor, dictionary, ontology } = self.extractor(seeds, resources, ontology)?;
        let (curation, links) = (Arc::new(curation), Arc::new(links));
        let threads = self.threads;
        Ok((extractor, BuildOptions { threads, dictionary, texts: true, curation, links, ontology }))
    }

    fn extractor(
        &self,
        seeds: &Seeds,
        mut resources: Resources,
        ontology: Arc<[TurtleFile]>,
    ) -> anyhow::Result<Loaded> {
        if seeds.without_individuals {
            resources = resources.without_individuals();
        }
        let source = self.dictionary.clone().map_or(ko_dic::Source::Default, ko_dic::Source::Path);
        let korean = ko_dic::load(&ko_dic::Options { source, ..ko_dic::Options::default() })?;
        for note in &korean.notes {
            self.messages.warning(&note.to_string());
        }
        let dictionary = korean.hash.clone();
        Ok(Loaded { extractor: Extractor::new(resources, Analyser::new(korean)), dictionary, ontology })
    }

    /// `--store FOLDER` for commands to be typed, where it is not the default.
    pub(crate) fn store_option(&self) -> String {
        if self.store == Path::new("gureum.kg") {
            String::new()
        } else {
            format!(" --store {}", quoted(&self.store.display().to_string()))
        }
    }
}

/// Where the corrections by hand are.
pub(crate) fn corrections_file(corrections: &Corrections) -> PathBuf {
    corrections.file.clone().unwrap_or_else(|| PathBuf::from(curation::FILE))
}

/// The endpoints of `--allow-service`.
#[cfg(feature = "federation")]
pub(crate) fn services(hosts: &[String]) -> anyhow::Result<Option<gureum_store::Services>> {
    if hosts.is_empty() {
        return Ok(None);
    }
    let services = gureum_store::Services::new(hosts).map_err(|error| UsageError(error.to_string()))?;
    Ok(Some(services))
}

/// `text` as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Reads a file that was named on the command line.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The format of an RDF file, by the name given for it or by its ending, `.gz` and `.zst` aside. `option` is what names it.
pub(crate) fn rdf_format(path: &Path, named: Option<&str>, option: &str) -> Result<RdfFormat, UsageError> {
    let ending = unpacked_ending(path);
    RdfFormat::from_extension(named.unwrap_or(&ending)).ok_or_else(|| {
        let known: Vec<&str> = RdfFormat::ALL.iter().map(|format| format.extension()).collect();
        UsageError(format!(
            "it is not clear what RDF format {} has: {option} one of {}",
            quoted(&path.display().to_string()),
            known.join(", ")
        ))
    })
}

/// What a file's name ends with, without dot, before `.gz` or `.zst`.
pub(crate) fn unpacked_ending(path: &Path) -> String {
    let bare = match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz" | "zst") => path.with_extension(""),
        _ => path.to_owned(),
    };
    bare.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned()
}

//! Which cloud providers of the registry are Korean firms and which are foreign ones, their Korean subsidiaries
//! included: `seeds/providers.tsv`. Articles rarely say so, and the registry has no countries.

use gureum_model::iri;

const PROVIDERS: &str = include_str!("../../../../seeds/providers.tsv");

/// Where the head of a provider's group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In Korea.
    Domestic,
    /// Elsewhere.
    Foreign,
}

impl Side {
    /// The name on the command line and in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Foreign => "foreign",
        }
    }
}

/// IRIs of the providers of one side, sorted.
pub fn providers(side: Side) -> Vec<String> {
    let rows = PROVIDERS.lines().filter_map(|line| line.split_once('\t'));
    rows.filter(|(_, of)| *of == side.name()).map(|(id, _)| iri::known_entity(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_has_one_side_and_is_in_the_registry() {
        let registry = include_str!("../../../../seeds/lexicon/companies-cloud.tsv");
        let mut ids: Vec<&str> = Vec::new();
        for line in PROVIDERS.lines().skip(1) {
            let (id, side) = line.split_once('\t').expect("two columns");
            assert!(["domestic", "foreign"].contains(&side), "{line}");
            assert!(
                registry.lines().any(|row| row.split('\t').next() == Some(id)),
                "{id} is not in the registry"
            );
            ids.push(id);
        }
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "a provider has one side");
    }
}

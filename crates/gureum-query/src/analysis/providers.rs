//! Which cloud providers of the registry are Korean firms and which are foreign ones, their Korean subsidiaries
//! included: `seeds/providers.tsv`. Articles rarely say so, and the registry has no countries. The table says what
//! each row rests on: the country in a ROR record, the group that a firm belongs to, or nothing but who wrote it.

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
    let of_side = |line: &str| {
        let mut cells = line.split('\t');
        let (id, of) = (cells.next()?, cells.next()?);
        (of == side.name()).then(|| iri::known_entity(id))
    };
    PROVIDERS.lines().filter_map(of_side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_has_one_side_and_is_in_the_registry() {
        let registry = include_str!("../../../../seeds/lexicon/companies-cloud.tsv");
        let row = |id: &str| registry.lines().find(|row| row.split('\t').next() == Some(id));
        let mut ids: Vec<&str> = Vec::new();
        for line in PROVIDERS.lines().skip(1) {
            let [id, side, source] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("not three columns: {line}")
            };
            assert!(["domestic", "foreign"].contains(&side), "{line}");
            let of_row = row(id).unwrap_or_else(|| panic!("{id} is not in the registry"));
            match (source.split_once(": "), source) {
                (Some(("by hand", group)), _) => {
                    let head = group.strip_prefix("group of ").and_then(row);
                    assert!(head.is_some(), "the group is not in the registry: {line}");
                }
                (Some((record, country)), _) => {
                    assert!(of_row.contains(record), "the registry names another record: {line}");
                    assert_eq!(country == "South Korea", side == "domestic", "{line}");
                }
                (None, by_hand) => assert_eq!(by_hand, "by hand", "{line}"),
            }
            ids.push(id);
        }
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "a provider has one side");
    }
}

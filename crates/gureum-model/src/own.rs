//! Properties that a user's ontology adds to ours.
//!
//! They are declared once, before rules that make facts of them are read or a graph with such facts is opened, and
//! hold for the whole process, like those of [`crate::vocabulary`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{PoisonError, RwLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::vocabulary::{Class, NAMESPACE, Property, Range};

/// A property, as its ontology says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The whole IRI.
    pub iri: String,
    /// Korean label.
    pub label_ko: String,
    /// English label.
    pub label_en: String,
    /// Classes of its subjects.
    pub domain: Vec<Class>,
    /// Classes of its objects, or what sort of value they are.
    pub range: Values,
    /// Whether it holds in both directions.
    pub symmetric: bool,
    /// IRI of its inverse, where that is another property.
    pub inverse: Option<String>,
}

/// What the objects of a property are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Entities of these classes.
    Entity(Vec<Class>),
    /// A value that is no entity; never [`Range::Entity`].
    Value(Range),
}

/// Why a property cannot be declared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// The local name is that of another property.
    #[error(
        "the name '{name}' is that of <{other}>: choose another, since rules call properties by their names"
    )]
    Name {
        /// Local name.
        name: String,
        /// The property that has it.
        other: String,
    },
    /// It was declared before, with other words.
    #[error("<{0}> is declared twice, and not in the same way")]
    Twice(String),
    /// Its IRI has no local name after its last `#` or `/`.
    #[error("<{0}> has no name after its last # or /: give it one")]
    Nameless(String),
}

/// A declared property.
#[derive(Clone, Copy)]
pub struct OwnProperty(&'static Declared);

struct Declared {
    name: &'static str,
    domain: &'static [Class],
    range: Range,
    inverse: Option<&'static str>,
    definition: Definition,
}

/// By IRI.
static DECLARED: RwLock<BTreeMap<String, OwnProperty>> = RwLock::new(BTreeMap::new());

/// Declares a property. The same one again changes nothing.
///
/// # Errors
/// If its name is taken, or it is there with another definition.
pub fn declare(definition: Definition) -> Result<Property, Clash> {
    let name = local(&definition.iri);
    if name.is_empty() {
        return Err(Clash::Nameless(definition.iri));
    }
    if let Some(ours) = Property::ALL.into_iter().find(|ours| ours.name() == name) {
        return Err(Clash::Name { name: name.to_owned(), other: ours.iri() });
    }
    let mut declared = DECLARED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = declared.get(&definition.iri) {
        let same = known.0.definition == definition;
        return same.then_some(Property::Own(*known)).ok_or(Clash::Twice(definition.iri));
    }
    if let Some(other) = declared.values().find(|other| other.name() == name) {
        return Err(Clash::Name { name: name.to_owned(), other: other.0.definition.iri.clone() });
    }
    // Few, and as long-lived as the process.
    let leaked = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let range = match &definition.range {
        Values::Entity(classes) => Range::Entity(Box::leak(classes.clone().into_boxed_slice())),
        Values::Value(range) => *range,
    };
    let own = OwnProperty(Box::leak(Box::new(Declared {
        name: leaked(name),
        domain: Box::leak(definition.domain.clone().into_boxed_slice()),
        range,
        inverse: definition.inverse.as_deref().map(local).map(leaked),
        definition: definition.clone(),
    })));
    declared.insert(definition.iri, own);
    Ok(Property::Own(own))
}

/// Those declared so far, by IRI.
fn declared() -> Vec<OwnProperty> {
    DECLARED.read().unwrap_or_else(PoisonError::into_inner).values().copied().collect()
}

/// What follows the last `#` or `/`.
fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or_default()
}

impl OwnProperty {
    pub(crate) const fn name(self) -> &'static str {
        self.0.name
    }

    pub(crate) const fn label_ko(self) -> &'static str {
        self.0.definition.label_ko.as_str()
    }

    pub(crate) const fn label_en(self) -> &'static str {
        self.0.definition.label_en.as_str()
    }

    pub(crate) const fn domain(self) -> &'static [Class] {
        self.0.domain
    }

    pub(crate) const fn range(self) -> Range {
        self.0.range
    }

    pub(crate) const fn is_symmetric(self) -> bool {
        self.0.definition.symmetric
    }

    pub(crate) const fn inverse(self) -> Option<&'static str> {
        self.0.inverse
    }
}

impl Property {
    /// Ours in the ontology's order, then the declared ones by IRI.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().chain(declared().into_iter().map(Self::Own))
    }

    /// The property with this local name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|property| property.name() == name)
    }

    /// The property with this IRI.
    pub fn from_iri(iri: &str) -> Option<Self> {
        match iri.strip_prefix(NAMESPACE) {
            Some(name) => Self::ALL.into_iter().find(|property| property.name() == name),
            None => {
                let declared = DECLARED.read().unwrap_or_else(PoisonError::into_inner);
                declared.get(iri).copied().map(Self::Own)
            }
        }
    }

    /// Its IRI.
    pub fn iri(self) -> String {
        match self {
            Self::Own(own) => own.0.definition.iri.clone(),
            ours => crate::iri::term(ours.name()),
        }
    }
}

impl fmt::Debug for OwnProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0.definition.iri)
    }
}

impl PartialEq for OwnProperty {
    fn eq(&self, other: &Self) -> bool {
        self.0.definition.iri == other.0.definition.iri
    }
}

impl Eq for OwnProperty {}

impl PartialOrd for OwnProperty {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OwnProperty {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.definition.iri.cmp(&other.0.definition.iri)
    }
}

impl Hash for OwnProperty {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.definition.iri.hash(state);
    }
}

impl Serialize for Property {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Property {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(format!("'{name}' is no property")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplies(iri: &str) -> Definition {
        Definition {
            iri: iri.to_owned(),
            label_ko: "공급한다".to_owned(),
            label_en: "supplies".to_owned(),
            domain: vec![Class::Organization],
            range: Values::Entity(vec![Class::Organization]),
            symmetric: false,
            inverse: None,
        }
    }

    #[test]
    fn a_declared_property_is_found_by_name_and_iri_and_written_by_name() {
        let iri = "https://example.org/chain#suppliesTo";
        let property = declare(supplies(iri)).unwrap();
        assert_eq!(declare(supplies(iri)), Ok(property), "the same again");
        assert_eq!(Property::from_name("suppliesTo"), Some(property));
        assert_eq!(Property::from_iri(iri), Some(property));
        assert_eq!(property.iri(), iri);
        assert_eq!(property.range(), Range::Entity(&[Class::Organization]));
        assert_eq!(serde_json::to_string(&property).unwrap(), "\"suppliesTo\"");
        assert_eq!(serde_json::from_str::<Property>("\"suppliesTo\"").unwrap(), property);
    }

    #[test]
    fn a_name_is_taken_once() {
        let ours = declare(supplies("https://example.org/chain#partnersWith"));
        assert!(ours.is_err_and(|clash| clash.to_string().contains("ontology#partnersWith")));
        declare(supplies("https://example.org/one#delivers")).unwrap();
        let theirs = declare(supplies("https://example.org/two#delivers"));
        assert!(theirs.is_err_and(|clash| clash.to_string().contains("one#delivers")));
        let changed = Definition { symmetric: true, ..supplies("https://example.org/one#delivers") };
        assert!(matches!(declare(changed), Err(Clash::Twice(_))));
        assert!(matches!(declare(supplies("https://example.org/one#")), Err(Clash::Nameless(_))));
    }
}

//! Terms as numbers: the sorted dictionary of a graph, and the table that collects it.
//!
//! A term is kept as its N-Quads text. Numbers follow the order of these texts, hence quads sorted
//! by number are sorted as N-Quads lines. Number 0 stands for the default graph.

use indexmap::IndexSet;
use oxrdf::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Term};
use rayon::prelude::*;

use crate::StoreError;

/// The number that stands for "no graph name".
pub(crate) const DEFAULT_GRAPH: u32 = 0;

/// Every distinct term of a graph, sorted by the bytes of its N-Quads text; numbered from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<usize>,
}

impl Terms {
    /// Takes in texts one after another; they must come sorted and without repetition.
    /// Fails with the reason if a text is not a term.
    pub(crate) fn new(text: String, ends: Vec<usize>) -> Result<Self, String> {
        let terms = Self { text, ends };
        if terms.ends.last().copied().unwrap_or(0) != terms.text.len() {
            return Err("the term table has the wrong length".to_owned());
        }
        (0..terms.ends.len()).into_par_iter().try_for_each(|index| {
            let start = if index == 0 { 0 } else { terms.ends[index - 1] };
            match terms.text.get(start..terms.ends[index]) {
                Some(text) if shape(text).is_some() => Ok(()),
                _ => Err(format!("term {} of the term table is none", index + 1)),
            }
        })?;
        Ok(terms)
    }

    /// The same for texts taken from other tables.
    pub(crate) fn of_checked(text: String, ends: Vec<usize>) -> Self {
        Self { text, ends }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Every text, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| &self.text[std::mem::replace(&mut start, *end)..*end])
    }

    /// The N-Quads text of a term; the default graph has none.
    pub(crate) fn text(&self, id: u32) -> &str {
        match id as usize {
            0 => "",
            1 => &self.text[..self.ends[0]],
            n => &self.text[self.ends[n - 2]..self.ends[n - 1]],
        }
    }

    /// The number of a term, by binary search.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            let id = u32::try_from(middle + 1).ok()?;
            match self.text(id).cmp(text) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(id),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The number of an IRI.
    pub(crate) fn find_iri(&self, iri: &str) -> Option<u32> {
        self.find(&format!("<{iri}>"))
    }

    /// The term of a number that is not the default graph's.
    pub(crate) fn term(&self, id: u32) -> Term {
        let text = self.text(id);
        match shape(text).expect("every text of the table was checked when it was read") {
            Shape::Iri => NamedNode::new_unchecked(&text[1..text.len() - 1]).into(),
            Shape::Blank => BlankNode::new_unchecked(&text[2..]).into(),
            Shape::Literal { quote } => {
                let value = unescape(&text[1..quote]);
                let tail = &text[quote + 1..];
                if let Some(language) = tail.strip_prefix('@') {
                    Literal::new_language_tagged_literal_unchecked(value, language).into()
                } else if let Some(datatype) = tail.strip_prefix("^^<") {
                    let datatype = NamedNode::new_unchecked(&datatype[..datatype.len() - 1]);
                    Literal::new_typed_literal(value, datatype).into()
                } else {
                    Literal::new_simple_literal(value).into()
                }
            }
        }
    }

    /// The IRI of a number, if it is one's.
    pub(crate) fn iri(&self, id: u32) -> Option<&str> {
        self.text(id).strip_prefix('<')?.strip_suffix('>')
    }

    /// A subject or a graph's name; a literal there, which no writer makes, becomes an IRI.
    pub(crate) fn node(&self, id: u32) -> NamedOrBlankNode {
        match self.term(id) {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(literal) => NamedNode::new_unchecked(literal.value()).into(),
        }
    }

    /// A predicate.
    pub(crate) fn predicate(&self, id: u32) -> NamedNode {
        NamedNode::new_unchecked(self.iri(id).unwrap_or_default())
    }

    /// A graph's name.
    pub(crate) fn graph_name(&self, id: u32) -> GraphName {
        if id == DEFAULT_GRAPH { GraphName::DefaultGraph } else { self.node(id).into() }
    }
}

enum Shape {
    Iri,
    Blank,
    /// With the position of the closing quote.
    Literal {
        quote: usize,
    },
}

/// What kind of term a text is; `None` for none.
fn shape(text: &str) -> Option<Shape> {
    match text.as_bytes() {
        [b'<', .., b'>'] => Some(Shape::Iri),
        [b'_', b':', _, ..] => Some(Shape::Blank),
        [b'"', ..] => {
            let quote = text.rfind('"').filter(|quote| *quote > 0)?;
            match text.as_bytes().get(quote + 1..)? {
                [] | [b'@', _, ..] | [b'^', b'^', b'<', .., b'>'] => Some(Shape::Literal { quote }),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Resolves the escapes of N-Quads strings; an unknown one stays as it is.
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let hex = |digits: usize| {
            let code = u32::from_str_radix(escape.get(1..=digits)?, 16).ok()?;
            Some((char::from_u32(code)?, digits + 1))
        };
        let resolved = match escape.as_bytes().first() {
            Some(b't') => Some(('\t', 1)),
            Some(b'b') => Some(('\u{8}', 1)),
            Some(b'n') => Some(('\n', 1)),
            Some(b'r') => Some(('\r', 1)),
            Some(b'f') => Some(('\u{c}', 1)),
            Some(b'"') => Some(('"', 1)),
            Some(b'\'') => Some(('\'', 1)),
            Some(b'\\') => Some(('\\', 1)),
            Some(b'u') => hex(4),
            Some(b'U') => hex(8),
            _ => None,
        };
        let (c, length) = resolved.unwrap_or(('\\', 0));
        plain.push(c);
        rest = &escape[length..];
    }
    plain.push_str(rest);
    plain
}

/// Gives numbers to terms in the order they come, from 1; [`Interner::sorted`] makes the dictionary.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    texts: IndexSet<Box<str>>,
    buffer: String,
}

impl Interner {
    /// The number of anything that is written as N-Quads; a new one if it was not seen yet.
    pub(crate) fn term(&mut self, term: &impl std::fmt::Display) -> Result<u32, StoreError> {
        use std::fmt::Write;
        self.buffer.clear();
        let _ = write!(self.buffer, "{term}"); // writing to a String cannot fail
        let index = match self.texts.get_index_of(self.buffer.as_str()) {
            Some(index) => index,
            None => self.texts.insert_full(self.buffer.as_str().into()).0,
        };
        u32::try_from(index + 1).map_err(|_| StoreError::TooLarge)
    }

    /// The numbers here of all that another one has, by its numbers.
    pub(crate) fn take_in(&mut self, other: &Self) -> Result<Vec<u32>, StoreError> {
        let mut numbers = vec![DEFAULT_GRAPH];
        for text in &other.texts {
            numbers.push(self.term(text)?);
        }
        Ok(numbers)
    }

    /// The text of a number.
    pub(crate) fn text(&self, id: u32) -> &str {
        self.texts.get_index((id as usize).wrapping_sub(1)).map_or("", |text| text)
    }

    /// The dictionary, and for each number given so far (index 0 is the default graph) its place in it.
    pub(crate) fn sorted(self) -> (Terms, Vec<u32>) {
        let mut entries: Vec<(Box<str>, u32)> = self.texts.into_iter().zip(1..).collect();
        entries.par_sort_unstable();
        let mut ranks = vec![DEFAULT_GRAPH; entries.len() + 1];
        let mut terms = Terms {
            text: String::with_capacity(entries.iter().map(|(text, _)| text.len()).sum()),
            ends: Vec::with_capacity(entries.len()),
        };
        for (rank, (text, id)) in (1..).zip(&entries) {
            ranks[*id as usize] = rank;
            terms.text.push_str(text);
            terms.ends.push(terms.text.len());
        }
        (terms, ranks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::vocab::xsd;
    use proptest::prelude::*;

    fn dictionary(terms: &[Term]) -> Terms {
        let mut interner = Interner::default();
        for term in terms {
            interner.term(term).unwrap();
        }
        let (sorted, _) = interner.sorted();
        Terms::new(sorted.text, sorted.ends).unwrap()
    }

    #[test]
    fn every_kind_of_term_comes_back() {
        let terms: Vec<Term> = vec![
            NamedNode::new_unchecked("https://w3id.org/gureum/id/org/한빛클라우드").into(),
            BlankNode::new_unchecked("a1").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal("\"따옴표\"와 \\ 그리고\n줄\t바꿈\u{0}\u{7f}").into(),
            Literal::new_language_tagged_literal_unchecked("구름\u{200b}", "ko").into(),
            Literal::new_typed_literal("007", xsd::INTEGER).into(),
        ];
        let dictionary = dictionary(&terms);
        assert_eq!(dictionary.len(), terms.len());
        for term in &terms {
            let id = dictionary.find(&term.to_string()).expect("each is found");
            assert_eq!(&dictionary.term(id), term);
        }
        assert_eq!(dictionary.find("<http://nowhere>"), None);
    }

    #[test]
    fn a_table_of_something_else_is_refused() {
        for text in ["x", "<", "\"", "\"a", "\"a\"@", "\"a\"^^<b", "_:", ""] {
            assert!(Terms::new(text.to_owned(), vec![text.len()]).is_err(), "{text:?}");
        }
        assert!(Terms::new("<가>".to_owned(), vec![2, 5]).is_err(), "cut within a character");
        assert!(Terms::new("<a>".to_owned(), vec![9]).is_err(), "beyond the end");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in any::<String>()) {
            let term: Term = Literal::new_simple_literal(&text).into();
            let dictionary = dictionary(std::slice::from_ref(&term));
            prop_assert_eq!(dictionary.term(1), term);
        }

        /// Numbers in order are lines in order: the dump is a walk over the index.
        #[test]
        fn order_of_numbers_is_order_of_lines(a in any::<String>(), b in any::<String>(), lang in any::<bool>()) {
            let first: Term = Literal::new_simple_literal(&a).into();
            let second: Term = if lang {
                Literal::new_language_tagged_literal_unchecked(&b, "ko").into()
            } else {
                Literal::new_typed_literal(&b, xsd::DATE).into()
            };
            let dictionary = dictionary(&[first.clone(), second.clone()]);
            let by_number = dictionary.find(&first.to_string()) < dictionary.find(&second.to_string());
            let by_line = format!("<s> <p> {first} .") < format!("<s> <p> {second} .");
            prop_assert_eq!(by_number, by_line);
        }
    }
}

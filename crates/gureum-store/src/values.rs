//! Literals as values: whether the text fits the datatype, and which of two is less.

use std::cmp::Ordering;
use std::str::FromStr;

use oxrdf::Literal;
use oxsdatatypes::{Boolean, Date, DateTime, Decimal, GYear, GYearMonth};

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Whether the text is one of the datatype's; true of datatypes that are not known here.
pub(crate) fn is_well_formed(literal: &Literal) -> bool {
    fn parses<T: FromStr>(text: &str) -> bool {
        text.parse::<T>().is_ok()
    }
    let text = literal.value();
    match literal.datatype().as_str().strip_prefix(XSD) {
        Some("integer") => is_number(text, false),
        Some("decimal") => is_number(text, true),
        Some("boolean") => parses::<Boolean>(text),
        Some("date") => parses::<Date>(text),
        Some("dateTime") => parses::<DateTime>(text),
        Some("gYear") => parses::<GYear>(text),
        Some("gYearMonth") => parses::<GYearMonth>(text),
        _ => true,
    }
}

/// The order of two values; none where they are of different sorts or badly written.
pub(crate) fn compare(a: &Literal, b: &Literal) -> Option<Ordering> {
    fn ordered<T: FromStr + PartialOrd>(a: &str, b: &str) -> Option<Ordering> {
        a.parse::<T>().ok()?.partial_cmp(&b.parse::<T>().ok()?)
    }
    let ([a, b], [left, right]) = ([a, b].map(Literal::value), [a, b].map(sort));
    if left? != right? {
        return None;
    }
    match left? {
        // As floating point where the digits are too many.
        Sort::Number => ordered::<Decimal>(a, b).or_else(|| ordered::<f64>(a, b)),
        Sort::Date => ordered::<Date>(a, b),
        Sort::DateTime => ordered::<DateTime>(a, b),
        Sort::Year => ordered::<GYear>(a, b),
        Sort::Month => ordered::<GYearMonth>(a, b),
        Sort::Text => Some(a.cmp(b)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    Date,
    DateTime,
    Year,
    Month,
    Text,
}

fn sort(literal: &Literal) -> Option<Sort> {
    Some(match literal.datatype().as_str().strip_prefix(XSD)? {
        "integer" | "decimal" | "double" | "float" | "long" | "int" | "short" | "byte"
        | "nonNegativeInteger" | "positiveInteger" | "unsignedInt" | "unsignedLong" => Sort::Number,
        "date" => Sort::Date,
        "dateTime" => Sort::DateTime,
        "gYear" => Sort::Year,
        "gYearMonth" => Sort::Month,
        "string" => Sort::Text,
        _ => return None,
    })
}

/// A sign, digits, and with `fraction` a point somewhere among them.
fn is_number(text: &str, fraction: bool) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= usize::from(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::NamedNode;

    fn literal(text: &str, datatype: &str) -> Literal {
        Literal::new_typed_literal(text, NamedNode::new_unchecked(format!("{XSD}{datatype}")))
    }

    #[test]
    fn a_text_fits_its_datatype_or_not() {
        for (text, datatype, fits) in [
            ("25000000000", "integer", true),
            ("99999999999999999999999999", "integer", true),
            ("1.5", "integer", false),
            ("많이", "integer", false),
            ("", "decimal", false),
            ("-12.5", "decimal", true),
            ("2024-02-30", "date", false),
            ("2024-05", "gYearMonth", true),
            ("2024-05", "gYear", false),
        ] {
            assert_eq!(is_well_formed(&literal(text, datatype)), fits, "{text} as {datatype}");
        }
    }

    #[test]
    fn values_of_one_sort_have_an_order() {
        let order = |a: (&str, &str), b: (&str, &str)| compare(&literal(a.0, a.1), &literal(b.0, b.1));
        assert_eq!(order(("9", "integer"), ("10.0", "decimal")), Some(Ordering::Less));
        assert_eq!(order(("2024-05-01", "date"), ("2023-12-31", "date")), Some(Ordering::Greater));
        assert_eq!(order(("5", "string"), ("5", "integer")), None);
        assert_eq!(order(("많이", "integer"), ("5", "integer")), None);
        let large = "99999999999999999999999999";
        assert_eq!(order((large, "integer"), ("1", "integer")), Some(Ordering::Greater));
    }
}

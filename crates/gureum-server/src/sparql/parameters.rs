//! What a request asks for: a query or an update, and the graphs it is about.

use axum::http::Uri;
use gureum_store::Dataset;
use oxrdf::NamedNode;

use crate::problem::Problem;

/// Named values of a URL or a form, in order, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

/// A query or update, and its graphs.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) text: String,
    pub(crate) dataset: Option<Dataset>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Operation {
    Query(Request),
    Update(Request),
}

impl Parameters {
    /// Those behind the question mark.
    pub(crate) fn of_query(uri: &Uri) -> Result<Self, Problem> {
        let mut parameters = Self::default();
        parameters.add(uri.query().unwrap_or_default())?;
        Ok(parameters)
    }

    /// More, from the text of a form.
    pub(crate) fn add(&mut self, form: &str) -> Result<(), Problem> {
        for pair in form.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| percent_decoded(&text.replace('+', " "));
            self.0.push((decoded(name)?, decoded(value)?));
        }
        Ok(())
    }

    /// Every value of that name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Its value, if it is given once.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        match self.all(name).as_slice() {
            [] => Ok(None),
            [value] => Ok(Some(value)),
            _ => Err(Problem::bad_request(format!("'{name}' is given more than once"))),
        }
    }

    /// Whether it is there.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        !self.all(name).is_empty()
    }

    fn graphs(&self, default: &str, named: &str) -> Result<Option<Dataset>, Problem> {
        let read = |name: &str| -> Result<Vec<NamedNode>, Problem> {
            let iri = |text: &&str| {
                NamedNode::new(*text).map_err(|_| {
                    Problem::bad_request(format!("'{text}', given as {name}, is no absolute IRI"))
                })
            };
            self.all(name).iter().map(iri).collect()
        };
        let dataset = Dataset { default: read(default)?, named: read(named)? };
        Ok((dataset != Dataset::default()).then_some(dataset))
    }
}

impl Operation {
    pub(super) fn query(text: String, parameters: &Parameters) -> Result<Self, Problem> {
        let dataset = parameters.graphs("default-graph-uri", "named-graph-uri")?;
        Ok(Self::Query(Request { text, dataset }))
    }

    pub(super) fn update(text: String, parameters: &Parameters) -> Result<Self, Problem> {
        let dataset = parameters.graphs("using-graph-uri", "using-named-graph-uri")?;
        Ok(Self::Update(Request { text, dataset }))
    }

    pub(super) fn of_url(parameters: &Parameters) -> Result<Self, Problem> {
        Self::of_form(parameters)
    }

    pub(super) fn of_form(parameters: &Parameters) -> Result<Self, Problem> {
        match (parameters.one("query")?, parameters.one("update")?) {
            (Some(query), None) => Self::query(query.to_owned(), parameters),
            (None, Some(update)) => Self::update(update.to_owned(), parameters),
            (Some(_), Some(_)) => Err(Problem::bad_request("give 'query' or 'update', not both")),
            (None, None) => Err(Problem::bad_request("neither 'query' nor 'update' is given")),
        }
    }
}

/// `%41` as `A`. Refuses what is no code, and bytes that are not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            bytes.push(byte);
            rest = after;
            continue;
        }
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(0), digit(1)) else {
            return Err(Problem::bad_request(
                "a percent sign in the address is not followed by two hexadecimal digits",
            ));
        };
        bytes.push((high * 16 + low).to_le_bytes()[0]);
        rest = &after[2..];
    }
    String::from_utf8(bytes)
        .map_err(|_| Problem::bad_request("the address or form is not UTF-8 when decoded"))
}

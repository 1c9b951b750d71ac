//! One line of a JSON lines file: an article with its metadata.

use gureum_extract::text::{self, DecodeError};
use serde_json::{Map, Value};

use super::{InputError, article_id};

/// A record. Keys it does not have are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) url: Option<String>,
    /// Keys that have no meaning here.
    pub(crate) unknown: Vec<String>,
    /// Some bytes were no characters.
    pub(crate) broken: bool,
}

impl Record {
    /// Reads a line.
    pub(crate) fn parse(line: &[u8]) -> Result<Self, InputError> {
        let decoded = text::decode(line).map_err(|error| match error {
            DecodeError::Binary(_) => InputError::Record("this is no JSON but binary data".to_owned()),
            DecodeError::TooLarge => InputError::TooLong,
        })?;
        let object: Map<String, Value> = serde_json::from_str(&decoded.text).map_err(|error| {
            InputError::Record(format!(
                "this is no JSON object ({error}): write {{\"id\": …, \"text\": …}} on one line"
            ))
        })?;
        let mut record = Self { broken: decoded.had_errors, ..Self::default() };
        for (key, value) in object {
            record.take(key, value)?;
        }
        if record.id.is_empty() {
            return Err(InputError::Record("the record has no id: every line needs id and text".to_owned()));
        }
        if record.text.trim().is_empty() {
            let id = &record.id;
            return Err(InputError::Record(format!(
                "the record '{id}' has no text: every line needs id and text"
            )));
        }
        Ok(record)
    }

    fn take(&mut self, key: String, value: Value) -> Result<(), InputError> {
        let slot = match key.as_str() {
            "id" => {
                self.id = article_id(&string("id", value)?.unwrap_or_default());
                return Ok(());
            }
            "text" => {
                self.text = string("text", value)?.unwrap_or_default();
                return Ok(());
            }
            "title" => &mut self.title,
            "publisher" => &mut self.publisher,
            "published" => &mut self.published,
            "url" => &mut self.url,
            _ => {
                self.unknown.push(key);
                return Ok(());
            }
        };
        *slot = string(&key, value)?.filter(|text| !text.trim().is_empty());
        Ok(())
    }
}

fn string(key: &str, value: Value) -> Result<Option<String>, InputError> {
    match value {
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) if key == "id" => Ok(Some(number.to_string())),
        Value::Null => Ok(None),
        _ => Err(InputError::Record(format!("the value of {key} is no text: write it in quotes"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_and_others_named() {
        let record = Record::parse(
            "\u{feff}{\"id\": 7, \"text\": \"구름이 낀다.\", \"url\": null, \"tags\": [1], \"title\": \"하늘\"}".as_bytes(),
        )
        .unwrap();
        assert_eq!((record.id.as_str(), record.title.as_deref()), ("7", Some("하늘")));
        assert_eq!(record.unknown, ["tags"]);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        for (line, part) in [
            ("{\"text\": \"가\"}", "no id"),
            ("{\"id\": \"a\", \"text\": \" \"}", "'a' has no text"),
            ("{\"id\": \"a\", \"text\": [\"가\"]}", "value of text"),
            ("[1, 2]", "no JSON object"),
            ("{\"id\": \"a\", ", "no JSON object"),
        ] {
            let message = Record::parse(line.as_bytes()).unwrap_err().to_string();
            assert!(message.contains(part), "{line}: {message}");
        }
    }
}

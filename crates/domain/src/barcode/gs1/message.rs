//! Element strings: identifiers and values one after the other.

use serde::Serialize;

use super::dictionary::{Component, Entry, dictionary, predefined_length};
use super::error::Gs1Error;
use super::identifier::Ai;
use super::lint::Linter;

/// How FNC1 arrives within and before the data of a scanner.
pub const GS: char = '\u{1d}';

/// More identifiers than any label holds; the reference allows as many.
pub const MAX_ELEMENTS: usize = 64;

/// The most characters of a value whose identifier the dictionary does not know.
const MOST_OF_UNKNOWN: usize = 90;

/// How many characters of unknown data an error shows.
const SHOWN_CHARS: usize = 4;

/// An identifier and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Element {
    /// The identifier.
    pub ai: Ai,
    /// The value, as it is in the barcode.
    pub value: String,
}

/// GS1 data. It is not changed by reading: what was scanned can be written again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Message {
    /// The elements, in their order.
    pub elements: Vec<Element>,
}

impl Message {
    /// Reads an element string as a scanner sends it: GS for FNC1, with or without one at the beginning or the end.
    ///
    /// # Errors
    /// [`Gs1Error`] says what is wrong with the first value that is not right.
    pub fn parse(text: &str) -> Result<Self, Gs1Error> {
        match Self::parse_lossy(text) {
            (message, None) => Ok(message),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads as far as the data can be taken apart, values that are not right included; returns that and the first error.
    pub fn parse_lossy(text: &str) -> (Self, Option<Gs1Error>) {
        let mut elements = Vec::new();
        let mut first = None;
        let stopped = read_elements(text, &mut elements, &mut first).err();
        (Self { elements }, first.or(stopped))
    }

    /// Returns the value of an identifier.
    pub fn value(&self, ai: Ai) -> Option<&str> {
        self.elements
            .iter()
            .find(|element| element.ai == ai)
            .map(|element| element.value.as_str())
    }

    /// Writes the element string, with FNC1 before it and wherever the next element needs one.
    pub fn element_string(&self, fnc1: char) -> String {
        let mut text = String::from(fnc1);
        let mut pending = false;
        for element in &self.elements {
            if pending {
                text.push(fnc1);
            }
            text.push_str(&element.ai.to_string());
            text.push_str(&element.value);
            pending = needs_separator(element.ai);
        }
        text
    }

    /// Writes the elements for people: `(01)04607034950019(21)ABC`.
    pub fn bracketed(&self) -> String {
        let one =
            |element: &Element| format!("({}){}", element.ai, element.value.replace('(', "\\("));
        self.elements.iter().map(one).collect()
    }
}

/// Tells whether FNC1 must follow the value of an identifier when another element comes.
fn needs_separator(ai: Ai) -> bool {
    match dictionary().find(ai) {
        Some(entry) => entry.needs_separator,
        None => predefined_length(ai.prefix()).is_none(),
    }
}

/// Reads elements. A wrong value is noted and reading goes on where it ends; other errors end it.
fn read_elements(
    text: &str,
    elements: &mut Vec<Element>,
    wrong: &mut Option<Gs1Error>,
) -> Result<(), Gs1Error> {
    let mut rest = text.strip_prefix(GS).unwrap_or(text);
    if rest.is_empty() {
        return Err(Gs1Error::Empty);
    }
    while !rest.is_empty() {
        let (ai, entry) = dictionary()
            .find_at_start(rest)
            .ok_or_else(|| unknown(rest))?;
        let data = rest.get(ai.len()..).unwrap_or_default();
        let until = data.find(GS).unwrap_or(data.len());
        let available = data.get(..until).unwrap_or_default();
        let length = match judge(ai, entry, available) {
            Err(error @ Gs1Error::Value { .. }) => {
                wrong.get_or_insert(error);
                first_chars(available, entry.most()).len()
            }
            judged => judged?,
        };
        let (value, after) = data.split_at_checked(length).unwrap_or((data, ""));
        if elements.len() >= MAX_ELEMENTS {
            return Err(Gs1Error::TooMany { most: MAX_ELEMENTS });
        }
        elements.push(Element {
            ai,
            value: value.to_owned(),
        });
        rest = match after.strip_prefix(GS) {
            Some(next) => next,
            None if entry.needs_separator && !after.is_empty() => {
                return Err(Gs1Error::TooLong { ai });
            }
            None => after,
        };
    }
    Ok(())
}

pub(super) fn unknown(rest: &str) -> Gs1Error {
    Gs1Error::UnknownIdentifier {
        text: rest.chars().take(SHOWN_CHARS).collect(),
    }
}

/// Judges the parts of a value and returns how many bytes of the text they take.
fn judge(ai: Ai, entry: &Entry, available: &str) -> Result<usize, Gs1Error> {
    if available.is_empty() {
        return Err(Gs1Error::TooShort { ai });
    }
    let mut at = 0;
    for component in &entry.components {
        let rest = available.get(at..).unwrap_or_default();
        let part = first_chars(rest, component.most);
        if part.is_empty() && component.is_optional {
            continue;
        }
        judge_component(ai, component, part, available, at)?;
        at += part.len();
    }
    Ok(at)
}

fn judge_component(
    ai: Ai,
    component: &Component,
    part: &str,
    whole: &str,
    at: usize,
) -> Result<(), Gs1Error> {
    if part.chars().count() < component.least {
        return Err(Gs1Error::TooShort { ai });
    }
    let before = || whole.get(..at).unwrap_or_default().chars().count();
    for linter in &component.linters {
        linter.lint(part).map_err(|mut error| {
            error.at += before();
            Gs1Error::Value { ai, error }
        })?;
    }
    Ok(())
}

/// Returns the first characters of a text, at most so many.
fn first_chars(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or_default(),
        None => text,
    }
}

/// Judges a value of which nothing may be left over. An identifier that the dictionary does not know may be one of a later
/// release: its characters and, where its beginning predefines one, its length are judged.
pub(super) fn judge_whole(ai: Ai, value: &str) -> Result<(), Gs1Error> {
    let length = value.chars().count();
    let (least, most) = match dictionary().find(ai) {
        Some(entry) => (entry.least(), entry.most()),
        None => match predefined_length(ai.prefix()) {
            Some(exactly) => (exactly, exactly),
            None => (1, MOST_OF_UNKNOWN),
        },
    };
    if length < least {
        return Err(Gs1Error::TooShort { ai });
    }
    if length > most {
        return Err(Gs1Error::TooLong { ai });
    }
    match dictionary().find(ai) {
        Some(entry) if judge(ai, entry, value)? < value.len() => Err(Gs1Error::TooLong { ai }),
        Some(_) => Ok(()),
        None => Linter::Cset82
            .lint(value)
            .map_err(|error| Gs1Error::Value { ai, error }),
    }
}

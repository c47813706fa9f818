//! GS1 data as people write it: `(01)04607034950019(21)ABC`.

use super::dictionary::dictionary;
use super::error::Gs1Error;
use super::identifier::Ai;
use super::message::{Element, MAX_ELEMENTS, Message, judge_whole, unknown};

impl Message {
    /// Reads elements in brackets. A bracket that belongs to a value has a backslash before it: `(10)AB\(C`.
    ///
    /// # Errors
    /// [`Gs1Error`] says what is wrong.
    pub fn parse_bracketed(text: &str) -> Result<Self, Gs1Error> {
        match Self::parse_bracketed_lossy(text) {
            (message, None) => Ok(message),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads as far as the data can be taken apart, values that are not right included; returns that and the first error.
    pub fn parse_bracketed_lossy(text: &str) -> (Self, Option<Gs1Error>) {
        let mut elements = Vec::new();
        let mut first = None;
        let stopped = read_bracketed(text, &mut elements, &mut first).err();
        (Self { elements }, first.or(stopped))
    }
}

/// Reads elements. A wrong value is noted and reading goes on; other errors end it.
fn read_bracketed(
    text: &str,
    elements: &mut Vec<Element>,
    wrong: &mut Option<Gs1Error>,
) -> Result<(), Gs1Error> {
    let mut rest = text;
    while !rest.is_empty() {
        let inner = rest.strip_prefix('(').ok_or(Gs1Error::Brackets)?;
        let (digits, after) = inner.split_once(')').ok_or(Gs1Error::Brackets)?;
        let ai = Ai::parse(digits)
            .filter(|ai| dictionary().find(*ai).is_some() || dictionary().may_exist(*ai))
            .ok_or_else(|| unknown(digits))?;
        let (value, next) = read_value(after);
        if value.is_empty() {
            return Err(Gs1Error::TooShort { ai });
        }
        match judge_whole(ai, &value) {
            Err(error @ Gs1Error::Value { .. }) => {
                wrong.get_or_insert(error);
            }
            judged => judged?,
        }
        if elements.len() >= MAX_ELEMENTS {
            return Err(Gs1Error::TooMany { most: MAX_ELEMENTS });
        }
        elements.push(Element { ai, value });
        rest = next;
    }
    if elements.is_empty() {
        return Err(Gs1Error::Empty);
    }
    Ok(())
}

/// Returns the value up to the next bracket that is not part of it, and what follows.
fn read_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let Some(at) = rest.find('(') else {
            value.push_str(rest);
            return (value, "");
        };
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        match before.strip_suffix('\\') {
            Some(kept) => {
                value.push_str(kept);
                value.push('(');
                rest = from.strip_prefix('(').unwrap_or_default();
            }
            None => {
                value.push_str(before);
                return (value, from);
            }
        }
    }
}

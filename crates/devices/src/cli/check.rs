//! What a technician's test of a device finds, step by step, as JSON.
//!
//! Each step is `{step, ok, ru, en, …}`; the answer is whether all went well. Nothing here moves money or opens a document
//! unless it is told to.

mod display;
mod fiscal;
mod printer;
mod scale;
mod scanner;
mod terminal;

use bezmen_domain::locale::Locale;
use serde_json::{Map, Value, json};

pub use self::display::display;
pub use self::fiscal::fiscal;
pub use self::printer::{PrinterParts, printer, sensor_words};
pub use self::scale::scale;
pub use self::scanner::scanner;
pub use self::terminal::terminal;

/// Hears of each step as it ends.
pub type Tell<'a> = &'a mut dyn FnMut(&Value);

/// A step's name, whether it went well, what to read about it, and what else it found.
fn step(name: &str, ok: bool, words: impl Fn(Locale) -> String, more: Value) -> Value {
    let mut found = Map::new();
    found.insert("step".to_owned(), json!(name));
    found.insert("ok".to_owned(), json!(ok));
    found.insert("ru".to_owned(), json!(words(Locale::Ru)));
    found.insert("en".to_owned(), json!(words(Locale::En)));
    if let Value::Object(more) = more {
        found.extend(more);
    }
    Value::Object(found)
}

/// Sixteen random bytes as the name of something that happens once.
fn intent(random: [u8; 16]) -> crate::intent::IntentId {
    crate::intent::IntentId::from_uuid(uuid::Builder::from_random_bytes(random).into_uuid())
}

#[cfg(test)]
mod tests;

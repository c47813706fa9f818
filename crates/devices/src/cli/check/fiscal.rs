//! The test of a fiscal device.

use serde_json::json;

use super::{Tell, intent, step};
use crate::fiscal::check::check;
use crate::fiscal::{Alignment, Document, FiscalDevice, FiscalOutcome, TextLine};

/// Asks a fiscal device for its state. With `really` it also prints a text without fiscal meaning. The random bytes name the
/// question and the text.
pub fn fiscal(
    device: &dyn FiscalDevice,
    random: [[u8; 16]; 2],
    really: bool,
    tell: Tell<'_>,
) -> bool {
    let [question, text] = random.map(intent);
    let found = check(device, question);
    let mut well = found.status.is_some();
    tell(&step(
        "status",
        well,
        |locale| locale.pick(found.ru.as_str(), found.en.as_str()).to_owned(),
        json!({ "status": found.status, "failure": found.failure }),
    ));
    if really && well {
        let lines = ["Проверка связи", "Это не чек"].map(|line| TextLine {
            text: line.to_owned(),
            alignment: Alignment::Center,
        });
        let outcome = device.register(
            text,
            &Document::Text {
                lines: lines.to_vec(),
            },
        );
        well = matches!(outcome, FiscalOutcome::Done(_));
        tell(&step(
            "text",
            well,
            |locale| outcome.words(locale),
            json!({ "outcome": outcome }),
        ));
    }
    well
}

//! Targets for codes.

use bezmen_domain::barcode::gs1::{GS, Linter, Message};
use std::hint::black_box;

/// Any element string, with separators or in brackets: what is read is written so that it reads the same.
pub fn gs1(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for message in [Message::parse(&text), Message::parse_bracketed(&text)]
        .into_iter()
        .flatten()
    {
        // Brackets hold identifiers that nobody has given out; without brackets none can tell where such a one ends.
        if message.unknown().next().is_some() {
            continue;
        }
        let again = Message::parse(&message.element_string(GS));
        assert_eq!(again.as_ref(), Ok(&message), "written, it reads otherwise");
        let bracketed = Message::parse_bracketed(&message.bracketed());
        assert_eq!(
            bracketed.as_ref(),
            Ok(&message),
            "in brackets, it reads otherwise"
        );
        for element in &message.elements {
            black_box(element.decoded(2026));
        }
        let _ = message.check_exclusions();
        let _ = message.check_requirements();
    }
    black_box(Message::parse_lossy(&text));
    black_box(Message::parse_bracketed_lossy(&text));
    for linter in Linter::ALL {
        let _ = linter.lint(&text);
    }
}

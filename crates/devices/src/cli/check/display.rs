//! The test of a customer display.

use bezmen_domain::locale::Locale;
use serde_json::json;

use super::{Tell, step};
use crate::display::{Brightness, CustomerDisplay, DisplayView, DisplayWriter, Overflow};
use crate::transport::PortAddress;

/// Shows a view and tells the lines that stand on the display when all is well. A display never answers: whoever looks at it
/// sees whether it is.
pub fn display(
    address: &PortAddress,
    writer: &DisplayWriter,
    brightness: Brightness,
    view: &DisplayView,
    tell: Tell<'_>,
) -> bool {
    let lines = writer.lines(view, Overflow::Cut);
    let mut sink = CustomerDisplay::new(address.clone(), writer.clone(), brightness);
    let sent = sink.show(view, Overflow::Cut);
    let words = |locale: Locale| match &sent {
        Ok(_) => locale
            .pick(
                "отправлено: на дисплее должны стоять эти строки",
                "sent: these lines should stand on the display",
            )
            .to_owned(),
        Err(error) => error.words(locale),
    };
    let [upper, lower] = lines;
    let more = json!({ "upper": upper, "lower": lower });
    tell(&step("show", sent.is_ok(), words, more));
    sent.is_ok()
}

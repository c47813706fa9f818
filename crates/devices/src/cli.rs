//! What the command line of the till does with devices. Printing and the arguments are the binary's own affair.

pub mod check;
mod display;
mod label;
pub mod played;
mod plu;
mod printer;

use std::io::{self, BufRead, Read};
use std::net::ToSocketAddrs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::printer::interpret::{Interpreter, Line, Rendering};
use crate::printer::profile::PrinterProfile;
use crate::scale::describe;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::simulate::printer::{OnReceipt, VirtualPrinter};

#[cfg(unix)]
pub use self::display::serve_display_on_line;
pub use self::display::{
    display_lines, display_profiles, display_read, display_show, serve_display, tell_display,
};
pub use self::label::{LabelFormat, label_summary, labels};
pub use self::plu::{plu_check, plu_send, plu_targets, serve_label_scale, tell_label_scale};
pub use self::printer::{ProfileChoiceError, encode, profile_or_file, profiles, status};

/// A profile that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no printer profile “{name}”: choose one of {known}, or a model of the printer database such as TM-T88V", known = PrinterProfile::BUILT_IN.join(", "))]
pub struct UnknownProfile {
    /// The name that was asked for.
    pub name: String,
}

/// Finds a profile by the name given on the command line.
///
/// # Errors
/// Names the profiles there are.
pub fn profile(name: &str) -> Result<PrinterProfile, UnknownProfile> {
    PrinterProfile::built_in(name).ok_or_else(|| UnknownProfile {
        name: name.to_owned(),
    })
}

/// Reads ESC/POS bytes to their end and answers what stands on the paper, with its picture when it is wanted.
///
/// # Errors
/// The bytes cannot be read.
pub fn render(
    mut reader: impl Read,
    profile: &PrinterProfile,
    with_picture: bool,
) -> io::Result<Rendering> {
    let mut interpreter = if with_picture {
        Interpreter::drawing(profile)
    } else {
        Interpreter::new(profile)
    };
    let mut bytes = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => interpreter.feed(bytes.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Rendering::join(interpreter.finish()))
}

/// The rendering as JSON: `{lines, styles, events, png?}`.
///
/// `lines` is the text grid, one string a line; `styles` has for each line its alignment and looks; `events` are in
/// order, each with the number of lines before it. `png` is the picture as a PNG file in base64; it is there when the
/// paper was drawn and is not empty.
#[must_use]
pub fn json_of(rendering: &Rendering) -> Value {
    let style =
        |line: &Line| json!({ "align": line.align, "indent": line.indent, "spans": line.spans });
    let mut answer = json!({
        "lines": rendering.rows(),
        "styles": rendering.lines.iter().map(style).collect::<Vec<_>>(),
        "events": rendering.events,
    });
    if let (Some(png), Some(fields)) = (rendering.to_png(), answer.as_object_mut()) {
        fields.insert("png".to_owned(), Value::String(BASE64.encode(png)));
    }
    answer
}

/// Starts the virtual printer and calls back with each receipt; [`VirtualPrinter::run`] then blocks.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve_printer(
    address: impl ToSocketAddrs,
    profile: &PrinterProfile,
    on_receipt: OnReceipt,
) -> io::Result<VirtualPrinter> {
    VirtualPrinter::start_with(address, profile, Some(on_receipt))
}

/// Reads frames in hex, one a line, and calls back with what each says as a line of JSON (see
/// [`crate::scale::describe::decode`]). A line that is not hex is answered with an `error` that says so; an empty one is passed
/// over.
///
/// # Errors
/// The lines cannot be read.
pub fn decode_scale(
    lines: impl BufRead,
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    mut say: impl FnMut(&str),
) -> io::Result<()> {
    for line in lines.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match describe::bytes_of(&line) {
            Some(bytes) => describe::decode(protocol, options, &bytes),
            None => json!({
                "weight": null, "unit": null, "stable": null, "error": "not_hex",
                "hint": "write each byte as two hexadecimal digits, such as 02 30 31 0D",
            }),
        };
        say(&answer.to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests;

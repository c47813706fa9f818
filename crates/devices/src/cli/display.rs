//! `display`: views to bytes, bytes to lines, and a display to play with.

use std::io;
use std::net::ToSocketAddrs;
#[cfg(unix)]
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::display::{
    Brightness, DisplayProfile, DisplayProtocol, DisplayView, DisplayWriter, Overflow,
};
use crate::printer::hex;
use crate::simulate::UnknownFault;
use crate::simulate::display::{DisplayFault, DisplayReader, SimulatedDisplay};

/// The models there are, each with what one chooses by: `{name, protocol, behind_printer, russian}`.
pub fn display_profiles() -> impl Iterator<Item = Value> {
    DisplayProfile::all().map(|profile| {
        let usable = profile.usable_slots();
        json!({
            "name": profile.name,
            "protocol": match profile.protocol {
                DisplayProtocol::EscPos => "esc_pos",
                DisplayProtocol::Cd5220 => "cd5220",
            },
            "behind_printer": profile.behind_printer,
            "russian": usable.iter().any(|slot| slot.page.is_cyrillic()),
        })
    })
}

/// Does what a line says to a simulated display: a fault by its name. An empty line or `lines` answers what it shows, as
/// [`display_lines`] does.
///
/// # Errors
/// Says which faults there are.
pub fn tell_display(display: &SimulatedDisplay, line: &str) -> Result<Option<Value>, UnknownFault> {
    if matches!(line.trim(), "" | "lines") {
        return Ok(Some(display_lines(display)));
    }
    display.set_fault(DisplayFault::from_name(line)?);
    Ok(None)
}

/// What a display shows of a view: `{upper, lower, start, show}`; the lines have as many characters as the display has
/// cells, the bytes are in hex.
#[must_use]
pub fn display_show(view: &DisplayView, profile: &DisplayProfile, overflow: Overflow) -> Value {
    let writer = DisplayWriter::new(profile.clone());
    let lines = writer.lines(view, overflow);
    json!({
        "upper": lines[0],
        "lower": lines[1],
        "start": hex::encode(&writer.start(Brightness::Full)),
        "show": hex::encode(&writer.show(&lines)),
    })
}

/// What stands on a display after bytes in hex: `{upper, lower, brightness}`, or `{error}` for what is not hex.
#[must_use]
pub fn display_read(text: &str, profile: &DisplayProfile) -> Value {
    let Some(bytes) = hex::decode(text) else {
        return json!({ "error": "not_hex" });
    };
    let mut reader = DisplayReader::new(profile);
    reader.feed(&bytes);
    let [upper, lower] = reader.lines();
    json!({ "upper": upper, "lower": lower, "brightness": reader.brightness() })
}

/// The lines of a simulated display: `{upper, lower}`.
#[must_use]
pub fn display_lines(display: &SimulatedDisplay) -> Value {
    let [upper, lower] = display.lines();
    json!({ "upper": upper, "lower": lower })
}

/// Plays a display at a TCP address.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve_display(
    address: impl ToSocketAddrs,
    profile: &DisplayProfile,
) -> io::Result<SimulatedDisplay> {
    SimulatedDisplay::on_tcp(profile, address)
}

/// Plays a display on a serial line that is found at `link`.
///
/// # Errors
/// The system has no pseudo-terminals, or the link cannot be made.
#[cfg(unix)]
pub fn serve_display_on_line(
    link: PathBuf,
    profile: &DisplayProfile,
) -> io::Result<SimulatedDisplay> {
    SimulatedDisplay::on_line(profile, link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_read_back() {
        let profile = DisplayProfile::built_in("cd5220").unwrap();
        let view: DisplayView = serde_json::from_value(json!({
            "state": "total", "total": 12_345, "lines": 2, "currency": "RUB", "locale": "ru",
            "upper": { "text": "ИТОГО", "right": "123,45" }, "lower": { "text": "Позиций", "right": "2" },
        }))
        .unwrap();
        let shown = display_show(&view, &profile, Overflow::Cut);
        assert_eq!(shown["upper"], "ИТОГО         123,45");
        let bytes = format!(
            "{}{}",
            shown["start"].as_str().unwrap(),
            shown["show"].as_str().unwrap()
        );
        let read = display_read(&bytes, &profile);
        assert_eq!(
            (&read["upper"], &read["lower"]),
            (&shown["upper"], &shown["lower"])
        );
        assert_eq!(display_read("xyz", &profile)["error"], "not_hex");
    }

    #[test]
    fn models_are_listed_and_a_played_one_is_told_faults() {
        let models: Vec<Value> = display_profiles().collect();
        assert_eq!(models.len(), DisplayProfile::NAMES.len());
        let russian = |name: &str| {
            let model = models.iter().find(|model| model["name"] == name);
            model.unwrap()["russian"].clone()
        };
        assert_eq!(
            (russian("ocd-300"), russian("cd5220-latin")),
            (json!(true), json!(false))
        );
        let profile = DisplayProfile::built_in("cd5220").unwrap();
        let display = serve_display("127.0.0.1:0", &profile).unwrap();
        assert_eq!(tell_display(&display, "stall"), Ok(None));
        let shown = tell_display(&display, "lines").unwrap().unwrap();
        assert_eq!(shown["upper"], " ".repeat(20));
        assert!(tell_display(&display, "asleep").is_err());
    }
}

//! What a piece of a scale's line says, as JSON for the command line and the technician's bench.

use bezmen_domain::locale::Locale;
use serde_json::{Map, Value, json};

use super::codec::ScaleCodec;
use super::decimal::Decimal;
use super::protocol::{ScaleOptions, ScaleProtocol};
use super::reading::{
    Code, Observation, Obstacle, Reading, Refusal, RefusalReason, Status, WeightUnit,
};
use super::said::{Heard, Junk, Said};

use std::time::Duration;

/// The unit as scales write it; nothing when it is unknown.
#[must_use]
pub const fn unit(unit: WeightUnit) -> Option<&'static str> {
    match unit {
        WeightUnit::Gram => Some("g"),
        WeightUnit::Kilogram => Some("kg"),
        WeightUnit::Pound => Some("lb"),
        WeightUnit::Ounce => Some("oz"),
        WeightUnit::Unknown => None,
    }
}

/// The unit that scales write so.
#[must_use]
pub fn unit_of(text: &str) -> Option<WeightUnit> {
    match text {
        "g" => Some(WeightUnit::Gram),
        "kg" => Some(WeightUnit::Kilogram),
        "lb" => Some(WeightUnit::Pound),
        "oz" => Some(WeightUnit::Ounce),
        _ => None,
    }
}

/// Bytes as pairs of hexadecimal digits, `02 30 31 0d`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}

/// Reads pairs of hexadecimal digits, with or without spaces, colons or `0x` between them.
#[must_use]
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let bare = text.replace("0x", " ").replace("0X", " ");
    let digits: Vec<u8> = bare
        .chars()
        .filter(|one| !one.is_whitespace() && !matches!(one, ':' | ','))
        .map(|one| one.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pair = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit);
    Some(digits.chunks(2).map(pair).collect())
}

/// Decodes the bytes of one line alone and says what the last whole frame of it says.
///
/// `weight` is an exact decimal in `unit`; it, `unit` and `stable` are there in every answer, null when they are not
/// known; other keys are there when the frame says something about them. Bytes without a whole frame answer `error`. When there
/// is more than one frame, `frames` has them all; `skipped` counts the bytes that were no frame.
#[must_use]
pub fn decode(protocol: ScaleProtocol, options: &ScaleOptions, bytes: &[u8]) -> Value {
    let mut codec = ScaleCodec::new(protocol, options.clone());
    let mut heard = Vec::new();
    codec.receive(bytes, Duration::ZERO, &mut heard);
    codec.finish(Duration::ZERO, &mut heard);
    let frames: Vec<Map<String, Value>> = heard
        .iter()
        .filter(|piece| piece.length > 0)
        .filter_map(|piece| piece.said.as_ref().ok())
        .map(|said| frame(protocol, said))
        .collect();
    let skipped: usize = heard
        .iter()
        .filter(|piece| piece.said.is_err())
        .map(|piece| piece.length)
        .sum();
    let mut answer = match frames.last() {
        Some(last) => last.clone(),
        None => {
            let mut answer = nothing();
            answer.insert("error".to_owned(), json!(worst(&heard)));
            answer
        }
    };
    if frames.len() > 1 {
        answer.insert("frames".to_owned(), json!(frames));
    }
    if skipped > 0 {
        answer.insert("skipped".to_owned(), json!(skipped));
    }
    Value::Object(answer)
}

/// Describes one piece: a frame as [`decode`] does, or `{"error": …}`.
#[must_use]
pub fn piece(protocol: ScaleProtocol, said: &Result<Said, Junk>) -> Value {
    Value::Object(match said {
        Ok(said) => frame(protocol, said),
        Err(junk) => Map::from_iter([("error".to_owned(), json!(junk))]),
    })
}

/// The most telling reason why nothing could be read.
fn worst(heard: &[Heard]) -> Junk {
    let order = [
        Junk::Checksum,
        Junk::Parity,
        Junk::Malformed,
        Junk::Incomplete,
        Junk::Noise,
    ];
    let has = |junk: &&Junk| heard.iter().any(|piece| piece.said == Err(**junk));
    order.iter().find(has).copied().unwrap_or(Junk::Incomplete)
}

fn nothing() -> Map<String, Value> {
    ["weight", "unit", "stable"]
        .map(|key| (key.to_owned(), Value::Null))
        .into_iter()
        .collect()
}

fn frame(protocol: ScaleProtocol, said: &Said) -> Map<String, Value> {
    let mut keys = Keys(nothing());
    if let Some(code) = said.observation().and_then(code_of) {
        let meaning = |locale| super::protocols::error_words(protocol, code.number, locale);
        keys.some("meaning", meaning(Locale::En));
    }
    match said {
        Said::Observation(Observation::Weight(reading)) => keys.weight(protocol, reading),
        Said::Observation(Observation::Status(status)) => keys.status(status),
        Said::Observation(Observation::Done) => keys.put("ok", true),
        Said::Observation(Observation::Refused(refusal)) => keys.refusal(protocol, refusal),
        Said::Label(label) => {
            keys.put("barcode", &label.text);
            keys.put("symbology", label.symbology);
        }
        Said::Parameters(parameters) => {
            keys.some("model", parameters.model.as_ref());
            keys.some("exponent", parameters.exponent);
            keys.some("tare", parameters.tare.map(|one| one.to_string()));
            keys.some("capacity", parameters.capacity.map(|one| one.to_string()));
        }
        Said::Control(byte) => keys.put("control", format!("{byte:02x}")),
        Said::Challenge(turns) => keys.put("challenge", format!("{turns:02X}")),
        Said::Probe => keys.put("probe", "ok"),
        Said::Request => keys.put("dir", "tx"),
    }
    keys.0
}

/// The code that was named with an observation.
const fn code_of(observation: Observation) -> Option<Code> {
    match observation {
        Observation::Status(status) => status.code,
        Observation::Refused(refusal) => refusal.code,
        Observation::Weight(_) | Observation::Done => None,
    }
}

struct Keys(Map<String, Value>);

impl Keys {
    fn put(&mut self, key: &str, value: impl serde::Serialize) {
        self.0.insert(key.to_owned(), json!(value));
    }

    fn some(&mut self, key: &str, value: Option<impl serde::Serialize>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn weight(&mut self, protocol: ScaleProtocol, reading: &Reading) {
        self.put("weight", reading.shown());
        self.put("unit", unit(reading.unit));
        self.put("stable", reading.stable);
        self.some("motion", (reading.stable == Some(false)).then_some(true));
        self.some("net", reading.net);
        self.some("at_zero", reading.zero);
        self.some("negative", (reading.raw < 0).then_some(true));
        let text = |number: Decimal| number.to_string();
        self.some("tare", reading.tare.map(text));
        self.some("price", reading.price.map(text));
        self.some("unit_price", reading.price.map(text));
        self.some("total", reading.total.map(text));
        for (key, value) in super::protocols::own_keys(protocol, reading) {
            self.put(key, value);
        }
    }

    fn status(&mut self, status: &Status) {
        self.put("stable", status.stable);
        self.some("motion", (status.stable == Some(false)).then_some(true));
        self.some("at_zero", status.zero);
        self.some("net", status.net);
        self.some(
            "selftest",
            status
                .self_test
                .map(|passed| if passed { "pass" } else { "fail" }),
        );
        self.some("status_code", status.code.map(|code| code.to_string()));
        let key = match status.obstacle {
            None => return,
            Some(Obstacle::Overload) => "overload",
            // What is below zero for one maker is below the range for another.
            Some(Obstacle::Underload) => {
                self.put("negative", true);
                "underload"
            }
            Some(Obstacle::Negative) => {
                self.put("underload", true);
                "negative"
            }
            Some(Obstacle::OutsideZeroRange) => "outside_zero_range",
            Some(Obstacle::NoZero) => "no_zero",
            Some(Obstacle::NotUnloaded) => "not_unloaded",
            Some(Obstacle::BelowMinimum) => "below_min",
            Some(Obstacle::Price) => "bad_price",
            Some(Obstacle::NotWeighing) => "not_weighing",
            Some(Obstacle::Fault) => "fault",
        };
        self.put(key, true);
    }

    fn refusal(&mut self, protocol: ScaleProtocol, refusal: &Refusal) {
        self.put("ok", false);
        self.put("error", reason(protocol, refusal.reason));
        self.some("status_code", refusal.code.map(|code| code.to_string()));
    }
}

fn reason(protocol: ScaleProtocol, reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::Unrecognized => "unrecognized",
        RefusalReason::Syntax => "syntax",
        RefusalReason::Transmission => "transmission",
        RefusalReason::Logical => "logical",
        RefusalReason::Parameter => "parameter",
        // NAK alone; record 08 asks for the reason.
        RefusalReason::Unexplained if protocol == ScaleProtocol::Dialog06 => "ask record 08",
        RefusalReason::Unexplained => "unexplained",
        RefusalReason::Locked => "locked",
        RefusalReason::Fault => "fault",
    }
}

#[cfg(test)]
mod tests;

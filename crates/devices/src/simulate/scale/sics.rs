//! The scale's side of MT-SICS.

use super::ScaleFault;
use super::state::{Load, Shared};
use crate::scale::decimal;

/// What it can weigh, in grams.
const CAPACITY: i64 = 15_000;

/// How far below nothing it still shows a number.
const LOWEST: i64 = -500;

/// How far from its first zero it can be zeroed: two hundredths of the capacity either way.
const ZERO_RANGE: i64 = CAPACITY / 50;

/// Answers one line.
pub(super) fn answer(request: &str, shared: &Shared) -> String {
    let busy = shared.fault() == ScaleFault::Busy;
    let mut load = shared.lock();
    let (command, argument) = request.split_once(' ').unwrap_or((request, ""));
    let text = match command {
        "S" | "SI" | "SIR" if busy => "S I".to_owned(),
        "S" if !load.stable => "S I".to_owned(),
        "S" | "SI" | "SIR" => weight(&mut load),
        "Z" | "ZI" => zero(command, &mut load),
        "T" | "TI" => tare(command, &mut load),
        "TA" if argument.is_empty() => format!("TA A {} kg", number(load.tare)),
        "TA" => set_tare(argument, &mut load),
        "TAC" => {
            load.tare = 0;
            "TAC A".to_owned()
        }
        "@" => {
            (load.tare, load.zero) = (0, 0);
            "I4 A \"SIM-0001\"".to_owned()
        }
        "I0" => "I0 A \"S SI SIR Z ZI T TI TA TAC @ I0 I1 I2 I3 I4\"".to_owned(),
        "I1" => "I1 A \"01\" \"2.30\" \"2.22\" \"\" \"\"".to_owned(),
        "I2" => "I2 A \"Simulated scale 15.000 kg\"".to_owned(),
        "I3" => "I3 A \"1.0\"".to_owned(),
        "I4" => "I4 A \"SIM-0001\"".to_owned(),
        "SIM" => put(argument, &mut load),
        _ => "ES".to_owned(),
    };
    format!("{text}\r\n")
}

fn number(grams: i64) -> String {
    decimal::format(grams, -3)
}

fn weight(load: &mut Load) -> String {
    let gross = load.grams - load.zero;
    if gross > CAPACITY {
        return "S +".to_owned();
    }
    if gross < LOWEST {
        return "S -".to_owned();
    }
    let shown = load.shown();
    format!(
        "S {} {:>10} kg",
        if load.stable { 'S' } else { 'D' },
        number(shown)
    )
}

fn zero(command: &str, load: &mut Load) -> String {
    if !load.stable {
        return format!("{command} I");
    }
    if load.grams > ZERO_RANGE {
        return format!("{command} +");
    }
    if load.grams < -ZERO_RANGE {
        return format!("{command} -");
    }
    (load.zero, load.tare) = (load.grams, 0);
    format!("{command} {}", if command == "Z" { "A" } else { "S" })
}

fn tare(command: &str, load: &mut Load) -> String {
    if !load.stable {
        return format!("{command} I");
    }
    let gross = load.grams - load.zero;
    if gross < 0 {
        return format!("{command} -");
    }
    load.tare = gross;
    format!("{command} S {:>10} kg", number(gross))
}

fn set_tare(argument: &str, load: &mut Load) -> String {
    let Some(grams) = argument.strip_suffix(" kg").and_then(grams_of) else {
        return "TA L".to_owned();
    };
    if !(0..=CAPACITY).contains(&grams) {
        return "TA L".to_owned();
    }
    load.tare = grams;
    format!("TA A {} kg", number(grams))
}

/// Reads kilograms with up to three decimals.
pub(crate) fn grams_of(text: &str) -> Option<i64> {
    let (raw, exponent) = decimal::parse(text.trim())?;
    let shift = u32::try_from(i32::from(exponent) + 3).ok()?;
    raw.checked_mul(10_i64.checked_pow(shift)?)
}

fn put(argument: &str, load: &mut Load) -> String {
    let (weight, state) = argument.split_once(' ').unwrap_or((argument, "S"));
    match (grams_of(weight), state) {
        (Some(grams), "S" | "D") => {
            (load.grams, load.stable) = (grams, state == "S");
            "SIM A".to_owned()
        }
        _ => "SIM L".to_owned(),
    }
}

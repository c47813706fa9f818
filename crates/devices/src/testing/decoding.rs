//! What a scale's protocol makes of bytes, and what it ought to.

use std::time::Duration;

use serde_json::Value;

use crate::scale::codec::ScaleCodec;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Heard, Junk, Said};
use crate::simulate::scale::pan::Pan;

/// A pan with so much on it and so much of that subtracted.
pub(crate) fn pan(grams: i64, tare: i64, stable: bool) -> Pan {
    let mut pan = Pan::default();
    (pan.grams, pan.stable) = (grams, stable);
    assert!(pan.set_tare_of(tare), "{tare}");
    pan
}

/// What a protocol makes of bytes that come in pieces of the given sizes, over and over, and are all there is.
pub(crate) fn heard(
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    bytes: &[u8],
    sizes: &[usize],
) -> Vec<Heard> {
    let mut pieces = Vec::new();
    let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(rest.len()).max(1);
        let (piece, later) = rest.split_at(size.min(rest.len()));
        pieces.push(piece);
        rest = later;
    }
    heard_of(protocol, options, &pieces)
}

fn heard_of(protocol: ScaleProtocol, options: &ScaleOptions, pieces: &[&[u8]]) -> Vec<Heard> {
    let mut codec = ScaleCodec::new(protocol, options.clone());
    let mut heard = Vec::new();
    for piece in pieces {
        codec.receive(piece, Duration::ZERO, &mut heard);
    }
    codec.finish(Duration::ZERO, &mut heard);
    heard
}

/// The observations among what was heard.
pub(crate) fn observed(heard: &[Heard]) -> Vec<Observation> {
    let said = heard.iter().filter_map(|piece| piece.said.as_ref().ok());
    said.filter_map(Said::observation).collect()
}

/// The observations among what was said of bytes that came at once.
pub(crate) fn observations(protocol: ScaleProtocol, bytes: &[u8]) -> Vec<Observation> {
    observed(&heard(protocol, &ScaleOptions::default(), bytes, &[]))
}

/// The weight that is observed; nothing when something else is.
pub(crate) fn weight(observation: Observation) -> Option<Reading> {
    match observation {
        Observation::Weight(reading) => Some(reading),
        Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
    }
}

/// The weights among what was heard.
pub(crate) fn weights(heard: &[Heard]) -> Vec<Reading> {
    observed(heard).into_iter().filter_map(weight).collect()
}

/// The digits of the weights among what was heard.
pub(crate) fn digits(heard: &[Heard]) -> Vec<i64> {
    weights(heard).iter().map(|reading| reading.raw).collect()
}

/// The weights in bytes that come in these pieces and are all there is.
pub(crate) fn weights_in(
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    pieces: &[&[u8]],
) -> Vec<Reading> {
    weights(&heard_of(protocol, options, pieces))
}

/// Why pieces were no frames.
pub(crate) fn junk(heard: &[Heard]) -> Vec<Junk> {
    let junk = heard.iter().filter_map(|piece| piece.said.as_ref().err());
    junk.copied().collect()
}

/// The digits of the weights among pieces that come a little after a question at this time, before a silence.
pub(crate) fn after_a_question(
    codec: &mut ScaleCodec,
    question: &[u8],
    at: Duration,
    pieces: &[&[u8]],
) -> Vec<i64> {
    assert_eq!(codec.to_send(at).as_deref(), Some(question));
    let mut heard = Vec::new();
    for piece in pieces {
        codec.receive(piece, at + Duration::from_millis(20), &mut heard);
    }
    codec.receive(&[], at + Duration::from_millis(200), &mut heard);
    digits(&heard)
}

/// Whether what was read says all that is expected; what is not there counts as nothing.
pub(crate) fn says(read: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&read[key], value, "{key} of {read}");
    }
}

/// Whether what was read is no weight, for this reason.
pub(crate) fn is_no_weight(read: &Value, error: &str) {
    assert_eq!(read["weight"], Value::Null, "{read}");
    assert_eq!(read["error"], error, "{read}");
}

/// Whether so many weights were read, each of so many grams, at rest or not, net or gross.
pub(crate) fn are_all(weights: &[Reading], count: usize, grams: i64, stable: bool, net: bool) {
    assert_eq!(weights.len(), count, "{weights:?}");
    for reading in weights {
        assert_eq!((reading.raw, reading.exponent), (grams, -3));
        assert_eq!((reading.stable, reading.net), (Some(stable), Some(net)));
    }
}

/// Whether frames, each with the digits it holds, are read with noise around them, however the stream is cut.
pub(crate) fn reads_all(
    protocol: ScaleProtocol,
    frames: &[(i64, Vec<u8>)],
    noise: &[u8],
    cuts: &[usize],
) {
    let mut stream = noise.to_vec();
    for (_, frame) in frames {
        stream.extend_from_slice(frame);
        stream.extend_from_slice(noise);
    }
    let expected: Vec<i64> = frames.iter().map(|(digits, _)| *digits).collect();
    let heard = heard(protocol, &ScaleOptions::default(), &stream, cuts);
    assert_eq!(digits(&heard), expected, "{heard:?}");
}

/// Whether every weight that is read in bytes is one that may be.
pub(crate) fn reads_only(protocol: ScaleProtocol, bytes: &[u8], may_be: impl Fn(&Reading) -> bool) {
    for reading in weights_in(protocol, &ScaleOptions::default(), &[bytes]) {
        assert!(may_be(&reading), "{reading:?} in {bytes:02x?}");
    }
}

/// Whether every weight that is read in bytes is so many grams.
pub(crate) fn reads_no_other(protocol: ScaleProtocol, bytes: &[u8], grams: i64) {
    let is_it = |kilograms: bezmen_domain::quantity::Quantity| kilograms.thousandths() == grams;
    reads_only(protocol, bytes, |reading| {
        reading.kilograms().is_some_and(is_it)
    });
}

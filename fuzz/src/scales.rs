//! A target for each scale protocol.

use std::time::Duration;

use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::protocol::{ScaleOptions, ScaleProtocol};
use bezmen_devices::scale::reading::{Observation, Reading};
use bezmen_devices::scale::said::Heard;

/// The targets with their names.
pub fn all() -> impl Iterator<Item = (String, impl Fn(&[u8]) + Send + Sync + 'static)> {
    ScaleProtocol::ALL.iter().map(|protocol| {
        (format!("scale_{}", protocol.name()), |data: &[u8]| {
            whole_and_in_pieces(*protocol, data)
        })
    })
}

fn weights(heard: &[Heard]) -> Vec<Reading> {
    let mut weights = Vec::new();
    for piece in heard {
        if let Ok(said) = &piece.said
            && let Some(Observation::Weight(reading)) = said.observation()
        {
            weights.push(reading);
        }
    }
    weights
}

/// Reads the bytes at once and in pieces: both must account for each byte, and find the same weights. What the till would send
/// meanwhile is made, too. The first byte says how the others are cut.
fn whole_and_in_pieces(protocol: ScaleProtocol, data: &[u8]) {
    let Some((cut, bytes)) = data.split_first() else {
        return;
    };
    let codec = || ScaleCodec::new(protocol, ScaleOptions::default());
    let mut whole = Vec::new();
    let mut at_once = codec();
    at_once.receive(bytes, Duration::ZERO, &mut whole);
    at_once.finish(Duration::ZERO, &mut whole);
    let explained: usize = whole.iter().map(|piece| piece.length).sum();
    assert_eq!(explained, bytes.len(), "bytes went missing");

    let mut pieces = Vec::new();
    let mut in_pieces = codec();
    for piece in bytes.chunks(usize::from(*cut % 16) + 1) {
        in_pieces.receive(piece, Duration::ZERO, &mut pieces);
    }
    in_pieces.finish(Duration::ZERO, &mut pieces);
    assert_eq!(
        weights(&whole),
        weights(&pieces),
        "the cuts made a difference"
    );

    let mut talking = codec();
    let mut heard = Vec::new();
    for (turn, piece) in bytes.chunks(usize::from(*cut % 32) + 1).enumerate() {
        let at = Duration::from_millis(100 * u64::try_from(turn).unwrap_or_default());
        while talking.to_send(at).is_some_and(|sent| !sent.is_empty()) {}
        talking.receive(piece, at, &mut heard);
    }
}

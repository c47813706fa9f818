//! Random and mutated frames of every protocol: nothing breaks, and no weight is made up.
//!
//! `BEZMEN_FRAMES` says how many frames a protocol gets; the usual number keeps the test short.

use std::time::Duration;

use super::ScaleProtocol;
use crate::scale::codec::ScaleCodec;
use crate::scale::protocol::ScaleOptions;
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::Heard;
use crate::simulate::scale::device;
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding;

/// A row of numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.next() % 256).unwrap()
    }
}

fn frames() -> u64 {
    let asked = std::env::var("BEZMEN_FRAMES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

fn weights(heard: &[Heard]) -> Vec<(Reading, usize, usize)> {
    let mut found = Vec::new();
    for piece in heard {
        if let Ok(said) = &piece.said
            && let Some(Observation::Weight(reading)) = said.observation()
        {
            found.push((
                reading,
                usize::try_from(piece.offset).unwrap(),
                piece.length,
            ));
        }
    }
    found
}

fn decode(protocol: ScaleProtocol, bytes: &[u8]) -> Vec<Heard> {
    decoding::heard(protocol, &ScaleOptions::default(), bytes, &[])
}

/// Frames with a weight as the scale sends them, each with the weight in it.
fn valid_frames(protocol: ScaleProtocol, numbers: &mut Numbers) -> Vec<(Vec<u8>, Reading)> {
    let mut frames = Vec::new();
    let mut device = device::of(protocol);
    let mut codec = ScaleCodec::new(protocol, ScaleOptions::default());
    let mut pan = Pan::default();
    let mut at = Duration::ZERO;
    for _ in 0..2_000 {
        pan.grams = i64::try_from(numbers.next() % 14_000 + 5).unwrap();
        at += Duration::from_millis(100);
        let mut answers: Vec<Vec<u8>> = device.stream(&mut pan).into_iter().collect();
        while let Some(asked) = codec.to_send(at) {
            answers.extend(device.receive(&asked, &mut pan));
        }
        for answer in answers {
            codec.receive(&answer, at, &mut Vec::new());
            let found = weights(&decode(protocol, &answer));
            if let [(reading, 0, length)] = found.as_slice()
                && *length == answer.len()
            {
                frames.push((answer, *reading));
            }
        }
        if frames.len() >= 64 {
            break;
        }
    }
    assert!(!frames.is_empty(), "{protocol} never sent a weight");
    frames
}

/// Whether every change of one byte shows: by a checksum, or by a check of the frame against itself.
fn notices_one_byte(protocol: ScaleProtocol) -> bool {
    matches!(
        protocol.name(),
        "massa_k_100" | "shtrih_pos2" | "cas_enq_dc1" | "dibal_98"
    )
}

/// Whether a byte that was lost shows: the frames are of fixed widths, or have a checksum.
fn notices_a_lost_byte(protocol: ScaleProtocol) -> bool {
    notices_one_byte(protocol)
        || matches!(
            protocol.name(),
            "toledo_prix" | "cas_22byte_stream" | "usb_hid_pos_scale"
        )
}

/// What was done to a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    OneByte,
    Lost,
    Other,
}

fn mutate(frame: &[u8], numbers: &mut Numbers) -> (Vec<u8>, Change) {
    let mut bytes = frame.to_vec();
    let place = numbers.below(bytes.len());
    let change = match numbers.below(6) {
        0 => {
            bytes[place] ^= 1 << numbers.below(8);
            Change::OneByte
        }
        1 => {
            bytes[place] = numbers.byte();
            Change::OneByte
        }
        2 => {
            bytes.remove(place);
            Change::Lost
        }
        3 => {
            bytes.insert(place, numbers.byte());
            Change::Other
        }
        4 => {
            bytes.truncate(place);
            bytes.extend_from_slice(frame);
            Change::Other
        }
        _ => {
            let other = numbers.below(bytes.len());
            bytes.swap(place, other);
            Change::Other
        }
    };
    (bytes, change)
}

#[test]
fn mutated_frames_break_nothing_and_invent_no_weight() {
    for protocol in ScaleProtocol::ALL {
        let mut numbers = Numbers(0x5eed ^ u64::try_from(protocol.name().len()).unwrap());
        let valid = valid_frames(*protocol, &mut numbers);
        for _ in 0..frames() {
            let (frame, truth) = &valid[numbers.below(valid.len())];
            let (bytes, change) = mutate(frame, &mut numbers);
            let heard = decode(*protocol, &bytes);
            let explained: usize = heard.iter().map(|piece| piece.length).sum();
            assert_eq!(explained, bytes.len(), "{protocol}: {bytes:02x?}");
            let is_noticed = match change {
                Change::OneByte => notices_one_byte(*protocol),
                Change::Lost => notices_a_lost_byte(*protocol),
                Change::Other => false,
            };
            for (reading, offset, length) in weights(&heard) {
                if is_noticed {
                    let told = (reading.raw, reading.exponent, reading.unit);
                    let expected = (truth.raw, truth.exponent, truth.unit);
                    assert_eq!(told, expected, "{protocol}: {bytes:02x?}");
                }
                // Whatever is read as a weight is one whole frame, and alone it says the same.
                let alone = decode(*protocol, &bytes[offset..offset + length]);
                assert_eq!(
                    weights(&alone).first().map(|found| found.0),
                    Some(reading),
                    "{protocol}: {bytes:02x?}"
                );
            }
        }
    }
}

#[test]
fn random_bytes_break_nothing_and_are_all_accounted_for() {
    for protocol in ScaleProtocol::ALL {
        let mut numbers = Numbers(0xfeed);
        for _ in 0..frames() / 4 {
            let length = numbers.below(48);
            let bytes: Vec<u8> = (0..length).map(|_| numbers.byte()).collect();
            let heard = decode(*protocol, &bytes);
            let explained: usize = heard.iter().map(|piece| piece.length).sum();
            assert_eq!(explained, bytes.len(), "{protocol}: {bytes:02x?}");
        }
    }
}

use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};

use super::*;
use crate::scale::describe;
use crate::testing::decoding::heard;
use crate::testing::{from_hex, vector};

/// Keys that explain a frame in words rather than say what it decodes to.
const REMARKS: [&str; 2] = ["note", "checksum"];

#[test]
fn every_frame_of_the_vectors_reads_as_it_says() {
    let Some(vectors) = vector("scales.json") else {
        return;
    };
    let mut read = 0;
    for protocol in ScaleProtocol::ALL {
        let Some(frames) = vectors[protocol.name()]["frames"].as_array() else {
            continue;
        };
        for frame in frames {
            let bytes = from_hex(frame["hex"].as_str().unwrap());
            let decoded = describe::decode(*protocol, &ScaleOptions::default(), &bytes);
            for (key, expected) in frame["decode"].as_object().unwrap() {
                if !REMARKS.contains(&key.as_str()) {
                    assert_eq!(
                        decoded.get(key),
                        Some(expected),
                        "{protocol}: {} {key}: {decoded}",
                        frame["name"]
                    );
                }
            }
            read += 1;
        }
    }
    assert!(read > 10, "only {read} frames were there");
}

#[test]
fn names_are_found_and_unknown_ones_are_told_what_there_is() {
    for protocol in ScaleProtocol::ALL {
        assert_eq!(protocol.name().parse(), Ok(*protocol));
        assert!(protocol.facts().longest > 0, "{protocol}");
    }
    let error = "sartorius".parse::<ScaleProtocol>().unwrap_err();
    assert!(error.to_string().contains("mt_sics"), "{error}");
}

/// Bytes of which many could be part of a frame.
fn likely_bytes() -> impl Strategy<Value = Vec<u8>> {
    let alphabet: &[u8] =
        b"\x01\x02\x03\x04\x05\x06\x15\r\n  ,,..00123456789SSTTUGGNNkkgglbozWOLIZMF?E^_-+\xc4\x81";
    let byte = prop_oneof![
        1 => any::<u8>(),
        20 => proptest::sample::select(alphabet),
    ];
    proptest::collection::vec(byte, 0..120)
}

proptest! {
    #[test]
    fn how_the_bytes_were_cut_makes_no_difference(
        bytes in likely_bytes(),
        pieces in proptest::collection::vec(1_usize..9, 1..6),
    ) {
        let options = ScaleOptions::default();
        for protocol in ScaleProtocol::ALL {
            let whole = heard(*protocol, &options, &bytes, &[]);
            let cut = heard(*protocol, &options, &bytes, &pieces);
            let length: usize = whole.iter().map(|piece| piece.length).sum();
            prop_assert_eq!(length, bytes.len(), "{}", protocol);
            prop_assert_eq!(whole, cut, "{}", protocol);
        }
    }
}

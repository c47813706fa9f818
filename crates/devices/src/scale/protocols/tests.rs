use super::*;
use crate::scale::describe;
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

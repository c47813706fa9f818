use super::*;
use crate::testing::decoding::weights;

const FRAME: &[u8] = b"\x0201.234\r";

fn codec() -> ScaleCodec {
    ScaleCodec::new(ScaleProtocol::Mettler8217, ScaleOptions::default())
}

#[test]
fn a_frame_that_comes_byte_by_byte_is_one_frame() {
    let mut codec = codec();
    let mut heard = Vec::new();
    for (index, byte) in FRAME.iter().enumerate() {
        let at = Duration::from_millis(20 * index as u64);
        codec.receive(&[*byte], at, &mut heard);
    }
    assert_eq!(weights(&heard).len(), 1);
    assert_eq!((heard[0].offset, heard[0].length), (0, FRAME.len()));
}

#[test]
fn half_a_frame_is_dropped_after_a_pause_and_the_next_one_is_read() {
    let mut codec = codec();
    let mut heard = Vec::new();
    codec.receive(&FRAME[..5], Duration::ZERO, &mut heard);
    assert_eq!(heard, []);
    codec.receive(FRAME, Duration::from_secs(1), &mut heard);
    assert_eq!(heard[0].said, Err(Junk::Incomplete));
    assert_eq!(
        heard.iter().map(|piece| piece.length).sum::<usize>(),
        5 + FRAME.len()
    );
    assert_eq!(weights(&heard).len(), 1);
}

#[test]
fn garbage_is_one_piece_and_what_follows_is_read() {
    let mut codec = codec();
    let mut heard = Vec::new();
    codec.receive(
        &[&[0x35; 300], FRAME, FRAME].concat(),
        Duration::ZERO,
        &mut heard,
    );
    assert_eq!((heard[0].length, &heard[0].said), (300, &Err(Junk::Noise)));
    assert_eq!(weights(&heard).len(), 2);
}

#[test]
fn the_unit_of_the_settings_is_for_frames_without_one() {
    let options = ScaleOptions {
        unit: Some(WeightUnit::Gram),
        ..ScaleOptions::default()
    };
    let mut codec = ScaleCodec::new(ScaleProtocol::GenericAsciiStream, options);
    let lines = b"ST,GS,+  1.234\r\nST,GS,+  1.234kg\r\n";
    let mut heard = Vec::new();
    codec.receive(lines, Duration::ZERO, &mut heard);
    let units: Vec<WeightUnit> = weights(&heard).iter().map(|reading| reading.unit).collect();
    assert_eq!(units, [WeightUnit::Gram, WeightUnit::Kilogram]);
}

proptest::proptest! {
    #[test]
    fn how_the_bytes_were_cut_makes_no_difference(
        cuts in proptest::collection::vec(1_usize..7, 0..60),
        noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40),
    ) {
        let stream = [FRAME, &noise, FRAME, &noise, b"\x02?A\r", FRAME].concat();
        let mut whole = Vec::new();
        codec().receive(&stream, Duration::ZERO, &mut whole);
        let mut pieces = Vec::new();
        let (mut codec, mut rest) = (codec(), stream.as_slice());
        for cut in cuts.iter().chain(std::iter::repeat(&5)) {
            let (now, later) = rest.split_at((*cut).min(rest.len()));
            codec.receive(now, Duration::ZERO, &mut pieces);
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        proptest::prop_assert_eq!(whole, pieces);
    }
}

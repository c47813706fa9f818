use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::{Reading, WeightUnit};
use crate::scale::said::Heard;
use crate::testing::decoding::observed;

const NOT_WEIGHING: Observation = Observation::Status(Status::obstacle(Obstacle::NotWeighing));

const AT: Duration = Duration::ZERO;

fn codec() -> ScaleCodec {
    ScaleCodec::new(ScaleProtocol::MtSics, ScaleOptions::default())
}

fn receive(codec: &mut ScaleCodec, bytes: &[u8]) -> Vec<Observation> {
    let mut heard: Vec<Heard> = Vec::new();
    codec.receive(bytes, AT, &mut heard);
    observed(&heard)
}

fn read(bytes: &[u8]) -> Vec<Observation> {
    receive(&mut codec(), bytes)
}

fn kilogram(raw: i64, stable: bool) -> Observation {
    Observation::Weight(Reading::plain(raw, -3, WeightUnit::Kilogram, Some(stable)))
}

#[rstest::rstest]
#[case(b"S D      1.234 kg\r\n", Some(kilogram(1234, false)))]
#[case(b"S A 1.234 kg\r\n", Some(kilogram(1234, true)))]
#[case(b"SI A 1.234 kg\r\n", Some(Observation::Weight(Reading::plain(1234, -3, WeightUnit::Kilogram, None))))]
#[case(b"S S     10.00 g\r\n", None)]
#[case(b"S S  0.500 kg\r\n", None)]
#[case(b"S S 0.500 kg\r\n", Some(kilogram(500, true)))]
#[case(b"S S      -0.020 kg\r\n", Some(kilogram(-20, true)))]
#[case(b"S S      1.234 kg\n", Some(kilogram(1234, true)))]
#[case(b"S I\r\n", Some(Observation::Status(Status::MOVING)))]
#[case(
    b"S +\r\n",
    Some(Observation::Status(Status::obstacle(Obstacle::Overload)))
)]
#[case(b"S L\r\n", Some(Observation::refused(RefusalReason::Parameter)))]
#[case(b"Z A\r\n", Some(Observation::Done))]
#[case(b"Z I\r\n", Some(Observation::refused(RefusalReason::Logical)))]
#[case(b"S S         12 PCS\r\n", Some(NOT_WEIGHING))]
#[case(b"S S 1.5 ct\r\n", Some(NOT_WEIGHING))]
#[case(b"S S 50 %\r\n", Some(NOT_WEIGHING))]
#[case(b"S D 12 pcs\r\n", Some(NOT_WEIGHING))]
#[case(b"S S 1.234 k2\r\n", None)]
#[case(b"S S 1.2x4 kg\r\n", None)]
#[case(b"S S 1.234\r\n", None)]
#[case(b" 1.234 kg\r\n", None)]
#[case(b"\x02S S 1.234 kg\r\n", Some(kilogram(1234, true)))]
#[case(b"\xff\xfeS S      1.234 kg\r\n", Some(kilogram(1234, true)))]
#[case(b"S S 1.\x01S D      1.234 kg\r\n", Some(kilogram(1234, false)))]
#[case(b"\x01TS S 1.234 kg\r\n", None)]
#[case(b"S S 1.234 kg S S 1.234 kg\r\n", None)]
#[case(b"ST,GS,+  1.234kg\r\n", None)]
#[case(b"\r\n", None)]
fn only_whole_answers_count(#[case] bytes: &[u8], #[case] expected: Option<Observation>) {
    assert_eq!(read(bytes), Vec::from_iter(expected));
}

#[test]
fn after_garbage_of_any_length_the_next_line_is_read() {
    let mut codec = codec();
    assert_eq!(receive(&mut codec, &[0xff; 10_000]), []);
    assert_eq!(
        receive(&mut codec, b"kg\r\nS S      0.500 kg\r\n"),
        [kilogram(500, true)]
    );
}

#[test]
fn it_asks_again_only_after_an_answer_or_when_none_came() {
    let mut codec = codec();
    let at = Duration::from_millis;
    assert_eq!(codec.to_send(at(0)).as_deref(), Some(b"SI\r\n".as_slice()));
    assert_eq!(codec.to_send(at(500)), None, "the answer may still come");
    assert_eq!(
        codec.to_send(at(1_000)).as_deref(),
        Some(b"SI\r\n".as_slice())
    );
    codec.receive(b"S S 1.000 kg\r\n", at(1_050), &mut Vec::new());
    assert_eq!(
        codec.to_send(at(1_100)),
        None,
        "it is asked five times a second, not more"
    );
    assert!(codec.command(ScaleCommand::Tare));
    assert_eq!(
        codec.to_send(at(1_100)).as_deref(),
        Some(b"T\r\n".as_slice()),
        "a command does not wait for the next turn"
    );
}

proptest::proptest! {
    #[test]
    fn no_weight_is_ever_invented(noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80), cut in 0_usize..20) {
        let frame = b"S S      1.234 kg\r\n";
        let mut codec = codec();
        let mut found = receive(&mut codec, &frame[cut.min(frame.len())..]);
        found.extend(receive(&mut codec, &noise));
        found.extend(receive(&mut codec, b"\n"));
        found.extend(receive(&mut codec, frame));
        for observation in &found {
            if let Observation::Weight(reading) = observation {
                proptest::prop_assert_eq!(reading.raw, 1234);
            }
        }
        proptest::prop_assert_eq!(found.last(), Some(&kilogram(1234, true)));
    }
}

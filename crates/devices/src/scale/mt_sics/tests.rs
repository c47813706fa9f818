use super::*;
use crate::testing::{from_hex, vector};

const AT: Duration = Duration::ZERO;

fn read(bytes: &[u8]) -> Vec<Observation> {
    MtSics::new().receive(bytes, AT)
}

fn kilogram(raw: i64, stable: bool) -> Observation {
    Observation::Weight(Reading::plain(raw, -3, WeightUnit::Kilogram, Some(stable)))
}

#[test]
fn frames_of_the_vectors_read_as_they_say() {
    let Some(vectors) = vector("scales.json") else {
        return;
    };
    for frame in vectors["mt_sics"]["frames"].as_array().unwrap() {
        let observations = read(&from_hex(frame["hex"].as_str().unwrap()));
        assert_eq!(observations.len(), 1, "{frame}");
        let expected = &frame["decode"];
        match observations[0] {
            Observation::Weight(reading) => {
                assert_eq!(expected["weight"], reading.shown(), "{frame}");
                let unit = if reading.unit == WeightUnit::Gram {
                    "g"
                } else {
                    "kg"
                };
                assert_eq!(
                    (&expected["unit"], &expected["stable"]),
                    (&unit.into(), &reading.stable.into()),
                    "{frame}"
                );
            }
            Observation::Underload => assert_eq!(expected["underload"], true, "{frame}"),
            Observation::Done => assert_eq!(expected["ok"], true, "{frame}"),
            Observation::Refused { reason } => assert_eq!(
                expected["error"],
                serde_json::to_value(reason).unwrap(),
                "{frame}"
            ),
            other => panic!("{frame}: {other:?}"),
        }
    }
}

#[rstest::rstest]
#[case(b"S D      1.234 kg\r\n", Some(kilogram(1234, false)))]
#[case(b"SI A 1.234 kg\r\n", Some(kilogram(1234, true)))]
#[case(b"S S      1.234 kg\n", Some(kilogram(1234, true)))]
#[case(b"S I\r\n", Some(Observation::Moving))]
#[case(b"S +\r\n", Some(Observation::Overload))]
#[case(b"S L\r\n", Some(Observation::Refused { reason: Refusal::Parameter }))]
#[case(b"Z A\r\n", Some(Observation::Done))]
#[case(b"Z I\r\n", Some(Observation::Refused { reason: Refusal::Logical }))]
#[case(
    b"S S 12 pcs\r\n",
    Some(Observation::Weight(Reading::plain(12, 0, WeightUnit::Unknown, Some(true))))
)]
#[case(b"S S 1.2x4 kg\r\n", None)]
#[case(b"S S 1.234\r\n", None)]
#[case(b" 1.234 kg\r\n", None)]
#[case(b"\x02S S 1.234 kg\r\n", None)]
#[case(b"S S 1.234 kg S S 1.234 kg\r\n", None)]
#[case(b"ST,GS,+  1.234kg\r\n", None)]
#[case(b"\r\n", None)]
fn only_whole_answers_count(#[case] bytes: &[u8], #[case] expected: Option<Observation>) {
    assert_eq!(read(bytes), Vec::from_iter(expected));
}

#[test]
fn after_garbage_of_any_length_the_next_line_is_read() {
    let mut codec = MtSics::new();
    assert_eq!(codec.receive(&[0xff; 10_000], AT), []);
    assert_eq!(
        codec.receive(b"kg\r\nS S      0.500 kg\r\n", AT),
        [kilogram(500, true)]
    );
}

#[test]
fn it_asks_again_only_after_an_answer_or_when_none_came() {
    let mut codec = MtSics::new();
    let at = Duration::from_millis;
    assert_eq!(codec.to_send(at(0)).as_deref(), Some(b"SI\r\n".as_slice()));
    assert_eq!(codec.to_send(at(500)), None, "the answer may still come");
    assert_eq!(
        codec.to_send(at(1_000)).as_deref(),
        Some(b"SI\r\n".as_slice())
    );
    codec.receive(b"S S 1.000 kg\r\n", at(1_050));
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
        let mut codec = MtSics::new();
        let mut found = codec.receive(&frame[cut.min(frame.len())..], AT);
        found.extend(codec.receive(&noise, AT));
        found.extend(codec.receive(b"\n", AT));
        found.extend(codec.receive(frame, AT));
        for observation in &found {
            if let Observation::Weight(reading) = observation {
                proptest::prop_assert_eq!(reading.raw, 1234);
            }
        }
        proptest::prop_assert_eq!(found.last(), Some(&kilogram(1234, true)));
    }
}

use serde_json::json;

use super::*;

fn read(bytes: &[u8]) -> Value {
    decode(ScaleProtocol::MtSics, &ScaleOptions::default(), bytes)
}

#[test]
fn the_last_frame_of_a_line_answers_and_all_are_listed() {
    let read = read(b"?!\nS S 1.000 kg\r\nS D 2.5 kg\r\n");
    assert_eq!(
        read,
        json!({
            "weight": "2.5", "unit": "kg", "stable": false, "motion": true, "skipped": 3,
            "frames": [
                {"weight": "1.000", "unit": "kg", "stable": true},
                {"weight": "2.5", "unit": "kg", "stable": false, "motion": true},
            ],
        })
    );
}

#[test]
fn bytes_without_a_frame_say_why() {
    assert_eq!(
        read(b"hello\r\n"),
        json!({"weight": null, "unit": null, "stable": null, "error": "noise", "skipped": 7})
    );
    assert_eq!(read(b"")["error"], "incomplete");
    assert_eq!(
        read(b"SI\r\n"),
        json!({"weight": null, "unit": null, "stable": null, "dir": "tx"})
    );
}

#[rstest::rstest]
#[case(ScaleProtocol::MassaK100, "F8 55 CE 02 00 28 55 55 28", "unexplained")]
#[case(ScaleProtocol::ShtrihPos2, "02 02 3A 63 5B", "unexplained")]
#[case(ScaleProtocol::Dialog06, "15", "ask record 08")]
fn only_dialogue_06_is_asked_for_the_reason(
    #[case] protocol: ScaleProtocol,
    #[case] hex: &str,
    #[case] error: &str,
) {
    let read = decode(protocol, &ScaleOptions::default(), &bytes_of(hex).unwrap());
    assert_eq!(read["error"], error, "{read}");
}

#[test]
fn what_is_no_weight_names_it_as_nothing() {
    // A tare, the answer to a command, and a mode.
    for (protocol, hex) in [
        (
            ScaleProtocol::SmaScp0499,
            "0A 20 31 54 20 20 20 20 20 20 20 30 2E 31 30 30 6B 67 20 0D",
        ),
        (ScaleProtocol::MtSics, "5A 20 41 0D 0A"),
        (ScaleProtocol::ShtrihPos2, "02 03 12 00 00 11"),
    ] {
        let read = decode(protocol, &ScaleOptions::default(), &bytes_of(hex).unwrap());
        for key in ["weight", "unit", "stable"] {
            assert_eq!(read.get(key), Some(&Value::Null), "{key} of {read}");
        }
    }
}

#[rstest::rstest]
#[case("02 30 0D", Some(vec![0x02, 0x30, 0x0d]))]
#[case("02300d", Some(vec![0x02, 0x30, 0x0d]))]
#[case("0x02, 0x30", Some(vec![0x02, 0x30]))]
#[case("02 3", None)]
#[case("zz", None)]
fn hex_is_read_as_technicians_write_it(#[case] text: &str, #[case] bytes: Option<Vec<u8>>) {
    assert_eq!(bytes_of(text), bytes);
}

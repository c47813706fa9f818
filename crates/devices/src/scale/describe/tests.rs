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
    assert_eq!(read(b"SI\r\n"), json!({"dir": "tx"}));
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

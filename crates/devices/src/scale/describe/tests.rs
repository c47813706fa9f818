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
            "weight": "2.5", "unit": "kg", "stable": false, "skipped": 3,
            "frames": [
                {"weight": "1.000", "unit": "kg", "stable": true},
                {"weight": "2.5", "unit": "kg", "stable": false},
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

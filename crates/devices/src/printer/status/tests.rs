use super::*;
use crate::testing::{from_hex, vector};

#[test]
fn answers_of_the_vectors_mean_what_they_say() {
    let Some(vectors) = vector("escpos_dle_eot.json") else {
        return;
    };
    for case in vectors["responses"].as_array().unwrap() {
        let request =
            StatusRequest::from_number(u8::try_from(case["req"].as_u64().unwrap()).unwrap())
                .unwrap();
        let status = read(request, from_hex(case["byte"].as_str().unwrap())[0]).unwrap();
        let found = serde_json::to_value(status).unwrap();
        for (key, expected) in case.as_object().unwrap() {
            match key.as_str() {
                "req" | "byte" => {}
                "drawer_pin3" => {
                    assert_eq!(found["drawer_pin3_high"], expected == "high", "{case}")
                }
                _ => assert_eq!(&found[key], expected, "{case}"),
            }
        }
    }
    for byte in vectors["invalid"].as_array().unwrap() {
        assert_eq!(
            read(StatusRequest::Printer, from_hex(byte.as_str().unwrap())[0]),
            None,
            "{byte}"
        );
    }
}

#[test]
fn requests_have_the_bytes_of_the_manual() {
    assert_eq!(StatusRequest::Paper.bytes(), [0x10, 0x04, 4]);
    assert_eq!(
        StatusRequest::from_number(2),
        Some(StatusRequest::OfflineCause)
    );
    assert_eq!(StatusRequest::from_number(5), None);
}

#[test]
fn a_block_of_automatic_status_is_no_answer() {
    for byte in 0..=u8::MAX {
        if byte & 0x93 == 0x10 {
            assert_eq!(read(StatusRequest::Printer, byte), None);
        }
    }
}

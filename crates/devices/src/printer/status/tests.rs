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

#[test]
fn an_automatic_block_says_everything_at_once() {
    let ok = AutomaticStatus::read([0x10, 0, 0, 0]).unwrap();
    assert!(ok.online && !ok.cover_open && !ok.drawer_pin3_high && ok.paper == Paper::Ok);
    let bad = AutomaticStatus::read([0x3c, 0x08, 0x0c, 0x0f]).unwrap();
    assert!(!bad.online && bad.cover_open && bad.drawer_pin3_high && bad.cutter_error);
    assert_eq!(bad.paper, Paper::End);
    let near = AutomaticStatus::read([0x10, 0x61, 0x03, 0]).unwrap();
    assert!(near.waiting_recovery && near.unrecoverable && near.recovers_itself);
    assert_eq!(near.paper, Paper::NearEnd);
    for wrong in [
        [0x12, 0, 0, 0],
        [0x10, 0x10, 0, 0],
        [0x10, 0, 0x80, 0],
        [0, 0, 0, 0],
    ] {
        assert_eq!(AutomaticStatus::read(wrong), None);
    }
}

#[test]
fn answers_and_blocks_are_told_apart_in_pieces_of_any_size() {
    // A block, an answer, a block with an answer in its middle, flow control, an answer to nothing.
    let bytes = [0x10, 0, 0, 0, 0x1a, 0x10, 0, 0x7e, 0x0c, 0, 0x11, 0x12];
    for size in 1..=bytes.len() {
        let mut reader = ReplyReader::new();
        reader.asked(StatusRequest::Printer);
        reader.asked(StatusRequest::Paper);
        let replies: Vec<Reply> = bytes
            .chunks(size)
            .flat_map(|piece| reader.feed(piece))
            .collect();
        assert_eq!(replies.len(), 6, "{replies:?}");
        assert!(matches!(replies[0], Reply::Automatic(status) if status.paper == Paper::Ok));
        assert!(matches!(
            replies[1],
            Reply::Answer(PrinterStatus::Printer { online: false, .. })
        ));
        assert_eq!(
            replies[2],
            Reply::Answer(PrinterStatus::Paper { paper: Paper::End })
        );
        assert!(matches!(replies[3], Reply::Automatic(status) if status.paper == Paper::End));
        assert_eq!(replies[4..], [Reply::Stray(0x11), Reply::Stray(0x12)]);
    }
}

#[test]
fn a_block_that_breaks_off_is_stray() {
    let mut reader = ReplyReader::new();
    assert_eq!(
        reader.feed(&[0x10, 0, 0x10, 0, 0]),
        [Reply::Stray(0x10), Reply::Stray(0)]
    );
    assert!(matches!(reader.feed(&[0])[..], [Reply::Automatic(_)]));
}

#[test]
fn a_printer_that_never_spoke_is_unknown_and_not_offline() {
    use bezmen_domain::locale::Locale;
    let mut condition = Condition::default();
    assert!(condition.is_unknown());
    assert_eq!(
        condition.words(Locale::Ru),
        "состояние неизвестно: принтер о себе не сообщает"
    );
    condition.answered(&read(StatusRequest::Printer, 0x12).unwrap());
    assert_eq!(condition.words(Locale::En), "ready");
    condition.answered(&read(StatusRequest::Paper, 0x1e).unwrap());
    assert_eq!(
        condition.words(Locale::Ru),
        "готов, бумага кончается: приготовьте рулон"
    );
    condition.answered(&read(StatusRequest::ErrorCause, 0x1a).unwrap());
    assert!(
        condition
            .words(Locale::En)
            .starts_with("the cutter is stuck")
    );
    condition.automatic(&AutomaticStatus::read([0x3c, 0, 0, 0]).unwrap());
    assert_eq!(condition.words(Locale::En), "the cover is open: close it");
    assert_eq!(
        read(StatusRequest::OfflineCause, 0x56)
            .unwrap()
            .words(Locale::En),
        "the cover is open, an error"
    );
    assert_eq!(
        read(StatusRequest::ErrorCause, 0x12)
            .unwrap()
            .words(Locale::Ru),
        "ошибок нет"
    );
}

#[test]
fn python_escpos_reads_the_same() {
    let Some(vectors) = vector("escpos_python_escpos.json") else {
        return;
    };
    let status = &vectors["status"];
    for case in status["paper_status"].as_array().unwrap() {
        let byte = from_hex(case["resp"].as_str().unwrap())[0];
        let expected = match case["value"].as_u64().unwrap() {
            2 => Paper::Ok,
            1 => Paper::NearEnd,
            _ => Paper::End,
        };
        assert_eq!(
            read(StatusRequest::Paper, byte),
            Some(PrinterStatus::Paper { paper: expected })
        );
    }
    for case in status["is_online"].as_array().unwrap() {
        let byte = from_hex(case["resp"].as_str().unwrap())[0];
        assert!(matches!(
            read(StatusRequest::Printer, byte),
            Some(PrinterStatus::Printer { online: true, .. })
        ));
    }
}

proptest::proptest! {
    #[test]
    fn no_byte_of_a_printer_is_lost_or_read_twice(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut reader = ReplyReader::new();
        for request in [StatusRequest::Printer, StatusRequest::OfflineCause, StatusRequest::ErrorCause, StatusRequest::Paper] {
            reader.asked(request);
        }
        let taken: usize = reader
            .feed(&bytes)
            .iter()
            .map(|reply| if matches!(reply, Reply::Automatic(_)) { 4 } else { 1 })
            .sum();
        proptest::prop_assert!(taken <= bytes.len() && taken + 3 >= bytes.len());
    }
}

use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::terminal::zvt::message::FromTerminal;
use crate::testing::from_hex;

fn read_all(reader: &mut ApduReader) -> Vec<(Control, Vec<u8>)> {
    let mut all = Vec::new();
    while let Some(apdu) = reader.read() {
        all.push((apdu.control, apdu.data.to_vec()));
    }
    all
}

fn of_terminal(bytes: &[u8]) -> (Vec<(Control, Vec<u8>)>, u64) {
    let mut reader = ApduReader::new(Sender::Terminal);
    reader.push(bytes);
    (read_all(&mut reader), reader.skipped())
}

#[test]
fn lengths_of_255_and_more_take_three_bytes() {
    assert_eq!(encode([0x06, 0x0f], &[]), Some(vec![0x06, 0x0f, 0x00]));
    let long = encode([0x06, 0xd3], &[7; 255]).unwrap();
    assert_eq!(long[..5], [0x06, 0xd3, 0xff, 0xff, 0x00]);
    let longer = encode([0x06, 0xd3], &[7; 0x1234]).unwrap();
    assert_eq!(longer[..5], [0x06, 0xd3, 0xff, 0x34, 0x12]);
    assert_eq!(
        of_terminal(&longer),
        (vec![([0x06, 0xd3], vec![7; 0x1234])], 0)
    );
    assert_eq!(encode([0x06, 0xd3], &vec![0; 0x1_0000]), None);
}

#[test]
fn garbage_before_a_message_is_skipped_and_counted() {
    let bytes = from_hex("00 13 37 80 00 00 55 04 FF 01 0A");
    let (messages, skipped) = of_terminal(&bytes);
    assert_eq!(
        messages,
        [([0x80, 0x00], vec![]), ([0x04, 0xff], vec![0x0a])]
    );
    assert_eq!(skipped, 4);
}

#[test]
fn a_message_that_stops_in_its_middle_can_be_given_up() {
    let mut reader = ApduReader::new(Sender::Terminal);
    reader.push(&from_hex("04 0F 77 06 0F 00"));
    assert_eq!(read_all(&mut reader), []);
    assert!(reader.is_waiting());
    reader.give_up();
    assert_eq!(read_all(&mut reader), [([0x06, 0x0f], vec![])]);
    assert!(reader.skipped() > 0 && !reader.is_waiting());
}

#[test]
fn a_length_beyond_every_message_is_garbage() {
    let (messages, _) = of_terminal(&from_hex("06 D3 FF FF FF 80 00 00"));
    assert_eq!(messages, [([0x80, 0x00], vec![])]);
}

#[test]
fn an_endless_stream_takes_no_endless_memory() {
    let mut reader = ApduReader::new(Sender::Terminal);
    for _ in 0..64 {
        // A message that claims 16 KiB, over and over, and is never read.
        reader.push(&from_hex("06 D3 FF 00 40").repeat(2048));
    }
    assert!(reader.buffer.len() <= MAX_BUFFER_BYTES);
    assert!(reader.skipped() > 0);
}

fn message() -> impl Strategy<Value = (Control, Vec<u8>)> {
    let control = proptest::sample::select(vec![
        [0x80, 0x00],
        [0x84, 0x9c],
        [0x04, 0x0f],
        [0x04, 0xff],
        [0x06, 0x0f],
        [0x06, 0x1e],
        [0x06, 0xd1],
        [0x06, 0xd3],
    ]);
    (control, proptest::collection::vec(any::<u8>(), 0..600))
}

proptest! {
    #[test]
    fn messages_come_out_of_any_pieces(
        messages in proptest::collection::vec(message(), 1..8),
        cuts in proptest::collection::vec(1_usize..40, 1..20),
    ) {
        let bytes: Vec<u8> = messages
            .iter()
            .flat_map(|(control, data)| encode(*control, data).unwrap())
            .collect();
        let mut reader = ApduReader::new(Sender::Terminal);
        let (mut read, mut rest) = (Vec::new(), bytes.as_slice());
        for cut in cuts.iter().cycle() {
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            reader.push(piece);
            read.extend(read_all(&mut reader));
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(read, messages);
        prop_assert_eq!(reader.skipped(), 0);
    }

    #[test]
    fn every_byte_is_read_or_counted(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut reader = ApduReader::new(Sender::Terminal);
        reader.push(&bytes);
        while reader.is_waiting() {
            while reader.read().is_some() {}
            reader.give_up();
        }
        prop_assert!(reader.skipped() <= bytes.len() as u64);
    }
}

/// Random and mutated messages through the reader and the parser. `BEZMEN_FRAMES=1000000` makes the long run; then the
/// speed is printed.
#[test]
fn random_and_mutated_frames_neither_panic_nor_approve() {
    let wanted = std::env::var("BEZMEN_FRAMES")
        .ok()
        .and_then(|text| text.parse::<u64>().ok())
        .unwrap_or(20_000);
    let good = from_hex(
        "04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65",
    );
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut reader = ApduReader::new(Sender::Terminal);
    let (mut approvals, mut explained, mut bytes_fed) = (0_u64, 0_u64, 0_u64);
    let begun = Instant::now();
    for index in 0..wanted {
        let mut frame = if index % 2 == 0 {
            good.clone()
        } else {
            let length = random() as usize % 40;
            (0..length).map(|_| random() as u8).collect()
        };
        if let Some(place) = (random() as usize).checked_rem(frame.len()) {
            frame[place] ^= random() as u8;
        }
        bytes_fed += frame.len() as u64;
        reader.push(&frame);
        while let Some(apdu) = reader.read() {
            let raw_says_success = apdu.data.windows(2).any(|pair| pair == [0x27, 0x00]);
            if let FromTerminal::Status(status) = FromTerminal::parse(apdu)
                && status.result == Some(0)
            {
                approvals += 1;
                explained += u64::from(raw_says_success);
            }
        }
        if index % 16 == 0 {
            reader.give_up();
        }
    }
    assert_eq!(approvals, explained);
    let millis = begun.elapsed().as_millis().max(1);
    println!("{wanted} frames, {bytes_fed} bytes in {millis} ms");
}

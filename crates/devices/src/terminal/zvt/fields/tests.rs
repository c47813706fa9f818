use rstest::rstest;

use super::*;
use crate::terminal::zvt::apdu::{Apdu, ApduReader, Sender};
use crate::terminal::zvt::message::FromTerminal;
use crate::testing::from_hex;

fn status(hex: &str) -> StatusInformation {
    StatusInformation::parse(&from_hex(hex)[3..])
}

/// Captured from terminals; printed in the tests of Portalum.Zvt (MIT), `StatusInformationParserTest.cs`.
#[test]
fn a_captured_payment_is_read() {
    let read = status(
        "04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70 22 F0 F8 EE EE \
         EE EE EE EE 47 71 29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20 20 3B 36 31 31 38 30 34 00 00 \
         3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 36 31 31 38 30 34 49 09 78 87 04 70 88 00 04 70 8A 2E 8B F1 F7 44 65 62 \
         69 74 20 4D 61 73 74 65 72 63 61 72 64 00",
    );
    assert!(read.is_whole);
    assert_eq!(read.result, Some(0));
    assert_eq!(
        read.mark,
        TransactionMark {
            terminal_id: Some("28004869".to_owned()),
            receipt_number: Some(470),
            trace_number: Some(470),
            time: Some(TerminalTime {
                month: 10,
                day: 6,
                hour: 22,
                minute: 39,
                second: 53
            }),
            amount: Some(Money::from_minor(2040)),
        }
    );
    assert_eq!(read.card_type, Some(0x2e));
    assert_eq!(read.card_name.as_deref(), Some("Debit Mastercard"));
    assert_eq!(read.masked_pan.as_deref(), Some("************4771"));
    assert_eq!(read.authorisation_code.as_deref(), Some("611804"));
    assert_eq!(read.text.as_deref(), Some("GEN.NR.:611804"));
}

#[rstest]
#[case(
    "04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65",
    0x6c,
    "Abbruch durch Kunde"
)]
#[case(
    "04 0F 18 27 FF 29 28 00 48 69 3C F0 F1 F3 42 65 74 72 61 67 20 66 61 6C 73 63 68",
    0xff,
    "Betrag falsch"
)]
fn captured_refusals_are_read(#[case] hex: &str, #[case] code: u8, #[case] text: &str) {
    let read = status(hex);
    assert_eq!(
        (read.result, read.text.as_deref()),
        (Some(code), Some(text))
    );
    assert_eq!(read.mark.terminal_id.as_deref(), Some("28004869"));
}

#[test]
fn a_container_after_the_fields_is_passed_over_and_a_trace_of_zero_is_none() {
    let read = status(
        "04 0F 65 27 00 0C 23 13 55 0D 10 29 0E 99 99 22 F0 F8 EE EE EE EE EE EE 47 71 A0 01 29 00 00 00 06 87 00 08 \
         0B 00 00 00 8A 06 8B F1 F1 4D 41 53 54 45 52 43 41 52 44 00 06 2E 2F 08 1F 12 01 02 1F 10 01 00 60 1B 43 07 \
         A0 00 00 00 04 10 10 44 10 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 1F 2B 04 10 01 50 08",
    );
    assert!(read.is_whole);
    assert_eq!(
        (read.mark.receipt_number, read.mark.trace_number),
        (Some(8), None)
    );
    assert_eq!(read.card_name.as_deref(), Some("MASTERCARD"));
}

#[test]
fn a_field_that_is_not_known_ends_the_reading() {
    let read = StatusInformation::parse(&from_hex("27 00 5A 01 02 87 00 01"));
    assert_eq!((read.result, read.mark.receipt_number), (Some(0), None));
    assert!(!read.is_whole);
    let short = StatusInformation::parse(&from_hex("04 00 00 27"));
    assert_eq!((short.result, short.is_whole), (None, false));
}

#[test]
fn a_card_number_in_clear_is_hidden() {
    let read = StatusInformation::parse(&from_hex("22 F1 F0 67 63 89 00 00 00 12 30 12 3F"));
    assert_eq!(read.masked_pan.as_deref(), Some("***************0123"));
}

#[rstest]
#[case("06 D1 06 40 53 75 6D 6D 65", &["Summe"])]
#[case("06 D1 02 FF 02", &["", ""])]
#[case("06 D1 01 80", &[""])]
#[case("06 D3 0C 06 0A 25 08 07 02 4F 4B 07 02 94 0D", &["OK", "ö"])]
#[case("06 D3 00", &[])]
fn printed_lines_are_read(#[case] hex: &str, #[case] lines: &[&str]) {
    let bytes = from_hex(hex);
    let apdu = Apdu {
        control: [bytes[0], bytes[1]],
        data: &bytes[3..],
    };
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(FromTerminal::parse(apdu), FromTerminal::Print(lines));
}

/// Captured from terminals; printed in the tests of Portalum.Zvt (MIT), `PrintLineTest.cs`, `PrintTextBlockTest.cs` and
/// `IntermediateStatusInformationParserTest.cs`.
#[rstest]
#[case("06 D1 14 40 2A 2A 20 4B 41 53 53 45 4E 53 43 48 4E 49 54 54 20 2A 2A", &["** KASSENSCHNITT **"])]
#[case("06 D1 01 81", &[""])]
#[case(
    "06 D1 1F 00 4E 72 3A 20 20 2A 2A 2A 2A 20 2A 2A 2A 2A 20 2A 2A 2A 2A 20 34 38 32 31 06 04 1F 07 01 01",
    &["Nr:  **** **** **** 4821"]
)]
#[case("06 D1 07 40 06 04 1F 07 01 01", &[""])]
#[case(
    "06 D3 AC 06 81 A9 1F 07 01 03 25 81 A2 07 1B 30 32 2E 31 31 2E 32 30 32 31 20 20 20 20 20 20 20 20 20 31 37 3A 30 35 \
     3A 30 32 07 0C 54 49 44 3A 41 48 30 30 30 30 30 36 07 14 41 62 73 63 68 6C 75 73 73 20 2D 20 6B 65 69 6E 65 20 54 58 \
     07 19 20 41 56 3A 20 2B 30 34 2E 30 37 20 28 4A 75 6E 20 31 31 20 32 30 32 31 29 07 1B 54 49 3A 20 45 20 44 54 3A 20 \
     30 2F 30 2F 20 4F 46 3A 20 30 2F 30 2F 20 43 47 3A 07 0F 20 20 20 20 20 20 20 20 20 20 20 31 2F 30 2F 07 01 20 07 01 \
     20 07 01 20 07 01 20 07 01 20 07 01 20 07 01 20 09 01 81",
    &["02.11.2021         17:05:02", "TID:AH000006", "Abschluss - keine TX", " AV: +04.07 (Jun 11 2021)",
      "TI: E DT: 0/0/ OF: 0/0/ CG:", "           1/0/", "", "", "", "", "", "", ""]
)]
fn captured_slips_are_read(#[case] hex: &str, #[case] lines: &[&str]) {
    let mut reader = ApduReader::new(Sender::Terminal);
    reader.push(&from_hex(hex));
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(
        reader.read().map(FromTerminal::parse),
        Some(FromTerminal::Print(lines))
    );
    assert!(!reader.is_waiting() && reader.skipped() == 0);
}

#[test]
fn a_terminal_s_own_words_are_read() {
    let mut reader = ApduReader::new(Sender::Terminal);
    reader.push(&from_hex(
        "04 FF 1E FF 10 06 1A 24 18 07 08 45 55 52 20 31 2E 32 33 07 0C 42 69 74 74 65 20 77 61 72 74 65 6E",
    ));
    let doing = FromTerminal::Doing {
        code: 0xff,
        text: Some("EUR 1.23 Bitte warten".to_owned()),
    };
    assert_eq!(reader.read().map(FromTerminal::parse), Some(doing));
}

#[test]
fn a_container_within_itself_ends() {
    let mut nested = vec![0x07, 0x01, b'x'];
    for _ in 0..30 {
        let length = u8::try_from(nested.len()).unwrap();
        nested = [vec![0x25, length], nested].concat();
    }
    let mut count = 0;
    tlv::walk(&nested, &mut |_, _| count += 1);
    assert!(count > 0 && count < 30);
}

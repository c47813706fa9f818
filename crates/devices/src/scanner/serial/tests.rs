use proptest::prelude::*;

use super::*;
use crate::scanner::scan::{Scan, ScanWarning};

const GS_CODE: &str = "0104601234567893215abcdEFGH1234\u{1d}93dGVz";

fn settings(end: ScanEnd) -> ScannerSettings {
    marked("", end, "", "")
}

fn marked(prefix: &str, end: ScanEnd, suffix: &str, gs: &str) -> ScannerSettings {
    ScannerSettings {
        marks: ScanMarks::parse(prefix, end, suffix, gs).unwrap(),
        ..ScannerSettings::default()
    }
}

fn scans(events: Vec<ScanEvent>) -> Vec<Scan> {
    events
        .into_iter()
        .map(|event| match event {
            ScanEvent::Scanned(scan) => scan,
            ScanEvent::Dropped(dropped) => panic!("{dropped:?}"),
        })
        .collect()
}

fn texts(events: Vec<ScanEvent>) -> Vec<String> {
    scans(events).into_iter().map(|scan| scan.text).collect()
}

fn only(bytes: &[u8], settings: &ScannerSettings) -> Scan {
    let mut found = scans(decode(settings, bytes));
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[rstest::rstest]
#[case(b"4601234567893\r", ScanEnd::Any)]
#[case(b"4601234567893\n", ScanEnd::Any)]
#[case(b"4601234567893\r\n", ScanEnd::Any)]
#[case(b"4601234567893\t", ScanEnd::Any)]
#[case(b"\x024601234567893\x03", ScanEnd::Any)]
#[case(b"4601234567893", ScanEnd::Any)]
#[case(b"\r\n\r\n4601234567893\r\n", ScanEnd::Any)]
#[case(b"4601234567893\r\n", ScanEnd::LineEnd)]
#[case(b"4601234567893\t", ScanEnd::Tab)]
#[case(b"4601234567893\x03", ScanEnd::Etx)]
#[case(b"4601234567893", ScanEnd::Pause)]
#[case(b"]E04601234567893\r", ScanEnd::Any)]
fn a_code_is_the_same_whatever_ends_it(#[case] bytes: &[u8], #[case] end: ScanEnd) {
    let scan = only(bytes, &settings(end));
    assert_eq!((scan.text.as_str(), scan.gs_kept), ("4601234567893", None));
    assert!(scan.warnings.is_empty(), "{scan:?}");
}

#[test]
fn line_ends_and_tabs_belong_to_a_code_that_ends_otherwise() {
    let pause = decode(&settings(ScanEnd::Pause), b"a\tb\r\nc");
    assert_eq!(texts(pause), ["a\tb\r\nc"]);
    let tab = decode(&settings(ScanEnd::Tab), b"a\r\nb\tc\t");
    assert_eq!(texts(tab), ["a\r\nb", "c"]);
    let line = decode(&settings(ScanEnd::LineEnd), b"a\tb\r\n c \n");
    assert_eq!(texts(line), ["a\tb", " c "]);
    // What follows the end that the settings name belongs to no code.
    let twice = decode(&settings(ScanEnd::Tab), b"46\t\r\n47\t\r\n");
    assert_eq!(texts(twice), ["46", "47"]);
    let mixed = decode(&settings(ScanEnd::LineEnd), b"46\r\x0347\r\x03");
    assert_eq!(texts(mixed), ["46", "47"]);
}

#[test]
fn the_identifier_is_taken_off_and_gs_is_kept() {
    let scan = only(
        format!("]d2{GS_CODE}\r").as_bytes(),
        &settings(ScanEnd::Any),
    );
    assert_eq!(scan.text, GS_CODE);
    assert_eq!(scan.symbology.unwrap().to_string(), "]d2");
    assert_eq!((scan.gs_kept, scan.warnings.len()), (Some(true), 0));
    assert_eq!(scan.raw, format!("]d2{GS_CODE}").as_bytes());
}

#[test]
fn a_code_is_told_as_json() {
    let events = decode(&settings(ScanEnd::Any), b"]d201\x1d\r\x00\r");
    assert_eq!(
        serde_json::to_string(&events).unwrap(),
        concat!(
            r#"[{"event":"scanned","text":"01\u001d","raw":"5d 64 32 30 31 1d","symbology":"]d2","#,
            r#""source":"serial","gs_kept":null,"warnings":[]},"#,
            r#"{"event":"dropped","reason":"rubbish","raw":"00"}]"#
        )
    );
}

#[test]
fn a_lost_gs_is_said_and_not_repaired() {
    let lost = GS_CODE.replace('\u{1d}', "");
    let scan = only(format!("{lost}\r").as_bytes(), &settings(ScanEnd::Any));
    assert_eq!((scan.text, scan.gs_kept), (lost, Some(false)));
    assert_eq!(scan.warnings, [ScanWarning::GsLost]);
}

#[test]
fn what_the_scanner_sends_in_place_of_gs_is_put_back_only_when_it_is_set_so() {
    let sent = GS_CODE.replace('\u{1d}', "<GS>");
    let set = marked("", ScanEnd::Any, "", "<GS>");
    let scan = only(sent.as_bytes(), &set);
    assert_eq!((scan.text.as_str(), scan.gs_kept), (GS_CODE, Some(true)));
    assert_eq!(scan.warnings, [ScanWarning::GsSubstituted]);
    assert_eq!(
        only(sent.as_bytes(), &ScannerSettings::default()).text,
        sent
    );
}

#[test]
fn a_prefix_is_taken_off_and_missed() {
    let set = marked("F8", ScanEnd::Any, "", "");
    let found = scans(decode(&set, b"F8]E046\r46\r"));
    assert_eq!((found[0].text.as_str(), found[0].warnings.len()), ("46", 0));
    assert_eq!(found[0].symbology.unwrap().to_string(), "]E0");
    assert_eq!(found[1].warnings, [ScanWarning::PrefixMissing]);
}

#[test]
fn a_suffix_of_its_own_ends_a_code_and_its_absence_is_said() {
    let set = marked("", ScanEnd::Suffix, "#\\r", "");
    let found = scans(decode(&set, b"46#\r\n47#1#\r48"));
    let told: Vec<_> = found
        .iter()
        .map(|scan| (scan.text.as_str(), scan.warnings.as_slice()))
        .collect();
    assert_eq!(
        told,
        [
            ("46", &[][..]),
            ("47#1", &[]),
            ("48", &[ScanWarning::Unfinished])
        ]
    );
    let other = marked("", ScanEnd::Any, "#", "");
    let found = scans(decode(&other, b"46#\r47\r"));
    assert_eq!((found[0].text.as_str(), found[0].warnings.len()), ("46", 0));
    assert_eq!(found[1].warnings, [ScanWarning::Unfinished]);
}

#[rstest::rstest]
#[case("Молоко".as_bytes(), "Молоко", &[])]
#[case(b"\xcc\xee\xeb\xee\xea\xee", "Молоко", &[ScanWarning::EncodingGuessed])]
#[case(b"\x0046\x00\x00", "46", &[ScanWarning::ControlsRemoved])]
#[case(b"[)>\x1e06\x1dX\x1e\x04", "[)>\u{1e}06\u{1d}X\u{1e}\u{4}", &[])]
#[case(b" 46 ", " 46 ", &[])]
fn bytes_are_read_as_text(
    #[case] bytes: &[u8],
    #[case] text: &str,
    #[case] warnings: &[ScanWarning],
) {
    let scan = only(bytes, &settings(ScanEnd::Any));
    assert_eq!(
        (scan.text.as_str(), scan.warnings.as_slice()),
        (text, warnings)
    );
    assert_eq!(scan.raw, bytes);
}

#[test]
fn only_rubbish_is_dropped_with_a_reason() {
    let events = decode(&settings(ScanEnd::Any), b"\x00\x00\r46\r");
    let [ScanEvent::Dropped(dropped), ScanEvent::Scanned(scan)] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(
        (dropped.reason, scan.text.as_str()),
        (DropReason::Rubbish, "46")
    );
}

#[test]
fn more_than_any_code_is_dropped_up_to_its_end() {
    let longest = vec![b'1'; LONGEST_CODE_BYTES];
    assert_eq!(
        only(&longest, &settings(ScanEnd::Any)).text.len(),
        LONGEST_CODE_BYTES
    );
    let bytes = [longest.as_slice(), b"123\r46\r"].concat();
    let events = decode(&settings(ScanEnd::Any), &bytes);
    let [ScanEvent::Dropped(dropped), ScanEvent::Scanned(scan)] = events.as_slice() else {
        panic!("{} events", events.len());
    };
    assert_eq!(
        (dropped.reason, scan.text.as_str()),
        (DropReason::TooLong, "46")
    );
    assert_eq!(dropped.raw.len(), LONGEST_CODE_BYTES);
}

#[test]
fn a_pause_ends_a_code_of_a_scanner_that_sends_no_end() {
    let at = Duration::from_millis;
    let mut scanner = SerialScanner::new(settings(ScanEnd::Any));
    assert!(scanner.receive(b"46012", at(0)).is_empty());
    assert!(scanner.receive(b"34567893", at(90)).is_empty());
    assert!(scanner.wait(at(189)).is_empty() && scanner.is_holding());
    // The next code shows the pause as well as the clock does.
    assert_eq!(texts(scanner.receive(b"47", at(190))), ["4601234567893"]);
    assert_eq!(texts(scanner.wait(at(290))), ["47"]);
    assert!(scanner.wait(at(1_000)).is_empty() && !scanner.is_holding());
}

#[test]
fn a_scanner_that_sent_an_end_before_is_waited_for_and_then_doubted() {
    let at = Duration::from_millis;
    let mut scanner = SerialScanner::new(settings(ScanEnd::Any));
    assert_eq!(texts(scanner.receive(b"46\r", at(0))), ["46"]);
    assert!(scanner.receive(b"4601234", at(10)).is_empty());
    assert!(scanner.wait(at(400)).is_empty());
    assert_eq!(
        texts(scanner.receive(b"567893\r", at(420))),
        ["4601234567893"]
    );
    assert!(scanner.receive(b"4601234", at(1_000)).is_empty());
    let cut = scans(scanner.wait(at(1_500)));
    assert_eq!(cut[0].warnings, [ScanWarning::Unfinished]);
    // Another scanner, which sends no end: the next scan is as good as any.
    assert!(scanner.receive(b"4601234567893", at(3_000)).is_empty());
    let whole = scans(scanner.wait(at(3_400)));
    assert_eq!(
        (whole[0].text.as_str(), whole[0].warnings.len()),
        ("4601234567893", 0)
    );
}

#[test]
fn a_connection_that_ends_in_the_middle_gives_no_code() {
    let mut scanner = SerialScanner::new(settings(ScanEnd::Any));
    assert!(scanner.receive(b"4601", Duration::ZERO).is_empty());
    let Some(ScanEvent::Dropped(dropped)) = scanner.disconnected() else {
        panic!("nothing was dropped");
    };
    assert_eq!(
        (dropped.reason, dropped.raw.as_slice()),
        (DropReason::CutOff, &b"4601"[..])
    );
    assert_eq!(texts(scanner.receive(b"47\r", Duration::ZERO)), ["47"]);
}

/// A code as scanners send them.
fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{8,14}",
        "\\]E0[0-9]{13}",
        "\\]d201[0-9]{14}21[!-~]{6,13}\u{1d}93[A-Za-z0-9]{4}",
        "[А-яA-z]{3,30}",
    ]
}

proptest! {
    #[test]
    fn codes_are_the_same_wherever_the_line_splits_them(
        codes in prop::collection::vec(code(), 1..6),
        end in prop::sample::select(vec!["\r", "\n", "\r\n", "\t", "\x03"]),
        cuts in prop::collection::vec(0_usize..400, 0..8),
        step in 0_u64..99,
    ) {
        let bytes: Vec<u8> = codes.iter().flat_map(|code| format!("{code}{end}").into_bytes()).collect();
        let whole = decode(&ScannerSettings::default(), &bytes);
        prop_assert_eq!(whole.len(), codes.len());
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        // A piece without bytes is silence, and enough of it ends a code.
        cuts.dedup();
        let mut scanner = SerialScanner::new(ScannerSettings::default());
        let (mut events, mut from, mut at) = (Vec::new(), 0, Duration::ZERO);
        for cut in cuts.into_iter().chain([bytes.len()]) {
            at += Duration::from_millis(step);
            events.extend(scanner.receive(&bytes[from..cut], at));
            from = cut;
        }
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn any_bytes_give_codes_or_reasons_and_lose_nothing_but_ends(
        bytes: Vec<u8>,
        end in prop::sample::select(ScanEnd::ALL[..5].to_vec()),
    ) {
        let ends = |byte: &u8| match end {
            ScanEnd::Any => b"\r\n\t\x03".contains(byte),
            ScanEnd::LineEnd => b"\r\n".contains(byte),
            ScanEnd::Tab => *byte == b'\t',
            ScanEnd::Etx => *byte == 3,
            ScanEnd::Pause | ScanEnd::Suffix => false,
        };
        let mut expected = Vec::new();
        let mut has_begun = false;
        for byte in &bytes {
            // Before a code, whatever ends codes is the rest of the end before it.
            let is_rest = end != ScanEnd::Pause && !has_begun && b"\r\n\t\x03".contains(byte);
            has_begun = !ends(byte) && !is_rest;
            if has_begun {
                expected.push(*byte);
            }
        }
        let raw: Vec<u8> = decode(&settings(end), &bytes)
            .into_iter()
            .flat_map(|event| match event {
                ScanEvent::Scanned(scan) => scan.raw,
                ScanEvent::Dropped(dropped) => dropped.raw,
            })
            .collect();
        prop_assert_eq!(raw, expected);
    }
}

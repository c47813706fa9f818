use bezmen_domain::barcode::ScanEnd;
use proptest::prelude::*;

use super::*;
use crate::scanner::scan::{Scan, ScanWarning};

const AT: Duration = Duration::ZERO;

fn usual() -> HidPosScanner {
    HidPosScanner::new(HidPosLayout::USUAL, ScanMarks::default())
}

/// Reports of the usual layout: 56 bytes of the code in each.
pub(crate) fn reports(aim: &str, code: &[u8]) -> Vec<[u8; 64]> {
    let count = code.chunks(56).count();
    let parts = code.chunks(56).enumerate();
    parts
        .map(|(index, part)| {
            let mut report = [0; 64];
            (report[0], report[1]) = (2, u8::try_from(part.len()).unwrap());
            report[2..2 + aim.len()].copy_from_slice(aim.as_bytes());
            report[5..5 + part.len()].copy_from_slice(part);
            report[61] = b's';
            report[63] = u8::from(index + 1 < count);
            report
        })
        .collect()
}

fn scanned(events: impl IntoIterator<Item = ScanEvent>) -> Scan {
    match events.into_iter().next() {
        Some(ScanEvent::Scanned(scan)) => scan,
        other => panic!("{other:?}"),
    }
}

fn reason(events: impl IntoIterator<Item = ScanEvent>) -> DropReason {
    match events.into_iter().next() {
        Some(ScanEvent::Dropped(dropped)) => dropped.reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_report_is_one_code_with_its_identifier() {
    let mut scanner = usual();
    let scan = scanned(scanner.receive(&reports("]E0", b"4601234567893\r")[0], AT));
    assert_eq!(
        (scan.text.as_str(), scan.source),
        ("4601234567893", ScanSource::HidPos)
    );
    assert_eq!(scan.symbology.unwrap().to_string(), "]E0");
    let plain = scanned(scanner.receive(&reports("", b"4601234567893")[0], AT));
    assert_eq!(
        (plain.text.as_str(), plain.symbology),
        ("4601234567893", None)
    );
}

#[test]
fn the_marks_of_the_settings_come_off_a_report() {
    let marks = ScanMarks::parse("$", ScanEnd::Any, "#\\r", "~").unwrap();
    let mut scanner = HidPosScanner::new(HidPosLayout::USUAL, marks);
    let sent = reports("]d2", b"$010460703495001921abc~93dGVz#\r");
    let scan = scanned(scanner.receive(&sent[0], AT));
    assert_eq!(scan.text, "010460703495001921abc\u{1d}93dGVz");
    assert_eq!(scan.warnings, [ScanWarning::GsSubstituted]);
    assert_eq!(scan.gs_kept, Some(true));
}

#[test]
fn a_code_of_several_reports_is_put_together() {
    // The example of the Access-IS LSR118 manual, appendix B.1.1: 60 characters in two reports.
    let code = b"M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  1234";
    let parts = reports("]Q0", code);
    let mut scanner = usual();
    assert_eq!(scanner.receive(&parts[0], AT), Vec::new());
    let scan = scanned(scanner.receive(&parts[1], AT));
    assert_eq!(scan.raw, code);
    assert_eq!(scan.symbology.unwrap().to_string(), "]Q0");
}

#[test]
fn gs_is_kept_and_its_loss_is_said() {
    let mut scanner = usual();
    let kept = b"0104601234567893215abcdEFGH1234\x1d93dGVz";
    let scan = scanned(scanner.receive(&reports("]d2", kept)[0], AT));
    assert_eq!((scan.raw.as_slice(), scan.gs_kept), (&kept[..], Some(true)));
    let lost = b"0104601234567893215abcdEFGH123493dGVz";
    let scan = scanned(scanner.receive(&reports("]d2", lost)[0], AT));
    assert_eq!(scan.warnings, [ScanWarning::GsLost]);
}

#[test]
fn a_rest_that_does_not_come_is_missed_and_the_next_code_is_whole() {
    let parts = reports("]Q1", &[b'x'; 100]);
    let mut scanner = usual();
    assert_eq!(scanner.receive(&parts[0], AT), Vec::new());
    assert_eq!(scanner.wait(Duration::from_millis(499)), None);
    assert_eq!(
        reason(scanner.wait(Duration::from_millis(500))),
        DropReason::RestMissing
    );
    let scan = scanned(scanner.receive(&reports("]E0", b"46")[0], Duration::from_secs(1)));
    assert_eq!(scan.text, "46");
    assert_eq!(
        scanner.receive(&parts[0], Duration::from_secs(1)),
        Vec::new()
    );
    assert_eq!(reason(scanner.disconnected()), DropReason::CutOff);
    assert_eq!(scanner.disconnected(), None);
}

#[test]
fn reports_that_do_not_fit_are_dropped_and_others_passed_over() {
    let mut scanner = usual();
    let mut report = reports("]E0", b"46")[0];
    report[1] = 57;
    assert_eq!(reason(scanner.receive(&report, AT)), DropReason::BadReport);
    assert_eq!(reason(scanner.receive(&[2, 1], AT)), DropReason::BadReport);
    report[0] = 5;
    assert_eq!(scanner.receive(&report, AT), Vec::new());
    assert_eq!(scanner.receive(&[], AT), Vec::new());
}

#[test]
fn a_row_of_reports_without_end_is_too_long() {
    let report = reports("", &[b'x'; 57])[0];
    let mut scanner = usual();
    let dropped = (0..200).flat_map(|_| scanner.receive(&report, AT)).next();
    assert_eq!(reason(dropped), DropReason::TooLong);
}

#[test]
fn a_whole_code_after_a_missing_rest_does_not_hide_that_it_is_missing() {
    let parts = reports("]Q1", &[b'x'; 100]);
    let mut scanner = usual();
    assert_eq!(scanner.receive(&parts[0], AT), Vec::new());
    let mut events = scanner.receive(&reports("]E0", b"46")[0], Duration::from_secs(1));
    assert_eq!(events.len(), 2, "{events:?}");
    assert_eq!(scanned(events.pop()).text, "46");
    assert_eq!(reason(events.pop()), DropReason::RestMissing);
}

#[test]
fn the_rest_of_a_code_that_is_too_long_is_no_code() {
    let part = reports("", &[b'x'; 57])[0];
    let last = reports("", b"tail")[0];
    let mut scanner = usual();
    let dropped: Vec<_> = (0..200).flat_map(|_| scanner.receive(&part, AT)).collect();
    assert_eq!(dropped.len(), 1, "{dropped:?}");
    assert_eq!(scanner.receive(&last, AT), Vec::new());
    assert_eq!(
        scanned(scanner.receive(&reports("]E0", b"46")[0], AT)).text,
        "46"
    );
}

#[test]
fn a_rest_that_never_ends_is_waited_for_as_long_as_any_rest() {
    let part = reports("", &[b'x'; 57])[0];
    let mut scanner = usual();
    let dropped = (0..200).flat_map(|_| scanner.receive(&part, AT)).count();
    assert_eq!(dropped, 1);
    let later = scanner.receive(&reports("]E0", b"46")[0], REST_LIMIT);
    assert_eq!(scanned(later).text, "46");
}

#[test]
fn a_layout_without_a_count_takes_the_data_up_to_the_zeros() {
    let layout = HidPosLayout {
        report_id: None,
        length_at: None,
        aim_at: None,
        data_at: 1,
        data_bytes: 8,
        continued: None,
    };
    let mut scanner = HidPosScanner::new(layout, ScanMarks::default());
    assert_eq!(
        scanned(scanner.receive(b"\x00]E046\x00\x00\x00", AT)).text,
        "46"
    );
    assert_eq!(scanner.receive(&[0; 9], AT), Vec::new());
}

proptest! {
    #[test]
    fn any_code_comes_out_as_it_went_in(code in "[!-~А-я\u{1d}]{1,300}") {
        let mut scanner = usual();
        let events: Vec<_> = reports("]Q1", code.as_bytes())
            .iter()
            .flat_map(|report| scanner.receive(report, AT))
            .collect();
        prop_assert_eq!(events.len(), 1);
        let ScanEvent::Scanned(scan) = &events[0] else {
            panic!("{events:?}");
        };
        prop_assert_eq!(&scan.text, &code);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, at in 0_usize..80, data_bytes in 0_usize..80, id: Option<u8>) {
        let layout = HidPosLayout {
            report_id: id,
            length_at: Some(at),
            aim_at: Some(at),
            data_at: at,
            data_bytes,
            continued: Some((at, 1)),
        };
        let _ = decode(layout, &bytes);
        let _ = decode(HidPosLayout::USUAL, &[&[2][..], &bytes].concat());
    }
}

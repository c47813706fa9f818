//! A scanner that the till itself listens to, and one in the housing of the scale.

use std::time::{Duration, Instant};

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, GetScannerBench, GetSettings, GetTicket, ListDevices, OpenShift, Scan,
    ScannerBenchView, ScannerMarks, SignOut, TakeRead,
};
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::scale::SimulatedScale;
use bezmen_devices::simulate::scanner::{ScannerSetup, SimulatedScanner};
use bezmen_domain::barcode::ScanEnd;
use bezmen_domain::money::Money;
use tokio::sync::broadcast::Receiver;

use super::*;
use crate::TillOptions;
use crate::fixture;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

const MILK: &str = "4600682000174";

struct Shop {
    // The workers stop before the till closes.
    _hardware: Hardware,
    till: Till,
    _folder: tempfile::TempDir,
}

fn shop(set_up: impl FnOnce(&mut Settings)) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let till = fixture::owners_till(TillOptions::new(folder.path()));
    let hardware = Hardware::start(&till).unwrap();
    fixture::change_settings(&till, set_up).unwrap();
    till.ask(OpenShift {
        opening_float: Money::ZERO,
    })
    .unwrap();
    Shop {
        _hardware: hardware,
        till,
        _folder: folder,
    }
}

fn with_scanner(endpoint: &str) -> Shop {
    let address = endpoint.to_owned();
    let marks = ScannerMarks::default();
    shop(|settings| settings.scanner = Some(ScannerSettings { address, marks }))
}

/// Waits until the scanner's lamp is this.
#[track_caller]
fn becomes(till: &Till, lamp: DeviceLamp) -> ScannerBenchView {
    let last = Instant::now() + LONG;
    loop {
        let view = till.ask(GetScannerBench { since: 0 }).unwrap();
        if view.lamp == lamp {
            return view;
        }
        assert!(Instant::now() < last, "{view:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits for the next read that the screens are told of.
fn next_read(events: &mut Receiver<Event>) -> (u64, String) {
    loop {
        if let Event::ScannerRead { number, text } = events.blocking_recv().unwrap() {
            return (number, text);
        }
    }
}

#[test]
fn a_read_is_told_to_the_screens_and_taken_by_one_of_them() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let shop = with_scanner(scanner.endpoint());
    let mut events = shop.till.events();
    becomes(&shop.till, DeviceLamp::Ready);
    scanner.scan(MILK);
    let (number, text) = next_read(&mut events);
    assert_eq!(text, MILK);
    assert!(shop.till.ask(TakeRead { number }).unwrap());
    assert!(!shop.till.ask(TakeRead { number }).unwrap());
    let quantity = None;
    let sold = shop
        .till
        .ask(Scan {
            text,
            quantity,
            approval: None,
        })
        .unwrap();
    assert_eq!(sold.ticket.lines.len(), 1);

    let bench = becomes(&shop.till, DeviceLamp::Ready);
    assert_eq!(bench.reads.len(), 1);
    assert_eq!(bench.reads[0].code.product, "Молоко 3,2 % 930 мл");
    assert!(bench.reads[0].hex.starts_with("34 36 30 30"));
    assert_eq!(bench.next, 1);
    let devices = shop.till.ask(ListDevices {}).unwrap();
    let scanner = devices
        .iter()
        .find(|device| device.kind == DeviceKind::Scanner)
        .unwrap();
    assert_eq!(scanner.lamp, DeviceLamp::Ready);
    assert_eq!(scanner.words, "сканер подключён");
}

#[test]
fn a_read_that_is_no_code_is_told_to_the_cashier() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let shop = with_scanner(scanner.endpoint());
    let mut events = shop.till.events();
    becomes(&shop.till, DeviceLamp::Ready);
    scanner.scan("\u{1}\u{2}\u{3}");
    let words = loop {
        if let Event::ScannerTrouble { words } = events.blocking_recv().unwrap() {
            break words;
        }
    };
    assert!(words.contains("скорость и чётность порта"), "{words}");
}

#[test]
fn a_locked_till_does_not_take_a_read() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let shop = with_scanner(scanner.endpoint());
    let mut events = shop.till.events();
    becomes(&shop.till, DeviceLamp::Ready);
    shop.till.ask(SignOut {}).unwrap();
    scanner.scan(MILK);
    let (number, _) = next_read(&mut events);
    let refused = shop.till.ask(TakeRead { number }).unwrap_err();
    assert_eq!(refused.code, "SIGN_IN_REQUIRED");
    fixture::sign_owner_in(&shop.till);
    assert!(shop.till.ask(GetTicket {}).unwrap().lines.is_empty());
}

#[test]
fn a_scanner_that_comes_back_is_used_again() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let endpoint = scanner.endpoint().to_owned();
    let shop = with_scanner(&endpoint);
    let mut events = shop.till.events();
    becomes(&shop.till, DeviceLamp::Ready);
    drop(scanner);
    let lost = becomes(&shop.till, DeviceLamp::Trouble);
    assert!(!lost.words.is_empty());
    let scanner = SimulatedScanner::on_tcp(endpoint.trim_start_matches("tcp:")).unwrap();
    becomes(&shop.till, DeviceLamp::Ready);
    scanner.scan("010460703495001921Bezmen:Test01\u{1d}93dGVz");
    let (_, text) = next_read(&mut events);
    assert_eq!(text, "010460703495001921Bezmen:Test01\u{1d}93dGVz");
}

#[test]
fn a_marked_piece_sells_with_its_whole_identity_whatever_the_scanner_sends_for_gs() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    scanner.set_up(ScannerSetup {
        prefix: b"$".to_vec(),
        end: b"#\r".to_vec(),
        gs: Some("~".to_owned()),
        sends_aim: true,
    });
    let shop = with_scanner(scanner.endpoint());
    let mut events = shop.till.events();
    becomes(&shop.till, DeviceLamp::Ready);
    let ki = format!("010{MILK}215Bezmen012345");
    let code = format!("{ki}\u{1d}93dGVz");

    // As it is set up first, the till hears more than the code.
    scanner.scan(&code);
    let (_, text) = next_read(&mut events);
    assert_eq!(text, format!("${ki}~93dGVz#"));

    let own = ScannerMarks {
        prefix: "$".to_owned(),
        end: ScanEnd::Suffix,
        suffix: "#\\r".to_owned(),
        gs: "~".to_owned(),
    };
    // The old connection, which would read without the marks, is gone before the scanner is set up again.
    fixture::change_settings(&shop.till, |settings| settings.scanner = None).unwrap();
    becomes(&shop.till, DeviceLamp::Absent);
    let address = scanner.endpoint().to_owned();
    let marked = ScannerSettings {
        address,
        marks: own,
    };
    fixture::change_settings(&shop.till, |settings| settings.scanner = Some(marked)).unwrap();
    becomes(&shop.till, DeviceLamp::Ready);
    scanner.scan(&format!("]d2{code}"));
    let (number, text) = next_read(&mut events);
    assert_eq!(text, format!("]d2{code}"));
    assert!(shop.till.ask(TakeRead { number }).unwrap());
    let (quantity, approval) = (None, None);
    let scan = Scan {
        text,
        quantity,
        approval,
    };
    let sold = shop.till.ask(scan).unwrap();
    let sold: Vec<_> = sold
        .ticket
        .lines
        .iter()
        .map(|line| line.ki.as_ref())
        .collect();
    assert_eq!(sold.len(), 1);
    assert_eq!(sold[0].map(ToString::to_string), Some(ki));

    let bench = becomes(&shop.till, DeviceLamp::Ready);
    let last = bench.reads.last().unwrap();
    assert_eq!(last.sent, format!("$]d2{}#\r", code.replace('\u{1d}', "~")));
    assert_eq!(
        last.code.arrived,
        format!("]d2{}", code.replace('\u{1d}', "<GS>"))
    );
}

#[test]
fn marks_that_codes_hold_themselves_are_refused_with_words() {
    let shop = with_scanner("127.0.0.1:1");
    let gs_is = |gs: &str| ScannerMarks {
        gs: gs.to_owned(),
        ..ScannerMarks::default()
    };
    let own = |settings: &mut Settings| {
        settings.scanner.as_mut().unwrap().marks = gs_is("GS");
    };
    let refused = fixture::change_settings(&shop.till, own).unwrap_err();
    assert_eq!(refused.code, "SCANNER_UNUSABLE");
    assert!(refused.message.contains("такие знаки бывают в самих кодах"));
    let keyboard = |settings: &mut Settings| settings.keyboard_scanner = gs_is("F8");
    let refused = fixture::change_settings(&shop.till, keyboard).unwrap_err();
    assert!(refused.message.contains("касса понимает сама"));
    let kept = shop.till.ask(GetSettings {}).unwrap();
    assert_eq!(kept.keyboard_scanner, ScannerMarks::default());
}

#[test]
fn a_wrong_address_is_said_and_a_removed_scanner_is_let_go() {
    let shop = with_scanner("127.0.0.1:no");
    let view = becomes(&shop.till, DeviceLamp::Trouble);
    assert!(!view.words.is_empty());
    fixture::change_settings(&shop.till, |settings| settings.scanner = None).unwrap();
    becomes(&shop.till, DeviceLamp::Absent);
}

#[test]
fn barcodes_that_come_over_the_scales_line_are_reads_too() {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MagellanSingleCable, "127.0.0.1:0").unwrap();
    let own = ScaleSettings::plain(scale.endpoint(), "magellan_single_cable");
    let shop = shop(|settings| settings.scale = Some(own));
    let mut events = shop.till.events();
    scale.scan(&format!("F{MILK}"));
    let (number, text) = next_read(&mut events);
    assert_eq!(text, MILK);
    assert!(shop.till.ask(TakeRead { number }).unwrap());
}

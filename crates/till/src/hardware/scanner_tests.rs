//! A scanner that the till itself listens to, and one in the housing of the scale.

use std::time::{Duration, Instant};

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, GetScannerBench, GetSettings, GetTicket, ListDevices, OpenShift,
    SaveSettings, Scan, ScannerBenchView, SignIn, SignOut, TakeRead,
};
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::scale::SimulatedScale;
use bezmen_devices::simulate::scanner::SimulatedScanner;
use bezmen_domain::money::Money;
use tokio::sync::broadcast::Receiver;

use super::*;
use crate::TillOptions;
use crate::fixture::{self, ShopKind};

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
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    fixture::seed(&till, ShopKind::GROCERY).unwrap();
    let hardware = Hardware::start(&till).unwrap();
    sign_in(&till);
    let mut settings = till.ask(GetSettings {}).unwrap();
    set_up(&mut settings);
    till.ask(SaveSettings { settings }).unwrap();
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

fn sign_in(till: &Till) {
    till.ask(SignIn {
        person_id: fixture::owner(),
        pin: fixture::PINS[2].to_owned(),
    })
    .unwrap();
}

fn with_scanner(endpoint: &str) -> Shop {
    let address = endpoint.to_owned();
    shop(|settings| settings.scanner = Some(ScannerSettings { address }))
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
    sign_in(&shop.till);
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
fn a_wrong_address_is_said_and_a_removed_scanner_is_let_go() {
    let shop = with_scanner("127.0.0.1:no");
    let view = becomes(&shop.till, DeviceLamp::Trouble);
    assert!(!view.words.is_empty());
    let mut settings = shop.till.ask(GetSettings {}).unwrap();
    settings.scanner = None;
    shop.till.ask(SaveSettings { settings }).unwrap();
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

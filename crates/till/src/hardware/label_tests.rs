//! Labels through the engine: a label printer of its own, the receipt printer, a label scale.

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, DeviceView, GetTicket, LabelOrder, LabelPrinterSettings, ListDevices,
    ListPrintJobs, OpenShift, Pay, PrintJobState, PrintJobView, PrintLabels, PrintX,
    PrinterAddress, PrinterSettings, RetryPrintJob, Scan, TestLabel,
};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::{PrinterFault, PrinterOptions, VirtualPrinter};
use bezmen_domain::money::Money;
use bezmen_domain::tender::{TenderInput, TenderKind};

use super::*;
use crate::TillOptions;
use crate::fixture;

mod label_scale;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

const MILK: &str = "4600682000174";

struct Shop {
    // The workers stop before the till closes.
    _hardware: Hardware,
    till: Till,
    receipts: VirtualPrinter,
    _folder: tempfile::TempDir,
}

fn shop(labels: LabelPrinterSettings) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let till = fixture::owners_till(TillOptions::new(folder.path()));
    // A label is a picture: it is seen on paper that is drawn.
    let options = PrinterOptions {
        draws: true,
        ..PrinterOptions::default()
    };
    let here = "127.0.0.1:0";
    let profile = PrinterProfile::virtual_printer();
    let receipts = VirtualPrinter::start_network(here, &profile, options).unwrap();
    let hardware = Hardware::start(&till).unwrap();
    let printer = PrinterSettings {
        address: PrinterAddress::Tcp {
            address: receipts.addr().to_string(),
        },
        profile: "virtual".to_owned(),
        drawer: false,
        own_profile: None,
        drawer_open_is_high: None,
    };
    let set_up = |settings: &mut Settings| {
        settings.printer = Some(printer);
        settings.label_printer = Some(labels);
    };
    fixture::change_settings(&till, set_up).unwrap();
    till.ask(OpenShift {
        opening_float: Money::ZERO,
    })
    .unwrap();
    Shop {
        _hardware: hardware,
        till,
        receipts,
        _folder: folder,
    }
}

fn labels(address: &str, language: &str) -> LabelPrinterSettings {
    LabelPrinterSettings {
        address: address.to_owned(),
        language: language.to_owned(),
        width_mm: 58,
        height_mm: 40,
        dpi: 203,
    }
}

/// Listens as a network label printer does, and gives what each client sent.
fn raw_printer(address: &str) -> (SocketAddr, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind(address).unwrap();
    let address = listener.local_addr().unwrap();
    let (give, take) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut bytes = Vec::new();
            if stream
                .and_then(|mut stream| stream.read_to_end(&mut bytes))
                .is_ok()
                && !bytes.is_empty()
                && give.send(bytes).is_err()
            {
                return;
            }
        }
    });
    (address, take)
}

/// An address at which nothing listens.
fn nowhere() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// Asks again and again until an answer is as it should be.
#[track_caller]
fn becomes<T: std::fmt::Debug>(ask: impl Fn() -> T, is_right: impl Fn(&T) -> bool) -> T {
    let end = Instant::now() + LONG;
    loop {
        let answer = ask();
        if is_right(&answer) {
            return answer;
        }
        assert!(Instant::now() < end, "{answer:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Shop {
    fn print(&self, copies: u16) {
        let order = LabelOrder {
            product_id: fixture::product_id(0),
            copies,
        };
        let queued = self
            .till
            .ask(PrintLabels {
                labels: vec![order],
                approval: None,
            })
            .unwrap();
        assert_eq!(queued.labels, u32::from(copies));
    }

    fn jobs(&self) -> Vec<PrintJobView> {
        self.till.ask(ListPrintJobs { limit: 100 }).unwrap()
    }

    fn device(&self, kind: DeviceKind) -> DeviceView {
        let devices = self.till.ask(ListDevices {}).unwrap();
        devices.into_iter().find(|one| one.kind == kind).unwrap()
    }

    /// Sells a carton of milk for cash.
    fn sell(&self) {
        self.till
            .ask(Scan {
                text: MILK.to_owned(),
                quantity: None,
                approval: None,
            })
            .unwrap();
        let ticket = self.till.ask(GetTicket {}).unwrap();
        self.till
            .ask(Pay {
                ticket_id: ticket.ticket_id,
                expected_total: ticket.total,
                tenders: vec![TenderInput {
                    kind: TenderKind::Cash,
                    amount: ticket.total,
                    reference: None,
                }],
            })
            .unwrap();
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn labels_go_to_their_own_printer_in_its_language_in_small_jobs() {
    let (address, came) = raw_printer("127.0.0.1:0");
    let shop = shop(labels(&address.to_string(), "zpl"));
    shop.print(12);
    let first = text_of(&came.recv_timeout(LONG).unwrap());
    let second = text_of(&came.recv_timeout(LONG).unwrap());
    assert!(
        first.starts_with("^XA") && first.contains("^PW464"),
        "{first}"
    );
    assert!(first.contains("^FD460068200017"), "the barcode: {first}");
    assert!(first.contains("^PQ10,") && second.contains("^PQ2,"));
    becomes(
        || shop.jobs(),
        |jobs| jobs.iter().all(|job| job.state == PrintJobState::Done),
    );
    assert!(shop.receipts.receipts().is_empty());
    let tspl = labels(&address.to_string(), "tspl");
    fixture::change_settings(&shop.till, |settings| settings.label_printer = Some(tspl)).unwrap();
    shop.print(3);
    let written = text_of(&came.recv_timeout(LONG).unwrap());
    assert!(written.starts_with("SIZE 58 mm,40 mm"), "{written}");
    assert!(written.contains("PRINT 1,3"));
}

#[test]
fn a_label_printer_that_is_off_holds_up_no_sale_and_prints_when_it_is_on() {
    let address = nowhere();
    let shop = shop(labels(&address.to_string(), "tspl"));
    shop.print(1);
    shop.sell();
    let printed = shop.receipts.wait_for(1, LONG);
    assert!(printed[0].text().contains("Молоко"));
    let device = becomes(
        || shop.device(DeviceKind::LabelPrinter),
        |device| device.lamp == DeviceLamp::Trouble,
    );
    assert!(device.words.contains("включите"), "{}", device.words);
    becomes(
        || shop.device(DeviceKind::Printer),
        |device| device.lamp == DeviceLamp::Ready,
    );
    let (_, came) = raw_printer(&address.to_string());
    assert!(text_of(&came.recv_timeout(LONG).unwrap()).contains("PRINT 1,1"));
    becomes(
        || shop.device(DeviceKind::LabelPrinter),
        |device| device.lamp == DeviceLamp::Unknown,
    );
}

#[test]
fn on_the_receipt_printer_a_receipt_comes_before_the_labels_that_wait() {
    let shop = shop(labels("printer", "escpos"));
    shop.receipts.set_fault(PrinterFault::Off);
    shop.print(11);
    becomes(
        || shop.device(DeviceKind::LabelPrinter),
        |device| device.lamp == DeviceLamp::Trouble,
    );
    shop.till.ask(PrintX {}).unwrap();
    shop.receipts.set_fault(PrinterFault::None);
    // Each label is cut off by itself.
    let printed = shop.receipts.wait_for(12, LONG);
    assert_eq!(printed.len(), 12);
    // The labels that were being tried may be out first, those that waited are not.
    let texts: Vec<bool> = printed
        .iter()
        .map(|one| !one.text().trim().is_empty())
        .collect();
    let at = texts.iter().position(|is_text| *is_text).unwrap();
    assert!(matches!(at, 0 | 10), "{texts:?}");
    assert_eq!(texts.iter().filter(|is_text| **is_text).count(), 1);
    becomes(
        || shop.device(DeviceKind::LabelPrinter),
        |device| device.lamp == DeviceLamp::Ready,
    );
}

#[test]
fn labels_that_may_be_out_are_printed_again_only_when_somebody_asks() {
    let shop = shop(labels("printer", "escpos"));
    shop.receipts.set_fault(PrinterFault::ResetsAfter(400));
    shop.print(2);
    let broken = becomes(
        || shop.jobs(),
        |jobs| jobs[0].state == PrintJobState::Failed,
    );
    assert!(
        broken[0].error.contains("часть этикеток могла выйти"),
        "{}",
        broken[0].error
    );
    shop.receipts.set_fault(PrinterFault::None);
    let before = shop.receipts.receipts().len();
    shop.till.ask(PrintX {}).unwrap();
    becomes(|| shop.jobs(), |jobs| jobs[0].state == PrintJobState::Done);
    assert_eq!(shop.jobs()[1].attempts, 1, "{:?}", shop.jobs());
    let job_id = shop.jobs()[1].job_id;
    shop.till.ask(RetryPrintJob { job_id }).unwrap();
    becomes(|| shop.jobs(), |jobs| jobs[1].state == PrintJobState::Done);
    assert!(shop.receipts.wait_for(before + 3, LONG).len() >= before + 3);
}

#[test]
fn a_test_label_is_shown_as_it_is_printed_and_wrong_settings_are_told() {
    let (address, came) = raw_printer("127.0.0.1:0");
    let shop = shop(labels("printer", "escpos"));
    let ask = |label_printer: LabelPrinterSettings, prints| {
        shop.till.ask(TestLabel {
            label_printer,
            prints,
        })
    };
    let zpl = labels(&address.to_string(), "zpl");
    let shown = ask(zpl.clone(), false).unwrap();
    assert!(shown.picture.starts_with("data:image/png;base64,"));
    assert!(shown.texts.iter().any(|text| text.contains("Сыр")));
    assert!(!shown.is_sent && shown.words.is_empty());
    let sent = ask(zpl, true).unwrap();
    assert!(sent.is_sent, "{}", sent.words);
    assert_eq!(came.recv_timeout(LONG).unwrap().len() as u64, sent.bytes);
    let off = ask(labels(&nowhere().to_string(), "zpl"), true).unwrap();
    assert!(
        !off.is_sent && off.words.contains("включите"),
        "{}",
        off.words
    );
    let receipts = ask(labels("printer", "escpos"), true).unwrap();
    assert!(receipts.is_sent, "{}", receipts.words);
    assert_eq!(shop.receipts.wait_for(1, LONG).len(), 1);

    let too_wide = LabelPrinterSettings {
        width_mm: 120,
        ..labels("printer", "escpos")
    };
    let failure = ask(too_wide, true).unwrap_err();
    assert!(failure.message.contains("шире"), "{failure:?}");
    let too_small = LabelPrinterSettings {
        width_mm: 12,
        height_mm: 10,
        ..labels("127.0.0.1:9", "zpl")
    };
    let failure = ask(too_small, false).unwrap_err();
    assert_eq!(failure.code, "LABEL_IMPOSSIBLE");
    for wrong in [
        labels("127.0.0.1:9", "hpgl"),
        labels("printer", "zpl"),
        LabelPrinterSettings {
            dpi: 20,
            ..labels("127.0.0.1:9", "zpl")
        },
        LabelPrinterSettings {
            width_mm: 5,
            ..labels("127.0.0.1:9", "zpl")
        },
    ] {
        let set = |settings: &mut Settings| settings.label_printer = Some(wrong);
        let failure = fixture::change_settings(&shop.till, set).unwrap_err();
        assert_eq!(failure.code, "PRINTER_UNUSABLE", "{failure:?}");
    }
}

use std::net::TcpListener;
use std::time::Instant;

use super::*;
use crate::printer::encode;
use crate::printer::profile::PrinterProfile;
use crate::simulate::printer::{PrinterFault, VirtualPrinter};
use crate::transport::fake::is_error;

mod addresses;
mod faults;
#[cfg(unix)]
mod serial;
mod words;

/// A shop's limits, shortened so that a test of each ends soon.
const QUICK: Limits = Limits {
    connect: Duration::from_secs(2),
    stall: Duration::from_millis(300),
    answer: Duration::from_millis(700),
    confirm: Duration::from_millis(300),
    done: Duration::from_millis(2_000),
};

fn printer() -> (VirtualPrinter, PrinterPort, Vec<u8>) {
    let profile = PrinterProfile::virtual_printer();
    let printer = VirtualPrinter::start("127.0.0.1:0", &profile).unwrap();
    let port = PrinterPort::new(printer.addr().to_string().parse().unwrap(), QUICK, true);
    let mut job = encode::text("Молоко 89,90", &profile);
    job.extend([0x1d, 0x56, 0x42, 0]);
    (printer, port, job)
}

#[test]
fn a_printer_that_answers_confirms_the_receipt() {
    let (printer, port, job) = printer();
    assert_eq!(port.send(&job).unwrap(), Delivery::Confirmed);
    let receipts = printer.wait_for(1, Duration::from_secs(5));
    assert_eq!(receipts[0].rows(), ["Молоко 89,90"]);
}

#[test]
fn a_printer_that_never_answers_still_prints() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::NeverAnswers);
    assert_eq!(port.send(&job).unwrap(), Delivery::HandedOver);
    assert_eq!(printer.wait_for(1, Duration::from_secs(5)).len(), 1);
}

#[test]
fn a_printer_that_is_well_but_never_says_done_is_believed() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::NeverSaysDone);
    assert_eq!(port.send(&job).unwrap(), Delivery::HandedOver);
    assert_eq!(printer.wait_for(1, Duration::from_secs(5)).len(), 1);
}

#[test]
fn a_printer_that_is_off_refuses_and_prints_when_it_is_on() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::Off);
    let error = port.send(&job).unwrap_err();
    assert_eq!(error.code(), "refused", "{error}");
    assert!(!error.may_have_printed());
    assert!(error.to_string().contains("switch the device on"));
    printer.set_fault(PrinterFault::None);
    port.send(&job).unwrap();
    assert_eq!(printer.wait_for(1, Duration::from_secs(5)).len(), 1);
}

#[test]
fn without_paper_or_with_an_open_cover_nothing_is_sent() {
    let (printer, port, job) = printer();
    for (fault, code) in [
        (PrinterFault::PaperOut, "paper_out"),
        (PrinterFault::CoverOpen, "cover_open"),
    ] {
        printer.set_fault(fault);
        let error = port.send(&job).unwrap_err();
        is_error(&error, code, false);
    }
    printer.set_fault(PrinterFault::None);
    assert!(printer.receipts().is_empty());
}

#[test]
fn the_drawer_opens_at_once_also_without_paper() {
    let (printer, port, _) = printer();
    printer.set_fault(PrinterFault::PaperOut);
    port.send_now(&encode::drawer_kick_now(&PrinterProfile::virtual_printer()))
        .unwrap();
    assert_eq!(printer.wait_for_kicks(1, Duration::from_secs(5)), 1);
}

#[test]
fn paper_that_ends_in_the_middle_is_named_and_may_have_printed() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::PaperOutAfter(12));
    let error = port.send(&job).unwrap_err();
    is_error(&error, "paper_out", true);
}

#[test]
fn a_stalled_printer_is_given_up_within_the_limit() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::StallsAfter(12));
    let begun = Instant::now();
    let error = port.send(&job).unwrap_err();
    is_error(&error, "stalled", true);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_reset_in_the_middle_is_no_success() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::ResetsAfter(12));
    let error = port.send(&job).unwrap_err();
    is_error(&error, "broken", true);
}

#[test]
fn a_name_that_leads_nowhere_is_named() {
    let port = PrinterPort::new("no-such-printer.invalid".parse().unwrap(), QUICK, true);
    let error = port.send(b"x").unwrap_err();
    assert_eq!(error.code(), "name_not_found", "{error}");
    assert!(
        error
            .words(bezmen_domain::locale::Locale::Ru)
            .contains("имя no-such-printer.invalid не найдено")
    );
}

#[test]
fn a_name_is_found_and_each_of_its_addresses_tried() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    assert!(tcp::connect("localhost", port, Duration::from_secs(2)).is_ok());
}

#[test]
fn a_file_is_appended_to() {
    let folder = std::env::temp_dir().join(format!("bezmen-file-port-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("receipts.bin");
    let port = PrinterPort::new(PortAddress::File { path: path.clone() }, QUICK, true);
    port.send(b"one").unwrap();
    port.send(&[b'x'; 2000]).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(bytes.len(), 2003);
    assert!(bytes.starts_with(b"onexx"));
}

#[test]
fn paths_that_cannot_be_written_say_why() {
    let send = |path: &str| {
        PrinterPort::new(PortAddress::File { path: path.into() }, QUICK, true)
            .send(b"x")
            .unwrap_err()
    };
    assert_eq!(send("/no/such/folder/file").code(), "no_such_port");
    assert_eq!(send("/dev/no-such-printer").code(), "no_such_port");
    assert_eq!(send("/").code(), "no_such_port");
    let serial = PrinterPort::new("serial:/dev/no-such-line".parse().unwrap(), QUICK, true)
        .send(b"x")
        .unwrap_err();
    assert_eq!(serial.code(), "no_such_port", "{serial}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let error = PrinterPort::new(
        PortAddress::File {
            path: "/dev/full".into(),
        },
        QUICK,
        true,
    )
    .send(b"x")
    .unwrap_err();
    assert_eq!(error.code(), "disk_full", "{error}");
}

#[test]
fn a_device_that_takes_no_bytes_is_not_called_a_printer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let mut link = Link::open(&address, QUICK.stall, QUICK.stall).unwrap();
    let _scale = listener.accept().unwrap();
    let error = link.send(&vec![0; 64 << 20]).unwrap_err();
    is_error(&error, "not_taken", false);
    assert!(!error.to_string().contains("printer"), "{error}");
}

/// A printer that answers nothing, leaves so many bytes of the job unread, and resets the connection a while after it got
/// the last one that it reads. A connection that is dropped with unread bytes is reset.
#[cfg(target_os = "linux")]
fn sent_to_one_that_resets(job: &[u8], unread: usize) -> Result<Delivery, TransportError> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let mut read = vec![0; job.len() - unread];
    let resets = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        std::io::Read::read_exact(&mut stream, &mut read).unwrap();
        // Long enough for the till to end the job, shorter than it waits for the printer to end it too.
        std::thread::sleep(Duration::from_millis(400));
    });
    let sent = PrinterPort::new(address, QUICK, false).send(job);
    resets.join().unwrap();
    sent
}

#[cfg(target_os = "linux")]
#[test]
fn a_reset_instead_of_an_end_is_no_failure_when_all_was_taken() {
    assert_eq!(
        sent_to_one_that_resets(b"receipt", 1).unwrap(),
        Delivery::HandedOver
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_reset_while_bytes_are_on_their_way_is_a_failure() {
    let long = vec![b'x'; 400 * 1024];
    let error = sent_to_one_that_resets(&long, long.len() - 1).unwrap_err();
    is_error(&error, "broken", true);
}

#[test]
fn a_printer_that_drops_a_second_client_is_occupied() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let taken = std::thread::spawn(move || drop(listener.accept().unwrap()));
    let error = PrinterPort::new(address, QUICK, true)
        .send(b"receipt")
        .unwrap_err();
    taken.join().unwrap();
    is_error(&error, "occupied", false);
}

#[test]
fn a_printer_is_asked_how_it_is_and_silence_is_no_error() {
    let (printer, port, _) = printer();
    printer.set_fault(PrinterFault::CoverOpen);
    let answers = port.ask_status().unwrap();
    assert!(matches!(
        answers.as_slice(),
        [
            PrinterStatus::Printer { online: false, .. },
            PrinterStatus::OfflineCause {
                cover_open: true,
                ..
            },
            PrinterStatus::ErrorCause { .. },
            PrinterStatus::Paper { .. },
        ]
    ));
    printer.set_fault(PrinterFault::NeverAnswers);
    assert!(port.ask_status().unwrap().is_empty());
    let queue = PrinterPort::new("cups:POS".parse().unwrap(), QUICK, true);
    assert!(queue.ask_status().unwrap().is_empty());
}

#[test]
fn a_usb_printer_that_is_not_there_is_named_and_listing_never_fails_the_technician() {
    use super::printers::{PrinterLister, SystemPrinters};

    let port = PrinterPort::new("usb:ffff:fffe:none".parse().unwrap(), QUICK, true);
    let error = port.send(b"x").unwrap_err();
    is_error(&error, "no_such_port", false);
    let found = SystemPrinters.printers();
    assert!(found.iter().all(|printer| !printer.name.is_empty()));
}

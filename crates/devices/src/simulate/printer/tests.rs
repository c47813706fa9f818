use std::io::{Read, Write};
use std::net::TcpStream;

use rstest::rstest;

use super::*;
use crate::printer::encode;

fn start() -> VirtualPrinter {
    VirtualPrinter::start("127.0.0.1:0", &PrinterProfile::virtual_printer()).unwrap()
}

fn send(printer: &VirtualPrinter, bytes: &[u8]) {
    TcpStream::connect(printer.addr())
        .unwrap()
        .write_all(bytes)
        .unwrap();
}

#[test]
fn receipts_are_parted_by_cuts_and_jobs() {
    let printer = start();
    send(&printer, b"one\n\x1dVB\x00two\n\x1dVB\x00");
    send(&printer, b"three\n");
    let texts: Vec<String> = printer
        .wait_for(3, Duration::from_secs(5))
        .iter()
        .map(Rendering::text)
        .collect();
    assert_eq!(texts, ["one", "two", "three"]);
}

#[test]
fn an_opened_drawer_is_no_receipt() {
    let printer = start();
    send(
        &printer,
        &encode::drawer_kick(&PrinterProfile::virtual_printer()),
    );
    assert_eq!(printer.wait_for_kicks(1, Duration::from_secs(5)), 1);
    assert!(printer.receipts().is_empty());
}

#[test]
fn what_waited_for_paper_is_printed_when_there_is_some() {
    let printer = start();
    printer.set_fault(PrinterFault::PaperOut);
    send(&printer, b"late\n\x1dVB\x00");
    assert!(printer.wait_for(1, Duration::from_millis(100)).is_empty());
    printer.set_fault(PrinterFault::None);
    assert_eq!(
        printer.wait_for(1, Duration::from_secs(5))[0].text(),
        "late"
    );
}

#[test]
fn a_callback_sees_each_receipt() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let call: OnReceipt = Box::new(move |receipt| sender.send(receipt.text()).unwrap());
    let printer = VirtualPrinter::start_with(
        "127.0.0.1:0",
        &PrinterProfile::virtual_printer(),
        Some(call),
    )
    .unwrap();
    send(&printer, b"seen\n\x1dVB\x00");
    assert_eq!(
        receiver.recv_timeout(Duration::from_secs(5)).unwrap(),
        "seen"
    );
}

const LONG: Duration = Duration::from_secs(5);

fn connect(printer: &VirtualPrinter) -> TcpStream {
    let stream = TcpStream::connect(printer.addr()).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// Sends bytes and reads so many bytes of the answer.
fn ask(stream: &mut (impl Read + Write), question: &[u8], length: usize) -> Vec<u8> {
    stream.write_all(question).unwrap();
    let mut answer = vec![0; length];
    stream.read_exact(&mut answer).unwrap();
    answer
}

#[rstest]
#[case(PrinterFault::None, [0x12, 0x12, 0x12, 0x12])]
#[case(PrinterFault::PaperOut, [0x1a, 0x32, 0x12, 0x7e])]
#[case(PrinterFault::PaperNearEnd, [0x12, 0x12, 0x12, 0x1e])]
#[case(PrinterFault::CoverOpen, [0x1a, 0x16, 0x12, 0x12])]
fn it_says_how_it_is(#[case] fault: PrinterFault, #[case] expected: [u8; 4]) {
    let printer = start();
    printer.set_fault(fault);
    let mut stream = connect(&printer);
    let answer = ask(
        &mut stream,
        b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04",
        4,
    );
    assert_eq!(answer, expected, "{}", fault.name());
}

#[test]
fn a_stuck_cutter_stops_it_at_the_cut_until_it_is_freed() {
    let printer = start();
    printer.set_fault(PrinterFault::CutterError);
    let mut stream = connect(&printer);
    stream.write_all(b"one\n\x1dVB\x00two\n\x1dVB\x00").unwrap();
    assert_eq!(printer.wait_for(1, LONG).len(), 1);
    assert_eq!(
        ask(&mut stream, b"\x10\x04\x01\x10\x04\x02\x10\x04\x03", 3),
        [0x3a, 0x52, 0x1a]
    );
    assert_eq!(printer.receipts().len(), 1, "the second one waits");
    printer.set_fault(PrinterFault::None);
    assert_eq!(printer.wait_for(2, LONG)[1].text(), "two");
}

#[test]
fn questions_in_the_data_are_answered_in_their_turn() {
    let printer = start();
    printer.open_drawer();
    let mut stream = connect(&printer);
    let answer = ask(
        &mut stream,
        b"text\n\x1dr\x01\x1dr\x02\x1dIB\x1d(H\x06\x0000done",
        17,
    );
    assert_eq!(answer, b"\x00\x01_BEZMEN\x00\x37\x22done\x00");
}

#[test]
fn it_tells_changes_by_itself_when_it_was_asked_to() {
    let printer = start();
    let mut stream = connect(&printer);
    let mut next = |question: &[u8]| ask(&mut stream, question, 4);
    assert_eq!(next(b"\x1da\x0f"), [0x10, 0, 0, 0x0f]);
    printer.open_drawer();
    assert_eq!(next(b""), [0x14, 0, 0, 0x0f]);
    printer.close_drawer();
    assert_eq!(next(b""), [0x10, 0, 0, 0x0f]);
    printer.set_fault(PrinterFault::PaperNearEnd);
    assert_eq!(next(b""), [0x10, 0, 0x03, 0x0f]);
    printer.set_fault(PrinterFault::PaperOut);
    assert_eq!(next(b""), [0x18, 0, 0x0f, 0x0f]);
    printer.insert_paper();
    assert_eq!(next(b""), [0x10, 0, 0, 0x0f]);
    printer.open_cover();
    assert_eq!(next(b""), [0x38, 0, 0, 0x0f]);
    printer.close_cover();
    assert_eq!(next(b""), [0x10, 0, 0, 0x0f]);
}

#[rstest]
#[case(DrawerSensor::HighWhenOpen, 0x12, 0x16)]
#[case(DrawerSensor::LowWhenOpen, 0x16, 0x12)]
#[case(DrawerSensor::None, 0x12, 0x12)]
fn a_kick_opens_the_drawer_and_its_sensor_tells(
    #[case] sensor: DrawerSensor,
    #[case] closed: u8,
    #[case] open: u8,
) {
    let options = PrinterOptions {
        sensor,
        ..PrinterOptions::default()
    };
    let profile = PrinterProfile::virtual_printer();
    let printer = VirtualPrinter::start_network("127.0.0.1:0", &profile, options).unwrap();
    let mut stream = connect(&printer);
    assert_eq!(ask(&mut stream, b"\x10\x04\x01", 1), [closed]);
    stream.write_all(b"\x1bp\x00\x19\xfa").unwrap();
    assert_eq!(printer.wait_for_kicks(1, LONG), 1);
    assert!(printer.drawer_is_open());
    assert_eq!(ask(&mut stream, b"\x10\x04\x01", 1), [open]);
    printer.close_drawer();
    assert_eq!(ask(&mut stream, b"\x10\x04\x01", 1), [closed]);
}

#[test]
fn what_was_not_printed_is_lost_when_it_starts_anew_and_kept_without_paper() {
    let printer = start();
    printer.set_fault(PrinterFault::ResetsAfter(12));
    let mut stream = connect(&printer);
    stream.write_all(b"printed\nlost in the printer\n").unwrap();
    assert_eq!(printer.wait_for(1, LONG)[0].text(), "printed");
    printer.set_fault(PrinterFault::PaperOutAfter(4));
    send(&printer, b"one\ntwo\n\x1dVB\x00");
    let news = printer.subscribe();
    while printer.fault() != PrinterFault::PaperOut {
        news.recv_timeout(LONG).unwrap();
    }
    printer.insert_paper();
    assert_eq!(printer.wait_for(2, LONG)[1].text(), "one\ntwo");
}

#[test]
fn a_printer_that_is_switched_off_forgets() {
    let printer = start();
    printer.set_fault(PrinterFault::PaperOut);
    let mut stream = connect(&printer);
    // The answer shows that the text before the question has arrived.
    assert_eq!(ask(&mut stream, b"forgotten\n\x10\x04\x04", 1), [0x7e]);
    printer.set_fault(PrinterFault::Off);
    assert!(TcpStream::connect(printer.addr()).is_err());
    printer.set_fault(PrinterFault::None);
    send(&printer, b"new\n\x1dVB\x00");
    assert_eq!(printer.wait_for(1, LONG)[0].text(), "new");
}

#[test]
fn polling_without_paper_does_not_fill_its_memory() {
    let printer = start();
    printer.set_fault(PrinterFault::PaperOut);
    let mut stream = connect(&printer);
    stream.write_all(b"held\n").unwrap();
    for _ in 0..2_000 {
        assert_eq!(ask(&mut stream, b"\x10\x04\x04", 1), [0x7e]);
    }
    printer.insert_paper();
    stream.write_all(b"\x1dVB\x00").unwrap();
    assert_eq!(printer.wait_for(1, LONG)[0].text(), "held");
}

#[test]
fn a_question_inside_a_picture_is_answered_and_stays_in_the_picture() {
    let options = PrinterOptions {
        draws: true,
        ..PrinterOptions::default()
    };
    let profile = PrinterProfile::virtual_printer();
    let printer = VirtualPrinter::start_network("127.0.0.1:0", &profile, options).unwrap();
    let mut stream = connect(&printer);
    let answer = ask(&mut stream, b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x04", 1);
    assert_eq!(answer, [0x12]);
    stream.write_all(b"after\n\x1dVB\x00").unwrap();
    let receipts = printer.wait_for(1, LONG);
    assert_eq!(receipts[0].text(), "after");
    let picture = receipts[0].picture.as_ref().unwrap();
    assert_eq!(&picture.bytes()[..3], [0x10, 0x04, 0x04]);
}

#[test]
fn a_slow_printer_takes_four_kilobytes_and_prints_on_after_its_client_has_gone() {
    let printer = start();
    printer.set_fault(PrinterFault::Slow(40_000));
    let lines = "0123456789012345678901234567890\n".repeat(250);
    send(&printer, lines.as_bytes());
    assert_eq!(printer.wait_for(1, LONG)[0].lines.len(), 250);
}

#[test]
fn what_happens_is_told() {
    let printer = start();
    let news = printer.subscribe();
    send(&printer, b"told\n\x1bp\x00\x19\xfa\x1dVB\x00");
    let mut heard = Vec::new();
    while !matches!(heard.last(), Some(PrinterNews::Client { connected: false })) {
        heard.push(news.recv_timeout(LONG).unwrap());
    }
    assert!(heard.contains(&PrinterNews::Drawer { open: true }));
    assert!(
        heard
            .iter()
            .any(|news| matches!(news, PrinterNews::Receipt(receipt) if receipt.text() == "told"))
    );
    assert_eq!(
        heard.first(),
        Some(&PrinterNews::Client { connected: true })
    );
}

#[rstest]
#[case("paper-out", PrinterFault::PaperOut)]
#[case("stalls_after 512", PrinterFault::StallsAfter(512))]
#[case("resets-after", PrinterFault::ResetsAfter(4096))]
#[case("slow:100", PrinterFault::Slow(100))]
#[case("ok", PrinterFault::None)]
fn faults_have_names(#[case] text: &str, #[case] fault: PrinterFault) {
    assert_eq!(PrinterFault::from_name(text), Ok(fault));
}

#[test]
fn every_name_is_read_and_others_are_refused() {
    for fault in PrinterFault::all() {
        assert_eq!(PrinterFault::from_name(fault.name()), Ok(fault));
    }
    for text in ["", "fire", "off 3", "stalls-after many"] {
        let error = PrinterFault::from_name(text).unwrap_err();
        assert!(error.to_string().contains("cutter-error"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn on_a_serial_line_it_prints_and_answers_too() {
    let profile = PrinterProfile::virtual_printer();
    let printer = VirtualPrinter::start_line(&profile, PrinterOptions::default()).unwrap();
    let PrinterPlace::Line(path) = printer.place() else {
        panic!("{:?}", printer.place());
    };
    let path = path.to_str().unwrap().to_owned();
    let mut port = serialport::new(&path, 9600).timeout(LONG).open().unwrap();
    assert_eq!(ask(&mut port, b"\x10\x04\x01", 1), [0x12]);
    port.write_all(b"on a line\n\x1dVB\x00").unwrap();
    assert_eq!(printer.wait_for(1, LONG)[0].text(), "on a line");
    drop(port);
    printer.set_fault(PrinterFault::PaperOut);
    let mut port = serialport::new(&path, 9600).timeout(LONG).open().unwrap();
    assert_eq!(ask(&mut port, b"\x10\x04\x04", 1), [0x7e]);
    printer.insert_paper();
    port.write_all(b"again\n\x1dVB\x00").unwrap();
    assert_eq!(printer.wait_for(2, LONG)[1].text(), "again");
}

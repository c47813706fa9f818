use std::io::Write;

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

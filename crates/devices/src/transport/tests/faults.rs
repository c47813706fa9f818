//! Every fault of the virtual printer, on the network and on a serial line.

use super::*;
use crate::simulate::printer::{PrinterOptions, PrinterPlace};

/// What a job comes to: how it was delivered, or the error and whether some of it may be on paper.
type Fate = Result<Delivery, (&'static str, bool)>;

fn fate(sent: Result<Delivery, TransportError>) -> Fate {
    sent.map_err(|error| (error.code(), error.may_have_printed()))
}

/// What is wrong, what the job comes to on either way, and whether it is on paper once the printer is well again.
const FAULTS: [(PrinterFault, Fate, bool); 10] = [
    (PrinterFault::None, Ok(Delivery::Confirmed), true),
    (PrinterFault::PaperNearEnd, Ok(Delivery::Confirmed), true),
    (PrinterFault::Slow(4_000), Ok(Delivery::Confirmed), true),
    (PrinterFault::PaperOut, Err(("paper_out", false)), false),
    (PrinterFault::CoverOpen, Err(("cover_open", false)), false),
    (
        PrinterFault::PaperOutAfter(12),
        Err(("paper_out", true)),
        true,
    ),
    (PrinterFault::NeverAnswers, Ok(Delivery::HandedOver), true),
    (PrinterFault::NeverSaysDone, Ok(Delivery::HandedOver), true),
    (PrinterFault::AnswersGarbage, Ok(Delivery::HandedOver), true),
    (PrinterFault::CutterError, Err(("faulty", true)), true),
];

fn each_fault_is_named_and_over_when_it_goes(start: impl Fn() -> (VirtualPrinter, String)) {
    for (fault, expected, printed) in FAULTS {
        let (printer, address) = start();
        let port = PrinterPort::new(address.parse().unwrap(), QUICK, true);
        let (_, _, job) = super::printer();
        printer.set_fault(fault);
        assert_eq!(fate(port.send(&job)), expected, "{fault:?}");
        printer.set_fault(PrinterFault::None);
        let count = usize::from(printed);
        assert_eq!(
            printer.wait_for(count, Duration::from_secs(5)).len(),
            count,
            "{fault:?}"
        );
        assert_eq!(
            fate(port.send(&job)),
            Ok(Delivery::Confirmed),
            "after {fault:?}"
        );
        let count = count + 1;
        assert_eq!(
            printer.wait_for(count, Duration::from_secs(5)).len(),
            count,
            "{fault:?}"
        );
    }
}

#[test]
fn on_the_network_each_fault_is_named_and_over_when_it_goes() {
    each_fault_is_named_and_over_when_it_goes(|| {
        let printer = VirtualPrinter::start("127.0.0.1:0", &PrinterProfile::virtual_printer());
        let printer = printer.unwrap();
        let address = printer.addr().to_string();
        (printer, address)
    });
}

#[cfg(unix)]
#[test]
fn on_a_serial_line_each_fault_is_named_and_over_when_it_goes() {
    each_fault_is_named_and_over_when_it_goes(|| {
        let profile = PrinterProfile::virtual_printer();
        let printer = VirtualPrinter::start_line(&profile, PrinterOptions::default()).unwrap();
        let PrinterPlace::Line(path) = printer.place().clone() else {
            panic!("{:?}", printer.place());
        };
        (printer, format!("serial:{}", path.display()))
    });
}

#[test]
fn a_printer_that_serves_another_client_prints_when_that_one_leaves() {
    let (printer, port, job) = printer();
    let other = std::net::TcpStream::connect(printer.addr()).unwrap();
    assert_eq!(fate(port.send(&job)), Ok(Delivery::HandedOver));
    assert!(printer.receipts().is_empty());
    drop(other);
    assert_eq!(printer.wait_for(1, Duration::from_secs(5)).len(), 1);
}

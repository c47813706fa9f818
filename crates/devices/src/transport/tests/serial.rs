use super::*;

#[test]
fn a_job_goes_through_a_serial_line() {
    use std::io::Read;

    use serialport::{SerialPort, TTYPort};

    let (mut master, slave) = TTYPort::pair().unwrap();
    let path = slave.name().unwrap();
    // It stays open, or the other end would count as unplugged.
    let reader = std::thread::spawn(move || {
        master.set_timeout(Duration::from_secs(5)).unwrap();
        let mut bytes = vec![0; 600];
        master.read_exact(&mut bytes).unwrap();
        bytes
    });
    let job: Vec<u8> = (0..600)
        .map(|index| b'a' + u8::try_from(index % 26).unwrap())
        .collect();
    let port = PrinterPort::new(
        format!("serial:{path}@57600-8O1").parse().unwrap(),
        QUICK,
        false,
    );
    assert_eq!(port.send(&job).unwrap(), Delivery::HandedOver);
    assert_eq!(reader.join().unwrap(), job);
    drop(slave);
}

/// A printer on a serial line until the port is dropped; gives what it printed.
fn serial_printer(
    mut printer: fake::FakePrinter,
) -> (
    String,
    serialport::TTYPort,
    std::thread::JoinHandle<fake::FakePrinter>,
) {
    use std::io::{Read, Write};

    use serialport::{SerialPort, TTYPort};

    let (mut master, slave) = TTYPort::pair().unwrap();
    let path = slave.name().unwrap();
    let thread = std::thread::spawn(move || {
        master.set_timeout(Duration::from_millis(600)).unwrap();
        let mut bytes = [0; 100];
        while let Ok(count) = master.read(&mut bytes) {
            let answers = printer.take(&bytes[..count]);
            master.write_all(&answers).unwrap();
        }
        printer
    });
    (path, slave, thread)
}

#[rstest::rstest]
#[case("9600-8N1")]
#[case("19200-8E1-rtscts")]
#[case("38400-8N1-xonxoff")]
#[case("9600-8N1-dtrdsr")]
fn a_serial_printer_that_answers_confirms_the_receipt(#[case] settings: &str) {
    let (path, slave, thread) = serial_printer(fake::FakePrinter::default());
    let address = format!("serial:{path}@{settings}").parse().unwrap();
    let job = vec![b'x'; 3000];
    let sent = PrinterPort::new(address, QUICK, true).send(&job);
    assert_eq!(sent.unwrap(), Delivery::Confirmed);
    drop(slave);
    assert_eq!(thread.join().unwrap().printed, job);
}

#[test]
fn a_serial_printer_without_paper_is_sent_nothing() {
    let printer = fake::FakePrinter {
        paper: Some(0),
        ..fake::FakePrinter::default()
    };
    let (path, slave, thread) = serial_printer(printer);
    let port = PrinterPort::new(format!("serial:{path}").parse().unwrap(), QUICK, true);
    let error = port.send(b"receipt").unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("paper_out", false),
        "{error}"
    );
    drop(slave);
    assert!(thread.join().unwrap().printed.is_empty());
}

#[test]
fn a_line_that_another_program_holds_is_busy() {
    let (_master, mut slave) = serialport::TTYPort::pair().unwrap();
    slave.set_exclusive(true).unwrap();
    let path = serialport::SerialPort::name(&slave).unwrap();
    let error = PrinterPort::new(format!("serial:{path}").parse().unwrap(), QUICK, false)
        .send(b"x")
        .unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("busy", false),
        "{error}"
    );
}

#[test]
fn a_port_that_vanishes_in_the_middle_of_a_job_is_named_and_may_have_printed() {
    use std::io::Read;

    use serialport::{SerialPort, TTYPort};

    let (mut master, slave) = TTYPort::pair().unwrap();
    let path = slave.name().unwrap();
    let reader = std::thread::spawn(move || {
        master.set_timeout(Duration::from_secs(5)).unwrap();
        master.read_exact(&mut [0; 300]).unwrap();
    });
    let port = PrinterPort::new(format!("serial:{path}").parse().unwrap(), QUICK, false);
    let error = port.send(&vec![b'x'; 1_000_000]).unwrap_err();
    reader.join().unwrap();
    assert!(matches!(error.code(), "broken" | "unplugged"), "{error:?}");
    assert!(error.may_have_printed());
    drop(slave);
}

#[test]
fn a_serial_printer_that_takes_no_more_is_given_up_within_the_limit() {
    let (_master, slave) = serialport::TTYPort::pair().unwrap();
    let path = serialport::SerialPort::name(&slave).unwrap();
    let port = PrinterPort::new(format!("serial:{path}").parse().unwrap(), QUICK, false);
    let begun = Instant::now();
    let error = port.send(&vec![b'x'; 1_000_000]).unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("stalled", true),
        "{error:?}"
    );
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_serial_printer_says_how_it_is() {
    use crate::printer::status::{Paper, PrinterStatus};

    let printer = fake::FakePrinter {
        paper: Some(0),
        ..fake::FakePrinter::default()
    };
    let (path, slave, thread) = serial_printer(printer);
    let port = PrinterPort::new(format!("serial:{path}").parse().unwrap(), QUICK, true);
    let answers = port.ask_status().unwrap();
    assert_eq!(answers.len(), 4);
    assert!(matches!(
        answers[0],
        PrinterStatus::Printer { online: true, .. }
    ));
    assert_eq!(answers[3], PrinterStatus::Paper { paper: Paper::End });
    drop(slave);
    assert!(thread.join().unwrap().printed.is_empty());
}

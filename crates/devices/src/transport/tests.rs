use std::net::TcpListener;
use std::time::Instant;

use super::*;
use crate::printer::encode;
use crate::printer::profile::PrinterProfile;
use crate::simulate::printer::{PrinterFault, VirtualPrinter};

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

#[rstest::rstest]
#[case("10.0.0.5", "tcp:10.0.0.5:9100")]
#[case("printer.shop:9101", "tcp:printer.shop:9101")]
#[case("tcp://[::1]:9100", "tcp:[::1]:9100")]
#[case("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0@9600-8N1")]
#[case("serial:COM3@57600-8O1-rtscts", "serial:COM3@57600-8O1-rtscts")]
#[case("/dev/usb/lp0", "file:/dev/usb/lp0")]
#[case("file:receipts.bin", "file:receipts.bin")]
#[case(
    "serial:/dev/ttyUSB0@19200-8E1-rtscts",
    "serial:/dev/ttyUSB0@19200-8E1-rtscts"
)]
#[case("serial:COM1@38400-7o2-xonxoff", "serial:COM1@38400-7O2-xonxoff")]
#[case("serial:COM1@9600-8N1-dtrdsr", "serial:COM1@9600-8N1-dtrdsr")]
#[case("usb:04b8:0202", "usb:04b8:0202")]
#[case("usb:4B8:202:J7:9", "usb:04b8:0202:J7:9")]
#[case("cups:POS-58", "cups:POS-58")]
#[case("windows:POS 58", "windows:POS 58")]
#[case(r"windows:\\till-2\POS58", r"windows:\\till-2\POS58")]
#[case("/dev/hidraw0", "hidraw:/dev/hidraw0")]
fn addresses_are_read_and_written(#[case] text: &str, #[case] expected: &str) {
    let address: PortAddress = text.parse().unwrap();
    assert_eq!(address.to_string(), expected);
    assert_eq!(expected.parse(), Ok(address));
}

#[rstest::rstest]
#[case("")]
#[case("tcp:")]
#[case("host:0")]
#[case("host:99999")]
#[case("a host")]
#[case("serial:")]
#[case("serial:COM1@9600-9N1")]
#[case("serial:COM1@fast")]
#[case("serial:COM1@9600-8N1-dtr")]
#[case("usb:04b8")]
#[case("usb:04b8:+202")]
#[case("usb:04b8:00202")]
#[case("usb:04b8:0202:")]
#[case("cups:")]
#[case("cups:-h elsewhere")]
#[case("cups:--help")]
#[case("windows: ")]
#[case("hidraw:")]
fn a_bad_address_is_answered_with_the_forms_there_are(#[case] text: &str) {
    assert!(
        text.parse::<PortAddress>()
            .unwrap_err()
            .to_string()
            .contains("write host:9100")
    );
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
        assert_eq!(
            (error.code(), error.may_have_printed()),
            (code, false),
            "{error}"
        );
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
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("paper_out", true),
        "{error}"
    );
}

#[test]
fn a_stalled_printer_is_given_up_within_the_limit() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::StallsAfter(12));
    let begun = Instant::now();
    let error = port.send(&job).unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("stalled", true),
        "{error}"
    );
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_reset_in_the_middle_is_no_success() {
    let (printer, port, job) = printer();
    printer.set_fault(PrinterFault::ResetsAfter(12));
    let error = port.send(&job).unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("broken", true),
        "{error}"
    );
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

#[cfg(unix)]
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
#[cfg(unix)]
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

#[cfg(unix)]
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

#[cfg(unix)]
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

#[cfg(unix)]
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
fn a_printer_that_drops_a_second_client_is_occupied() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let taken = std::thread::spawn(move || drop(listener.accept().unwrap()));
    let error = PrinterPort::new(address, QUICK, true)
        .send(b"receipt")
        .unwrap_err();
    taken.join().unwrap();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        ("occupied", false),
        "{error}"
    );
}

#[test]
fn ways_that_lead_elsewhere_are_refused_with_words() {
    let error = PrinterPort::new("/dev/hidraw0".parse().unwrap(), QUICK, true)
        .send(b"x")
        .unwrap_err();
    assert_eq!(error.code(), "wrong_way");
    let usb: PortAddress = "usb:ffff:ffff".parse().unwrap();
    let error = Link::open(&usb, QUICK.connect, QUICK.answer).unwrap_err();
    assert_eq!(error.code(), "wrong_way");
}

#[test]
fn the_rule_in_the_words_is_the_rule_in_the_file() {
    let rules = include_str!("../../udev/60-bezmen.rules");
    assert!(rules.lines().any(|line| line == UDEV_RULE));
    let error = TransportError::UsbPermission {
        address: "usb:04b8:0202".to_owned(),
    };
    for locale in [
        bezmen_domain::locale::Locale::Ru,
        bezmen_domain::locale::Locale::En,
    ] {
        assert!(error.words(locale).contains(UDEV_RULE));
    }
}

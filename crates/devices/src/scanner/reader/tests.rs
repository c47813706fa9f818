use std::sync::mpsc::{self, Receiver};

use super::*;
use crate::scanner::event::DropReason;
use crate::scanner::repeats;
use crate::scanner::scan::{Scan, ScanWarning};
use crate::simulate::scanner::{ScannerFault, ScannerSetup, SimulatedScanner};

const CODE: &str = "0104601234567893215abcdEFGH1234\u{1d}93dGVz";

/// More than any of this takes.
const LIMIT: Duration = Duration::from_secs(8);

struct Heard {
    events: Receiver<ReaderEvent>,
    _reader: ScannerReader,
}

impl Heard {
    fn of(address: &str, repeat_within: Duration) -> Self {
        let (sender, events) = mpsc::channel();
        let on_event = Box::new(move |event| {
            // The test may be over.
            let _ = sender.send(event);
        });
        let address = address.parse().unwrap();
        let settings = ScannerSettings::default();
        let reader = ScannerReader::start(address, settings, repeat_within, on_event).unwrap();
        Self {
            events,
            _reader: reader,
        }
    }

    fn next(&self) -> ReaderEvent {
        self.events.recv_timeout(LIMIT).unwrap()
    }

    fn until_listening(&self) {
        while self.next() != ReaderEvent::State(ScannerState::Listening) {}
    }

    /// The next code, passing over what was no code.
    fn scan(&self) -> Scan {
        loop {
            if let ReaderEvent::Scan(ScanEvent::Scanned(scan)) = self.next() {
                return scan;
            }
        }
    }

    fn failed(&self) -> &'static str {
        loop {
            if let ReaderEvent::State(ScannerState::Failed { code, words }) = self.next() {
                assert!(words.iter().all(|words| words.contains(':')), "{words:?}");
                return code;
            }
        }
    }
}

#[test]
fn a_scanner_on_the_network_is_heard() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let heard = Heard::of(scanner.endpoint(), Duration::ZERO);
    scanner.scan(&format!("]d2{CODE}"));
    let scan = heard.scan();
    assert_eq!((scan.text.as_str(), scan.gs_kept), (CODE, Some(true)));
    assert_eq!(scan.symbology.unwrap().to_string(), "]d2");
}

#[test]
fn each_fault_ends_in_the_code_or_in_words_and_is_over_when_it_goes() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let heard = Heard::of(scanner.endpoint(), Duration::ZERO);
    heard.until_listening();
    scanner.scan("first");
    assert_eq!(heard.scan().text, "first");
    for fault in ScannerFault::all() {
        scanner.set_fault(fault);
        if fault == ScannerFault::Unplugged {
            assert_eq!(heard.failed(), "broken");
        } else {
            scanner.scan(CODE);
            let scan = heard.scan();
            let (whole, warnings) = match fault {
                ScannerFault::LostGs => (false, vec![ScanWarning::GsLost]),
                ScannerFault::NoEnd => (true, vec![ScanWarning::Unfinished]),
                ScannerFault::Padded => (true, vec![ScanWarning::ControlsRemoved]),
                // Half a code with an end looks like a code: what it means is judged by its check digits.
                ScannerFault::Partial => (false, Vec::new()),
                // What comes before is a code of its own kind: bytes that mean something in Windows-1251.
                ScannerFault::GarbageFirst => {
                    assert!(
                        scan.warnings.contains(&ScanWarning::EncodingGuessed),
                        "{scan:?}"
                    );
                    assert_eq!(heard.scan().text, CODE);
                    continue;
                }
                ScannerFault::Glued => {
                    assert_eq!(heard.scan().text, CODE);
                    (true, Vec::new())
                }
                _ => (true, Vec::new()),
            };
            assert_eq!(scan.text == CODE, whole, "{fault:?} {scan:?}");
            assert_eq!(scan.warnings, warnings, "{fault:?}");
        }
        scanner.set_fault(ScannerFault::None);
        let begun = Instant::now();
        scanner.scan("after");
        assert_eq!(heard.scan().text, "after", "{fault:?}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{fault:?}");
    }
}

#[test]
fn a_row_of_repeats_is_heard_once() {
    let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
    let heard = Heard::of(scanner.endpoint(), repeats::USUAL);
    scanner.set_fault(ScannerFault::Glued);
    scanner.scan("46");
    scanner.scan("47");
    assert_eq!(
        (heard.scan().text, heard.scan().text),
        ("46".to_owned(), "47".to_owned())
    );
}

#[test]
fn a_port_that_is_not_there_is_named_once_and_waited_for() {
    let heard = Heard::of("serial:/dev/no-such-scanner", Duration::ZERO);
    assert_eq!(heard.failed(), "no_such_port");
    let wrong = Heard::of("cups:POS", Duration::ZERO);
    assert_eq!(wrong.failed(), "wrong_way");
}

#[test]
fn a_port_that_opens_and_fails_at_once_is_said_once_and_used_when_it_is_well() {
    const FAILS: usize = 4;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let heard = Heard::of(&listener.local_addr().unwrap().to_string(), Duration::ZERO);
    let mut opened = Vec::new();
    for _ in 0..FAILS {
        drop(listener.accept().unwrap());
        opened.push(Instant::now());
    }
    assert!(
        opened[FAILS - 1] - opened[FAILS - 2] >= Duration::from_millis(900),
        "it tries less and less often"
    );
    let (mut well, _) = listener.accept().unwrap();
    io::Write::write_all(&mut well, b"46\r").unwrap();
    let mut states = Vec::new();
    let text = loop {
        match heard.next() {
            ReaderEvent::State(state) => states.push(state.code()),
            ReaderEvent::Scan(ScanEvent::Scanned(scan)) => break scan.text,
            ReaderEvent::Scan(ScanEvent::Dropped(_)) => {}
        }
    };
    assert_eq!(text, "46");
    assert_eq!(states, ["listening", "broken", "listening"]);
}

#[cfg(unix)]
#[test]
fn a_scanner_on_a_serial_line_is_heard_also_after_it_was_unplugged() {
    let folder = std::env::temp_dir().join(format!("bezmen-scanner-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let scanner = SimulatedScanner::on_line(folder.join("scanner")).unwrap();
    scanner.set_up(ScannerSetup {
        end: b"\t".to_vec(),
        ..ScannerSetup::default()
    });
    let heard = Heard::of(scanner.endpoint(), Duration::ZERO);
    heard.until_listening();
    scanner.scan("]E04601234567893");
    assert_eq!(heard.scan().text, "4601234567893");
    scanner.set_fault(ScannerFault::Unplugged);
    heard.failed();
    scanner.set_fault(ScannerFault::None);
    heard.until_listening();
    scanner.scan(&format!("]d2{CODE}"));
    assert_eq!(heard.scan().text, CODE);
    drop(scanner);
    let _ = std::fs::remove_dir_all(&folder);
}

#[cfg(target_os = "linux")]
#[test]
fn reports_of_a_hid_scanner_are_read_one_by_one() {
    use std::io::Write;

    use serialport::{SerialPort, TTYPort};

    // A pseudo-terminal is a device that gives what was written at once, like a report.
    let (mut device, other) = TTYPort::pair().unwrap();
    let heard = Heard::of(&format!("hidraw:{}", other.name().unwrap()), Duration::ZERO);
    heard.until_listening();
    for figure in *b"47" {
        let mut report = [0; 64];
        (report[0], report[1]) = (2, 3);
        report[2..8].copy_from_slice(b"]E046.");
        report[7] = figure;
        device.write_all(&report).unwrap();
        let scan = heard.scan();
        assert_eq!(scan.text.as_bytes(), [b'4', b'6', figure]);
        assert_eq!(scan.symbology.unwrap().to_string(), "]E0");
    }
    device.write_all(&[2, 200]).unwrap();
    let ReaderEvent::Scan(ScanEvent::Dropped(dropped)) = heard.next() else {
        panic!("the report was not dropped");
    };
    assert_eq!(dropped.reason, DropReason::BadReport);
}

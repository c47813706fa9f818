use super::*;
use crate::testing::in_both_languages;

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

/// Every error there is.
fn errors() -> Vec<TransportError> {
    let text = || "here".to_owned();
    let (address, path, queue) = (text, text, text);
    vec![
        TransportError::Refused { address: address() },
        TransportError::Unreachable { address: address() },
        TransportError::NameNotFound { host: text() },
        TransportError::NoSuchPort { path: path() },
        TransportError::Permission { path: path() },
        TransportError::Busy { path: path() },
        TransportError::Settings {
            path: path(),
            settings: text(),
        },
        TransportError::DiskFull { path: path() },
        TransportError::PaperOut {
            address: address(),
            begun: true,
        },
        TransportError::CoverOpen {
            address: address(),
            begun: true,
        },
        TransportError::Faulty {
            address: address(),
            begun: true,
        },
        TransportError::Stalled {
            address: address(),
            sent: 1,
        },
        TransportError::Broken {
            address: address(),
            sent: 1,
        },
        TransportError::Unplugged {
            address: address(),
            sent: 1,
        },
        TransportError::Occupied { address: address() },
        TransportError::UsbPermission {
            address: address(),
            rule: text(),
        },
        TransportError::UsbDriver { address: address() },
        TransportError::NoSuchQueue { queue: queue() },
        TransportError::QueueStopped { queue: queue() },
        TransportError::Spooler {
            reason: text(),
            begun: true,
        },
        TransportError::WrongWay { address: address() },
        TransportError::Guarded {
            address: address(),
            guard: ports::Guard::Fiscal,
        },
        TransportError::NotTaken { address: address() },
        TransportError::Other {
            address: address(),
            source: std::io::Error::other("sums do not match"),
            sent: 1,
        },
    ]
}

#[test]
fn every_error_says_in_both_languages_what_is_wrong_where_and_what_to_do() {
    let mut codes = std::collections::HashSet::new();
    for error in errors() {
        assert!(codes.insert(error.code()), "{}", error.code());
        for words in in_both_languages(|locale| error.words(locale)) {
            assert!(words.contains("here") && words.contains(": "), "{words}");
        }
    }
}

#[rstest::rstest]
#[case(std::io::ErrorKind::NotFound, "no_such_port")]
#[case(std::io::ErrorKind::PermissionDenied, "permission")]
#[case(std::io::ErrorKind::ResourceBusy, "busy")]
fn what_the_system_says_of_opening_is_sorted_out(
    #[case] kind: std::io::ErrorKind,
    #[case] code: &str,
) {
    assert_eq!(TransportError::from_open("here", kind.into()).code(), code);
}

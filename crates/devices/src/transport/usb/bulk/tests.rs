use super::*;
use crate::transport::fake::{FakePrinter, QUICK, is_error};
use crate::transport::{Delivery, TransportError, conversation};

/// A printer behind two endpoints.
#[derive(Debug, Default)]
struct Endpoints {
    printer: FakePrinter,
    packets: VecDeque<Result<Vec<u8>, BulkError>>,
    /// It has no endpoint to read from.
    mute: bool,
    /// It sends an empty packet before each answer.
    empty_first: bool,
    /// How the transfers to come end, after so many bytes each.
    faults: VecDeque<(usize, BulkError)>,
    cleared: usize,
    status: Option<u8>,
}

impl Endpoints {
    /// Those of a printer that cannot answer, whose transfers end like this.
    fn mute(faults: impl Into<VecDeque<(usize, BulkError)>>) -> Self {
        Self {
            mute: true,
            faults: faults.into(),
            ..Self::default()
        }
    }
}

impl BulkPair for Endpoints {
    fn write(&mut self, bytes: &[u8], _limit: Duration) -> Moved {
        let fault = self.faults.pop_front();
        let count = fault
            .as_ref()
            .map_or(bytes.len(), |(most, _)| bytes.len().min(*most));
        let answers = self.printer.take(&bytes[..count]);
        if self.empty_first {
            self.packets.push_back(Ok(Vec::new()));
        }
        if !answers.is_empty() {
            self.packets.push_back(Ok(answers));
        }
        Moved {
            count,
            error: fault.map(|(_, error)| error),
        }
    }

    fn read(&mut self, _limit: Duration) -> Option<Result<Vec<u8>, BulkError>> {
        if self.mute {
            return None;
        }
        Some(self.packets.pop_front().unwrap_or(Err(BulkError::TimedOut)))
    }

    fn clear_halt(&mut self) {
        self.cleared += 1;
    }

    fn port_status(&mut self) -> Option<u8> {
        self.status
    }
}

fn send(pair: Endpoints, job: &[u8]) -> (Result<Delivery, TransportError>, Vec<u8>) {
    struct Kept<'a>(UsbWire<Endpoints>, &'a mut Vec<u8>);
    impl Wire for Kept<'_> {
        fn write(&mut self, bytes: &[u8], limit: Duration) -> io::Result<usize> {
            let count = self.0.write(bytes, limit);
            *self.1 = self.0.pair().printer.printed.clone();
            count
        }
        fn read(&mut self, bytes: &mut [u8], limit: Duration) -> io::Result<usize> {
            self.0.read(bytes, limit)
        }
        fn port_status(&mut self) -> Option<PortStatus> {
            self.0.port_status()
        }
    }
    let mut printed = Vec::new();
    let wire = Kept(UsbWire::new(pair), &mut printed);
    let sent = conversation::deliver(wire, "usb:04b8:0202".to_owned(), &QUICK, true, job);
    let sent = sent.map(|(delivery, _)| delivery);
    (sent, printed)
}

#[test]
fn a_long_job_goes_through_and_is_confirmed() {
    let job: Vec<u8> = (0..9000)
        .map(|index| b'a' + u8::try_from(index % 26).unwrap())
        .collect();
    let (sent, printed) = send(
        Endpoints {
            empty_first: true,
            ..Endpoints::default()
        },
        &job,
    );
    assert_eq!(sent.unwrap(), Delivery::Confirmed);
    assert_eq!(printed, job);
}

#[test]
fn a_printer_that_cannot_answer_is_handed_the_job() {
    let (sent, printed) = send(Endpoints::mute([]), b"job");
    assert_eq!(sent.unwrap(), Delivery::HandedOver);
    assert_eq!(printed, b"job");
}

#[test]
fn one_halt_is_cleared_and_nothing_is_lost_or_doubled() {
    let (sent, printed) = send(Endpoints::mute([(0, BulkError::Stall)]), b"job");
    assert_eq!(sent.unwrap(), Delivery::HandedOver);
    assert_eq!(printed, b"job");
}

#[test]
fn a_part_that_went_before_the_limit_counts_and_the_rest_follows() {
    // The first transfer is the question for paper, which nobody answers here.
    let faults = [(3, BulkError::TimedOut), (2, BulkError::TimedOut)];
    let (sent, printed) = send(Endpoints::mute(faults), b"receipt");
    assert_eq!(sent.unwrap(), Delivery::HandedOver);
    assert_eq!(printed, b"receipt");
}

#[rstest::rstest]
#[case(BulkError::TimedOut, "stalled")]
#[case(BulkError::Gone, "unplugged")]
#[case(BulkError::Stall, "broken")]
#[case(BulkError::Other("hardware fault".to_owned()), "other")]
fn what_ends_a_job_in_the_middle_is_named(#[case] fault: BulkError, #[case] code: &str) {
    let mut faults = VecDeque::from([(3, BulkError::TimedOut), (2, fault.clone())]);
    faults.extend([(0, fault.clone()), (0, fault)]);
    let (sent, _) = send(Endpoints::mute(faults), b"receipt");
    let error = sent.unwrap_err();
    is_error(&error, code, true);
}

#[test]
fn a_device_that_goes_before_the_job_printed_nothing() {
    let faults = VecDeque::from([(0, BulkError::Gone)]);
    let (sent, _) = send(
        Endpoints {
            faults,
            ..Endpoints::default()
        },
        b"receipt",
    );
    let error = sent.unwrap_err();
    is_error(&error, "unplugged", false);
}

#[test]
fn the_port_tells_that_there_is_no_paper() {
    let without_paper = Endpoints {
        status: Some(0x38),
        ..Endpoints::mute([])
    };
    let (sent, printed) = send(without_paper, b"x");
    assert_eq!(sent.unwrap_err().code(), "paper_out");
    assert!(printed.is_empty());
    let (sent, _) = send(
        Endpoints {
            status: Some(0),
            ..Endpoints::default()
        },
        b"x",
    );
    assert_eq!(sent.unwrap(), Delivery::Confirmed);
}

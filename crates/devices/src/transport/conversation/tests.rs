use std::collections::VecDeque;

use super::*;
use crate::transport::fake::{FakePrinter, QUICK, is_error};

/// A line in memory. Nothing on it waits: what is not there now never comes.
#[derive(Debug, Default)]
struct Line {
    printer: FakePrinter,
    answers: VecDeque<u8>,
    /// Takes at most so many bytes at once.
    piece: usize,
    /// Takes so many bytes and then ends so.
    ends: Option<(usize, io::ErrorKind)>,
    taken: usize,
    echoes: bool,
    one_client: bool,
    port: Option<PortStatus>,
    abandoned: bool,
}

impl Wire for &mut Line {
    fn write(&mut self, bytes: &[u8], _limit: Duration) -> io::Result<usize> {
        let mut count = bytes.len().min(self.piece.max(1));
        if let Some((most, kind)) = self.ends {
            count = count.min(most.saturating_sub(self.taken));
            if count == 0 {
                return Err(kind.into());
            }
        }
        self.taken += count;
        if self.echoes {
            self.answers.extend(&bytes[..count]);
        }
        let answers = self.printer.take(&bytes[..count]);
        self.answers.extend(answers);
        Ok(count)
    }

    fn read(&mut self, bytes: &mut [u8], _limit: Duration) -> io::Result<usize> {
        match self.answers.pop_front() {
            Some(byte) => {
                bytes[0] = byte;
                Ok(1)
            }
            None => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn abandon(&mut self) {
        self.abandoned = true;
    }

    fn port_status(&mut self) -> Option<PortStatus> {
        self.port
    }

    fn takes_one_client(&self) -> bool {
        self.one_client
    }
}

fn send(line: &mut Line, asks: bool) -> Result<Delivery, TransportError> {
    deliver(line, "here".to_owned(), &QUICK, asks, b"receipt\n").map(|(delivery, _)| delivery)
}

#[test]
fn a_job_is_confirmed_in_pieces_of_any_size() {
    for piece in 1..12 {
        let mut line = Line {
            piece,
            ..Line::default()
        };
        assert_eq!(send(&mut line, true).unwrap(), Delivery::Confirmed);
        assert_eq!(line.printer.printed, b"receipt\n");
        assert!(!line.abandoned);
    }
}

#[test]
fn a_printer_that_is_not_asked_is_not_asked() {
    let mut line = Line {
        piece: 3,
        ..Line::default()
    };
    assert_eq!(send(&mut line, false).unwrap(), Delivery::HandedOver);
    assert_eq!(line.taken, 8);
}

#[test]
fn silence_is_no_reason_not_to_print() {
    let mut line = Line {
        piece: 64,
        ..Line::default()
    };
    line.printer.silent = true;
    assert_eq!(send(&mut line, true).unwrap(), Delivery::HandedOver);
    assert_eq!(line.printer.printed, b"receipt\n");
}

#[test]
fn a_printer_that_never_says_done_is_believed() {
    let mut line = Line {
        piece: 64,
        ..Line::default()
    };
    line.printer.never_done = true;
    assert_eq!(send(&mut line, true).unwrap(), Delivery::HandedOver);
}

#[test]
fn the_echo_of_a_job_is_no_confirmation() {
    let mut line = Line {
        piece: 64,
        echoes: true,
        ..Line::default()
    };
    line.printer.never_done = true;
    // The questions are echoed as well, and an echoed GS r (1Dh 72h 01h) must not be its own answer.
    assert_eq!(send(&mut line, true).unwrap(), Delivery::HandedOver);
}

#[test]
fn blocks_of_the_automatic_status_are_neither_answers_nor_confirmations() {
    let mut line = Line {
        piece: 64,
        ..Line::default()
    };
    (line.printer.automatic, line.printer.never_done) = (true, true);
    assert_eq!(send(&mut line, true).unwrap(), Delivery::HandedOver);
    let mut line = Line {
        piece: 64,
        ..Line::default()
    };
    line.printer.automatic = true;
    assert_eq!(send(&mut line, true).unwrap(), Delivery::Confirmed);
    line.printer.cover_open = true;
    assert_eq!(send(&mut line, true).unwrap_err().code(), "cover_open");
}

#[test]
fn paper_that_ends_before_or_in_the_middle_is_named() {
    for (paper, begun) in [(0, false), (4, true)] {
        let mut line = Line {
            piece: 64,
            ..Line::default()
        };
        line.printer.paper = Some(paper);
        let error = send(&mut line, true).unwrap_err();
        is_error(&error, "paper_out", begun);
        assert!(line.abandoned);
    }
}

#[rstest::rstest]
#[case(io::ErrorKind::TimedOut, "stalled")]
#[case(io::ErrorKind::ConnectionReset, "broken")]
#[case(io::ErrorKind::BrokenPipe, "broken")]
fn a_way_that_ends_in_the_middle_may_have_printed(#[case] kind: io::ErrorKind, #[case] code: &str) {
    for (taken, printed) in [(0, false), (3, true)] {
        let mut line = Line {
            piece: 64,
            ends: Some((taken, kind)),
            ..Line::default()
        };
        let error = send(&mut line, false).unwrap_err();
        is_error(&error, code, printed);
        assert!(line.abandoned);
    }
}

#[test]
fn a_connection_that_ends_before_the_job_means_that_another_computer_has_the_printer() {
    for asks in [false, true] {
        let ends = Some((0, io::ErrorKind::ConnectionReset));
        let mut line = Line {
            piece: 64,
            ends,
            one_client: true,
            ..Line::default()
        };
        let error = send(&mut line, asks).unwrap_err();
        is_error(&error, "occupied", false);
    }
}

#[test]
fn what_the_port_knows_is_named_before_the_job_and_when_it_stalls() {
    let empty = PortStatus {
        paper_empty: true,
        selected: true,
        error: false,
    };
    let mut line = Line {
        piece: 64,
        port: Some(empty),
        ..Line::default()
    };
    let error = send(&mut line, true).unwrap_err();
    assert_eq!((error.code(), line.taken), ("paper_out", 0));
    let ends = Some((3, io::ErrorKind::TimedOut));
    let mut line = Line {
        piece: 64,
        ends,
        port: Some(empty),
        ..Line::default()
    };
    let error = send(&mut line, false).unwrap_err();
    is_error(&error, "paper_out", true);
}

//! One client of the virtual printer.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::PrinterFault;
use super::real_time::{RealTime, RealTimeCommand};
use super::state::{Shared, State};
use crate::printer::status::StatusRequest;

/// How often it looks whether it was repaired or stopped while no bytes come.
const TURN: Duration = Duration::from_millis(10);

/// Talks to a client until it goes, the printer is switched off, or a fault breaks the connection.
pub(super) fn serve(mut stream: TcpStream, shared: &Shared) {
    let prepared = stream
        .set_nodelay(true)
        .and_then(|()| stream.set_read_timeout(Some(TURN)));
    if prepared.is_err() {
        return;
    }
    let mut client = Client {
        real_time: RealTime::default(),
        taken: 0,
    };
    let mut bytes = [0; 2048];
    while !shared.stopped() && shared.fault() != PrinterFault::Off {
        // What waited for paper may be printable by now.
        let questions = shared.change(State::print_waiting);
        answer_queued(&mut stream, shared, questions);
        let room = client.room(shared).min(bytes.len());
        if room == 0 && matches!(shared.fault(), PrinterFault::ResetsAfter(_)) {
            // Closing with bytes unread makes the system reset the connection.
            wait_for_more(&stream, shared);
            break;
        }
        if room == 0 {
            let fault = shared.fault();
            drop(shared.wait(Instant::now() + TURN, |state| state.fault != fault));
            continue;
        }
        match stream.read(&mut bytes[..room]) {
            Ok(0) => break,
            Ok(count) => client.take(&mut stream, &bytes[..count], shared),
            Err(error) if is_silence(error.kind()) => {}
            Err(_) => break,
        }
    }
    let leftover = client.real_time.finish();
    shared.change(|state| {
        state.take(&leftover, client.taken);
        state.end_of_job();
    });
}

struct Client {
    real_time: RealTime,
    taken: usize,
}

impl Client {
    /// How many bytes it may take now.
    fn room(&self, shared: &Shared) -> usize {
        let state = shared.lock();
        match state.fault {
            PrinterFault::StallsAfter(limit) | PrinterFault::ResetsAfter(limit) => {
                limit.saturating_sub(self.taken)
            }
            PrinterFault::None
            | PrinterFault::Off
            | PrinterFault::PaperOut
            | PrinterFault::PaperOutAfter(_)
            | PrinterFault::CoverOpen
            | PrinterFault::NeverAnswers
            | PrinterFault::NeverSaysDone => state.room(),
        }
    }

    fn take(&mut self, stream: &mut TcpStream, bytes: &[u8], shared: &Shared) {
        let fault = shared.fault();
        let (commands, bytes) = self.real_time.split(bytes);
        for command in commands {
            match command {
                RealTimeCommand::Kick { pin, t } => shared.change(|state| state.kick_now(pin, t)),
                RealTimeCommand::Status(_) if fault == PrinterFault::NeverAnswers => {}
                RealTimeCommand::Status(request) => {
                    // The client may have gone; the job counts all the same.
                    let _ = stream.write_all(&[status_byte(request, fault)]);
                }
            }
        }
        let questions = shared.change(|state| state.take(&bytes, self.taken));
        self.taken += bytes.len();
        answer_queued(stream, shared, questions);
    }
}

/// Waits until bytes are there that will stay unread.
fn wait_for_more(stream: &TcpStream, shared: &Shared) {
    while !shared.stopped() {
        match stream.peek(&mut [0]) {
            Err(error) if is_silence(error.kind()) => {}
            Ok(_) | Err(_) => return,
        }
    }
}

/// Answers `GS r`: all before it is printed, and there is paper.
fn answer_queued(stream: &mut TcpStream, shared: &Shared, count: usize) {
    if matches!(
        shared.fault(),
        PrinterFault::NeverAnswers | PrinterFault::NeverSaysDone
    ) {
        return;
    }
    for _ in 0..count {
        let _ = stream.write_all(&[0x00]);
    }
}

const fn is_silence(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}

/// The answer to a status request in the printer's state.
const fn status_byte(request: StatusRequest, fault: PrinterFault) -> u8 {
    match (request, fault) {
        (StatusRequest::Printer, PrinterFault::PaperOut | PrinterFault::CoverOpen) => 0x1a,
        (StatusRequest::OfflineCause, PrinterFault::CoverOpen) => 0x16,
        (StatusRequest::OfflineCause, PrinterFault::PaperOut) => 0x32,
        (StatusRequest::Paper, PrinterFault::PaperOut) => 0x7e,
        _ => 0x12,
    }
}

//! A printer for the tests of the ways: it keeps what it prints and answers what it is asked.

use std::time::Duration;

use super::{Limits, TransportError};
use crate::printer::status::StatusRequest;

/// Limits for a printer that waits for nothing.
pub(crate) const QUICK: Limits = Limits {
    connect: Duration::from_millis(50),
    stall: Duration::from_millis(50),
    answer: Duration::from_millis(20),
    confirm: Duration::from_millis(50),
    done: Duration::from_millis(200),
};

/// What it prints, and how it answers.
#[derive(Debug, Default)]
pub(crate) struct FakePrinter {
    pub(crate) printed: Vec<u8>,
    /// It answers nothing.
    pub(crate) silent: bool,
    /// It answers about its state, but not that it is done.
    pub(crate) never_done: bool,
    /// Paper for so many bytes.
    pub(crate) paper: Option<usize>,
    pub(crate) cover_open: bool,
    /// It sends blocks of the automatic status before each answer.
    pub(crate) automatic: bool,
    pub(crate) begun: Vec<u8>,
}

impl FakePrinter {
    fn out_of_paper(&self) -> bool {
        self.paper.is_some_and(|most| self.printed.len() >= most)
    }

    fn state(&self, request: StatusRequest) -> u8 {
        match (request, self.out_of_paper(), self.cover_open) {
            (StatusRequest::Paper, true, _) => 0x7e,
            (StatusRequest::OfflineCause, true, _) => 0x32,
            (StatusRequest::OfflineCause, false, true) => 0x16,
            _ => 0x12,
        }
    }

    /// Takes bytes and gives the answers.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut answers = Vec::new();
        for byte in bytes {
            self.begun.push(*byte);
            match self.begun.as_slice() {
                [0x10] | [0x10, 0x04] | [0x1d] | [0x1d, 0x72] => continue,
                [0x10, 0x04, number] => {
                    let state = StatusRequest::from_number(*number).map(|one| self.state(one));
                    self.answer(&mut answers, state);
                }
                [0x1d, 0x72, _] if self.out_of_paper() || self.never_done => {}
                [0x1d, 0x72, _] => self.answer(&mut answers, Some(0)),
                other => self.printed.extend(other),
            }
            self.begun.clear();
        }
        answers
    }

    fn answer(&self, answers: &mut Vec<u8>, byte: Option<u8>) {
        if self.silent {
            return;
        }
        if self.automatic {
            // Online, paper there: the bytes after the first have bits 4 and 7 clear, like the answer to GS r.
            answers.extend([0x14, 0x00, 0x00, 0x0f]);
        }
        answers.extend(byte);
    }
}

/// Whether a job ended like this.
pub(crate) fn is_error(error: &TransportError, code: &str, may_have_printed: bool) {
    assert_eq!(error.code(), code, "{error}");
    assert_eq!(error.may_have_printed(), may_have_printed, "{error}");
}

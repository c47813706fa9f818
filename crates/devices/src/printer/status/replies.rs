//! What comes back from a printer, told apart.

use std::collections::VecDeque;

use super::automatic::{begins, goes_on};
use super::{AutomaticStatus, PrinterStatus, StatusRequest, read};

/// Something a printer sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The answer to the oldest question that had none.
    Answer(PrinterStatus),
    /// A block that it sent by itself.
    Automatic(AutomaticStatus),
    /// A byte that is neither: flow control, noise, or an answer to nothing.
    Stray(u8),
}

/// The most questions that wait for an answer; a printer that answers none would else collect them for ever.
const MOST_OPEN_QUESTIONS: usize = 16;

/// Tells answers from blocks in a stream of bytes.
#[derive(Debug, Default)]
pub struct ReplyReader {
    asked: VecDeque<StatusRequest>,
    block: Vec<u8>,
}

impl ReplyReader {
    /// Makes a reader of a connection that is new.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a question that was sent; answers come in the order of the questions.
    pub fn asked(&mut self, request: StatusRequest) {
        if self.asked.len() == MOST_OPEN_QUESTIONS {
            self.asked.pop_front();
        }
        self.asked.push_back(request);
    }

    /// Reads the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Reply> {
        let mut replies = Vec::new();
        for byte in bytes {
            self.take(*byte, &mut replies);
        }
        replies
    }

    fn take(&mut self, byte: u8, replies: &mut Vec<Reply>) {
        if !self.block.is_empty() && goes_on(byte) {
            self.block.push(byte);
            if let Ok(block) = <[u8; 4]>::try_from(self.block.as_slice()) {
                self.block.clear();
                replies.extend(AutomaticStatus::read(block).map(Reply::Automatic));
            }
            return;
        }
        // An answer may come in the middle of a block, for it does not wait its turn; its bit 4 tells it apart.
        if begins(byte) {
            replies.extend(self.block.drain(..).map(Reply::Stray));
            self.block.push(byte);
            return;
        }
        let question = self.asked.front().copied();
        match question.and_then(|request| read(request, byte)) {
            Some(status) => {
                self.asked.pop_front();
                replies.push(Reply::Answer(status));
            }
            None => replies.push(Reply::Stray(byte)),
        }
    }
}

//! Commands that a printer obeys as they arrive, before the bytes that wait their turn.

use crate::printer::status::StatusRequest;

/// A command that does not wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RealTimeCommand {
    /// `DLE EOT n`: how are you?
    Status(StatusRequest),
    /// `DLE DC4 1 m t`: open the drawer.
    Kick { pin: u8, t: u8 },
    /// `DLE ENQ n`: go on after an error, with or without what was waiting.
    Recover { clear: bool },
    /// `DLE DC4 8`: forget what waits.
    Clear,
}

/// Finds the commands that do not wait in a stream of bytes. As on a printer, that is wherever they stand, be it in the
/// middle of a picture.
#[derive(Debug, Default)]
pub(super) struct RealTime {
    /// The begin of what may become a command.
    held: Vec<u8>,
}

enum Match {
    No,
    Begun,
    Whole(RealTimeCommand),
}

impl RealTime {
    /// Looks at the next byte. Gives the command that it ends, and how many bytes that has.
    pub(super) fn see(&mut self, byte: u8) -> Option<(RealTimeCommand, usize)> {
        if self.held.is_empty() && byte != 0x10 {
            return None;
        }
        self.held.push(byte);
        loop {
            match recognise(&self.held) {
                Match::Begun => return None,
                Match::Whole(command) => {
                    let length = self.held.len();
                    self.held.clear();
                    return Some((command, length));
                }
                Match::No => {
                    self.held.remove(0);
                    if self.held.is_empty() {
                        return None;
                    }
                }
            }
        }
    }
}

const CLEAR: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];

fn recognise(held: &[u8]) -> Match {
    match held {
        [0x10] | [0x10, 0x04 | 0x05 | 0x14] | [0x10, 0x14, 0x01] | [0x10, 0x14, 0x01, 0 | 1] => {
            Match::Begun
        }
        [0x10, 0x04, number] => StatusRequest::from_number(*number).map_or(Match::No, |request| {
            Match::Whole(RealTimeCommand::Status(request))
        }),
        [0x10, 0x05, number @ (1 | 2)] => Match::Whole(RealTimeCommand::Recover {
            clear: *number == 2,
        }),
        [0x10, 0x14, 0x01, m @ (0 | 1), t] => Match::Whole(RealTimeCommand::Kick {
            pin: if *m == 0 { 2 } else { 5 },
            t: *t,
        }),
        _ if *held == CLEAR => Match::Whole(RealTimeCommand::Clear),
        _ if CLEAR.starts_with(held) => Match::Begun,
        _ => Match::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_wherever_they_stand() {
        let bytes = b"ab\x10\x04\x04c\x10\x10\x04\x09\x10\x14\x01\x00\x01\x10\x10\x05\x02\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08x";
        let mut real_time = RealTime::default();
        let found: Vec<(RealTimeCommand, usize)> = bytes
            .iter()
            .filter_map(|byte| real_time.see(*byte))
            .collect();
        assert_eq!(
            found,
            [
                (RealTimeCommand::Status(StatusRequest::Paper), 3),
                (RealTimeCommand::Kick { pin: 2, t: 1 }, 5),
                (RealTimeCommand::Recover { clear: true }, 3),
                (RealTimeCommand::Clear, 10),
            ]
        );
    }
}

//! Commands that a printer obeys as they arrive, before the bytes that wait their turn.

use crate::printer::status::StatusRequest;

/// A command that does not wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RealTimeCommand {
    /// `DLE EOT n`: how are you?
    Status(StatusRequest),
    /// `DLE DC4 1 m t`: open the drawer.
    Kick { pin: u8, t: u8 },
}

/// Takes the commands that do not wait out of a stream of bytes.
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
    /// Gives the commands in the bytes, and the bytes that are none.
    pub(super) fn split(&mut self, bytes: &[u8]) -> (Vec<RealTimeCommand>, Vec<u8>) {
        let (mut commands, mut rest) = (Vec::new(), Vec::new());
        for byte in bytes {
            self.held.push(*byte);
            loop {
                match recognise(&self.held) {
                    Match::Begun => break,
                    Match::Whole(command) => {
                        commands.push(command);
                        self.held.clear();
                        break;
                    }
                    Match::No => rest.push(self.held.remove(0)),
                }
                if self.held.is_empty() {
                    break;
                }
            }
        }
        (commands, rest)
    }

    /// Gives what looked like the begin of a command when nothing follows any more.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.held)
    }
}

fn recognise(held: &[u8]) -> Match {
    match held {
        [0x10] | [0x10, 0x04 | 0x14] | [0x10, 0x14, 0x01] | [0x10, 0x14, 0x01, 0 | 1] => {
            Match::Begun
        }
        [0x10, 0x04, number] => StatusRequest::from_number(*number).map_or(Match::No, |request| {
            Match::Whole(RealTimeCommand::Status(request))
        }),
        [0x10, 0x14, 0x01, m @ (0 | 1), t] => Match::Whole(RealTimeCommand::Kick {
            pin: if *m == 0 { 2 } else { 5 },
            t: *t,
        }),
        _ => Match::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_pieces_of_any_size_and_nothing_else_is_touched() {
        let bytes = b"ab\x10\x04\x04c\x10\x10\x04\x09\x10\x14\x01\x00\x01\x10";
        for size in 1..=bytes.len() {
            let mut real_time = RealTime::default();
            let (mut commands, mut rest) = (Vec::new(), Vec::new());
            for piece in bytes.chunks(size) {
                let (found, other) = real_time.split(piece);
                commands.extend(found);
                rest.extend(other);
            }
            rest.extend(real_time.finish());
            assert_eq!(
                commands,
                [
                    RealTimeCommand::Status(StatusRequest::Paper),
                    RealTimeCommand::Kick { pin: 2, t: 1 }
                ],
                "{size}"
            );
            assert_eq!(rest, b"abc\x10\x10\x04\x09\x10", "{size}");
        }
    }
}

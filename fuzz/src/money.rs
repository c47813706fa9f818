//! Targets for payment terminals and fiscal devices.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bezmen_devices::fiscal::atol::answer;
use bezmen_devices::terminal::zvt::Limits;
use bezmen_devices::terminal::zvt::apdu::{ApduReader, Sender};
use bezmen_devices::terminal::zvt::command::{Credentials, USUAL_CONFIG};
use bezmen_devices::terminal::zvt::conversation::Conversation;
use bezmen_devices::terminal::zvt::message::FromTerminal;
use bezmen_devices::terminal::zvt::plan::Action;
use bezmen_devices::terminal::{Operation, Outcome};
use bezmen_domain::money::Money;

/// A message's class and instruction, and its data.
type Message = ([u8; 2], Vec<u8>);

/// The messages of a stream, and how many bytes were none.
fn messages(sender: Sender, pieces: &[&[u8]]) -> (Vec<Message>, u64) {
    let mut reader = ApduReader::new(sender);
    let mut found = Vec::new();
    for piece in pieces {
        reader.push(piece);
        while let Some(apdu) = reader.read() {
            black_box(FromTerminal::parse(apdu));
            found.push((apdu.control, apdu.data.to_vec()));
        }
    }
    (found, reader.skipped())
}

/// Any bytes of a terminal: cut anywhere they are the same messages, and a payment ends once at most, in an approval only of the
/// sum that was asked for. The first byte says how the others are cut.
pub fn zvt(data: &[u8]) {
    let Some((cut, bytes)) = data.split_first() else {
        return;
    };
    let pieces: Vec<&[u8]> = bytes.chunks(usize::from(*cut % 32) + 1).collect();
    for sender in [Sender::Terminal, Sender::Till] {
        assert_eq!(
            messages(sender, &[bytes]),
            messages(sender, &pieces),
            "the cuts made a difference"
        );
    }
    let amount = Money::from_minor(1_250);
    let Some(credentials) = Credentials::new(0, 643, USUAL_CONFIG) else {
        return;
    };
    let now = Instant::now();
    let begun = Conversation::perform(credentials, Limits::USUAL, Operation::Sale { amount }, now);
    let Some(mut conversation) = begun else {
        return;
    };
    let mut actions = conversation.start(now);
    for (turn, piece) in (1_u32..).zip(&pieces) {
        actions.extend(conversation.receive(piece, now + Duration::from_millis(50) * turn));
    }
    let late = now + Duration::from_secs(24 * 60 * 60);
    actions.extend(conversation.tick(late));
    actions.extend(conversation.closed());
    let outcomes: Vec<&Outcome> = actions
        .iter()
        .filter_map(|action| match action {
            Action::Finish(outcome) => Some(outcome),
            Action::Record(_) | Action::Send(_) | Action::Show(_) => None,
        })
        .collect();
    assert_eq!(outcomes.len(), 1, "a payment ends once: {outcomes:?}");
    for outcome in outcomes {
        assert!(
            !matches!(outcome, Outcome::Pending { .. }),
            "an end that is none: {outcome:?}"
        );
    }
}

/// Any answers of the server of fiscal devices. A line feed parts the two halves of a state.
pub fn atol(data: &[u8]) {
    black_box(answer::error_of(data));
    black_box(answer::states(data));
    let text = String::from_utf8_lossy(data);
    black_box(answer::registration(&text));
    let (device, shift) = text.split_once('\n').unwrap_or((&text, &text));
    black_box(answer::status(device, shift));
}

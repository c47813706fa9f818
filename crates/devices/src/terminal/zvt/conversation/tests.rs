use bezmen_domain::money::Money;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::terminal::outcome::{ApprovalSource, TransactionMark};
use crate::testing::from_hex;

const ACKNOWLEDGED: &str = "80 00 00";
const END: &str = "06 0F 00";
/// Transaction 7, of 5.00.
const BEFORE: &str = "04 0F 10 27 00 04 00 00 00 00 05 00 0B 00 00 07 87 00 07";
/// Transaction 8, of 12.34.
const APPROVED: &str = "04 0F 10 27 00 04 00 00 00 00 12 34 0B 00 00 08 87 00 08";

fn credentials() -> Credentials {
    Credentials::new(0, 978, super::super::command::USUAL_CONFIG).unwrap()
}

fn sale() -> Operation {
    Operation::Sale {
        amount: Money::from_minor(1234),
    }
}

fn mark(number: u32, minor: i64) -> TransactionMark {
    TransactionMark {
        receipt_number: Some(number),
        trace_number: Some(number),
        amount: Some(Money::from_minor(minor)),
        ..TransactionMark::default()
    }
}

/// Plays a whole conversation: all bytes of the terminal, then the end of the connection.
struct Played {
    sent: Vec<Vec<u8>>,
    stages: Vec<Stage>,
    outcome: Option<Outcome>,
}

fn play(mut conversation: Conversation, now: Instant, bytes: &[u8], step: usize) -> Played {
    let mut actions = conversation.start(now);
    for piece in bytes.chunks(step.max(1)) {
        actions.extend(conversation.receive(piece, now));
    }
    actions.extend(conversation.closed());
    let mut played = Played {
        sent: Vec::new(),
        stages: Vec::new(),
        outcome: None,
    };
    for action in actions {
        match action {
            Action::Send(message) => played.sent.push(message),
            Action::Record(stage) => played.stages.push(stage),
            Action::Finish(outcome) => {
                assert!(played.outcome.is_none(), "a conversation ends once");
                played.outcome = Some(outcome);
            }
            Action::Show(_) => {}
        }
    }
    played
}

fn pay(bytes: &[u8]) -> Played {
    let now = Instant::now();
    let conversation = Conversation::perform(credentials(), Limits::USUAL, sale(), now).unwrap();
    play(conversation, now, bytes, usize::MAX)
}

fn hex(parts: &[&str]) -> Vec<u8> {
    from_hex(&parts.join(" "))
}

const REGISTERED: [&str; 2] = [ACKNOWLEDGED, END];
const TOLD: [&str; 3] = [ACKNOWLEDGED, BEFORE, END];

fn after_preparation(rest: &[&str]) -> Vec<u8> {
    let parts: Vec<&str> = REGISTERED
        .into_iter()
        .chain(TOLD)
        .chain(rest.iter().copied())
        .collect();
    hex(&parts)
}

#[test]
fn a_payment_registers_asks_for_the_last_transaction_and_only_then_charges() {
    let played = pay(&after_preparation(&[
        ACKNOWLEDGED,
        "04 FF 01 0A",
        APPROVED,
        END,
    ]));
    assert_eq!(
        played.sent[0],
        from_hex("06 00 10 00 00 00 BE 09 78 03 00 06 06 26 04 0A 02 06 D3")
    );
    let charge = from_hex("06 01 0A 04 00 00 00 00 12 34 49 09 78");
    let place = played.sent.iter().position(|sent| *sent == charge).unwrap();
    assert_eq!(
        played.sent.iter().filter(|sent| **sent == charge).count(),
        1
    );
    assert!(played.sent[..place].contains(&from_hex("06 20 03 00 00 00")));
    assert_eq!(
        played.stages[0],
        Stage::Sending {
            before: Before::Known(mark(7, 500))
        }
    );
    assert!(
        matches!(&played.stages[1], Stage::Heard { approval, .. } if approval.mark == mark(8, 1234))
    );
    let Some(Outcome::Approved(approval)) = played.outcome else {
        panic!("{:?}", played.outcome)
    };
    assert_eq!(approval.mark, mark(8, 1234));
}

#[rstest]
// A result code, then the end.
#[case(&[ACKNOWLEDGED, "04 0F 02 27 6C", "06 1E 01 6C"], Outcome::declined(DeclineReason::Refused { code: 0x6c }))]
#[case(&[ACKNOWLEDGED, "06 1E 01 6C"], Outcome::declined(DeclineReason::Refused { code: 0x6c }))]
#[case(&[ACKNOWLEDGED, "06 1E 00"], Outcome::declined(DeclineReason::Refused { code: 0xff }))]
#[case(&["84 83 00"], Outcome::declined(DeclineReason::Refused { code: 0x83 }))]
// Nothing, or nothing certain.
#[case(&[], Outcome::unknown(Doubt::ConnectionLost))]
#[case(&["84 9C 00"], Outcome::unknown(Doubt::ConnectionLost))]
#[case(&[ACKNOWLEDGED, APPROVED], Outcome::unknown(Doubt::ConnectionLost))]
#[case(&[ACKNOWLEDGED, END], Outcome::unknown(Doubt::NoResult))]
#[case(&[ACKNOWLEDGED, "04 FF 01 1C", END], Outcome::unknown(Doubt::NoResult))]
#[case(&[ACKNOWLEDGED, "04 0F 0A 04 00 00 00 00 12 34 87 00 08", END], Outcome::unknown(Doubt::NoResult))]
#[case(&[ACKNOWLEDGED, APPROVED, "06 1E 01 6C"], Outcome::unknown(Doubt::NoResult))]
#[case(&[ACKNOWLEDGED, BEFORE, END], Outcome::unknown(Doubt::OtherTransaction))]
#[case(&[ACKNOWLEDGED, "04 0F 0C 27 00 04 00 00 00 00 99 99 87 00 08", END], Outcome::unknown(Doubt::OtherAmount))]
#[case(&[ACKNOWLEDGED, "00 13", APPROVED, END], Outcome::unknown(Doubt::Garbled))]
#[case(&[ACKNOWLEDGED, "00", "06 1E 01 6C"], Outcome::unknown(Doubt::Garbled))]
// What comes before the answer belongs to something else.
#[case(&[APPROVED, END], Outcome::unknown(Doubt::ConnectionLost))]
#[case(&[APPROVED, ACKNOWLEDGED, "06 1E 01 6C"], Outcome::declined(DeclineReason::Refused { code: 0x6c }))]
fn nothing_but_a_completed_approval_is_one(#[case] rest: &[&str], #[case] expected: Outcome) {
    assert_eq!(pay(&after_preparation(rest)).outcome, Some(expected));
}

#[rstest]
#[case(&[])]
#[case(&[ACKNOWLEDGED])]
#[case(&[ACKNOWLEDGED, END, ACKNOWLEDGED])]
fn a_connection_that_breaks_before_the_charge_has_charged_nothing(#[case] parts: &[&str]) {
    let played = pay(&hex(parts));
    assert_eq!(
        played.outcome,
        Some(Outcome::declined(DeclineReason::NotReached))
    );
    assert!(played.stages.is_empty());
    assert!(played.sent.iter().all(|sent| sent[..2] != [0x06, 0x01]));
}

fn find_out(known: Known, bytes: &[u8]) -> Played {
    let now = Instant::now();
    let conversation = Conversation::inquire(credentials(), Limits::USUAL, known, now);
    play(conversation, now, bytes, usize::MAX)
}

fn known(before: Before, heard: Option<Box<crate::terminal::Approval>>) -> Known {
    Known {
        operation: sale(),
        before,
        heard,
    }
}

const IDLE: [&str; 5] = [ACKNOWLEDGED, END, ACKNOWLEDGED, ACKNOWLEDGED, "06 0F 01 00"];

#[rstest]
#[case(Before::Known(mark(7, 500)), APPROVED, None)]
#[case(Before::Nothing, APPROVED, Some(Outcome::unknown(Doubt::NotTold)))]
// Two transactions since: the charge, and a reversal that the terminal made by itself.
#[case(
    Before::Known(mark(6, 500)),
    APPROVED,
    Some(Outcome::unknown(Doubt::OtherTransaction))
)]
#[case(
    Before::Known(mark(9_999, 500)),
    "04 0F 10 27 00 04 00 00 00 00 12 34 0B 01 00 00 87 00 01",
    None
)]
#[case(
    Before::Known(mark(7, 500)),
    BEFORE,
    Some(Outcome::declined(DeclineReason::NotCharged))
)]
#[case(
    Before::Known(mark(8, 1234)),
    APPROVED,
    Some(Outcome::declined(DeclineReason::NotCharged))
)]
#[case(Before::NotTold, APPROVED, Some(Outcome::unknown(Doubt::NotTold)))]
#[case(
    Before::Known(mark(6, 100)),
    BEFORE,
    Some(Outcome::unknown(Doubt::OtherTransaction))
)]
fn the_last_transaction_decides(
    #[case] before: Before,
    #[case] last: &str,
    #[case] expected: Option<Outcome>,
) {
    let parts: Vec<&str> = IDLE.into_iter().chain([ACKNOWLEDGED, last, END]).collect();
    let played = find_out(known(before, None), &hex(&parts));
    match (expected, played.outcome) {
        (Some(expected), outcome) => assert_eq!(outcome, Some(expected)),
        (None, Some(Outcome::Approved(approval))) => {
            assert_eq!(approval.source, ApprovalSource::Inquired);
            assert_eq!(approval.mark.amount, Some(Money::from_minor(1234)));
        }
        (None, other) => panic!("{other:?}"),
    }
    assert!(played.sent.contains(&from_hex("06 B0 00")));
    assert!(played.sent.iter().all(|sent| sent[..2] != [0x06, 0x01]));
}

#[test]
fn a_terminal_at_work_is_waited_for() {
    let now = Instant::now();
    let before = Before::Known(mark(7, 500));
    let mut conversation =
        Conversation::inquire(credentials(), Limits::USUAL, known(before, None), now);
    drop(conversation.start(now));
    let busy = hex(&[ACKNOWLEDGED, END, ACKNOWLEDGED, ACKNOWLEDGED, "06 0F 01 9C"]);
    let actions = conversation.receive(&busy, now);
    assert!(
        !actions
            .iter()
            .any(|action| matches!(action, Action::Finish(_)))
    );
    assert!(conversation.tick(now).is_empty());
    let later = now + Limits::USUAL.retry;
    assert_eq!(
        conversation.tick(later),
        [Action::Send(from_hex("06 B0 00"))]
    );
    let rest = hex(&[
        ACKNOWLEDGED,
        ACKNOWLEDGED,
        "06 0F 01 00",
        ACKNOWLEDGED,
        BEFORE,
        END,
    ]);
    let actions = conversation.receive(&rest, later);
    assert_eq!(
        actions.last(),
        Some(&Action::Finish(Outcome::declined(
            DeclineReason::NotCharged
        )))
    );
}

#[test]
fn time_runs_out_by_what_was_sent() {
    let limits = Limits::USUAL;
    let now = Instant::now();
    let begin = || Conversation::perform(credentials(), limits, sale(), now).unwrap();
    let mut silent = begin();
    drop(silent.start(now));
    assert!(silent.tick(now + limits.answer / 2).is_empty());
    assert_eq!(
        silent.tick(now + limits.answer),
        [Action::Finish(Outcome::declined(DeclineReason::NotReached))]
    );
    let mut charging = begin();
    drop(charging.start(now));
    drop(charging.receive(&after_preparation(&[ACKNOWLEDGED]), now));
    assert!(charging.tick(now + limits.answer).is_empty());
    assert_eq!(
        charging.tick(now + limits.silence),
        [Action::Finish(Outcome::unknown(Doubt::NoAnswer))]
    );
}

#[test]
fn endless_noise_does_not_stop_the_clock() {
    let limits = Limits::USUAL;
    let start = Instant::now();
    let mut conversation = Conversation::perform(credentials(), limits, sale(), start).unwrap();
    drop(conversation.start(start));
    drop(conversation.receive(&after_preparation(&[ACKNOWLEDGED]), start));
    for second in 1..=limits.silence.as_secs() {
        let now = start + Duration::from_secs(second);
        let actions = conversation.receive(&[0x55; 100], now);
        if let Some(Action::Finish(outcome)) = actions.last() {
            assert_eq!(*outcome, Outcome::unknown(Doubt::NoAnswer));
            assert_eq!(second, limits.silence.as_secs());
            return;
        }
    }
    panic!("it waits for ever");
}

#[test]
fn a_terminal_that_stays_busy_has_charged_nothing() {
    let limits = Limits::USUAL;
    let mut now = Instant::now();
    let mut conversation = Conversation::perform(credentials(), limits, sale(), now).unwrap();
    let mut actions = conversation.start(now);
    for _ in 0..1000 {
        if let Some(Action::Finish(outcome)) = actions.last() {
            let busy = DeclineReason::Refused { code: 0x9c };
            assert_eq!(*outcome, Outcome::declined(busy));
            return;
        }
        actions = conversation.receive(&from_hex("84 9C 00"), now);
        now += limits.retry;
        actions.extend(conversation.tick(now));
    }
    panic!("it waits for ever");
}

#[test]
fn who_cancels_before_the_charge_prevents_it() {
    let now = Instant::now();
    let begin = || Conversation::perform(credentials(), Limits::USUAL, sale(), now).unwrap();
    let mut early = begin();
    drop(early.start(now));
    drop(early.receive(&hex(&REGISTERED), now));
    let cancelled = Outcome::declined(DeclineReason::Cancelled);
    assert_eq!(early.cancel(), [Action::Finish(cancelled)]);
    assert!(early.receive(&hex(&TOLD), now).is_empty());
    let mut late = begin();
    drop(late.start(now));
    drop(late.receive(&after_preparation(&[ACKNOWLEDGED]), now));
    assert_eq!(late.cancel(), [Action::Send(from_hex("06 B0 00"))]);
    let actions = late.receive(&hex(&[ACKNOWLEDGED, "06 1E 01 6C"]), now);
    let aborted = Outcome::declined(DeclineReason::Refused { code: 0x6c });
    assert_eq!(actions.last(), Some(&Action::Finish(aborted)));
}

/// The messages of an honest approval, for the properties to break.
fn honest() -> Vec<u8> {
    after_preparation(&[
        ACKNOWLEDGED,
        "04 FF 01 0A",
        APPROVED,
        "06 D1 03 00 4F 4B",
        END,
    ])
}

proptest! {
    #[test]
    fn any_pieces_end_in_the_same_outcome(step in 1_usize..60) {
        let now = Instant::now();
        let conversation = Conversation::perform(credentials(), Limits::USUAL, sale(), now).unwrap();
        let played = play(conversation, now, &honest(), step);
        prop_assert!(matches!(played.outcome, Some(Outcome::Approved(_))));
    }

    #[test]
    fn a_cut_conversation_is_never_approved(cut in 0_usize..1000) {
        let honest = honest();
        let cut = cut % honest.len();
        let played = pay(&honest[..cut]);
        prop_assert!(!matches!(played.outcome, Some(Outcome::Approved(_))));
    }

    #[test]
    fn noise_is_never_approved(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let played = pay(&bytes);
        prop_assert!(!matches!(played.outcome, Some(Outcome::Approved(_))), "{:?}", played.outcome);
    }

    #[test]
    fn a_mutation_approves_no_other_amount(place in 0_usize..1000, flip in 1_u8..=255) {
        let mut bytes = honest();
        let place = place % bytes.len();
        bytes[place] ^= flip;
        if let Some(Outcome::Approved(approval)) = pay(&bytes).outcome {
            let amount = approval.mark.amount;
            prop_assert!(amount.is_none_or(|amount| amount == Money::from_minor(1234)));
        }
    }
}

mod crash;

use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::simulate::terminal::{SimulatedTerminal, TerminalCounts, TerminalFault};
use crate::terminal::journal::MemoryJournal;
use crate::terminal::{ApprovalSource, check};

/// No wait of a test is longer than this; outcomes come far sooner.
const PATIENCE: Duration = Duration::from_secs(20);

const SALE: Operation = Operation::Sale {
    amount: Money::from_minor(1234),
};

fn config(simulated: &SimulatedTerminal) -> ZvtConfig {
    ZvtConfig {
        host: "127.0.0.1".to_owned(),
        port: simulated.addr().port(),
        credentials: Credentials::new(0, 978, command::USUAL_CONFIG).unwrap(),
        limits: Limits {
            connect: Duration::from_secs(2),
            answer: Duration::from_secs(1),
            silence: Duration::from_secs(2),
            inquiry: Duration::from_secs(6),
            retry: Duration::from_millis(50),
        },
    }
}

fn intent(number: u128) -> IntentId {
    IntentId::from_uuid(Uuid::from_u128(number))
}

fn till(simulated: &SimulatedTerminal) -> ZvtTerminal {
    ZvtTerminal::new(config(simulated), Arc::new(MemoryJournal::new()))
}

fn pay(terminal: &ZvtTerminal, id: IntentId) -> Outcome {
    terminal.begin(id, SALE);
    terminal.wait(id, PATIENCE)
}

/// What a fault must end in: charged and known, or not charged and known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Charged(ApprovalKind),
    Not,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ApprovalKind {
    Live,
    Inquired,
}

use Expected::{Charged, Not};

#[rstest]
#[case(TerminalFault::None, Charged(ApprovalKind::Live))]
#[case(TerminalFault::Off, Not)]
#[case(TerminalFault::Silent, Not)]
#[case(TerminalFault::Refuses(0x83), Not)]
#[case(TerminalFault::BusyFor(2), Charged(ApprovalKind::Live))]
#[case(TerminalFault::Declines(0x71), Not)]
#[case(TerminalFault::Aborts, Not)]
#[case(TerminalFault::DropsBeforeCharge, Not)]
#[case(TerminalFault::DropsAfterCharge, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::DropsAfterStatus, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::SilentAfterCharge, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::LateCard, Not)]
#[case(TerminalFault::Garbage, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::DamagedStatus, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::Glued, Charged(ApprovalKind::Live))]
#[case(TerminalFault::Split, Charged(ApprovalKind::Live))]
#[case(TerminalFault::Slow(3), Charged(ApprovalKind::Live))]
#[case(TerminalFault::NoResult, Charged(ApprovalKind::Inquired))]
#[case(TerminalFault::OldApprovalFirst, Not)]
fn every_fault_ends_in_the_truth(
    #[case] fault: TerminalFault,
    #[case] expected: Expected,
    #[values(false, true)] had_payments: bool,
) {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    if had_payments {
        // An earlier payment of the same amount must never pass for this one.
        simulated.charge_by_hand(1234);
    }
    let earlier = simulated.counts().charges;
    simulated.set_fault(fault);
    let terminal = till(&simulated);
    let mut outcome = pay(&terminal, intent(1));
    let charges = simulated.counts().charges - earlier;
    if !had_payments && matches!(outcome, Outcome::Unknown { .. }) {
        // A terminal that never booked anything has no last transaction to compare with: it takes a person.
        assert_eq!(outcome, Outcome::unknown(Doubt::NotTold), "{fault:?}");
        assert_eq!(charges, u32::from(expected != Not));
        outcome = terminal.settle_by_hand(intent(1), charges > 0);
    }
    match (expected, &outcome) {
        (Charged(_), Outcome::Approved(approval)) if approval.source == ApprovalSource::ByHand => {}
        (Charged(kind), Outcome::Approved(approval)) => {
            let source = match kind {
                ApprovalKind::Live => ApprovalSource::Live,
                ApprovalKind::Inquired => ApprovalSource::Inquired,
            };
            assert_eq!((approval.source, charges), (source, 1));
            assert_eq!(approval.mark.amount, Some(Money::from_minor(1234)));
            assert_eq!(approval.masked_pan.as_deref(), Some("************4771"));
            assert!(
                approval.slip.iter().any(|line| line == "Betrag 1234"),
                "{approval:?}"
            );
        }
        (Not, Outcome::Declined(decline)) => {
            assert_eq!(charges, 0, "{decline:?}");
            assert!(!decline.words(Locale::Ru).is_empty() && !decline.words(Locale::En).is_empty());
        }
        _ => panic!("{fault:?}: {outcome:?}, {charges} charges"),
    }
    // The terminal recovers: the next payment works at once.
    simulated.set_fault(TerminalFault::None);
    let next = pay(&terminal, intent(2));
    assert!(matches!(next, Outcome::Approved(_)), "{next:?}");
    assert_eq!(simulated.counts().charges - earlier, charges + 1);
}

#[test]
fn what_the_terminal_cannot_clear_up_stays_in_doubt_until_a_person_does() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let terminal = till(&simulated);
    simulated.charge_by_hand(1234);
    for (fault, number) in [
        (TerminalFault::OtherAmount, 1),
        (TerminalFault::RepeatsOldApproval, 3),
    ] {
        simulated.set_fault(fault);
        let outcome = pay(&terminal, intent(number));
        assert!(
            matches!(outcome, Outcome::Unknown { .. }),
            "{fault:?}: {outcome:?}"
        );
        // Nothing new is charged meanwhile.
        let blocked = terminal.begin(intent(number + 1), SALE);
        let earlier = DeclineReason::EarlierUnsettled { id: intent(number) };
        assert_eq!(blocked, Outcome::declined(earlier));
        assert!(terminal.settle_by_hand(intent(number), false).is_final());
    }
    simulated.set_fault(TerminalFault::TellsNothing);
    let before = simulated.counts();
    assert!(matches!(pay(&terminal, intent(9)), Outcome::Approved(_)));
    assert_eq!(simulated.counts().charges, before.charges + 1);
}

#[test]
fn money_goes_back_and_a_day_ends() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let terminal = till(&simulated);
    let Outcome::Approved(sold) = pay(&terminal, intent(1)) else {
        panic!("not approved")
    };
    let reverse = Operation::Reverse {
        receipt_number: sold.mark.receipt_number.unwrap(),
        amount: Money::from_minor(1234),
    };
    let run =
        |number, operation| check::run(&terminal, intent(number), operation, PATIENCE, |_| {});
    assert!(matches!(run(2, reverse), Outcome::Approved(_)));
    let again = run(3, reverse);
    assert_eq!(
        again,
        Outcome::declined(DeclineReason::Refused { code: 0xb5 })
    );
    let refund = Operation::Refund {
        amount: Money::from_minor(500),
    };
    assert!(matches!(run(4, refund), Outcome::Approved(_)));
    let Outcome::Approved(day) = run(5, Operation::EndOfDay) else {
        panic!("the day does not end")
    };
    assert_eq!(day.slip, ["Kassenschnitt"]);
    assert_eq!(
        simulated.counts(),
        TerminalCounts {
            authorisations: 1,
            charges: 1,
            balance_minor: -500,
            reversals: 1,
            refunds: 1,
            ends_of_day: 1,
            ..simulated.counts()
        }
    );
}

#[test]
fn a_lost_answer_to_a_reversal_is_inquired_too() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let terminal = till(&simulated);
    let Outcome::Approved(sold) = pay(&terminal, intent(1)) else {
        panic!("not approved")
    };
    simulated.set_fault(TerminalFault::DropsAfterCharge);
    let reverse = Operation::Reverse {
        receipt_number: sold.mark.receipt_number.unwrap(),
        amount: Money::from_minor(1234),
    };
    let outcome = check::run(&terminal, intent(2), reverse, PATIENCE, |_| {});
    assert!(matches!(outcome, Outcome::Approved(_)), "{outcome:?}");
    assert_eq!(
        (
            simulated.counts().reversals,
            simulated.counts().balance_minor
        ),
        (1, 0)
    );
}

#[test]
fn a_terminal_that_is_gone_leaves_a_doubt_that_ends_when_it_is_back() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    simulated.charge_by_hand(500);
    simulated.set_fault(TerminalFault::DiesAfterCharge);
    let terminal = till(&simulated);
    let outcome = pay(&terminal, intent(1));
    assert_eq!(outcome, Outcome::unknown(Doubt::ConnectionLost));
    assert!(terminal.last_transaction().is_err());
    let earlier = DeclineReason::EarlierUnsettled { id: intent(1) };
    assert_eq!(terminal.begin(intent(2), SALE), Outcome::declined(earlier));
    simulated.set_fault(TerminalFault::None);
    let begun = Instant::now();
    assert!(matches!(
        terminal.resume(intent(1)),
        Outcome::Pending { .. }
    ));
    assert!(matches!(
        terminal.wait(intent(1), PATIENCE),
        Outcome::Approved(_)
    ));
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!(simulated.counts().charges, 2);
    assert!(matches!(pay(&terminal, intent(2)), Outcome::Approved(_)));
}

#[test]
fn one_intent_charges_once_however_often_it_is_begun() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let terminal = till(&simulated);
    let first = pay(&terminal, intent(1));
    for _ in 0..3 {
        assert_eq!(pay(&terminal, intent(1)), first);
        assert_eq!(terminal.resume(intent(1)), first);
    }
    assert_eq!(simulated.counts().charges, 1);
    let unknown = DeclineReason::NoSuchIntent;
    assert_eq!(terminal.resume(intent(7)), Outcome::declined(unknown));
}

#[test]
fn a_cashier_can_cancel() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    simulated.set_fault(TerminalFault::Slow(200));
    let terminal = till(&simulated);
    let mut states = Vec::new();
    let outcome = check::run(&terminal, intent(1), SALE, PATIENCE, |state| {
        if state.words(Locale::En) == "Present or insert the card" {
            terminal.cancel(intent(1));
        }
        states.push(state.words(Locale::Ru));
    });
    assert_eq!(
        outcome,
        Outcome::declined(DeclineReason::Refused { code: 0x6c })
    );
    assert_eq!(
        (simulated.counts().charges, simulated.counts().aborts),
        (0, 1)
    );
    assert!(
        states.contains(&"Приложите или вставьте карту".to_owned()),
        "{states:?}"
    );
}

#[test]
fn an_amount_without_a_place_in_the_protocol_is_refused() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let terminal = till(&simulated);
    for minor in [0, -5, 1_000_000_000_000] {
        let amount = Money::from_minor(minor);
        let outcome = terminal.begin(intent(1), Operation::Sale { amount });
        assert_eq!(outcome, Outcome::declined(DeclineReason::BadAmount));
    }
    assert_eq!(simulated.counts(), TerminalCounts::default());
}

#[test]
fn a_technician_sees_what_the_terminal_tells() {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    simulated.charge_by_hand(700);
    let seen = check::check(config(&simulated));
    let last = seen.last_transaction.unwrap();
    assert_eq!(last.mark.amount, Some(Money::from_minor(700)));
    simulated.set_fault(TerminalFault::TellsNothing);
    let seen = check::check(config(&simulated));
    assert!(seen.reached && seen.last_transaction.is_none());
    simulated.set_fault(TerminalFault::Silent);
    assert!(!check::check(config(&simulated)).reached);
    assert_eq!(simulated.counts().charges, 1);
}

use std::collections::BTreeSet;

use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::fiscal::{
    FiscalPayment, FiscalPaymentKind, FiscalReceipt, Operator, Position, PositionKind, ShiftState,
    Taxation, TextLine, Vat, check,
};
use crate::simulate::fiscal::{FiscalFault, SimulatedFiscal};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(1),
    answer: Duration::from_millis(600),
    poll: Duration::from_millis(15),
    total: Duration::from_secs(2),
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn intent(number: u128) -> IntentId {
    IntentId::from_uuid(Uuid::from_u128(number))
}

fn device(simulated: &SimulatedFiscal) -> AtolDevice {
    AtolDevice::new(&AtolConfig::new(&simulated.base_url(), None, None, LIMITS).unwrap())
}

fn operator() -> Operator {
    Operator::new("Кассир Иванова", None).unwrap()
}

fn receipt(minor: i64, kind: FiscalPaymentKind) -> FiscalReceipt {
    let amount = Money::from_minor(minor);
    FiscalReceipt {
        operator: operator(),
        taxation: Taxation::General,
        buyer_contact: None,
        electronic: false,
        positions: vec![Position {
            name: "Вода".to_owned(),
            price: amount,
            quantity: Quantity::ONE,
            unit: Unit::Piece,
            amount,
            discount: Money::ZERO,
            vat: Vat::Vat22,
            kind: PositionKind::Goods,
            marking_code: Some("0104600000000000215abc\u{1d}93dGVz".to_owned()),
        }],
        payments: vec![FiscalPayment { kind, sum: amount }],
        total: amount,
    }
}

fn sale() -> Document {
    Document::Sale(receipt(12_990, FiscalPaymentKind::Cash))
}

/// A device with an open shift.
fn opened() -> (SimulatedFiscal, AtolDevice) {
    let simulated = SimulatedFiscal::start("127.0.0.1:0").unwrap();
    let device = device(&simulated);
    let open = Document::OpenShift {
        operator: operator(),
    };
    assert!(device.register(intent(1), &open).is_final());
    (simulated, device)
}

fn sales(simulated: &SimulatedFiscal) -> usize {
    let documents = simulated.documents();
    let distinct: BTreeSet<_> = documents.iter().map(|document| &document.uuid).collect();
    assert_eq!(
        distinct.len(),
        documents.len(),
        "an intent is registered once"
    );
    documents
        .iter()
        .filter(|document| document.kind == "sell")
        .count()
}

#[test]
fn a_day_at_the_fiscal_device() {
    let (simulated, device) = opened();
    let FiscalOutcome::Done(sold) = device.register(intent(2), &sale()) else {
        panic!("not registered")
    };
    assert_eq!(
        (sold.document_number, sold.shift_number, sold.receipt_number),
        (Some(2), Some(1), Some(1))
    );
    assert_eq!(sold.total, Some(Money::from_minor(12_990)));
    assert_eq!(sold.fiscal_sign.as_ref().map(String::len), Some(10));
    assert_eq!(
        sold.registration_number.as_deref(),
        Some("0000000001000001")
    );
    assert!(sold.at_ms.is_some());
    assert_eq!(
        simulated.documents()[1].marking_codes,
        ["0104600000000000215abc\u{1d}93dGVz"]
    );
    let back = Document::Return(receipt(990, FiscalPaymentKind::Cash));
    let cash_in = Document::CashIn {
        operator: operator(),
        amount: Money::from_minor(10_005),
    };
    let cash_out = Document::CashOut {
        operator: operator(),
        amount: Money::from_minor(22_005),
    };
    let text = Document::Text {
        lines: vec![TextLine {
            text: "Слип".to_owned(),
            alignment: crate::fiscal::Alignment::Left,
        }],
    };
    let report = Document::XReport {
        operator: operator(),
    };
    let mut cash = Vec::new();
    for (number, document) in [back, cash_in, cash_out, text, report].iter().enumerate() {
        let FiscalOutcome::Done(done) = device.register(intent(10 + number as u128), document)
        else {
            panic!("{document:?}")
        };
        cash.push(done.cash.map(Money::minor));
    }
    // 129.90 − 9.90 + 100.05 = 220.05.
    assert_eq!(cash, [None, Some(22_005), Some(0), None, None]);
    assert_eq!(simulated.texts(), ["Слип"]);
    let close = Document::CloseShift {
        operator: operator(),
    };
    assert!(matches!(
        device.register(intent(20), &close),
        FiscalOutcome::Done(_)
    ));
    let kinds: Vec<_> = simulated
        .documents()
        .into_iter()
        .map(|document| document.kind)
        .collect();
    assert_eq!(kinds, ["openShift", "sell", "sellReturn", "closeShift"]);
}

/// What a fault ends in at once, and after it has gone and the intent is resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Refused(RefusalReason),
    Open,
}

fn end_of(outcome: &FiscalOutcome) -> End {
    match outcome {
        FiscalOutcome::Done(_) => End::Done,
        FiscalOutcome::Refused(refusal) => End::Refused(refusal.reason),
        FiscalOutcome::Pending { .. } | FiscalOutcome::Unknown { .. } => End::Open,
    }
}

#[rstest]
#[case(FiscalFault::None, End::Done)]
#[case(FiscalFault::Slow(20), End::Done)]
#[case(FiscalFault::DropsPosts(1), End::Done)]
#[case(FiscalFault::DropsPosts(2), End::Done)]
#[case(FiscalFault::DiesAfterTaking, End::Done)]
#[case(FiscalFault::LosesAnswers(2), End::Done)]
#[case(FiscalFault::Silent, End::Open)]
#[case(FiscalFault::ServerError, End::Open)]
#[case(FiscalFault::Garbage, End::Open)]
#[case(FiscalFault::PaperEnds, End::Open)]
#[case(FiscalFault::LinkBreaks, End::Open)]
#[case(FiscalFault::Slow(10_000), End::Open)]
#[case(FiscalFault::Off, End::Open)]
fn every_fault_ends_in_one_document(#[case] fault: FiscalFault, #[case] expected: End) {
    let (simulated, device) = opened();
    simulated.set_fault(fault);
    let begun = Instant::now();
    let first = device.register(intent(2), &sale());
    assert!(
        begun.elapsed() < LIMITS.total + LIMITS.answer * 3,
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(end_of(&first), expected, "{first:?}");
    for locale in [Locale::Ru, Locale::En] {
        assert!(!first.words(locale).is_empty());
    }
    if expected == End::Open {
        simulated.set_fault(FiscalFault::None);
        if fault != FiscalFault::Slow(10_000) {
            let after = device.resume(intent(2), &sale(), Duration::from_secs(30));
            assert_eq!(end_of(&after), End::Done, "{after:?}");
        }
    }
    assert_eq!(sales(&simulated), 1);
    // Whatever is said of it later is the same.
    let again = device.register(intent(2), &sale());
    assert!(!matches!(again, FiscalOutcome::Refused(_)), "{again:?}");
    assert_eq!(sales(&simulated), 1);
    // And the next receipt goes through at once.
    assert!(matches!(
        device.register(intent(3), &sale()),
        FiscalOutcome::Done(_)
    ));
    assert_eq!(sales(&simulated), 2);
}

#[rstest]
#[case(FiscalFault::Unauthorized, RefusalReason::Unauthorized)]
#[case(FiscalFault::NotConnected, RefusalReason::DeviceNotReady)]
#[case(FiscalFault::PaperOut, RefusalReason::PaperOut)]
fn a_refusal_names_its_cause_and_registers_nothing(
    #[case] fault: FiscalFault,
    #[case] reason: RefusalReason,
) {
    let (simulated, device) = opened();
    simulated.set_fault(fault);
    let outcome = device.register(intent(2), &sale());
    assert_eq!(end_of(&outcome), End::Refused(reason), "{outcome:?}");
    assert_eq!(sales(&simulated), 0);
    simulated.set_fault(FiscalFault::None);
    assert!(matches!(
        device.register(intent(3), &sale()),
        FiscalOutcome::Done(_)
    ));
}

#[test]
fn an_address_where_nobody_listens_is_named() {
    let nobody = {
        let simulated = SimulatedFiscal::start("127.0.0.1:0").unwrap();
        simulated.base_url()
    };
    let device = AtolDevice::new(&AtolConfig::new(&nobody, None, None, LIMITS).unwrap());
    let outcome = device.register(intent(2), &sale());
    assert_eq!(end_of(&outcome), End::Refused(RefusalReason::NotReached));
}

#[test]
fn a_server_without_protection_is_not_spoken_to_in_clear() {
    let (simulated, _) = opened();
    let posts = simulated.counts().posts;
    let url = simulated.base_url().replace("http:", "https:");
    let user = ("till".to_owned(), "s3cret".to_owned());
    let config = AtolConfig::new(&url, Some(user), None, LIMITS).unwrap();
    let outcome = AtolDevice::new(&config).register(intent(2), &sale());
    assert_ne!(end_of(&outcome), End::Done, "{outcome:?}");
    assert_eq!((simulated.counts().posts, sales(&simulated)), (posts, 0));
}

#[test]
fn a_shift_ends_after_a_day() {
    let (simulated, device) = opened();
    simulated.advance(DAY);
    let outcome = device.register(intent(2), &sale());
    assert_eq!(end_of(&outcome), End::Refused(RefusalReason::ShiftExpired));
    let seen = check::check(&device, intent(3));
    assert_eq!(
        seen.status.map(|status| status.shift),
        Some(ShiftState::Expired)
    );
    let close = Document::CloseShift {
        operator: operator(),
    };
    assert!(matches!(
        device.register(intent(4), &close),
        FiscalOutcome::Done(_)
    ));
    let outcome = device.register(intent(5), &sale());
    assert_eq!(end_of(&outcome), End::Refused(RefusalReason::ShiftClosed));
}

#[rstest]
// The till dies before it sends; while it sends; after the server took it; after it was registered.
#[case(FiscalFault::Off)]
#[case(FiscalFault::DropsPosts(3))]
#[case(FiscalFault::Silent)]
#[case(FiscalFault::DiesAfterTaking)]
#[case(FiscalFault::None)]
fn a_restart_finds_or_makes_the_one_document(#[case] fault: FiscalFault) {
    let (simulated, device) = opened();
    simulated.set_fault(fault);
    drop(device.register(intent(2), &sale()));
    drop(device);
    simulated.set_fault(FiscalFault::None);
    let restarted = self::device(&simulated);
    for _ in 0..2 {
        let outcome = restarted.resume(intent(2), &sale(), Duration::from_secs(60));
        assert_eq!(end_of(&outcome), End::Done, "{outcome:?}");
    }
    assert!(matches!(restarted.poll(intent(2)), FiscalOutcome::Done(_)));
    assert_eq!(sales(&simulated), 1);
}

#[test]
fn an_intent_that_was_stored_but_never_sent_is_sent_once_after_a_restart() {
    let (simulated, device) = opened();
    assert_eq!(
        device.poll(intent(2)),
        FiscalOutcome::unknown(FiscalDoubt::NotThere)
    );
    for _ in 0..3 {
        let outcome = device.resume(intent(2), &sale(), Duration::from_secs(5));
        assert_eq!(end_of(&outcome), End::Done);
    }
    assert_eq!(
        (sales(&simulated), simulated.counts().repeated_posts),
        (1, 0)
    );
}

#[test]
fn what_an_old_server_forgot_is_not_registered_again() {
    let (simulated, device) = opened();
    assert!(matches!(
        device.register(intent(2), &sale()),
        FiscalOutcome::Done(_)
    ));
    simulated.set_fault(FiscalFault::Forgets);
    let outcome = device.resume(intent(2), &sale(), DAY);
    assert_eq!(outcome, FiscalOutcome::unknown(FiscalDoubt::Forgotten));
    // Taken, registered, and forgotten before the first question.
    let outcome = device.register(intent(3), &sale());
    assert_eq!(outcome, FiscalOutcome::unknown(FiscalDoubt::Forgotten));
    assert_eq!(sales(&simulated), 2);
}

#[test]
fn a_user_and_a_password_open_the_server() {
    let user = ("till".to_owned(), "s3cret".to_owned());
    let simulated = SimulatedFiscal::start_with("127.0.0.1:0", Some(user.clone())).unwrap();
    let status = |user| {
        let config = AtolConfig::new(&simulated.base_url(), user, Some("2".to_owned()), LIMITS);
        AtolDevice::new(&config.unwrap()).status(intent(1))
    };
    let refused = status(Some(("till".to_owned(), "wrong".to_owned()))).unwrap_err();
    assert_eq!(end_of(&refused), End::Refused(RefusalReason::Unauthorized));
    let known = status(Some(user)).unwrap();
    assert_eq!(
        (known.shift, known.has_paper),
        (ShiftState::Closed, Some(true))
    );
}

#[rstest]
#[case(FiscalFault::NotConnected, End::Refused(RefusalReason::DeviceNotReady))]
#[case(FiscalFault::Silent, End::Open)]
#[case(FiscalFault::Garbage, End::Open)]
fn a_state_that_is_not_told_is_said_so(#[case] fault: FiscalFault, #[case] expected: End) {
    let (simulated, device) = opened();
    simulated.set_fault(fault);
    let seen = check::check(&device, intent(9));
    assert_eq!(
        seen.failure.as_ref().map(end_of),
        Some(expected),
        "{seen:?}"
    );
    assert!(seen.status.is_none() && !seen.ru.is_empty() && !seen.en.is_empty());
    simulated.set_fault(FiscalFault::PaperOut);
    let seen = check::check(&device, intent(10));
    assert_eq!(seen.status.and_then(|status| status.has_paper), Some(false));
}

#[test]
fn sums_that_do_not_add_up_are_not_sent() {
    let (simulated, device) = opened();
    let before = simulated.counts().posts;
    let mut wrong = receipt(12_990, FiscalPaymentKind::Cash);
    wrong.total = Money::from_minor(12_800);
    let outcome = device.register(intent(2), &Document::Sale(wrong));
    assert_eq!(end_of(&outcome), End::Refused(RefusalReason::DoesNotAddUp));
    assert_eq!(simulated.counts().posts, before);
}

#[rstest]
#[case(LOCAL_SERVER, false, true)]
#[case("http://[::1]:16732/api/v2/", true, true)]
#[case("http://localhost:16732/api/v2", true, true)]
#[case("http://192.168.1.5:16732/api/v2", false, true)]
#[case("https://kkt.example/api/v2", true, true)]
#[case("http://192.168.1.5:16732/api/v2", true, false)]
#[case("192.168.1.5", false, false)]
#[case("ftp://192.168.1.5/api", false, false)]
#[case("http://a/api?deviceID=2", false, false)]
#[case("", false, false)]
fn an_address_is_checked(#[case] url: &str, #[case] with_password: bool, #[case] is_right: bool) {
    let user = with_password.then(|| ("till".to_owned(), "s3cret".to_owned()));
    assert_eq!(AtolConfig::new(url, user, None, LIMITS).is_ok(), is_right);
}

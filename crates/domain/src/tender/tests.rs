use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn minor(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn tender(kind: TenderKind, amount: i64) -> TenderInput {
    TenderInput {
        kind,
        amount: minor(amount),
        reference: None,
    }
}

#[rstest]
// 0.05 steps: 0.02 down, 0.03 up; a step of 1.00: the half goes up.
#[case(10_002, 5, 10_000, -2)]
#[case(10_003, 5, 10_005, 2)]
#[case(10_050, 100, 10_100, 50)]
#[case(10_049, 100, 10_000, -49)]
#[case(10_049, 10, 10_050, 1)]
#[case(10_049, 0, 10_049, 0)]
#[case(10_049, 1, 10_049, 0)]
fn cash_is_rounded_to_the_step(
    #[case] total: i64,
    #[case] step: i64,
    #[case] due: i64,
    #[case] rounding: i64,
) {
    let settled = settle(
        minor(total),
        minor(step),
        &[tender(TenderKind::Cash, 50_000)],
    )
    .unwrap();
    assert_eq!(
        (settled.due.minor(), settled.rounding.minor()),
        (due, rounding)
    );
    assert_eq!(settled.change.minor(), 50_000 - due);
    assert_eq!(settled.payments[0].tendered.minor(), 50_000);
}

#[test]
fn a_card_alone_is_never_rounded() {
    let settled = settle(
        minor(10_003),
        minor(100),
        &[tender(TenderKind::Card, 10_003)],
    )
    .unwrap();
    assert_eq!(
        (
            settled.due.minor(),
            settled.rounding.minor(),
            settled.change.minor()
        ),
        (10_003, 0, 0)
    );
}

#[test]
fn a_mixed_payment_rounds_only_its_cash() {
    let tenders = [
        tender(TenderKind::Cash, 5_000),
        tender(TenderKind::Card, 7_777),
        tender(TenderKind::Cash, 1_000),
    ];
    let settled = settle(minor(13_000), minor(100), &tenders).unwrap();
    // 130.00 − 77.77 = 52.23, in cash 52.00 out of 60.00.
    let kept: Vec<_> = settled
        .payments
        .iter()
        .map(|payment| (payment.kind, payment.amount.minor()))
        .collect();
    assert_eq!(kept, [(TenderKind::Card, 7_777), (TenderKind::Cash, 5_200)]);
    assert_eq!(
        (
            settled.rounding.minor(),
            settled.due.minor(),
            settled.change.minor()
        ),
        (-23, 12_977, 800)
    );
}

#[rstest]
// 0.40 alone; 100.40 of which a card pays 100.00; 0.49 of 1.00.
#[case(40, 0)]
#[case(10_040, 10_000)]
#[case(10_049, 10_000)]
fn what_cash_rounds_to_nothing_is_paid_without_cash(#[case] total: i64, #[case] card: i64) {
    let tenders: Vec<_> = (card > 0)
        .then(|| tender(TenderKind::Card, card))
        .into_iter()
        .collect();
    let settled = settle(minor(total), minor(100), &tenders).unwrap();
    assert_eq!(settled.payments.len(), tenders.len(), "no row of nothing");
    assert_eq!(
        (settled.rounding.minor(), settled.due.minor()),
        (card - total, card)
    );
    let with_cash = [tenders, vec![tender(TenderKind::Cash, 100)]].concat();
    assert_eq!(
        settle(minor(total), minor(100), &with_cash),
        Err(SettleError::CashNotNeeded)
    );
}

#[rstest]
// 100.60 after a card of 100.00; after 50.00 in cash; after 50.30 in cash, of which 0.30 is change.
#[case(10_060, Some((TenderKind::Card, 10_000)), 100, 60)]
#[case(10_060, Some((TenderKind::Cash, 5_000)), 5_100, 5_060)]
#[case(10_060, Some((TenderKind::Cash, 5_030)), 5_070, 5_060)]
#[case(10_060, None, 10_100, 10_060)]
#[case(10_040, Some((TenderKind::Card, 10_000)), 0, 40)]
#[case(10_060, Some((TenderKind::Cash, 20_000)), 0, 0)]
fn what_is_missing_is_told_for_cash_and_for_a_card(
    #[case] total: i64,
    #[case] taken: Option<(TenderKind, i64)>,
    #[case] in_cash: i64,
    #[case] by_card: i64,
) {
    let taken: Vec<_> = taken
        .into_iter()
        .map(|(kind, amount)| tender(kind, amount))
        .collect();
    let missing = |kind| missing(minor(total), minor(100), &taken, kind).minor();
    assert_eq!(
        (missing(TenderKind::Cash), missing(TenderKind::Card)),
        (in_cash, by_card)
    );
}

#[test]
fn what_does_not_settle_is_refused_with_the_reason() {
    let step = Money::ZERO;
    let settle = |total, tenders: &[TenderInput]| settle(minor(total), step, tenders);
    assert_eq!(settle(100, &[]), Err(SettleError::NoTender));
    assert_eq!(settle(0, &[]).map(|settled| settled.payments.len()), Ok(0));
    assert_eq!(settle(-1, &[]), Err(SettleError::NegativeTotal));
    assert_eq!(
        settle(100, &[tender(TenderKind::Cash, 99)]),
        Err(SettleError::Short { missing: minor(1) })
    );
    assert_eq!(
        settle(100, &[tender(TenderKind::Card, 60)]),
        Err(SettleError::Short { missing: minor(40) })
    );
    let above = SettleError::CardAboveDue {
        kind: TenderKind::Card,
        due: minor(40),
        over: minor(10),
    };
    assert_eq!(
        settle(
            100,
            &[tender(TenderKind::Bonus, 60), tender(TenderKind::Card, 50)]
        ),
        Err(above)
    );
    let both = [tender(TenderKind::Card, 100), tender(TenderKind::Cash, 1)];
    assert_eq!(settle(100, &both), Err(SettleError::CashNotNeeded));
    for amount in [0, -5] {
        let error = SettleError::NotPositive {
            kind: TenderKind::Cash,
        };
        assert_eq!(settle(100, &[tender(TenderKind::Cash, amount)]), Err(error));
    }
    let huge = [
        tender(TenderKind::Cash, i64::MAX),
        tender(TenderKind::Cash, 1),
    ];
    assert_eq!(settle(100, &huge), Err(SettleError::TooLarge));
}

#[rstest]
#[case(123_450, Currency::RUB, &[123_450, 125_000, 130_000, 140_000, 150_000, 200_000])]
#[case(50_000, Currency::RUB, &[50_000, 60_000, 100_000, 200_000, 500_000])]
#[case(1_299, Currency::GBP, &[1_299, 1_500, 2_000, 5_000])]
#[case(1_001, Currency::USD, &[1_001, 1_100, 1_500, 2_000, 5_000, 10_000])]
#[case(0, Currency::RUB, &[])]
fn the_next_bank_notes_are_suggested(
    #[case] due: i64,
    #[case] currency: Currency,
    #[case] expected: &[i64],
) {
    let amounts: Vec<i64> = suggestions(minor(due), currency)
        .into_iter()
        .map(Money::minor)
        .collect();
    assert_eq!(amounts, expected);
}

#[test]
fn stored_words_are_the_words_on_the_wire() {
    for kind in TenderKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        assert_eq!(TenderKind::from_code(kind.code()), Some(kind));
    }
}

proptest! {
    #[test]
    fn payments_add_up_to_what_is_due(
        total in 0_i64..10_000_000,
        step in prop_oneof![Just(0_i64), Just(1), Just(5), Just(10), Just(50), Just(100)],
        tenders in proptest::collection::vec(
            (proptest::sample::select(TenderKind::ALL.to_vec()), 1_i64..6_000_000), 0..5),
    ) {
        let tenders: Vec<TenderInput> = tenders.into_iter().map(|(kind, amount)| tender(kind, amount)).collect();
        let handed = |wanted: fn(TenderKind) -> bool| -> Money {
            tenders.iter().filter(|tender| wanted(tender.kind)).map(|tender| tender.amount).sum()
        };
        let (cash, other) = (handed(TenderKind::is_cash), handed(|kind| !kind.is_cash()));
        match settle(minor(total), minor(step), &tenders) {
            Ok(settled) => {
                let kept: Money = settled.payments.iter().map(|payment| payment.amount).sum();
                prop_assert_eq!(kept, settled.due);
                prop_assert_eq!(settled.due, minor(total) + settled.rounding);
                prop_assert_eq!(cash + other, settled.due + settled.change);
                prop_assert!(!settled.change.is_negative() && settled.change <= cash);
                prop_assert!(settled.rounding.abs().minor() * 2 <= step.max(0));
                prop_assert!(settled.payments.iter().all(|payment| payment.amount.is_positive()));
                if cash.is_zero() {
                    prop_assert!(settled.change.is_zero() && !settled.rounding.is_positive());
                }
                if other.minor() == total {
                    prop_assert!(settled.rounding.is_zero());
                }
            }
            Err(SettleError::NoTender) => prop_assert!(tenders.is_empty() && total > 0),
            Err(SettleError::Short { missing }) => {
                prop_assert!(missing.is_positive());
                prop_assert!((cash + other).minor() < total + step);
            }
            Err(SettleError::CardAboveDue { over, .. }) => prop_assert!(over.is_positive() && other.minor() > total),
            Err(SettleError::CashNotNeeded) => prop_assert!((minor(total) - other).round_to(minor(step)).is_zero()),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn what_is_missing_completes_the_payment_and_not_more(
        total in 1_i64..1_000_000,
        step in prop_oneof![Just(0_i64), Just(1), Just(5), Just(10), Just(50), Just(100)],
        taken in proptest::collection::vec(
            (proptest::sample::select(TenderKind::ALL.to_vec()), 1_i64..400_000), 0..4),
        kind in proptest::sample::select(TenderKind::ALL.to_vec()),
    ) {
        let taken: Vec<TenderInput> = taken.into_iter().map(|(kind, amount)| tender(kind, amount)).collect();
        let settled = settle(minor(total), minor(step), &taken);
        if matches!(settled, Err(SettleError::CardAboveDue { .. } | SettleError::CashNotNeeded)) {
            return Ok(());
        }
        let missing = missing(minor(total), minor(step), &taken, kind);
        if kind.is_cash() {
            prop_assert_eq!(missing.is_zero(), settled.is_ok());
        } else if settled.is_err() {
            prop_assert!(missing.is_positive());
        }
        if missing.is_positive() {
            let all = [taken, vec![tender(kind, missing.minor())]].concat();
            let cash: Money = all.iter().filter(|tender| tender.kind.is_cash()).map(|tender| tender.amount).sum();
            match settle(minor(total), minor(step), &all) {
                Ok(settled) => prop_assert!(settled.change.minor() < step.max(1), "{:?}", settled),
                // Less than a coin pays nothing: it goes back to the customer.
                Err(error) => prop_assert!(error == SettleError::CashNotNeeded && cash.minor() < step, "{error}"),
            }
        }
    }

    #[test]
    fn a_suggestion_is_enough_and_none_is_twice(due in 1_i64..10_000_000) {
        let amounts = suggestions(minor(due), Currency::RUB);
        prop_assert_eq!(amounts[0].minor(), due);
        prop_assert!(amounts.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(amounts.len() <= MAX_SUGGESTIONS);
    }
}

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn minor(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn paid(kind: TenderKind, amount: i64) -> Refundable {
    Refundable {
        kind,
        left: minor(amount),
        reference: None,
    }
}

#[test]
fn a_refund_goes_to_what_was_paid_and_the_rest_is_cash() {
    let paid = [
        Refundable {
            kind: TenderKind::Cash,
            left: minor(5_000),
            reference: None,
        },
        Refundable {
            kind: TenderKind::Card,
            left: minor(3_000),
            reference: Some("slip 7".to_owned()),
        },
    ];
    let planned = refund(minor(4_020), minor(50), &paid).unwrap();
    let rows: Vec<_> = planned
        .payments
        .iter()
        .map(|payment| (payment.kind, payment.amount.minor()))
        .collect();
    assert_eq!(rows, [(TenderKind::Card, 3_000), (TenderKind::Cash, 1_000)]);
    assert_eq!(planned.payments[0].reference.as_deref(), Some("slip 7"));
    assert_eq!(
        (planned.rounding.minor(), planned.due.minor()),
        (-20, 4_000)
    );
    assert_eq!(
        refund(minor(-1), Money::ZERO, &paid),
        Err(SettleError::NegativeTotal)
    );
}

/// Takes goods back one by one; answers what went back in each way.
fn one_by_one(sale: &mut PaidSale, goods: &[i64], step: i64) -> Vec<Vec<(TenderKind, i64)>> {
    goods
        .iter()
        .map(|worth| give_back(sale, *worth, step, None).unwrap())
        .collect()
}

fn give_back(
    sale: &mut PaidSale,
    worth: i64,
    step: i64,
    to: Option<TenderKind>,
) -> Result<Vec<(TenderKind, i64)>, RefundError> {
    let settled = sale.refund(minor(worth), minor(step), to)?;
    let rows: Vec<_> = settled
        .payments
        .iter()
        .map(|payment| (payment.kind, payment.amount))
        .collect();
    let back: Money = rows.iter().map(|(_, amount)| *amount).sum();
    assert_eq!((settled.due, settled.rounding), (back, back - minor(worth)));
    assert!(rows.iter().all(|(_, amount)| amount.is_positive()));
    sale.came_back(minor(worth), rows.iter().copied());
    Ok(rows
        .into_iter()
        .map(|(kind, amount)| (kind, amount.minor()))
        .collect())
}

const CASH: TenderKind = TenderKind::Cash;
const CARD: TenderKind = TenderKind::Card;

#[rstest]
// Two of 49.50 paid as 99.00, three of 0.50 as 2.00, two of 49.30 as 99.00, ten of 0.10 as 1.00.
#[case(9_900, &[4_950, 4_950], &[5_000, 4_900])]
#[case(200, &[50, 50, 50], &[100, 0, 100])]
#[case(9_900, &[4_930, 4_930], &[4_900, 5_000])]
#[case(100, &[10; 10], &[0, 0, 0, 0, 100, 0, 0, 0, 0, 0])]
// Paid as nothing.
#[case(0, &[40], &[0])]
fn cash_comes_back_in_pieces_as_it_was_paid(
    #[case] sold: i64,
    #[case] goods: &[i64],
    #[case] expected: &[i64],
) {
    let total = minor(goods.iter().sum());
    let payments = [sold]
        .into_iter()
        .filter(|amount| *amount > 0)
        .map(|amount| paid(CASH, amount))
        .collect();
    let mut sale = PaidSale::new(total, payments);
    let back: Vec<i64> = one_by_one(&mut sale, goods, 100)
        .iter()
        .map(|rows| rows.iter().map(|(_, amount)| amount).sum())
        .collect();
    assert_eq!(back, expected);
}

#[test]
fn a_mixed_payment_comes_back_by_card_first_and_then_in_cash() {
    // 100.60: 40.00 by card, 61.00 in cash.
    let mut sale = PaidSale::new(minor(10_060), vec![paid(CARD, 4_000), paid(CASH, 6_100)]);
    assert_eq!(
        one_by_one(&mut sale, &[3_000, 3_030, 4_030], 100),
        [
            vec![(CARD, 3_000)],
            vec![(CARD, 1_000), (CASH, 2_000)],
            vec![(CASH, 4_100)]
        ]
    );
    // 100.40: by card 100.00, the rest was rounded to nothing.
    let mut sale = PaidSale::new(minor(10_040), vec![paid(CARD, 10_000)]);
    assert_eq!(
        one_by_one(&mut sale, &[5_020, 5_020], 100),
        [[(CARD, 5_020)], [(CARD, 4_980)]]
    );
}

#[test]
fn what_the_card_paid_goes_back_to_the_card_though_the_sum_was_rounded() {
    let sale = || PaidSale::new(minor(10_040), vec![paid(CARD, 10_000)]);
    assert_eq!(
        give_back(&mut sale(), 10_040, 100, Some(CARD)),
        Ok(vec![(CARD, 10_000)])
    );
    let mut in_pieces = sale();
    assert_eq!(
        give_back(&mut in_pieces, 5_020, 100, Some(CARD)),
        Ok(vec![(CARD, 5_020)])
    );
    assert_eq!(
        give_back(&mut in_pieces, 5_020, 100, Some(CARD)),
        Ok(vec![(CARD, 4_980)])
    );
    let mut mixed = PaidSale::new(minor(10_040), vec![paid(CARD, 9_000), paid(CASH, 1_000)]);
    assert_eq!(
        give_back(&mut mixed, 10_040, 100, Some(CARD)),
        Err(RefundError::NotPaidThatWay { kind: CARD })
    );
}

#[test]
fn cash_for_what_was_paid_by_card_is_taken_off_the_card_and_never_above_it() {
    let mut sale = PaidSale::new(minor(9_900), vec![paid(CARD, 9_900)]);
    assert_eq!(
        give_back(&mut sale, 4_950, 100, Some(CASH)),
        Ok(vec![(CASH, 5_000)])
    );
    assert_eq!(
        give_back(&mut sale.clone(), 4_950, 100, None),
        Ok(vec![(CARD, 4_900)])
    );
    assert_eq!(
        give_back(&mut sale, 4_950, 100, Some(CARD)),
        Ok(vec![(CARD, 4_900)]),
        "nothing else is left to give back by"
    );
    // 99.50 in coins of 1.00 is 99.00: not more than was paid.
    let mut sale = PaidSale::new(minor(9_950), vec![paid(CARD, 9_950)]);
    assert_eq!(
        give_back(&mut sale, 9_950, 100, Some(CASH)),
        Ok(vec![(CASH, 9_900)])
    );
    assert_eq!(
        sale.refund(minor(-1), Money::ZERO, None),
        Err(RefundError::NegativeTotal)
    );
}

fn steps() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0_i64), Just(1), Just(5), Just(10), Just(50), Just(100)]
}

/// A sale of some goods: each worth, what is paid by each of two tenders other than cash, the rest in cash.
fn sales() -> impl Strategy<Value = (Vec<i64>, i64, PaidSale, i64)> {
    let goods = proptest::collection::vec(0_i64..20_000, 1..12);
    (goods, steps(), 0_i64..=100, 0_i64..=100).prop_map(|(goods, step, by_card, by_gift)| {
        let total: i64 = goods.iter().sum();
        let card = total * by_card / 100;
        let gift = (total - card) * by_gift / 100;
        let rest = minor(total - card - gift);
        let cash = rest.round_to(minor(step)).minor();
        let payments = vec![
            paid(CARD, card),
            paid(CASH, cash),
            paid(TenderKind::GiftCard, gift),
        ];
        let sale = PaidSale::new(minor(total), payments);
        (goods, step, sale, card + gift + cash)
    })
}

proptest! {
    #[test]
    fn the_refunds_of_a_sale_are_what_was_paid_for_it((goods, step, mut sale, paid) in sales()) {
        let mut back = 0;
        for rows in one_by_one(&mut sale, &goods, step) {
            back += rows.iter().map(|(_, amount)| amount).sum::<i64>();
            prop_assert!(back <= paid);
        }
        prop_assert_eq!(back, paid);
        prop_assert!(sale.left.iter().all(|left| left.left.is_zero()), "{:?}", sale.left);
    }

    #[test]
    fn no_way_back_gives_more_than_was_paid(
        (goods, step, mut sale, paid) in sales(),
        ways in proptest::collection::vec(
            proptest::option::of(proptest::sample::select(TenderKind::ALL.to_vec())), 12),
    ) {
        let mut back = 0;
        for (worth, way) in goods.iter().zip(ways) {
            let rows = match give_back(&mut sale, *worth, step, way) {
                Err(RefundError::NotPaidThatWay { .. }) => give_back(&mut sale, *worth, step, None),
                answer => answer,
            };
            let rows = rows.unwrap();
            let now: i64 = rows.iter().map(|(_, amount)| amount).sum();
            prop_assert!((now - worth).abs() <= 2 * step, "{} for {}", now, worth);
            if way == Some(CASH) {
                prop_assert!(rows.iter().all(|(kind, _)| kind.is_cash()));
            }
            back += now;
            prop_assert!(back <= paid);
        }
        // In coins for a card, less than a coin may be left; else nothing is.
        prop_assert!(paid - back < step.max(1), "{} of {}", back, paid);
        let left: i64 = sale.left.iter().map(|left| left.left.minor()).sum();
        prop_assert_eq!(left, paid - back);
    }
}

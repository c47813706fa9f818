use proptest::prelude::*;

use super::*;
use crate::id::TaxRateId;
use crate::tax::{TaxMode, TaxRate};

fn minor(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn tax_row(basis_points: u32, base: i64, tax: i64) -> TaxTotal {
    let id = TaxRateId::from_parts(u64::from(basis_points), [0; 10]);
    let rate = TaxRate {
        id,
        name: "VAT".to_owned(),
        basis_points,
        mode: TaxMode::Included,
    };
    TaxTotal {
        rate,
        base: minor(base),
        tax: minor(tax),
    }
}

fn receipt(number: u64, total: i64, rounding: i64, payments: &[(TenderKind, i64)]) -> ShiftReceipt {
    let payments = payments
        .iter()
        .map(|(kind, amount)| TenderAmount {
            kind: *kind,
            amount: minor(*amount),
        })
        .collect();
    let taxes = vec![tax_row(2000, total - total / 6, total / 6)];
    ShiftReceipt {
        number,
        total: minor(total),
        discount: minor(10),
        rounding: minor(rounding),
        payments,
        taxes,
    }
}

#[test]
fn the_drawer_holds_what_was_kept_and_not_what_was_tendered() {
    let entries = [
        ShiftEntry::Sale(receipt(7, 12_000, 0, &[(TenderKind::Cash, 12_000)])),
        ShiftEntry::Sale(receipt(
            8,
            6_002,
            -2,
            &[(TenderKind::Card, 1_000), (TenderKind::Cash, 5_000)],
        )),
        ShiftEntry::Return(receipt(9, 6_000, 0, &[(TenderKind::Cash, 6_000)])),
        ShiftEntry::CashIn { amount: minor(700) },
        ShiftEntry::CashOut {
            amount: minor(10_000),
        },
    ];
    let totals = accumulate(minor(50_000), &entries);
    assert_eq!(
        totals.expected_cash.minor(),
        50_000 + 12_000 + 5_000 - 6_000 + 700 - 10_000
    );
    assert_eq!((totals.sales.count, totals.sales.sum.minor()), (2, 18_002));
    assert_eq!(
        (totals.returns.count, totals.returns.sum.minor()),
        (1, 6_000)
    );
    assert_eq!(totals.takings().minor(), 12_002);
    assert_eq!(
        (totals.discounts.minor(), totals.rounding.minor()),
        (10, -2)
    );
    assert_eq!(
        (totals.receipts_from, totals.receipts_to),
        (Some(7), Some(9))
    );
    let tenders: Vec<_> = totals
        .by_tender
        .iter()
        .map(|total| (total.kind, total.net.minor()))
        .collect();
    assert_eq!(
        tenders,
        [(TenderKind::Cash, 11_000), (TenderKind::Card, 1_000)]
    );
    let taxes: Vec<_> = totals
        .taxes
        .iter()
        .map(|total| (total.base + total.tax).minor())
        .collect();
    assert_eq!(taxes, [12_002]);
}

#[test]
fn a_new_shift_expects_its_float() {
    let totals = ShiftTotals::opened(minor(500));
    assert_eq!(totals.expected_cash.minor(), 500);
    assert_eq!(totals.receipts_from, None);
    assert_eq!(accumulate(minor(500), []), totals);
}

fn any_entry() -> impl Strategy<Value = ShiftEntry> {
    let payments = proptest::collection::vec(
        (
            proptest::sample::select(TenderKind::ALL.to_vec()),
            0_i64..1_000_000,
        ),
        1..4,
    );
    let any_receipt = (1_u64..10_000, payments, -50_i64..50, 0_i64..1_000, 0_u32..3).prop_map(
        |(number, payments, rounding, discount, rate)| {
            let kept: i64 = payments.iter().map(|(_, amount)| amount).sum();
            let total = kept - rounding;
            ShiftReceipt {
                discount: minor(discount),
                taxes: vec![tax_row(rate * 1000, total - total / 11, total / 11)],
                ..receipt(number, total, rounding, &payments)
            }
        },
    );
    let amount = 0_i64..1_000_000;
    prop_oneof![
        4 => any_receipt.clone().prop_map(ShiftEntry::Sale),
        2 => any_receipt.prop_map(ShiftEntry::Return),
        1 => amount.clone().prop_map(|amount| ShiftEntry::CashIn { amount: minor(amount) }),
        1 => amount.prop_map(|amount| ShiftEntry::CashOut { amount: minor(amount) }),
    ]
}

proptest! {
    #[test]
    fn totals_do_not_depend_on_the_order(
        (entries, shuffled) in proptest::collection::vec(any_entry(), 0..30)
            .prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle())),
        float in 0_i64..1_000_000,
    ) {
        prop_assert_eq!(accumulate(minor(float), &entries), accumulate(minor(float), &shuffled));
    }

    #[test]
    fn parts_join_in_any_way_to_the_whole(
        entries in proptest::collection::vec(any_entry(), 0..30),
        first in 0_usize..30,
        second in 0_usize..30,
    ) {
        let first = first.min(entries.len());
        let second = second.clamp(first, entries.len().max(first));
        let float = minor(1_000);
        let a = accumulate(float, &entries[..first]);
        let b = accumulate(Money::ZERO, &entries[first..second]);
        let c = accumulate(Money::ZERO, &entries[second..]);
        let whole = accumulate(float, &entries);
        prop_assert_eq!(&a.clone().merge(&b).merge(&c), &whole);
        prop_assert_eq!(&a.clone().merge(&b.clone().merge(&c)), &whole);
        prop_assert_eq!(&c.merge(&a).merge(&b), &whole);
    }

    #[test]
    fn tenders_and_taxes_agree_with_the_receipts(entries in proptest::collection::vec(any_entry(), 0..30)) {
        let totals = accumulate(Money::ZERO, &entries);
        let taken: Money = totals.by_tender.iter().map(|total| total.net).sum();
        prop_assert_eq!(taken, totals.takings() + totals.rounding);
        let taxed: Money = totals.taxes.iter().map(|total| total.base + total.tax).sum();
        prop_assert_eq!(taxed, totals.takings());
    }
}

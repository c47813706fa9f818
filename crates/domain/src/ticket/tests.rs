use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::id::TaxRateId;
use crate::money::MAX_AMOUNT_MINOR;
use crate::quantity::MAX_QUANTITY_THOUSANDTHS;
use crate::tax::TaxMode;

fn rate(basis_points: u32, mode: TaxMode) -> TaxRate {
    let id = TaxRateId::from_parts(u64::from(basis_points), [mode as u8; 10]);
    TaxRate {
        id,
        name: format!("VAT {basis_points}"),
        basis_points,
        mode,
    }
}

fn line(number: u8, unit_price: i64, thousandths: i64) -> TicketLine {
    TicketLine {
        id: LineId::from_parts(1, [number; 10]),
        product_id: None,
        barcode: None,
        ki: None,
        name: format!("Goods {number}"),
        unit: Unit::Piece,
        quantity: Quantity::from_thousandths(thousandths),
        unit_price: Money::from_minor(unit_price),
        label_sum: None,
        discount: None,
        tax: rate(2000, TaxMode::Included),
        source: LineSource::Scanned,
    }
}

fn ticket(lines: Vec<TicketLine>) -> Ticket {
    Ticket {
        id: TicketId::from_parts(1, [0; 10]),
        lines,
        discount: None,
        customer_id: None,
    }
}

fn percent(basis_points: u32) -> Option<Discount> {
    Some(Discount::Percent { basis_points })
}

#[rstest]
#[case(8_990, 2_000, 17_980)]
// 599.00 × 0.350 = 209.65; 0.01 × 0.5 = 0.005: the half goes up.
#[case(59_900, 350, 20_965)]
#[case(1, 500, 1)]
#[case(1, 499, 0)]
#[case(3_333, 1_501, 5_003)]
fn a_line_costs_price_times_quantity_half_up(
    #[case] unit_price: i64,
    #[case] thousandths: i64,
    #[case] expected: i64,
) {
    let priced = price(&ticket(vec![line(1, unit_price, thousandths)])).unwrap();
    assert_eq!(priced.total.minor(), expected);
}

#[test]
fn discounts_are_taken_in_order_and_spread_over_the_lines() {
    let mut first = line(1, 10_000, 1_000);
    first.discount = percent(1_000);
    let mut whole = ticket(vec![first, line(2, 3_333, 1_000)]);
    whole.discount = percent(500);
    let priced = price(&whole).unwrap();
    // 100.00 − 10 % = 90.00; 90.00 + 33.33 = 123.33; 5 % of it = 6.17 (6.1665), 4.50 and 1.67 by line.
    let rows: Vec<_> = priced
        .lines
        .iter()
        .map(|line| {
            (
                line.line_discount.minor(),
                line.receipt_discount.minor(),
                line.total.minor(),
            )
        })
        .collect();
    assert_eq!(rows, [(1_000, 450, 8_550), (0, 167, 3_166)]);
    assert_eq!(
        (
            priced.gross.minor(),
            priced.discount.minor(),
            priced.total.minor()
        ),
        (13_333, 1_617, 11_716)
    );
}

#[test]
fn the_sum_of_a_price_label_wins() {
    let mut labelled = line(1, 59_900, 352);
    labelled.label_sum = Some(Money::from_minor(21_090));
    assert_eq!(
        price(&ticket(vec![labelled])).unwrap().total.minor(),
        21_090
    );
}

#[test]
fn rates_are_totalled_apart_and_a_tax_on_top_is_added() {
    let mut low = line(2, 11_000, 1_000);
    low.tax = rate(1000, TaxMode::Included);
    let mut on_top = line(3, 10_000, 1_000);
    on_top.tax = rate(825, TaxMode::OnTop);
    let priced = price(&ticket(vec![low, line(1, 12_000, 1_000), on_top])).unwrap();
    let rows: Vec<_> = priced
        .taxes
        .iter()
        .map(|total| {
            (
                total.rate.basis_points,
                total.base.minor(),
                total.tax.minor(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (2000, 10_000, 2_000),
            (1000, 10_000, 1_000),
            (825, 10_000, 825)
        ]
    );
    assert_eq!(priced.total.minor(), 33_825);
}

#[test]
fn an_empty_ticket_costs_nothing() {
    assert_eq!(price(&ticket(Vec::new())), Ok(PricedTicket::default()));
}

#[test]
fn a_discount_above_what_is_left_takes_everything_and_no_more() {
    let mut whole = ticket(vec![line(1, 500, 1_000), line(2, 300, 1_000)]);
    whole.discount = Some(Discount::Amount {
        amount: Money::from_minor(1_000),
    });
    let priced = price(&whole).unwrap();
    assert_eq!((priced.discount.minor(), priced.total.minor()), (800, 0));
}

#[test]
fn what_is_out_of_range_is_refused_and_the_line_is_named() {
    let refusal = |change: &dyn Fn(&mut TicketLine)| {
        let mut bad = line(2, 100, 1_000);
        change(&mut bad);
        let id = bad.id;
        let error = price(&ticket(vec![line(1, 100, 1_000), bad])).unwrap_err();
        assert_eq!(error.line_id(), Some(id));
        assert!(error.to_string().contains("Goods 2"), "{error}");
        error
    };
    let negative = refusal(&|line| line.unit_price = Money::from_minor(-1));
    assert!(matches!(negative, PriceError::NegativePrice { .. }));
    let negative = refusal(&|line| line.label_sum = Some(Money::from_minor(-1)));
    assert!(matches!(negative, PriceError::NegativePrice { .. }));
    for thousandths in [0, -1_000] {
        let error = refusal(&|line| line.quantity = Quantity::from_thousandths(thousandths));
        assert!(matches!(error, PriceError::QuantityNotPositive { .. }));
    }
    let error =
        refusal(&|line| line.quantity = Quantity::from_thousandths(MAX_QUANTITY_THOUSANDTHS + 1));
    assert!(matches!(error, PriceError::QuantityTooLarge { .. }));
    let error = refusal(&|line| line.unit_price = Money::from_minor(MAX_AMOUNT_MINOR + 1));
    assert!(matches!(error, PriceError::PriceTooLarge { .. }));
    let error = refusal(&|line| {
        line.unit_price = Money::from_minor(MAX_AMOUNT_MINOR);
        line.quantity = Quantity::from_units(1_000_000);
    });
    assert!(matches!(error, PriceError::PriceTooLarge { .. }));
    let error = refusal(&|line| line.discount = percent(10_001));
    assert!(matches!(error, PriceError::LineDiscountOutOfRange { .. }));
    let error = refusal(&|line| {
        line.discount = Some(Discount::Amount {
            amount: Money::from_minor(-1),
        })
    });
    assert!(matches!(error, PriceError::LineDiscountOutOfRange { .. }));
    let error = refusal(&|line| line.tax.basis_points = 10_001);
    assert!(matches!(error, PriceError::TaxRateTooHigh { .. }));
}

#[test]
fn a_whole_that_is_out_of_range_is_refused() {
    let mut long = ticket((0..=MAX_LINES).map(|_| line(1, 1, 1_000)).collect());
    assert_eq!(price(&long), Err(PriceError::TooManyLines));
    long.lines.pop();
    assert!(price(&long).is_ok());
    let mut dear = ticket(vec![line(1, MAX_AMOUNT_MINOR, 1_000)]);
    assert!(price(&dear).is_ok());
    dear.lines.push(line(2, 1, 1_000));
    assert_eq!(price(&dear), Err(PriceError::TotalTooLarge));
    dear.lines[1].unit_price = Money::ZERO;
    dear.lines[0].tax.mode = TaxMode::OnTop;
    assert_eq!(price(&dear), Err(PriceError::TotalTooLarge));
    dear.discount = percent(10_001);
    assert_eq!(price(&dear), Err(PriceError::ReceiptDiscountOutOfRange));
}

#[test]
fn a_third_of_three_comes_back_as_the_customer_expects() {
    // Three for 100.00 with 20 % included: 33.33, 33.34, 33.33 come back, 100.00 and 16.67 of tax together.
    let mut third = line(1, 0, 3_000);
    third.label_sum = Some(Money::from_minor(10_000));
    let priced = price(&ticket(vec![third.clone()])).unwrap();
    let sold = SoldLine::new(&priced.lines[0], third.quantity);
    let back: Vec<_> = (0..3)
        .map(|n| return_amounts(&sold, Quantity::from_units(n), Quantity::ONE).unwrap())
        .map(|back| (back.total.minor(), back.tax.minor()))
        .collect();
    assert_eq!(back, [(3_333, 556), (3_334, 555), (3_333, 556)]);
}

#[test]
fn more_than_was_sold_does_not_come_back() {
    let priced = price(&ticket(vec![line(1, 10_000, 2_000)])).unwrap();
    let sold = SoldLine::new(&priced.lines[0], Quantity::from_units(2));
    let one = Quantity::ONE;
    assert_eq!(
        return_amounts(&sold, one, Quantity::from_units(2)),
        Err(ReturnError::MoreThanSold { left: one })
    );
    assert_eq!(
        return_amounts(&sold, Quantity::from_units(5), one),
        Err(ReturnError::MoreThanSold {
            left: Quantity::ZERO
        })
    );
    assert_eq!(
        return_amounts(&sold, one, Quantity::ZERO),
        Err(ReturnError::NotPositive)
    );
    assert_eq!(
        return_amounts(&sold, one, -one),
        Err(ReturnError::NotPositive)
    );
    assert_eq!(
        return_amounts(&sold, one, one).unwrap().total.minor(),
        10_000
    );
}

fn any_discount() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        3 => Just(None),
        2 => (0_u32..=10_000).prop_map(percent),
        1 => (0_i64..500_000).prop_map(|minor| Some(Discount::Amount { amount: Money::from_minor(minor) })),
    ]
}

fn any_line() -> impl Strategy<Value = TicketLine> {
    let rates = prop_oneof![
        Just(0_u32),
        Just(1000),
        Just(2000),
        Just(825),
        0_u32..=10_000
    ];
    let label = proptest::option::weighted(0.2, 0_i64..1_000_000);
    (
        0_i64..2_000_000,
        1_i64..50_000,
        rates,
        any::<bool>(),
        any_discount(),
        label,
        any::<u8>(),
    )
        .prop_map(
            |(unit_price, thousandths, basis_points, included, discount, label_sum, number)| {
                TicketLine {
                    discount,
                    label_sum: label_sum.map(Money::from_minor),
                    tax: rate(
                        basis_points,
                        if included {
                            TaxMode::Included
                        } else {
                            TaxMode::OnTop
                        },
                    ),
                    ..line(number, unit_price, thousandths)
                }
            },
        )
}

proptest! {
    #[test]
    fn nothing_is_lost_between_lines_taxes_and_total(
        lines in proptest::collection::vec(any_line(), 0..40),
        discount in any_discount(),
    ) {
        let whole = Ticket { discount, ..ticket(lines) };
        let priced = price(&whole).unwrap();
        let sum = |of: fn(&PricedLine) -> Money| priced.lines.iter().map(of).sum::<Money>();
        prop_assert_eq!(sum(|line| line.total), priced.total);
        prop_assert_eq!(sum(|line| line.gross), priced.gross);
        prop_assert_eq!(sum(PricedLine::discount), priced.discount);
        let taxed: Money = priced.taxes.iter().map(|total| total.base + total.tax).sum();
        prop_assert_eq!(taxed, priced.total);
        for (line, priced) in whole.lines.iter().zip(&priced.lines) {
            prop_assert_eq!(line.id, priced.line_id);
            prop_assert_eq!(priced.net, priced.gross - priced.discount());
            prop_assert_eq!(priced.base + priced.tax, priced.total);
            prop_assert!(!priced.net.is_negative() && !priced.tax.is_negative());
            match line.tax.mode {
                TaxMode::Included => prop_assert_eq!(priced.total, priced.net),
                TaxMode::OnTop => prop_assert_eq!(priced.base, priced.net),
            }
        }
    }

    #[test]
    fn pieces_of_a_line_come_back_as_exactly_the_line(
        sold in any_line(),
        discount in any_discount(),
        cuts in proptest::collection::vec(0.0_f64..1.0, 0..12),
    ) {
        let whole = Ticket { discount, ..ticket(vec![sold.clone()]) };
        let sold = SoldLine::new(&price(&whole).unwrap().lines[0], sold.quantity);
        let all = sold.quantity.thousandths();
        let mut stops: Vec<i64> = cuts.iter().map(|cut| (cut * all as f64) as i64).collect();
        stops.push(all);
        stops.sort_unstable();
        stops.dedup();
        let mut back = ReturnAmounts::default();
        let mut already = Quantity::ZERO;
        for stop in stops {
            let now = Quantity::from_thousandths(stop) - already;
            if now.is_zero() {
                continue;
            }
            let piece = return_amounts(&sold, already, now).unwrap();
            already += now;
            for amount in [piece.gross, piece.discount, piece.total, piece.base, piece.tax] {
                prop_assert!(!amount.is_negative(), "{:?}", piece);
            }
            prop_assert_eq!(piece.base + piece.tax, piece.total);
            back.gross += piece.gross;
            back.discount += piece.discount;
            back.total += piece.total;
            back.base += piece.base;
            back.tax += piece.tax;
            prop_assert!(back.total <= sold.total && back.tax <= sold.tax && back.base <= sold.base);
        }
        let ReturnAmounts { gross, discount, total, base, tax } = back;
        prop_assert_eq!(SoldLine { quantity: sold.quantity, gross, discount, base, tax, total }, sold);
    }
}

use bezmen_domain::discount::Discount;
use bezmen_domain::id::{LineId, TaxRateId, TicketId};
use bezmen_domain::tax::TaxMode;
use bezmen_domain::tender::{TenderInput, settle};
use bezmen_domain::ticket::{LineSource, Ticket, price};
use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn rate(basis_points: u32) -> TaxRate {
    TaxRate {
        id: TaxRateId::from_parts(0, [0; 10]),
        name: "НДС".to_owned(),
        basis_points,
        mode: TaxMode::Included,
    }
}

fn line(unit_price: i64, thousandths: i64, discount: Option<Discount>) -> TicketLine {
    TicketLine {
        id: LineId::from_parts(0, [0; 10]),
        product_id: None,
        barcode: None,
        ki: None,
        name: "Сыр".to_owned(),
        unit: Unit::Kilogram,
        quantity: Quantity::from_thousandths(thousandths),
        unit_price: Money::from_minor(unit_price),
        label_sum: None,
        discount,
        tax: rate(2000),
        source: LineSource::Weighed,
    }
}

fn position_of(line: TicketLine, ticket_discount: Option<Discount>) -> Position {
    let ticket = Ticket {
        id: TicketId::from_parts(0, [0; 10]),
        lines: vec![line],
        discount: ticket_discount,
        customer_id: None,
    };
    let priced = price(&ticket).unwrap();
    let goods = Goods::of_line(&ticket.lines[0], &priced.lines[0], None);
    Position::of_goods(&goods, ZeroRate::WithoutVat).unwrap()
}

#[test]
fn a_position_carries_what_the_sale_says() {
    let position = position_of(line(89_990, 350, None), None);
    assert_eq!(
        (
            position.price.minor(),
            position.amount.minor(),
            position.discount.minor()
        ),
        (89_990, 31_497, 0)
    );
    assert_eq!(position.vat, Vat::Vat20);
}

#[test]
fn discounts_lower_the_price_and_leave_the_sum_exact() {
    let off = Some(Discount::Percent { basis_points: 1000 });
    let position = position_of(line(10_000, 3000, off), None);
    assert_eq!(
        (
            position.price.minor(),
            position.amount.minor(),
            position.discount.minor()
        ),
        (9_000, 27_000, 3_000)
    );
    // 100.00 less 0.01 by three: no price of whole kopecks makes 99.99 of three … but 33.33 does.
    let amount = Some(Discount::Amount {
        amount: Money::from_minor(1),
    });
    let position = position_of(line(3_333, 3000, None), amount);
    assert_eq!(
        (position.price.minor(), position.amount.minor()),
        (3_333, 9_998)
    );
}

#[rstest]
#[case(0, Some(Vat::None))]
#[case(500, Some(Vat::Vat5))]
#[case(700, Some(Vat::Vat7))]
#[case(1000, Some(Vat::Vat10))]
#[case(1800, Some(Vat::Vat18))]
#[case(2000, Some(Vat::Vat20))]
#[case(2200, Some(Vat::Vat22))]
#[case(1900, None)]
fn rates_are_those_of_the_country(#[case] basis_points: u32, #[case] expected: Option<Vat>) {
    let found = Vat::of_rate(&rate(basis_points), ZeroRate::WithoutVat);
    assert_eq!(found.ok(), expected);
}

#[test]
fn a_rate_of_nothing_is_what_the_company_says() {
    assert_eq!(Vat::of_rate(&rate(0), ZeroRate::Vat0), Ok(Vat::Vat0));
}

#[test]
fn tenders_are_counted_as_the_tax_office_does() {
    let payment = |kind, amount, tendered| Payment {
        kind,
        amount: Money::from_minor(amount),
        tendered: Money::from_minor(tendered),
        reference: None,
    };
    let rows = payments(&[
        payment(TenderKind::Card, 100, 100),
        payment(TenderKind::GiftCard, 50, 50),
        payment(TenderKind::Bonus, 5, 5),
        payment(TenderKind::OnAccount, 7, 7),
        payment(TenderKind::Cash, 300, 500),
    ]);
    let rows: Vec<_> = rows.iter().map(|row| (row.kind, row.sum.minor())).collect();
    assert_eq!(
        rows,
        [
            (FiscalPaymentKind::Electronic, 100),
            (FiscalPaymentKind::Prepaid, 55),
            (FiscalPaymentKind::Credit, 7),
            (FiscalPaymentKind::Cash, 500),
        ]
    );
}

#[rstest]
#[case("Кассир Иванова", Some("123456789012"), true)]
#[case("Кассир Иванова", Some(" "), true)]
#[case("Кассир Иванова", Some("12345"), false)]
#[case("Кассир Иванова", Some("12345678901x"), false)]
#[case("  ", None, false)]
fn an_operator_has_a_name_and_a_number_that_can_be_one(
    #[case] name: &str,
    #[case] vatin: Option<&str>,
    #[case] is_right: bool,
) {
    assert_eq!(Operator::new(name, vatin).is_ok(), is_right);
}

fn terms() -> ReceiptTerms {
    ReceiptTerms {
        operator: Operator::new("Кассир Иванова", None).unwrap(),
        taxation: Taxation::General,
        zero_rate: ZeroRate::WithoutVat,
        buyer_contact: None,
        electronic: false,
    }
}

#[test]
fn sums_that_contradict_one_another_make_no_receipt() {
    let ticket = Ticket {
        id: TicketId::from_parts(0, [0; 10]),
        lines: vec![line(10_050, 1000, None)],
        discount: None,
        customer_id: None,
    };
    let priced = price(&ticket).unwrap();
    let paid = |minor| {
        [Payment {
            kind: TenderKind::Cash,
            amount: Money::from_minor(minor),
            tendered: Money::from_minor(minor),
            reference: None,
        }]
    };
    let make = |due, paid: &[Payment]| {
        let goods = Goods::of_line(&ticket.lines[0], &priced.lines[0], None);
        FiscalReceipt::of_goods(&terms(), [goods], paid, Money::from_minor(due)).map(|_| ())
    };
    assert_eq!(make(10_050, &paid(10_050)), Ok(()));
    // Fifty kopecks are rounded off.
    assert_eq!(make(10_000, &paid(10_000)), Ok(()));
    assert!(matches!(
        make(9_950, &paid(9_950)),
        Err(BuildError::Total { .. })
    ));
    assert!(matches!(
        make(10_051, &paid(10_051)),
        Err(BuildError::Total { .. })
    ));
    assert!(matches!(
        make(10_050, &paid(10_049)),
        Err(BuildError::Unpaid { .. })
    ));
    let nothing = FiscalReceipt::of_goods(&terms(), [], &[], Money::ZERO);
    assert_eq!(nothing, Err(BuildError::Empty));
}

proptest! {
    #[test]
    fn every_sale_makes_a_receipt_that_adds_up(
        lines in proptest::collection::vec((0_i64..1_000_000, 1_i64..20_000, 0_u32..=10_000), 1..12),
        off in 0_u32..=10_000,
        card in 0_i64..1_000_000,
    ) {
        let lines = lines.into_iter().map(|(unit_price, thousandths, basis_points)| {
            line(unit_price, thousandths, Some(Discount::Percent { basis_points }))
        });
        let ticket = Ticket {
            id: TicketId::from_parts(0, [0; 10]),
            lines: lines.collect(),
            discount: Some(Discount::Percent { basis_points: off }),
            customer_id: None,
        };
        let priced = price(&ticket).unwrap();
        let card = Money::from_minor(card).min(priced.total);
        let tender = |kind, amount: Money| TenderInput { kind, amount, reference: None };
        let tenders: Vec<_> = [tender(TenderKind::Card, card), tender(TenderKind::Cash, priced.total - card)]
            .into_iter()
            .filter(|tender| tender.amount.is_positive())
            .collect();
        let settled = settle(priced.total, Money::ZERO, &tenders).unwrap();
        let goods = ticket.lines.iter().zip(&priced.lines).map(|(line, priced)| Goods::of_line(line, priced, None));
        let receipt = FiscalReceipt::of_goods(&terms(), goods, &settled.payments, settled.due).unwrap();
        let sum: Money = receipt.positions.iter().map(|position| position.amount).sum();
        prop_assert_eq!(sum, priced.total);
    }
}

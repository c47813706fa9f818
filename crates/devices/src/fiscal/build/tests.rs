use bezmen_domain::discount::Discount;
use bezmen_domain::id::{LineId, TaxRateId, TicketId};
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::tax::TaxMode;
use bezmen_domain::ticket::{LineSource, Ticket, price};
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
    position(
        &ticket.lines[0],
        &priced.lines[0],
        ZeroRate::WithoutVat,
        None,
    )
    .unwrap()
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

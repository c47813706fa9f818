mod fitting;

use super::*;
use crate::id::TaxRateId;
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::receipt_number::ReceiptNumber;
use crate::shift::{CashDirection, ShiftEntry, ShiftReceipt, TenderAmount, accumulate};
use crate::tax::{TaxMode, TaxRate, TaxTotal};
use crate::tender::{Payment, TenderKind};

fn minor(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn head() -> ReceiptHead {
    ReceiptHead {
        shop_name: "Берёзка".to_owned(),
        address_lines: vec!["Москва, ул. Лесная, 5".to_owned()],
        tax_id: Some("7701234567".to_owned()),
        terminal_name: "Касса 1".to_owned(),
        cashier_name: "Анна".to_owned(),
        // 2026-11-20 10:33 in Moscow.
        wall_ms: 1_795_159_980_000,
        utc_offset_minutes: 180,
    }
}

fn tax_total(mode: TaxMode, base: i64, tax: i64) -> TaxTotal {
    let rate = TaxRate {
        id: TaxRateId::from_parts(0, [0; 10]),
        name: "НДС 20 %".to_owned(),
        basis_points: 2000,
        mode,
    };
    TaxTotal {
        rate,
        base: minor(base),
        tax: minor(tax),
    }
}

fn payment(kind: TenderKind, amount: i64, tendered: i64) -> Payment {
    Payment {
        kind,
        amount: minor(amount),
        tendered: minor(tendered),
        reference: None,
    }
}

fn sale() -> SaleReceipt {
    SaleReceipt {
        head: head(),
        number: ReceiptNumber {
            series: "A1".to_owned(),
            number: 123,
        },
        lines: vec![
            ReceiptLine {
                name: "Молоко пастеризованное 3,2 % 930 мл".to_owned(),
                unit: Unit::Piece,
                quantity: Quantity::from_units(2),
                unit_price: minor(8_990),
                gross: minor(17_980),
                line_discount: minor(980),
                is_marked: false,
            },
            ReceiptLine {
                name: "Сыр".to_owned(),
                unit: Unit::Kilogram,
                quantity: Quantity::from_thousandths(350),
                unit_price: minor(119_900),
                gross: minor(41_965),
                line_discount: Money::ZERO,
                is_marked: false,
            },
        ],
        gross: minor(59_945),
        discount: minor(980),
        total: minor(58_965),
        rounding: minor(35),
        due: minor(59_000),
        payments: vec![payment(TenderKind::Cash, 59_000, 100_000)],
        change: minor(41_000),
        taxes: vec![tax_total(TaxMode::Included, 49_138, 9_827)],
        customer_name: Some("Пётр".to_owned()),
        foot_lines: vec!["Спасибо за покупку!".to_owned()],
        qr: Some("BZ:A1-000123:x".to_owned()),
    }
}

#[test]
fn a_sale_reads_like_a_receipt() {
    let document = build_sale(&sale(), Locale::Ru, Currency::RUB);
    let expected = "
            Берёзка
     Москва, ул. Лесная, 5
         ИНН 7701234567

        ЧЕК № A1-000123
20.11.2026 10:33         Касса 1
Кассир                      Анна
Покупатель                  Пётр
--------------------------------
Молоко пастеризованное 3,2 % 930
мл
2 × 89,90                 179,80
Скидка                     -9,80
Сыр
0,350 кг × 1 199,00       419,65
--------------------------------
Сумма                     599,45
Скидка                     -9,80
ИТОГО     589,65
Округление                  0,35
К ОПЛАТЕ                  590,00
Наличными               1 000,00
Сдача                     410,00
--------------------------------
в т.ч. НДС 20 % (с суммы 491,38)
                           98,27

      Спасибо за покупку!

";
    assert_eq!(format!("\n{}", to_text(&document, 32)), expected);
    assert!(document.rows.contains(&Row::Qr {
        data: "BZ:A1-000123:x".to_owned()
    }));
    assert_eq!(document.rows.last(), Some(&Row::Cut));
}

#[test]
fn an_english_receipt_has_english_words_and_marks() {
    let text = to_text(&build_sale(&sale(), Locale::En, Currency::GBP), 42);
    for words in [
        "RECEIPT No. A1-000123",
        "20 Nov 2026 10:33",
        "0.350 kg × 1,199.00",
        "TOTAL",
        "Change",
        "incl. ",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("ИТОГО"));
}

#[test]
fn a_tax_on_top_stands_between_the_goods_and_the_total() {
    let mut taxed = sale();
    taxed.taxes = vec![tax_total(TaxMode::OnTop, 50_000, 10_000)];
    let text = to_text(&build_sale(&taxed, Locale::Ru, Currency::RUB), 42);
    let place = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(place("Сумма") < place("НДС 20 %") && place("НДС 20 %") < place("ИТОГО"));
    assert!(!text.contains("в т.ч."));
}

#[test]
fn a_return_names_the_sale_the_reason_and_the_money_given_back() {
    let back = ReturnReceipt {
        receipt: SaleReceipt {
            change: Money::ZERO,
            ..sale()
        },
        sale_number: Some(ReceiptNumber {
            series: "B2".to_owned(),
            number: 9,
        }),
        reason: Some("Брак".to_owned()),
    };
    let document = build_return(&back, Locale::Ru, Currency::RUB);
    let text = to_text(&document, 42);
    for words in [
        "ВОЗВРАТ № A1-000123",
        "B2-000009",
        "Брак",
        "Выдано покупателю",
        "590,00",
        "Подпись",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // What was handed over at the sale has no place on a return.
    assert!(!text.contains("1 000,00"), "{text}");
    assert_eq!(document.kind, ReceiptKind::Return);
}

#[test]
fn a_copy_says_so_at_the_head_and_at_the_foot_once() {
    let document = build_sale(&sale(), Locale::Ru, Currency::RUB);
    let copy = mark_copy(document.clone());
    assert_eq!(copy.rows.first(), Some(&Row::CopyMark));
    assert_eq!(copy.rows[copy.rows.len() - 2..], [Row::CopyMark, Row::Cut]);
    assert_eq!(to_text(&copy, 32).matches("*** КОПИЯ ***").count(), 2);
    assert_eq!(mark_copy(copy.clone()), copy);
    assert_eq!(to_text(&document, 32).matches("КОПИЯ").count(), 0);
}

#[test]
fn a_z_report_shows_the_drawer_and_the_difference() {
    let receipt = |number, total, kind| ShiftReceipt {
        number,
        total: minor(total),
        discount: Money::ZERO,
        rounding: Money::ZERO,
        payments: vec![TenderAmount {
            kind,
            amount: minor(total),
        }],
        taxes: Vec::new(),
    };
    let entries = [
        ShiftEntry::Sale(receipt(5, 120_000, TenderKind::Cash)),
        ShiftEntry::Sale(receipt(6, 30_000, TenderKind::Card)),
        ShiftEntry::Return(receipt(7, 20_000, TenderKind::Cash)),
        ShiftEntry::CashOut {
            amount: minor(50_000),
        },
    ];
    let mut report = ShiftReport {
        head: head(),
        shift_number: 14,
        opened_ms: head().wall_ms - 3_600_000,
        series: "A1".to_owned(),
        totals: accumulate(minor(100_000), &entries),
        counted_cash: Some(minor(149_000)),
    };
    let text = to_text(&build_z(&report, Locale::Ru, Currency::RUB), 40);
    for words in [
        "Z-ОТЧЁТ № 14",
        "A1-000005 .. 000007",
        "Продажи (2)",
        "1 500,00",
        "-200,00",
        "1 300,00",
        "Должно быть в кассе",
        "Пересчитано",
        "1 490,00",
        "НЕДОСТАЧА",
        "-10,00",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let x = to_text(&build_x(&report, Locale::En, Currency::RUB), 40);
    assert!(x.contains("X REPORT") && !x.contains("Counted"), "{x}");
    let blind = to_text(&build_blind_x(&report, Locale::Ru, Currency::RUB), 40);
    for words in [
        "X-ОТЧЁТ",
        "Продаж",
        "Картой",
        "300,00",
        "1 000,00",
        "-500,00",
    ] {
        assert!(blind.contains(words), "{words}: {blind}");
    }
    for secret in [
        "1 500,00",
        "1 300,00",
        "200,00",
        "1 200,00",
        "Наличными",
        "Должно быть в кассе",
    ] {
        assert!(!blind.contains(secret), "{secret}: {blind}");
    }
    report.counted_cash = Some(minor(151_000));
    assert!(to_text(&build_z(&report, Locale::En, Currency::RUB), 40).contains("OVER"));
    report.counted_cash = Some(minor(150_000));
    assert!(to_text(&build_z(&report, Locale::En, Currency::RUB), 40).contains("DIFFERENCE"));
}

#[test]
fn a_cash_move_says_direction_amount_and_reason() {
    let cash = CashMoveReceipt {
        head: head(),
        direction: CashDirection::Out,
        amount: minor(500_000),
        reason: "Инкассация".to_owned(),
    };
    let text = to_text(&build_cash_move(&cash, Locale::Ru, Currency::RUB), 32);
    assert!(
        text.contains("ИЗЪЯТИЕ ДЕНЕГ") && text.contains("Инкассация") && text.contains("5 000,00"),
        "{text}"
    );
}

#[test]
fn a_document_travels_as_tagged_rows() {
    let document = build_sale(&sale(), Locale::En, Currency::RUB);
    let json = serde_json::to_value(&document).unwrap();
    assert_eq!(json["kind"], "sale");
    assert_eq!(json["rows"][0]["row"], "text");
    assert_eq!(
        serde_json::from_value::<ReceiptDocument>(json).unwrap(),
        document
    );
    let kinds = blocks(&document, 32);
    assert!(matches!(kinds.last(), Some(Block::Cut)));
    assert_eq!(
        kinds
            .iter()
            .filter(|block| matches!(block, Block::Qr { .. }))
            .count(),
        1
    );
    assert_eq!(
        kinds
            .iter()
            .filter(|block| matches!(block, Block::Line(_)))
            .count(),
        layout(&document, 32).len()
    );
}

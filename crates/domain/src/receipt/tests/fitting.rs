use proptest::prelude::*;

use super::super::layout::width_of;
use super::*;
use crate::money::{MAX_AMOUNT_MINOR, format_printed};

#[test]
fn names_wrap_by_words_and_long_words_are_cut() {
    let text = |text: &str| Row::Text {
        text: text.to_owned(),
        align: Align::Left,
        style: Style::Normal,
    };
    let lines = |row: &Row| -> Vec<String> {
        layout_row(row, Locale::Ru, 20)
            .into_iter()
            .map(|line| line.text)
            .collect()
    };
    assert_eq!(
        lines(&text("Хлеб ржаной подовый нарезанный")),
        ["Хлеб ржаной подовый", "нарезанный"]
    );
    assert_eq!(
        lines(&text("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        ["ABCDEFGHIJKLMNOPQRST", "UVWXYZ"]
    );
    assert_eq!(lines(&text("one\ntwo")), ["one", "two"]);
    // An escape sequence in a product's name never reaches the printer.
    assert_eq!(lines(&text("a\u{1b}p0\u{0}b")), ["a p0 b"]);
    assert_eq!(
        lines(&text("日本語のお茶とお菓子")),
        ["日本語のお茶とお菓子"]
    );
    let pair = Row::Pair {
        left: "Очень длинное название".to_owned(),
        right: "1 000,00".to_owned(),
        style: Style::Normal,
    };
    assert_eq!(lines(&pair), ["Очень длинное", "название    1 000,00"]);
    // Large letters are two columns wide; a sum that does not fit is set in bold ones, whole.
    let total = Row::Pair {
        left: "ИТОГО".to_owned(),
        right: "1\u{a0}234\u{a0}567,00".to_owned(),
        style: Style::Large,
    };
    let laid = layout_row(&total, Locale::Ru, 20);
    assert_eq!(
        (laid[0].text.as_str(), laid[0].style),
        ("ИТОГО   1 234 567,00", Style::Bold)
    );
}

fn any_amount() -> impl Strategy<Value = Money> {
    prop_oneof![4 => 0_i64..10_000_000, 1 => 0..=MAX_AMOUNT_MINOR].prop_map(Money::from_minor)
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_paper_and_no_sum_is_lost(
        columns in MIN_COLUMNS..=64,
        lines in proptest::collection::vec(("[а-яА-Яa-z0-9 ,.%]{0,80}", any_amount(), any_amount(), 1_i64..9_999_999), 0..12),
        (total, due, change, base, tax) in (any_amount(), any_amount(), any_amount(), any_amount(), any_amount()),
        shop_name in "\\PC{0,60}",
        russian in any::<bool>(),
    ) {
        let locale = if russian { Locale::Ru } else { Locale::En };
        let printed = |amount: Money| format_printed(amount, Currency::RUB, locale);
        let lines: Vec<ReceiptLine> = lines
            .into_iter()
            .map(|(name, unit_price, gross, thousandths)| ReceiptLine {
                name,
                unit: Unit::Kilogram,
                quantity: Quantity::from_thousandths(thousandths),
                unit_price,
                gross,
                line_discount: Money::ZERO,
                is_marked: false,
            })
            .collect();
        let mut sums: Vec<String> = lines.iter().map(|line| printed(line.gross)).collect();
        sums.extend([total, due, change, base, tax].map(printed));
        let receipt = SaleReceipt {
            head: ReceiptHead { shop_name, ..head() },
            lines,
            total,
            due,
            change: change.max(minor(1)),
            taxes: vec![TaxTotal { base, tax, ..tax_total(TaxMode::Included, 0, 0) }],
            ..sale()
        };
        sums[receipt.lines.len() + 2] = printed(receipt.change);
        let document = mark_copy(build_sale(&receipt, locale, Currency::RUB));
        for line in layout(&document, columns) {
            let wide = if line.style == Style::Large { 2 } else { 1 };
            prop_assert!(width_of(&line.text) * wide <= columns, "{:?}", line);
        }
        let text = to_text(&document, columns);
        for sum in sums {
            prop_assert!(text.lines().any(|line| line.contains(&sum)), "{} in\n{}", sum, text);
        }
    }
}

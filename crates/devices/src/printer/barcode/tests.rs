use rstest::rstest;

use super::qr::{QrLevel, QrMatrix, modules_for_bytes};
use super::*;

fn bars(symbology: Symbology, text: &str) -> String {
    LinearBarcode::new(symbology, text)
        .unwrap()
        .modules()
        .iter()
        .map(|bar| if *bar { '1' } else { '0' })
        .collect()
}

/// The worked examples of the specifications.
#[rstest]
#[case(
    Symbology::Ean13,
    "5901234123457",
    "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101"
)]
#[case(
    Symbology::Ean8,
    "96385074",
    "1010001011010111101111010110111010101001110111001010001001011100101"
)]
#[case(
    Symbology::UpcA,
    "036000291452",
    "10100011010111101010111100011010001101000110101010110110011101001100110101110010011101101100101"
)]
fn bars_are_those_of_the_specifications(
    #[case] symbology: Symbology,
    #[case] text: &str,
    #[case] expected: &str,
) {
    assert_eq!(bars(symbology, text), expected);
}

#[rstest]
#[case(Symbology::Ean13, "400638133393", "4006381333931")]
#[case(Symbology::Ean8, "5512345", "55123457")]
#[case(Symbology::UpcA, "03600029145", "036000291452")]
#[case(Symbology::UpcE, "425261", "04252614")]
#[case(Symbology::UpcE, "042100005264", "04252614")]
#[case(Symbology::UpcE, "123456", "01234565")]
#[case(Symbology::Itf, "12345", "012345")]
fn what_is_missing_is_added(
    #[case] symbology: Symbology,
    #[case] text: &str,
    #[case] expected: &str,
) {
    assert_eq!(
        LinearBarcode::new(symbology, text).unwrap().text(),
        expected
    );
}

#[rstest]
#[case(Symbology::Ean13, "4006381333930", BarcodeError::CheckDigit { expected: 1 })]
#[case(Symbology::Ean8, "55123450", BarcodeError::CheckDigit { expected: 7 })]
#[case(Symbology::UpcE, "04252613", BarcodeError::CheckDigit { expected: 4 })]
#[case(Symbology::UpcE, "036000291452", BarcodeError::NoShortForm)]
#[case(Symbology::Ean13, "12", BarcodeError::Digits { symbology: "EAN-13", lengths: "12, 13" })]
#[case(Symbology::Code39, "a", BarcodeError::Character { symbology: "Code 39", character: 'a' })]
#[case(Symbology::Code39, "A*B", BarcodeError::Character { symbology: "Code 39", character: '*' })]
#[case(Symbology::Code128, "Сыр", BarcodeError::Character { symbology: "Code 128", character: 'С' })]
#[case(Symbology::Gs1128, "\u{1d}", BarcodeError::Empty)]
#[case(Symbology::Code128, "", BarcodeError::Empty)]
fn what_does_not_fit_is_said(
    #[case] symbology: Symbology,
    #[case] text: &str,
    #[case] expected: BarcodeError,
) {
    assert_eq!(LinearBarcode::new(symbology, text), Err(expected));
}

/// Modules: eleven for the start, each symbol and the check, thirteen for the stop.
const fn symbols(code: &LinearBarcode, width: u32) -> u32 {
    let _ = code;
    (width - 13) / 11 - 2
}

#[rstest]
#[case("CODE128", "{BCODE128", 7)]
#[case("12345678", "{C\u{c}\u{22}\u{38}\u{4e}", 4)]
#[case("AB1234", "{BAB{C\u{c}\u{22}", 5)]
#[case("A1-{7}", "{BA1-{{7}", 6)]
#[case("12345", "{C\u{c}\u{22}{B5", 4)]
#[case("\u{1}\u{2}AB", "{A\u{1}\u{2}AB", 4)]
#[case("ab\u{1}cd", "{Bab{S\u{1}cd", 6)]
#[case("1", "{B1", 1)]
fn code_128_takes_the_shortest_way(#[case] text: &str, #[case] command: &str, #[case] count: u32) {
    let code = LinearBarcode::new(Symbology::Code128, text).unwrap();
    assert_eq!(code.command_data(), command.as_bytes());
    assert_eq!(symbols(&code, code.width()), count);
}

#[test]
fn gs1_128_begins_with_the_mark_and_parts_fields_by_it() {
    let code = LinearBarcode::new(Symbology::Gs1128, "\u{1d}10AB\u{1d}3712").unwrap();
    assert_eq!(code.command_data(), b"{C{1\x0a{BAB{1{C\x25\x0c");
    let same = LinearBarcode::new(Symbology::Gs1128, "10AB\u{1d}3712\u{1d}").unwrap();
    assert_eq!(code.widths(), same.widths());
    assert_eq!(code.text(), "10AB3712");
}

#[test]
fn a_till_prints_numbers_as_ean_only_when_they_are_right() {
    assert_eq!(Symbology::fitting("4006381333931"), Symbology::Ean13);
    assert_eq!(Symbology::fitting("55123457"), Symbology::Ean8);
    assert_eq!(Symbology::fitting("4006381333930"), Symbology::Code128);
    assert_eq!(Symbology::fitting("A1-000123"), Symbology::Code128);
}

#[test]
fn kinds_are_found_by_the_names_people_write() {
    for symbology in Symbology::ALL {
        assert_eq!(Symbology::from_name(symbology.name()), Some(symbology));
    }
    assert_eq!(Symbology::from_name("gs1_128"), Some(Symbology::Gs1128));
    assert_eq!(Symbology::from_name("ean13"), Some(Symbology::Ean13));
    assert_eq!(Symbology::from_name("ean"), None);
}

#[test]
fn pictures_have_the_asked_size() {
    let code = LinearBarcode::new(Symbology::Ean13, "4006381333931").unwrap();
    let bars = code.to_bitmap(2, 50);
    assert_eq!((bars.width(), bars.height()), (190, 50));
    assert!(bars.get(0, 49) && bars.get(1, 0) && !bars.get(2, 0));
    let with_text = code.to_bitmap_with_text(2, 50, Cell::FONT_A);
    assert_eq!((with_text.width(), with_text.height()), (190, 76));
    assert!(with_text.band(52, 76).black_dots() > 100);
}

#[test]
fn a_qr_code_is_a_square_with_its_three_marks() {
    let code = QrMatrix::new("BZ:A1-1:0190f3c2".as_bytes(), QrLevel::M).unwrap();
    assert_eq!(code.size(), 21);
    for (x, y) in [(0, 0), (14, 0), (0, 14)] {
        let row: String = (0..7)
            .map(|step| {
                if code.is_dark(x + step, y + 3) {
                    '#'
                } else {
                    '.'
                }
            })
            .collect();
        assert_eq!(row, "#.###.#");
    }
    assert!(!code.is_dark(21, 0) && !code.is_dark(0, usize::MAX));
    assert_eq!(code.to_bitmap(3, 4).width(), 87);
    assert_eq!(modules_for_bytes(b"BZ:A1-1:0190f3c2", QrLevel::M), Some(25));
    for level in [QrLevel::L, QrLevel::M, QrLevel::Q, QrLevel::H] {
        assert_eq!(
            modules_for_bytes(&vec![b'x'; level.capacity()], level),
            Some(177)
        );
        assert_eq!(
            modules_for_bytes(&vec![b'x'; level.capacity() + 1], level),
            None
        );
    }
    assert_eq!(QrMatrix::new(b"", QrLevel::M), Err(BarcodeError::Empty));
    assert_eq!(
        QrMatrix::new(&[b'x'; 3000], QrLevel::M),
        Err(BarcodeError::TooLong { most: 2331 })
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_bar_code_or_a_clear_refusal(text in "\\PC{0,60}", ascii in "[\\x00-\\x7f]{1,60}") {
        for symbology in Symbology::ALL {
            if let Ok(code) = LinearBarcode::new(symbology, &text) {
                proptest::prop_assert_eq!(code.modules().len(), code.width() as usize);
                proptest::prop_assert!(code.widths().len() % 2 == 1);
            }
        }
        let code = LinearBarcode::new(Symbology::Code128, &ascii).unwrap();
        proptest::prop_assert!(code.widths().iter().all(|width| (1..=4).contains(width)));
        proptest::prop_assert!(symbols(&code, code.width()) as usize <= ascii.len() + 2 + ascii.len() / 2);
    }

    #[test]
    fn digits_of_any_number_make_an_ean(body in "[0-9]{12}") {
        let code = LinearBarcode::new(Symbology::Ean13, &body).unwrap();
        proptest::prop_assert_eq!(code.width(), 95);
        proptest::prop_assert!(LinearBarcode::new(Symbology::Ean13, code.text()).is_ok());
    }
}

use super::*;
use crate::printer::profile::PrinterProfile;
use crate::testing::vector;

fn encode(text: &str, slots: &[Slot]) -> Vec<u8> {
    let mut out = Vec::new();
    TextEncoder::new(slots).encode(text, &mut out);
    out
}

fn name_of(page: CodePage) -> &'static str {
    match page {
        CodePage::Cp437 => "cp437",
        CodePage::Cp866 => "cp866",
        CodePage::Cp1251 => "cp1251",
    }
}

#[test]
fn tables_are_those_of_the_oracle() {
    let Some(oracle) = vector("codepage_text_oracle.json") else {
        return;
    };
    for page in CodePage::ALL {
        let Some(table) = oracle["tables_0x80_0xFF"][name_of(page)].as_array() else {
            continue;
        };
        for (index, expected) in table.iter().enumerate() {
            let byte = u8::try_from(index + 0x80).unwrap();
            let Some(expected) = expected.as_str().and_then(|text| text.chars().next()) else {
                continue;
            };
            assert_eq!(page.decode(byte), expected, "{page:?} {byte:02x}");
            if expected != char::REPLACEMENT_CHARACTER && expected != '\u{a0}' {
                assert_eq!(page.encode(expected), Some(byte), "{page:?} {expected}");
            }
        }
    }
}

#[test]
fn texts_of_the_oracle_become_its_bytes() {
    let Some(oracle) = vector("codepage_text_oracle.json") else {
        return;
    };
    let mut compared = 0;
    for case in oracle["strings"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        for page in CodePage::ALL {
            let slots = [Slot::new(page, 9)];
            match case["bytes"][name_of(page)].as_str() {
                Some(hex) => {
                    let expected = crate::testing::from_hex(hex);
                    assert_eq!(encode(text, &slots)[3..], expected, "{page:?} {text}");
                    compared += 1;
                }
                None => assert!(
                    text.chars()
                        .any(|character| page.encode(character).is_none()),
                    "{page:?} {text}"
                ),
            }
        }
    }
    assert!(compared >= 10);
}

#[test]
fn one_page_carries_a_line_that_two_could_share() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let bytes = encode("Яблоки «Гала» — 1 кг", &profile.slots);
    assert_eq!(bytes[..3], [0x1b, 0x74, 46], "page 1251 holds all of it");
    assert_eq!(
        bytes.iter().filter(|byte| **byte == 0x1b).count(),
        1,
        "and so there is one change only"
    );
}

#[test]
fn a_page_is_named_once_and_kept() {
    let profile = PrinterProfile::built_in("rongta").unwrap();
    let mut out = Vec::new();
    let mut encoder = TextEncoder::new(&profile.slots);
    encoder.encode("Хлеб", &mut out);
    encoder.encode(" и сыр", &mut out);
    assert_eq!(out[..3], [0x1b, 0x74, 7]);
    assert_eq!(out.iter().filter(|byte| **byte == 0x1b).count(), 1);
}

#[rstest::rstest]
#[case("1 234,50 ₽", "1 234,50 руб.")]
#[case("«Гала» — „сорт“…", "\"Гала\" - \"сорт\"...")]
#[case("1\u{2009}234\u{202f}000\u{a0}г", "1 234 000 г")]
#[case("№ 5", "№ 5")]
#[case("й и\u{306} ё е\u{308}", "й й ё ё")]
#[case("café Żubr", "cafe Zubr")]
#[case("Қазақстан 5 ₸", "Казакстан 5 тг")]
#[case("2 × 89,90", "2 x 89,90")]
#[case("a\u{1b}p0b", "a p0b")]
#[case("日本", "??")]
#[case("мягкий\u{ad}знак\u{200b}", "мягкийзнак")]
fn what_page_866_lacks_is_written_otherwise(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(printable(text, &[Slot::new(CodePage::Cp866, 17)]), expected);
}

#[test]
fn a_printer_without_cyrillic_prints_latin_letters() {
    let slots = [Slot::new(CodePage::Cp437, 0)];
    assert_eq!(printable("Объём, Щука 5 ₽", &slots), "Obem, Shchuka 5 RUB");
    assert_eq!(printable("£5 «ok»", &slots), "£5 «ok»");
}

#[test]
fn a_printer_without_any_table_prints_ascii() {
    assert_eq!(encode("Хлеб 1", &[]), b"Khleb 1");
}

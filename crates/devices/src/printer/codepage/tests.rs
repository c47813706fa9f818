use super::*;
use crate::printer::profile::PrinterProfile;
use crate::printer::profile::Slot;
use crate::testing::vector;

fn encode(text: &str, slots: &[Slot]) -> Vec<u8> {
    let mut out = Vec::new();
    TextEncoder::new(slots).encode(text, &mut out);
    out
}

#[test]
fn tables_are_those_of_the_oracle() {
    let Some(oracle) = vector("codepage_text_oracle.json") else {
        return;
    };
    let tables = oracle["tables_0x80_0xFF"].as_object().unwrap();
    for (name, table) in tables {
        let page = CodePage::from_name(name).unwrap();
        let table = table.as_array().unwrap();
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
        for (name, bytes) in case["bytes"].as_object().unwrap() {
            let page = CodePage::from_name(name).unwrap();
            let slots = [Slot::new(page, 9)];
            match bytes.as_str() {
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
    assert!(compared >= 30);
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
#[case("Ｔｅｓｔ ﬁ ⅓ ½ ℃", "Test fi 1/3 1/2 °C")]
#[case("Tiếng Việt, Đà Nẵng", "Tieng Viet, Da Nang")]
#[case("Україна: ґанок, їжак", "Україна: ганок, їжак")]
#[case("Беларусь: ў, Ўсё", "Беларусь: ў, Ўсё")]
#[case("ҙур ҡала, тоҷикӣ, ӗнтӗ", "зур кала, точики, енте")]
#[case("Љубав Њ Ћ ј", "Льубав Нь Чь j")]
#[case("ქართული Հայ", "kartuli Hay")]
#[case("№ 1 — „x“ ‹y› 2′", "№ 1 - \"x\" 'y' 2'")]
#[case("мягкий\u{ad}знак\u{200b}", "мягкийзнак")]
fn what_page_866_lacks_is_written_otherwise(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(printable(text, &[Slot::new(CodePage::CP866, 17)]), expected);
}

#[test]
fn a_printer_without_cyrillic_prints_latin_letters() {
    let slots = [Slot::new(CodePage::CP437, 0)];
    assert_eq!(printable("Объём, Щука 5 ₽", &slots), "Obem, Shchuka 5 RUB");
    assert_eq!(printable("£5 «ok»", &slots), "£5 «ok»");
}

#[test]
fn a_printer_without_any_table_prints_ascii() {
    assert_eq!(encode("Хлеб 1", &[]), b"Khleb 1");
}

#[test]
fn pages_are_found_by_the_names_people_write() {
    for (name, page) in [
        ("cp866", CodePage::CP866),
        ("PC866", CodePage::CP866),
        ("IBM866", CodePage::CP866),
        ("windows-1251", CodePage::CP1251),
        ("WPC1251", CodePage::CP1251),
        ("CP437", CodePage::CP437),
    ] {
        assert_eq!(CodePage::from_name(name), Some(page), "{name}");
    }
    assert_eq!(CodePage::from_name("KZ1048"), CodePage::from_name("rk1048"));
    assert_ne!(
        CodePage::from_name("ISO_8859-1"),
        CodePage::from_name("ISO8859-11")
    );
    assert_eq!(CodePage::from_name("Unknown"), None);
    assert_eq!(
        "CP747".parse::<CodePage>().unwrap_err().to_string(),
        "there is no code page “CP747”: write a name such as CP866, CP1251, ISO8859-5, KOI8-R or RK1048"
    );
}

#[test]
fn every_line_of_the_data_is_a_page_with_a_name_of_its_own() {
    let lines = include_str!("pages.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let pages: Vec<CodePage> = CodePage::all().collect();
    assert_eq!(pages.len(), lines.count());
    for page in pages {
        assert_eq!(CodePage::from_name(page.name()), Some(page));
        let json = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<CodePage>(&json).unwrap(), page);
        for byte in 0x20..=0xff {
            let character = page.decode(byte);
            if character != char::REPLACEMENT_CHARACTER {
                let Some(again) = page.encode(character) else {
                    assert!(
                        matches!(page.name(), "CP864" | "CP1098" | "CP3041"),
                        "{page}"
                    );
                    assert!(character.is_ascii(), "{page} {character}");
                    continue;
                };
                assert_eq!(page.decode(again), character, "{page} {byte:02x}");
            }
            assert!(!character.is_control(), "{page} {byte:02x}");
        }
    }
}

#[test]
fn russian_pages_are_known_as_such() {
    for name in [
        "CP855",
        "CP866",
        "CP1125",
        "CP1251",
        "KOI8-R",
        "KOI8-U",
        "ISO8859-5",
        "RK1048",
    ] {
        assert!(CodePage::from_name(name).unwrap().is_cyrillic(), "{name}");
    }
    for name in ["CP437", "CP1252", "CP737", "ISO8859-1"] {
        assert!(!CodePage::from_name(name).unwrap().is_cyrillic(), "{name}");
    }
}

#[test]
fn all_pages_of_the_printer_database_are_known_or_said_not_to_be() {
    let Some(data) = vector("escpos_codepages.json") else {
        return;
    };
    let mut unknown = std::collections::BTreeSet::new();
    let of_database = data["printer_db"]
        .as_object()
        .unwrap()
        .values()
        .map(|profile| &profile["codePages"]);
    let of_mappings = data["receipt_printer_encoder_mappings"]
        .as_object()
        .unwrap()
        .values();
    for slots in of_database.chain(of_mappings) {
        for name in slots.as_object().unwrap().values() {
            let name = name.as_str().unwrap();
            if CodePage::from_name(name).is_none() {
                unknown.insert(name.to_owned());
            }
        }
    }
    // GOST (CP3841) has no ASCII; "cp885" is a slip of the pen for something that nobody has written down.
    let expected = [
        "CP2001", "CP3841", "CP747", "CP871", "Unknown", "cp3841", "cp885",
    ];
    assert_eq!(unknown.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_slips_of_other_tables_are_not_made_here() {
    let byte = |page: &str, character| CodePage::from_name(page).unwrap().encode(character);
    for page in CodePage::all() {
        assert_eq!(page.encode('-'), Some(b'-'), "{page}");
        assert_eq!(page.encode('.'), Some(b'.'), "{page}");
        assert_eq!(page.encode('\u{1b}'), None, "{page}");
    }
    assert_eq!(byte("CP858", '®'), Some(0xa9));
    assert_eq!(byte("CP858", '¿'), Some(0xa8));
    assert_eq!(byte("CP858", 'Ò'), Some(0xe3));
    assert_eq!(byte("CP858", '€'), Some(0xd5));
    assert_eq!(byte("CP1125", '·'), Some(0xfa));
    assert_eq!(byte("CP1125", '√'), Some(0xfb));
}

fn changes(bytes: &[u8]) -> usize {
    bytes
        .windows(2)
        .filter(|pair| *pair == [0x1b, 0x74])
        .count()
}

#[test]
fn changes_are_fewest_over_the_whole_line_and_not_only_up_to_the_next() {
    let page = |name| CodePage::from_name(name).unwrap();
    // The table that reaches furthest (1252) leads into two changes, the other one (1251) into one.
    let slots = [
        Slot::new(page("CP1252"), 1),
        Slot::new(page("CP1251"), 2),
        Slot::new(page("CP866"), 3),
    ];
    assert_eq!(changes(&encode("«»—é Хлеб", &slots)), 2);
    assert_eq!(changes(&encode("«»— Хлеб «»", &slots)), 1);
    assert_eq!(changes(&encode("plain ASCII", &slots)), 0);
    assert_eq!(
        changes(&encode("Хлеб ║ Хлеб", &slots)),
        1,
        "only page 866 has all of it"
    );
}

#[test]
fn mixed_scripts_come_out_as_the_reference_encoder_decodes_them() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let bytes = encode("héψжł", &profile.slots);
    assert!(changes(&bytes) <= 4);
    let (mut page, mut text, mut at) = (CodePage::CP437, String::new(), 0);
    while at < bytes.len() {
        if bytes[at] == 0x1b {
            page = profile.page_of(bytes[at + 2]).unwrap();
            at += 3;
        } else {
            text.push(page.decode(bytes[at]));
            at += 1;
        }
    }
    assert_eq!(text, "héψжł");
}

#[rstest::rstest]
#[case("epson", "ქართული 5 ₽", "ქართული 5 руб.", true)]
#[case("epson", "Қазақ тілі", "Қазақ тілі", false)]
#[case("wincor", "Қазақ тілі", "Қазақ тілі", true)]
#[case("citizen", "Қазақстан: Өө Үү Ұұ", "Қазақстан: Өө Үү Ұұ", true)]
#[case("epson-legacy", "ґанок, єнот, її", "ґанок, єнот, її", true)]
#[case("citizen", "ёлка", "ёлка", false)]
#[case("AF-240", "Қазақ тілі", "Kazak tili", false)]
#[case("AF-240", "ҒӢҚӮҲҶ ӛ", "GIKUHCh a", false)]
#[case(
    "AF-240",
    "Oʻzbekiston, soʼm, ʽaʹbˈ",
    "O'zbekiston, so'm, 'a'b'",
    false
)]
#[case("T-1", "Хлеб «Қала» 5 ₽", "Хлеб «Қала» 5 руб.", true)]
#[case("T-1", "Чек № 5, Ελληνικά", "Чек № 5, Ελληνικά", true)]
#[case("epson", "lost \u{fffd}", "lost ?", false)]
#[case("T-1", "Bread £5", "Bread £5", false)]
#[case("AF-240", "Хлеб", "Khleb", false)]
fn what_no_table_has_is_drawn_where_the_printer_draws(
    #[case] profile: &str,
    #[case] text: &str,
    #[case] expected: &str,
    #[case] picture: bool,
) {
    let profile = PrinterProfile::built_in(profile).unwrap();
    let line = printable_on(text, &profile);
    assert_eq!(line, expected);
    assert_eq!(needs_picture(&line, &profile.slots), picture);
}

#[test]
fn a_page_with_other_signs_in_place_of_ascii_is_left_for_them() {
    let page = |name| CodePage::from_name(name).unwrap();
    let slots = [Slot::new(page("CP864"), 22), Slot::new(CodePage::CP437, 0)];
    let arabic = page("CP864").decode(0xe1);
    let bytes = encode(&format!("{arabic} 5%"), &slots);
    assert_eq!(
        bytes,
        [0x1b, 0x74, 22, 0xe1, b' ', b'5', 0x1b, 0x74, 0, b'%']
    );
}

proptest::proptest! {
    #[test]
    fn changes_are_as_few_as_trying_all_ways_finds(text in "[aйéł«№]{1,7}") {
        let page = |name| CodePage::from_name(name).unwrap();
        let pages = [CodePage::CP437, CodePage::CP866, CodePage::CP1251, page("CP852"), page("CP1257")];
        let slots: Vec<Slot> = (1..).zip(pages).map(|(number, page)| Slot::new(page, number)).collect();
        // Every way: the set of tables that can be current after each character, grown by one change at a time.
        let fewest = |text: &[char]| {
            let mut cost: Vec<Option<usize>> = vec![Some(1); pages.len()];
            let mut unset = Some(0);
            for character in text {
                let least = cost.iter().copied().flatten().chain(unset).min();
                cost = pages
                    .iter()
                    .zip(&cost)
                    .map(|(page, now)| {
                        page.encode(*character)?;
                        [*now, least.map(|least| least + 1)].into_iter().flatten().min()
                    })
                    .collect();
                unset = unset.filter(|_| character.is_ascii());
            }
            cost.into_iter().flatten().chain(unset).min()
        };
        let characters: Vec<char> = text.chars().collect();
        proptest::prop_assert_eq!(Some(changes(&encode(&text, &slots))), fewest(&characters));
    }
}

mod sending;

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Quantity;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::testing::from_hex;

fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

fn row(plu: u32, name: &str, minor: i64) -> PluRow {
    PluRow {
        plu,
        name: name.to_owned(),
        price: Money::from_minor(minor),
        sold_by: SoldBy::Weight,
        tare_grams: 0,
        shelf_life_days: Some(10),
        prefix: 21,
        code: plu,
        gtin: None,
        group: 0,
    }
}

#[test]
fn spaces_in_a_name_repeat_no_letters() {
    let name = "Колбаса   варёная    «Докторская»  ГОСТ";
    let plan = plan(&[row(1, name, 45_000)], &NetworkScale::CasLp.facts());
    assert_eq!(plan.ready[0].name, ["Колбаса варёная «Докторская»", "ГОСТ"]);
}

#[test]
fn rows_that_do_not_fit_are_refused_one_by_one() {
    let rows = [
        row(1, "Сыр", 45_000),
        row(0, "Сыр", 45_000),
        row(4_001, "Сыр", 45_000),
        row(1, "Другой сыр", 45_000),
        row(2, " \u{200b}", 45_000),
        row(3, "Икра", 100_000_000),
        row(4, "Даром", 0),
        PluRow {
            prefix: 46,
            code: 1_000_000,
            tare_grams: 70_000,
            shelf_life_days: Some(1_000),
            sold_by: SoldBy::Piece,
            ..row(5, "Штука", 100)
        },
    ];
    let plan = plan(&rows, &NetworkScale::CasLp.facts());
    assert_eq!(plan.ready.len(), 1);
    let problems: Vec<_> = plan
        .refused
        .iter()
        .map(|refused| (refused.place, refused.problems.clone()))
        .collect();
    assert_eq!(
        problems,
        [
            (2, vec![PluProblem::Number { most: 4_000 }]),
            (3, vec![PluProblem::Number { most: 4_000 }]),
            (4, vec![PluProblem::Twice { first: 1 }]),
            (5, vec![PluProblem::NoName]),
            (6, vec![PluProblem::Price { most: 999_999 }]),
            (7, vec![PluProblem::NoPrice]),
            (
                8,
                vec![
                    PluProblem::Tare { most: 65_535 },
                    PluProblem::ShelfLife { most: 999 },
                    PluProblem::Code { most: 999_999 },
                    PluProblem::Prefix,
                    PluProblem::Piece,
                ]
            ),
        ]
    );
    for refused in &plan.refused {
        for problem in &refused.problems {
            assert_ne!(problem.words(Locale::Ru), problem.words(Locale::En));
        }
    }
}

#[test]
fn long_names_are_shortened_by_words_and_said_to_be() {
    let name = "Колбаса варёная Докторская высшего сорта в натуральной оболочке охлаждённая";
    let plan = plan(&[row(1, name, 100)], &NetworkScale::CasLp.facts());
    assert!(plan.ready[0].shortened);
    assert_eq!(
        plan.ready[0].name,
        ["Колбаса варёная Докторская", "высшего сорта в натуральной"]
    );
    let latin = plan_of("Құрт 5 ₽", NetworkScale::CasLp);
    assert_eq!(latin.ready[0].name, ["Курт 5 руб."]);
    assert!(!latin.ready[0].shortened);
}

fn plan_of(name: &str, scale: NetworkScale) -> PluPlan {
    plan(&[row(1, name, 100)], &scale.facts())
}

#[test]
fn a_record_for_cas_has_each_field_in_its_place() {
    let rows = [PluRow {
        tare_grams: 12,
        group: 7,
        ..row(258, "Сыр", 123_456)
    }];
    let plan = plan(&rows, &NetworkScale::CasLp.facts());
    let record = cas_lp::Record::of(&plan.ready[0], today());
    let bytes = record.bytes();
    let zeroes = |count: usize| "00".repeat(count);
    // Number, code with its last digit first, name of page 1251, price, 1 December 2026, tare, group, no message.
    let expected = format!(
        "02010000 080502000000 d1fbf0{} {} 40e20100 011226 0c00 070000000000 0000",
        zeroes(25),
        zeroes(28)
    );
    assert_eq!(bytes, from_hex(&expected));
    assert_eq!(bytes.len(), cas_lp::LENGTH);
    assert_eq!(cas_lp::Record::read(&bytes), Some(record));
}

#[test]
fn a_record_for_shtrih_is_as_its_document_says() {
    let plan = plan_of("Сыр", NetworkScale::Mertech);
    let steps = dialogue::steps(
        NetworkScale::Mertech,
        &plan.ready[0],
        &SendOptions::new(today()),
    );
    let zeroes = |count: usize| "00".repeat(count);
    let expected = format!(
        "56000000 02 54 50 30303330 0100 01000000 d1fbf0{} {} 64000000 0a00 0000 0000 0000 00 00000000",
        zeroes(25),
        zeroes(28)
    );
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].send, from_hex(&expected));
}

#[test]
fn a_record_that_a_digi_took_is_read() {
    // From the notes of OpenPapyrus, `Objscale.cpp`: “loads exactly, 61 bytes”.
    let bytes = from_hex(
        "f125 00000001 003b 54000d2601 00028439 11 05 22000140000000 0003 0101 07078a8e8b818091800d \
         03112291aea1a0e7ecef20e0a0a4aee1e2ec220c 00",
    );
    let digi::Reading::Record(record, length) = digi::read(&bytes) else {
        panic!("no record");
    };
    assert_eq!(length, 61);
    assert_eq!(record.plu, 1);
    assert_eq!(record.price, 28_439);
    assert_eq!(record.barcode, 22_000_140_000_000);
    assert_eq!(record.shelf_days, 3);
    assert_eq!(record.name, ["КОЛБАСА", "\"Собачья радость\""]);
}

#[test]
fn our_record_for_digi_is_this() {
    let plan = plan_of("Сыр", NetworkScale::Digi);
    assert_eq!(
        digi::record(&plan.ready[0]),
        from_hex(
            "f125 00000001 0021 54000d2001 00000100 11 05 21000010000000 0010 03 03 91ebe0 0c 00"
        )
    );
}

#[test]
fn files_are_as_the_programs_take_them() {
    let rows = [
        row(110, "Грильяж; в шоколаде", 11_050),
        PluRow {
            sold_by: SoldBy::Piece,
            tare_grams: 15,
            shelf_life_days: None,
            ..row(111, "Булка, \"сдобная\"", 5_000)
        },
    ];
    let text = |format: PluFormat| {
        let file = file(
            &plan(&rows, &format.facts()),
            format,
            Currency::RUB,
            today(),
        );
        match format.facts().page {
            Some(page) => file
                .bytes
                .iter()
                .map(|byte| match byte {
                    0..0x80 => char::from(*byte),
                    _ => page.decode(*byte),
                })
                .collect(),
            None => String::from_utf8(file.bytes).unwrap(),
        }
    };
    let massa = text(PluFormat::MassaK);
    let lines: Vec<&str> = massa.split("\r\n").collect();
    assert!(lines[0].starts_with("PLU;TYPE;LABEL_NUMBER;"));
    assert_eq!(
        lines[1],
        "00000110;1;1;1;21;11050;0;00000110;01.12.2026 23:59:00;0;;0;0;Грильяж  в шоколаде;;0;"
    );
    assert_eq!(
        lines[2],
        "00000111;0;1;1;21;5000;15;00000111;;0;;0;0;Булка,  сдобная ;;0;"
    );
    let shtrih = text(PluFormat::ShtrihPrint);
    assert!(
        shtrih.starts_with("##@@&&\r\n#\r\n<D 110;2100110;Грильяж  в шоколаде;0;110.50;;;;;;;10;")
    );
    assert!(shtrih.contains("<D 111;2100111;Булка, \"сдобная\";1;50.00;;;;;;;;;;;;;;;;;;0.015;"));
    assert!(shtrih.ends_with("$$$RPL{TOV}{RES}\r\n"));
    assert!(
        text(PluFormat::Bizerba)
            .contains("\u{1b}PNUM110\u{1b}ABNU1\u{1b}ANKE0\u{1b}KLAR0\u{1b}GPR111050\u{1b}")
    );
    assert!(
        text(PluFormat::Generic)
            .contains("111,\"Булка, \"\"сдобная\"\"\",50.00,RUB,piece,15,,21,111,,0\r\n")
    );
    // Without tare and pieces only the first row fits.
    assert_eq!(
        text(PluFormat::MettlerTiger),
        "110,2100110,0,110.50,0,0,0,0,10,0,0,0,0,Грильяж; в шоколаде, \r\n"
    );
    let digi = text(PluFormat::Digi);
    let record = digi.split("\r\n").nth(1).unwrap();
    assert!(
        record.starts_with("A210011000000000000000000110000100010000110.50010"),
        "{record}"
    );
    assert!(
        text(PluFormat::CasClWorks)
            .contains("1;110;1;110;0;\"Грильяж; в шоколаде\";;11050;0;10;21")
    );
    assert!(
        text(PluFormat::Rongta).contains("\"Булка, \"\"сдобная\"\"\",111,111,21,50.00,8,21,0,15")
    );
}

#[test]
fn scales_and_files_are_found_by_name() {
    for scale in NetworkScale::ALL {
        assert_eq!(NetworkScale::from_name(scale.facts().name), Ok(scale));
        assert!(!scale.facts().sureness.words(Locale::Ru).is_empty());
    }
    for format in PluFormat::ALL {
        assert_eq!(PluFormat::from_name(format.facts().name), Ok(format));
    }
    assert!(
        NetworkScale::from_name("nokia")
            .unwrap_err()
            .words(Locale::Ru)
            .contains("cas_lp")
    );
}

#[rstest]
#[case(46_080, 512, 90_000, None)]
#[case(46_079, 512, 90_000, Some(89_998))]
#[case(40_960, 512, 90_000, Some(80_000))]
#[case(1, 3, 400, None)]
#[case(2, 3, 400, None)]
#[case(100, 0, 400, None)]
#[case(-100, 5, 400, None)]
fn an_alarm_is_raised_for_another_price_only(
    #[case] sum: i64,
    #[case] grams: i64,
    #[case] price: i64,
    #[case] label_price: Option<i64>,
) {
    let price = Money::from_minor(price);
    let alarm = price_on_label_differs(
        Money::from_minor(sum),
        Quantity::from_thousandths(grams),
        price,
    );
    assert_eq!(
        alarm.map(|alarm| alarm.label_price_per_kg.minor()),
        label_price
    );
    if let Some(alarm) = alarm {
        assert_eq!(alarm.shop_price_per_kg, price);
        assert!(alarm.words(Currency::RUB, Locale::Ru).contains("900,00"));
    }
}

proptest! {
    #[test]
    fn rounding_alone_never_raises_an_alarm(
        price in 1_i64..100_000_000,
        grams in 1_i64..100_000,
    ) {
        let exact = i128::from(price) * i128::from(grams);
        for minor in [exact / 1000, (exact + 500) / 1000, (exact + 999) / 1000] {
            let alarm = price_on_label_differs(
                Money::from_minor(i64::try_from(minor).unwrap()),
                Quantity::from_thousandths(grams),
                Money::from_minor(price),
            );
            prop_assert_eq!(alarm, None);
        }
    }

    #[test]
    fn a_price_that_makes_another_sum_raises_one(
        price in 1_i64..10_000_000,
        other in 1_i64..10_000_000,
        grams in 1_i64..100_000,
    ) {
        let weight = Quantity::from_thousandths(grams);
        let sum = Money::from_minor(other).times(weight);
        let alarm = price_on_label_differs(sum, weight, Money::from_minor(price));
        let expected = Money::from_minor(price).times(weight);
        // Further than a minor unit apart, no way of rounding makes the two sums one.
        if (sum.minor() - expected.minor()).abs() > 1 {
            prop_assert!(alarm.is_some());
        }
    }

    #[test]
    fn whatever_fits_is_written_and_read_back(
        name in any::<String>(),
        plu in 1_u32..4_000,
        minor in 1_i64..999_999,
        code in 0_u32..99_999,
        days in proptest::option::of(0_u16..999),
    ) {
        let rows = [PluRow { shelf_life_days: days, code, ..row(plu, &name, minor) }];
        for scale in NetworkScale::ALL {
            let plan = plan(&rows, &scale.facts());
            for ready in &plan.ready {
                let facts = scale.facts();
                prop_assert!(ready.name.len() <= facts.name_lines);
                prop_assert!(ready.name.iter().all(|line| line.chars().count() <= facts.name_columns));
                if scale == NetworkScale::CasLp {
                    let record = cas_lp::Record::of(ready, today());
                    prop_assert_eq!(cas_lp::Record::read(&record.bytes()), Some(record));
                }
                let digi = digi::record(ready);
                let digi::Reading::Record(read, length) = digi::read(&digi) else {
                    return Err(TestCaseError::fail("no record"));
                };
                prop_assert_eq!(length, digi.len());
                prop_assert_eq!((read.plu, read.price), (u64::from(plu), u64::try_from(minor).unwrap()));
            }
        }
        for format in PluFormat::ALL {
            let _ = file(&plan(&rows, &format.facts()), format, Currency::RUB, today());
        }
    }

    #[test]
    fn readers_take_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        let _ = cas_lp::Record::read(&bytes);
        let _ = shtrih::Record::read(&bytes);
        let _ = digi::read(&bytes);
        let mut framed = vec![0xf1, 0x25];
        framed.extend(&bytes);
        let _ = digi::read(&framed);
    }
}

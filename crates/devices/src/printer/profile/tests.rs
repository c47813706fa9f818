use bezmen_domain::locale::Locale;
use rstest::rstest;

use super::*;
use crate::testing::vector;

#[test]
fn the_families_and_the_fifty_models_are_there_and_sound() {
    let names: Vec<&str> = PrinterProfile::all()
        .map(|profile| profile.name.as_str())
        .collect();
    assert_eq!(names[..22], PrinterProfile::BUILT_IN);
    assert_eq!(names.len(), 72);
    for profile in PrinterProfile::all() {
        assert_eq!(profile.problems(), [], "{}", profile.name);
        let found = PrinterProfile::built_in(&profile.name.to_uppercase());
        assert_eq!(
            found.as_ref(),
            Some(profile),
            "names differ also without case"
        );
        assert_eq!(
            PrinterProfile::from_json(&profile.to_json()).as_ref(),
            Ok(profile)
        );
    }
    assert_eq!(
        PrinterProfile::built_in(" tm-t88v ")
            .unwrap()
            .columns
            .font_a,
        42
    );
    assert_eq!(PrinterProfile::built_in("TM-T999"), None);
}

#[test]
fn every_code_table_of_the_database_is_in_its_profile() {
    let Some(data) = vector("escpos_codepages.json") else {
        return;
    };
    for (name, entry) in data["printer_db"].as_object().unwrap() {
        let profile = PrinterProfile::built_in(name).unwrap();
        assert_eq!(profile.vendor, entry["vendor"].as_str().unwrap());
        for (number, page) in entry["codePages"].as_object().unwrap() {
            let page = CodePage::from_name(page.as_str().unwrap());
            let number: u8 = number.parse().unwrap();
            let slot = profile.slots.iter().find(|slot| slot.number == number);
            assert_eq!(slot.map(|slot| slot.page), page, "{name} {number}");
        }
        let cyrillic = entry["cyrillic_slots"].as_array().unwrap();
        assert_eq!(profile.writes_cyrillic(), !cyrillic.is_empty(), "{name}");
        let features = &entry["features"];
        assert_eq!(
            profile.draws_qr,
            features["qrCode"].as_bool().unwrap(),
            "{name}"
        );
        assert_eq!(
            profile.drawer.is_some(),
            features["pulseStandard"].as_bool().unwrap(),
            "{name}"
        );
        assert_eq!(
            matches!(profile.images, Images::Raster),
            features["bitImageRaster"].as_bool().unwrap(),
            "{name}"
        );
        assert_eq!(
            matches!(profile.barcodes, Barcodes::BothForms),
            features["barcodeB"].as_bool().unwrap(),
            "{name}"
        );
    }
}

#[test]
fn every_code_table_of_the_mappings_is_in_its_family() {
    let Some(data) = vector("escpos_codepages.json") else {
        return;
    };
    let mappings = data["receipt_printer_encoder_mappings"]
        .as_object()
        .unwrap();
    for (name, tables) in mappings {
        let profile = PrinterProfile::built_in(name).unwrap();
        // For this one the printer database, which names the model, is followed.
        if name == "esc-pos/pos-5890" {
            assert_eq!(profile.name, "POS-5890");
            continue;
        }
        for (number, page) in tables.as_object().unwrap() {
            let page = CodePage::from_name(page.as_str().unwrap());
            let number: u8 = number.parse().unwrap();
            let slot = profile.slots.iter().find(|slot| slot.number == number);
            assert_eq!(slot.map(|slot| slot.page), page, "{name} {number}");
        }
    }
    assert_eq!(mappings.len(), 15);
}

#[rstest]
#[case("epson", 17, Some(46))]
#[case("xprinter", 17, Some(23))]
#[case("rongta", 7, Some(6))]
#[case("pos58", 17, Some(73))]
#[case("bixolon", 17, Some(28))]
#[case("citizen", 7, None)]
#[case("star", 17, None)]
#[case("star-line", 10, Some(34))]
#[case("hp", 7, Some(13))]
#[case("kr306", 12, Some(51))]
#[case("yhd", 12, Some(18))]
#[case("wincor", 7, None)]
#[case("sunmi", 17, None)]
#[case("aures", 11, Some(12))]
#[case("youku", 7, Some(6))]
#[case("TM-T88III", 17, Some(6))]
fn russian_is_where_the_maker_put_it(
    #[case] name: &str,
    #[case] cp866: u8,
    #[case] cp1251: Option<u8>,
) {
    let profile = PrinterProfile::built_in(name).unwrap();
    let number = |page| {
        profile
            .slots
            .iter()
            .find(|slot| slot.page == page)
            .map(|slot| slot.number)
    };
    assert_eq!(number(CodePage::CP866), Some(cp866));
    assert_eq!(number(CodePage::CP1251), cp1251);
    assert_eq!(
        profile.slots[0].page,
        CodePage::CP866,
        "it is the preferred one"
    );
}

#[rstest]
#[case("metapace")]
#[case("T-1")]
#[case("TM-U220")]
#[case("TM-T70-SA")]
fn printers_without_russian_draw_pictures(#[case] name: &str) {
    let profile = PrinterProfile::built_in(name).unwrap();
    assert!(!profile.writes_cyrillic() && profile.draws_pictures());
    assert!(profile.cell().width * u16::from(profile.columns.font_a) <= profile.width_dots);
}

fn broken(change: impl FnOnce(&mut serde_json::Value)) -> ProfileError {
    let mut own = PrinterProfile::built_in("epson").unwrap();
    own.name = "Касса у входа".to_owned();
    let mut json = serde_json::from_str(&own.to_json()).unwrap();
    change(&mut json);
    PrinterProfile::from_json(&json.to_string()).unwrap_err()
}

#[test]
fn a_profile_from_a_file_says_all_that_is_wrong_with_it() {
    let error = broken(|json| {
        json["width_dots"] = 100.into();
        json["columns"]["font_a"] = 3.into();
        json["drawer"]["on_2ms"] = 0.into();
        json["slots"][1]["number"] = 17.into();
    });
    let ProfileError::Wrong { problems } = &error else {
        panic!("{error}");
    };
    assert_eq!(
        *problems,
        [
            ProfileProblem::Columns,
            ProfileProblem::SlotTwice { number: 17 },
            ProfileProblem::DrawerPulse
        ]
    );
    assert_eq!(
        error.words(Locale::Ru),
        "профиль не годится: columns: в строке должно быть не меньше 8 знаков; slots: таблица 17 названа дважды; drawer: on_2ms от 1, off_2ms не меньше on_2ms"
    );
}

#[rstest]
#[case(serde_json::json!({"name": "x"}), "missing field `width_dots`")]
#[case(serde_json::json!({"cuter": "full"}), "unknown field `cuter`")]
fn a_slip_of_the_pen_is_named(#[case] json: serde_json::Value, #[case] expected: &str) {
    let error = PrinterProfile::from_json(&json.to_string()).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn unknown_pages_bytes_that_are_no_hex_and_taken_names_are_refused() {
    let error = broken(|json| json["slots"][0]["page"] = "CP9999".into());
    assert!(
        error.to_string().contains("there is no code page “CP9999”"),
        "{error}"
    );
    let error = broken(|json| json["init"] = "1b4".into());
    assert!(error.to_string().contains("“1b4” is not hex"), "{error}");
    let error = broken(|json| json["name"] = "Epson".into());
    assert_eq!(
        error,
        ProfileError::Wrong {
            problems: vec![ProfileProblem::NameTaken]
        }
    );
    let error = broken(|json| json["kind"] = "display".into());
    assert_eq!(
        error,
        ProfileError::Wrong {
            problems: vec![ProfileProblem::Display]
        }
    );
}

proptest::proptest! {
    #[test]
    fn a_broken_file_is_refused_and_never_panics(at in 0..2000_usize, insert in "[0-9a-z\",:{}\\[\\]-]{0,6}", cut in 0..5_usize) {
        let mut text = PrinterProfile::built_in("epson").unwrap().to_json();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        if text.is_char_boundary(at) && text.is_char_boundary(end) {
            text.replace_range(at..end, &insert);
        }
        if let Ok(profile) = PrinterProfile::from_json(&text) {
            proptest::prop_assert_eq!(profile.problems(), []);
            proptest::prop_assert!(profile.cell().width > 0);
        }
    }
}

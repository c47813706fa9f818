use super::*;
use crate::testing::vector;

fn profile(name: &str) -> PrinterProfile {
    PrinterProfile::built_in(name).unwrap()
}

#[test]
fn a_text_is_a_job_in_hex() {
    assert_eq!(
        encode("\u{feff}Да\nok", &profile("epson")),
        "1b401c2e1b741184a00a6f6b0a"
    );
    assert_eq!(
        encode("Да", &profile("RP326")),
        "1b401c2e1b740784a00a",
        "page 866 has another number there"
    );
    assert_eq!(encode("", &profile("epson")), "1b401c2e");
}

#[test]
fn the_vectors_mean_what_they_say() {
    let Some(vectors) = vector("escpos_dle_eot.json") else {
        return;
    };
    for case in vectors["responses"].as_array().unwrap() {
        let line = format!("{}\t{}", case["req"], case["byte"].as_str().unwrap());
        let found = status(&line);
        for (key, expected) in case.as_object().unwrap() {
            if !matches!(key.as_str(), "req" | "byte") {
                assert_eq!(&found[key], expected, "{line}");
            }
        }
    }
    for byte in vectors["invalid"].as_array().unwrap() {
        for number in 1..=4 {
            let line = format!("{number}\t{}", byte.as_str().unwrap());
            assert_eq!(status(&line), json!({ "error": "invalid" }), "{line}");
        }
    }
}

#[test]
fn blocks_and_nonsense_are_answered() {
    let block = status("1c00030f\n");
    assert_eq!(block["drawer_pin3"], "high");
    assert_eq!(block["online"], false);
    assert_eq!(block["paper"], "near_end");
    assert_eq!(status("1\t1c00030f"), block);
    assert_eq!(
        block["meaning"]["ru"],
        "не печатает, датчик ящика: высокий, крышка закрыта, бумага кончается, ошибок нет"
    );
    for line in [
        "", "5\t12", "0\t12", "1\t", "1\t1212", "1\tзц", "x\t12", "12", "1cffffff",
    ] {
        assert_eq!(status(line), json!({ "error": "invalid" }), "{line}");
    }
}

#[test]
fn a_profile_is_taken_from_a_file_and_its_faults_are_said() {
    let folder = std::env::temp_dir().join(format!("bezmen-profile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let own = PrinterProfile {
        name: "Касса 2".to_owned(),
        ..profile("rongta")
    };
    let good = file("good.json", &own.to_json());
    assert_eq!(profile_or_file(&good).unwrap(), own);
    assert_eq!(profile_or_file("TM-T88V").unwrap().name, "TM-T88V");
    let wrong = PrinterProfile {
        width_dots: 1,
        ..own
    };
    let error = profile_or_file(&file("wrong.JSON", &wrong.to_json())).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("wrong.JSON: the profile cannot be used: width_dots"),
        "{error}"
    );
    let missing = profile_or_file("no such file.json").unwrap_err();
    assert!(
        missing
            .to_string()
            .starts_with("cannot read no such file.json"),
        "{missing}"
    );
    assert!(matches!(
        profile_or_file("nokia"),
        Err(ProfileChoiceError::Unknown(_))
    ));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn all_profiles_are_listed_with_their_russian_tables() {
    let listed: Vec<Value> = profiles().collect();
    assert_eq!(listed.len(), 72);
    let of = |name: &str| listed.iter().find(|entry| entry["name"] == name).unwrap();
    assert_eq!(of("YHD-8390")["russian_tables"], json!([12, 18]));
    assert_eq!(of("YHD-8390")["draws_russian"], false);
    assert_eq!(of("T-1")["draws_russian"], true);
    assert_eq!(of("AF-240")["draws_russian"], false);
}

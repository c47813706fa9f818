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

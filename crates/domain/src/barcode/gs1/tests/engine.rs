use serde_json::Value;

use crate::barcode::gs1::{Decoded, Gs1Error, Message, dictionary};
use crate::barcode::tests::vectors;

fn cases(section: &str) -> Vec<Value> {
    vectors("gs1_syntax_engine.json")
        .map(|file| file[section].as_array().unwrap().clone())
        .unwrap_or_default()
}

#[test]
fn the_dictionary_is_whole_and_as_published() {
    let Some(file) = vectors("gs1_syntax_dictionary.json") else {
        return;
    };
    let published = file["entries"].as_array().unwrap();
    let entries = dictionary().entries();
    assert_eq!(entries.len(), published.len());
    assert_eq!(entries.len(), 224);
    for (entry, published) in entries.iter().zip(published) {
        assert_eq!(entry.first.to_string(), published["ai"].as_str().unwrap());
        let last = published["ai_to"]
            .as_str()
            .unwrap_or(published["ai"].as_str().unwrap());
        assert_eq!(entry.last.to_string(), last);
        assert_eq!(
            entry.needs_separator,
            published["fnc1_required"].as_bool().unwrap()
        );
        assert_eq!(entry.title, published["title"].as_str().unwrap());
        let components = published["components"].as_array().unwrap();
        assert_eq!(entry.components.len(), components.len());
        for (component, text) in entry.components.iter().zip(components) {
            let text = text.as_str().unwrap();
            assert_eq!(component.is_optional, text.starts_with('['), "{text}");
            let names: Vec<&str> = text.split(',').skip(1).collect();
            let linters: Vec<&str> = component.linters.iter().skip(1).map(|l| l.name()).collect();
            assert_eq!(linters, names, "{text}");
        }
        let attributes = published["attributes"].as_array().unwrap();
        let of = |prefix: &str| {
            attributes
                .iter()
                .filter_map(|attribute| attribute.as_str().unwrap().strip_prefix(prefix))
                .map(|list| list.split(',').count())
                .collect::<Vec<usize>>()
        };
        let groups: Vec<usize> = entry.requires.iter().map(Vec::len).collect();
        assert_eq!(groups, of("req="));
        assert_eq!(entry.excludes.len(), of("ex=").into_iter().sum::<usize>());
    }
}

#[test]
fn brackets_are_read_as_the_reference_reads_them() {
    for case in cases("parse_bracketed_ai") {
        let read = Message::parse_bracketed(case["bracketed"].as_str().unwrap());
        assert_eq!(
            read.is_ok(),
            case["ok"].as_bool().unwrap(),
            "{case} {read:?}"
        );
        if let Ok(message) = read {
            assert_eq!(
                message.element_string('^'),
                case["expect"].as_str().unwrap()
            );
            assert_eq!(Message::parse_bracketed(&message.bracketed()), Ok(message));
        }
    }
    // These stand in the reference's own tests and not in the collection.
    for (text, written) in [
        ("(10)12345\\(", Some("^1012345(")),
        ("(3100)123456(10)12345", Some("^31001234561012345")),
        ("(3900)12345(11)991225", Some("^390012345^11991225")),
        ("1(12345", None),
        ("12345", None),
        ("(1)12345", None),
        ("(12345)12345", None),
        ("(10)12345^", None),
        ("(23)XYZ", None),
        ("(800)XYZ", None),
        ("", None),
    ] {
        let read = Message::parse_bracketed(text).ok();
        let read = read.map(|message| message.element_string('^'));
        assert_eq!(read.as_deref(), written, "{text}");
    }
}

#[test]
fn element_strings_are_read_as_the_reference_reads_them() {
    for case in cases("process_ai_data") {
        let text = case["data"].as_str().unwrap();
        let read = match text.strip_prefix('^') {
            Some(data) => Message::parse(&data.replace('^', "\u{1d}")),
            None => Err(Gs1Error::MissingFnc1),
        };
        assert_eq!(
            read.is_ok(),
            case["ok"].as_bool().unwrap(),
            "{case} {read:?}"
        );
        if let Ok(message) = read {
            assert_eq!(
                Message::parse(&message.element_string('\u{1d}')),
                Ok(message)
            );
        }
    }
}

#[test]
fn what_may_and_must_stand_together_is_known() {
    for case in cases("validate_ais") {
        let message = Message::parse_bracketed(case["data"].as_str().unwrap()).unwrap();
        let judged = match case["validation"].as_str().unwrap() {
            "validateAIrequisites" => message.check_requirements(),
            _ => message.check_exclusions(),
        };
        assert_eq!(
            judged.is_ok(),
            case["ok"].as_bool().unwrap(),
            "{case} {judged:?}"
        );
    }
}

#[test]
fn a_wrong_value_has_the_name_of_its_fault() {
    for case in cases("linters") {
        let text = case["bracketed"].as_str().unwrap();
        let code = Message::parse_bracketed(text).map_err(|error| error.code());
        assert_eq!(code, Err(case["expect"].as_str().unwrap()), "{text}");
    }
}

#[test]
fn messages_mean_what_an_independent_reader_says() {
    let Some(file) = vectors("gs1_messages_biip.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let scan = case["scan"].as_str().unwrap();
        let data = scan
            .strip_prefix(case["symbology"].as_str().unwrap())
            .unwrap();
        let message = match Message::parse(data) {
            Ok(message) => message,
            // That reader looks at the check digit elsewhere.
            Err(error) => {
                assert!(case["note"].is_string(), "{scan} {error}");
                assert_eq!(error.code(), "GS1_LINTER_INCORRECT_CHECK_DIGIT");
                continue;
            }
        };
        let read: Vec<(String, String, Option<String>)> = message
            .elements
            .iter()
            .map(|element| {
                let meaning = element.decoded(2026).map(|decoded| match decoded {
                    Decoded::Measure { amount, .. }
                    | Decoded::Sum { amount, .. }
                    | Decoded::Count { amount }
                    | Decoded::Percent { amount } => amount.to_string(),
                    Decoded::Day { date } => date.to_string(),
                });
                (element.ai.to_string(), element.value.clone(), meaning)
            })
            .collect();
        let expected: Vec<(String, String, Option<String>)> = case["ais"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ai| {
                let text = |index: usize| ai[index].as_str().map(str::to_owned);
                (text(0).unwrap(), text(1).unwrap(), text(2))
            })
            .collect();
        assert_eq!(read, expected, "{scan}");
    }
}

//! The description of the API: a change of it is seen in review.

#[test]
fn the_document_is_the_one_that_was_agreed_on() {
    let document = bezmen_server::app::openapi();
    insta::assert_json_snapshot!("openapi", document);
}

#[test]
fn every_operation_names_its_answer_and_its_failure() {
    let document = serde_json::to_value(bezmen_server::app::openapi()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.contains_key("default"), "{method} {path}");
            assert!(
                responses.keys().any(|status| status.starts_with('2')),
                "{method} {path}"
            );
            assert!(
                operation["summary"].is_string(),
                "{method} {path} says what it does"
            );
        }
    }
}

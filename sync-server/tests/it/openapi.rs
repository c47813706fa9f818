//! The description of the API: a change of it is seen in review.

use axum::body::Body;
use axum::http::{Method, Request, header};
use bezmen_contract::console::account::SignIn;

use crate::support::TestApp;

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

/// A program or a browser that reads the document finds the names that the server really gives its cookie.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_is_called_what_the_server_calls_it() {
    let database = crate::support::sqlite_database().await;
    let app = TestApp::new(&database);
    app.owner("Ромашка").await;
    let document = serde_json::to_value(bezmen_server::app::openapi()).unwrap();
    for (proto, scheme) in [("https", "session"), ("http", "plain_session")] {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/session")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-proto", proto);
        let sign_in = SignIn {
            email: "owner@ромашка.example".to_owned(),
            password: "a long password".to_owned(),
        };
        let body = Body::from(serde_json::to_vec(&sign_in).unwrap());
        let answer = app.stranger().send(request, body).await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let (given, _) = cookie.split_once('=').unwrap();
        let described = &document["components"]["securitySchemes"][scheme];
        assert_eq!(
            (described["in"].as_str(), described["name"].as_str()),
            (Some("cookie"), Some(given))
        );
        let may_be_used = document["security"].as_array().unwrap();
        assert!(
            may_be_used.iter().any(|way| way.get(scheme).is_some()),
            "{scheme}"
        );
    }
}

//! Registering a company, signing in and out.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use bezmen_contract::console::account::{Me, RegisterCompany, SignIn};
use bezmen_contract::console::company::{Store, StoreInput, TaxRate};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;

use crate::support::{TestApp, on_both};

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
    }
}

on_both! {
    a_company_begins_with_its_owner_store_and_taxes(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let me: Me = owner.get("/api/v1/me").await;
        assert_eq!((me.company.as_str(), me.name.as_str()), ("Ромашка", "Ромашка владелец"));
        let stores: Vec<Store> = owner.get("/api/v1/stores").await;
        assert_eq!(stores.len(), 1);
        let rates: Vec<TaxRate> = owner.get("/api/v1/tax-rates").await;
        assert_eq!(rates.iter().filter(|rate| rate.input.is_default).count(), 1);
        assert_eq!(rates[0].input.basis_points, 2200);
    }

    a_weak_password_and_a_wrong_address_are_refused(database) {
        let app = TestApp::new(database);
        let mut ask = RegisterCompany {
            company: "Ромашка".to_owned(),
            store: "Центр".to_owned(),
            name: "Анна".to_owned(),
            email: "anna@shop.example".to_owned(),
            password: "short".to_owned(),
            currency: Currency::RUB,
            locale: Locale::Ru,
            utc_offset_minutes: 180,
        };
        app.stranger().refused(Method::POST, "/api/v1/company", &ask, "PASSWORD_LENGTH").await;
        ask.password = "a long password".to_owned();
        ask.email = "anna".to_owned();
        app.stranger().refused(Method::POST, "/api/v1/company", &ask, "EMAIL_INVALID").await;
        ask.email = "anna@shop.example".to_owned();
        ask.company = "  ".to_owned();
        app.stranger().refused(Method::POST, "/api/v1/company", &ask, "NAME_EMPTY").await;
    }

    a_session_ends_when_it_is_signed_out_and_when_it_is_old(database) {
        let app = TestApp::new(database);
        app.owner("Ромашка").await;
        let actor = app.sign_in("OWNER@ромашка.example", "a long password").await;
        let _: Me = actor.get("/api/v1/me").await;
        let gone = actor.ask(Method::DELETE, "/api/v1/session").await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        actor.refused(Method::GET, "/api/v1/me", &(), "UNAUTHENTICATED").await;

        let actor = app.sign_in("owner@ромашка.example", "a long password").await;
        app.pass_ms(13 * 24 * 60 * 60 * 1000);
        let _: Me = actor.get("/api/v1/me").await;
        app.pass_ms(13 * 24 * 60 * 60 * 1000);
        let _: Me = actor.get("/api/v1/me").await;
        app.pass_ms(15 * 24 * 60 * 60 * 1000);
        actor.refused(Method::GET, "/api/v1/me", &(), "UNAUTHENTICATED").await;
    }

    a_page_of_another_site_cannot_use_the_cookie(database) {
        let app = TestApp::new(database);
        app.owner("Ромашка").await;
        let answer = app.stranger()
            .ask_with(Method::POST, "/api/v1/session", &sign_in("owner@ромашка.example", "a long password"))
            .await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        let pair = cookie.split(';').next().unwrap().to_owned();
        let delete = |origin: &'static str| {
            Request::builder()
                .method(Method::DELETE)
                .uri("/api/v1/session")
                .header(header::HOST, "shop.example")
                .header(header::ORIGIN, origin)
                .header(header::COOKIE, &pair)
        };
        let foreign = app.stranger().send(delete("https://evil.example"), Body::empty()).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        let own = app.stranger().send(delete("http://shop.example"), Body::empty()).await;
        assert_eq!(own.status, StatusCode::NO_CONTENT);
    }

    an_older_revision_and_none_are_refused(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let stores: Vec<Store> = owner.get("/api/v1/stores").await;
        let path = format!("/api/v1/stores/{}", stores[0].store_id);
        let mut input = StoreInput { name: "На Садовой".to_owned(), ..stores[0].input.clone() };
        owner.refused(Method::PUT, &path, &input, "REVISION_MISSING").await;
        input.expected_revision = Some(1);
        let changed: Store = owner.put(&path, &input).await;
        assert_eq!((changed.input.name.as_str(), changed.revision), ("На Садовой", 2));
        input.name = "На Лесной".to_owned();
        owner.refused(Method::PUT, &path, &input, "STALE").await;
    }
}

#[tokio::test]
async fn failures_speak_the_language_of_the_caller() {
    let database = crate::support::sqlite_database().await;
    let app = TestApp::new(&database);
    let answer = app.stranger().ask(Method::GET, "/api/v1/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.text().contains("NO_SUCH_PATH") && answer.text().contains("no such address"),
        "{}",
        answer.text()
    );
    let answer = app
        .stranger()
        .ask_with(Method::POST, "/api/v1/session", &"no object")
        .await;
    assert!(answer.text().contains("BAD_REQUEST"), "{}", answer.text());
    for path in [
        "/healthz",
        "/readyz",
        "/api/docs",
        "/api/docs/page.js",
        "/api/openapi.json",
    ] {
        let answer = app.stranger().ask(Method::GET, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer.headers.contains_key("content-security-policy"),
            "{path}"
        );
    }
}

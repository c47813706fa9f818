//! Who gets in: guessing passwords, registering and asking for pairing codes without end.

use std::time::Duration;

use axum::http::{Method, StatusCode, header};
use bezmen_contract::console::account::{Me, RegisterCompany, RegistrationState, SignIn, SignedIn};
use bezmen_contract::failure::Failure;
use bezmen_contract::wire::{PairPoll, PairStart};
use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_server::app::Doors;
use bezmen_server::platform::config::Registration;
use bezmen_server::platform::db::sql;
use sqlx::Connection;
use uuid::Uuid;

use crate::support::{Actor, TestApp, TestDatabase, on_both};

const SESSION: &str = "/api/v1/session";
const OWNER: &str = "owner@ромашка.example";
const PASSWORD: &str = "a long password";
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

fn with(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
    }
}

fn company(name: &str, email: &str, password: &str) -> RegisterCompany {
    RegisterCompany {
        company: name.to_owned(),
        store: "Центр".to_owned(),
        name: "Анна".to_owned(),
        email: email.to_owned(),
        password: password.to_owned(),
        currency: Currency::RUB,
        locale: Locale::Ru,
        utc_offset_minutes: 180,
    }
}

/// Types a wrong password so many times; each is compared and found wrong.
async fn guess(from: &Actor, email: &str, times: usize) {
    for _ in 0..times {
        from.refused(
            Method::POST,
            SESSION,
            &with(email, "a wrong guess"),
            "WRONG_CREDENTIALS",
        )
        .await;
    }
}

/// Tries the right password and is told to wait.
async fn has_to_wait(from: &Actor, email: &str, password: &str) -> Failure {
    from.refused(
        Method::POST,
        SESSION,
        &with(email, password),
        "TOO_MANY_ATTEMPTS",
    )
    .await
}

/// Addresses of a guesser who has many.
const MANY: [&str; 12] = [
    "198.51.100.1",
    "198.51.100.2",
    "198.51.100.3",
    "198.51.100.4",
    "198.51.100.5",
    "198.51.100.6",
    "198.51.100.7",
    "198.51.100.8",
    "198.51.100.9",
    "198.51.100.10",
    "198.51.100.11",
    "198.51.100.12",
];

fn behind_a_proxy(database: &TestDatabase) -> TestApp {
    TestApp::with_doors(database, Doors::new(Registration::Open, 1))
}

async fn counters(database: &TestDatabase) -> i64 {
    let text = "select count(*) from login_attempt";
    if let Some(path) = database.address.strip_prefix("sqlite:") {
        let mut all = sqlx::SqliteConnection::connect(path).await.unwrap();
        sqlx::query_scalar(text).fetch_one(&mut all).await.unwrap()
    } else {
        // The owner of the cluster sees all rows; the server's role only those it has the key of.
        let mut all = sqlx::PgConnection::connect(&database.address)
            .await
            .unwrap();
        sqlx::query_scalar(text).fetch_one(&mut all).await.unwrap()
    }
}

/// Waits for what is removed beside the requests.
async fn until_one_counter_is_left(database: &TestDatabase) {
    let removed = async {
        while counters(database).await != 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), removed)
        .await
        .expect("what is forgotten is removed");
}

on_both! {
    guessing_a_password_soon_has_to_wait(database) {
        let app = TestApp::new(database);
        app.owner("Ромашка").await;
        guess(&app.stranger(), OWNER, 6).await;
        let refused = has_to_wait(&app.stranger(), OWNER, PASSWORD).await;
        assert!(refused.message.contains("2 min"), "{}", refused.message);
        guess(&app.stranger(), "nobody@shop.example", 6).await;
        has_to_wait(&app.stranger(), "nobody@shop.example", PASSWORD).await;
        app.pass_ms(2 * MINUTE_MS + 1);
        app.sign_in(OWNER, PASSWORD).await;
        guess(&app.stranger(), OWNER, 1).await;
    }

    an_account_of_ones_own_with_the_same_email_clears_nothing(database) {
        let app = behind_a_proxy(database);
        app.owner("Ромашка").await;
        app.pass_ms(1);
        let guesser = app.stranger().at(MANY[0]);
        let _: SignedIn = guesser.post("/api/v1/company", &company("Двойник", OWNER, "the guesser's own")).await;
        for _ in 0..6 {
            guess(&guesser, OWNER, 1).await;
            let own: SignedIn = guesser.post(SESSION, &with(OWNER, "the guesser's own")).await;
            assert_eq!(own.me.company, "Двойник");
        }
        has_to_wait(&guesser, OWNER, PASSWORD).await;
        let own: SignedIn = guesser.post(SESSION, &with(OWNER, "the guesser's own")).await;
        assert_eq!(own.me.company, "Двойник", "an account of their own is not held up");
    }

    signing_in_to_a_second_company_is_no_wrong_guess_at_the_first(database) {
        let app = behind_a_proxy(database);
        let home = app.stranger().at("203.0.113.7");
        let away = app.stranger().at("203.0.113.8");
        let _: SignedIn = home.post("/api/v1/company", &company("Первая", OWNER, PASSWORD)).await;
        app.pass_ms(1);
        let _: SignedIn = away.post("/api/v1/company", &company("Вторая", OWNER, "another password")).await;
        for _ in 0..10 {
            let there: SignedIn = away.post(SESSION, &with(OWNER, "another password")).await;
            assert_eq!(there.me.company, "Вторая");
        }
        let there: SignedIn = away.post(SESSION, &with(OWNER, PASSWORD)).await;
        assert_eq!(there.me.company, "Первая", "nothing was counted against it");
    }

    nobody_is_locked_out_from_afar(database) {
        let app = behind_a_proxy(database);
        let shop = app.stranger().at("203.0.113.7");
        let _: SignedIn = shop.post("/api/v1/company", &company("Ромашка", OWNER, PASSWORD)).await;
        for address in &MANY[..10] {
            guess(&app.stranger().at(address), OWNER, 5).await;
        }
        guess(&app.stranger().at(MANY[10]), OWNER, 1).await;
        has_to_wait(&app.stranger().at(MANY[11]), OWNER, PASSWORD).await;
        let there: SignedIn = shop.post(SESSION, &with(OWNER, PASSWORD)).await;
        assert_eq!(there.me.company, "Ромашка", "where the owner always signs in the door is open");
        has_to_wait(&app.stranger().at(MANY[11]), OWNER, PASSWORD).await;
    }

    signing_in_at_home_gives_a_guesser_no_more_guesses(database) {
        let app = behind_a_proxy(database);
        let shop = app.stranger().at("203.0.113.7");
        let _: SignedIn = shop.post("/api/v1/company", &company("Ромашка", OWNER, PASSWORD)).await;
        let _: SignedIn = shop.post(SESSION, &with(OWNER, PASSWORD)).await;
        for address in &MANY[..9] {
            guess(&app.stranger().at(address), OWNER, 5).await;
            let _: SignedIn = shop.post(SESSION, &with(OWNER, PASSWORD)).await;
        }
        guess(&app.stranger().at(MANY[9]), OWNER, 4).await;
        // The owner signs in from one new place as well: that is no guess, and clears none.
        let _: SignedIn = app.stranger().at("203.0.113.8").post(SESSION, &with(OWNER, PASSWORD)).await;
        guess(&app.stranger().at(MANY[10]), OWNER, 2).await;
        has_to_wait(&app.stranger().at(MANY[11]), OWNER, PASSWORD).await;
        let _: SignedIn = shop.post(SESSION, &with(OWNER, PASSWORD)).await;
    }

    a_right_password_takes_its_own_wait_back(database) {
        let app = behind_a_proxy(database);
        let shop = app.stranger().at("203.0.113.7");
        let _: SignedIn = shop.post("/api/v1/company", &company("Ромашка", OWNER, PASSWORD)).await;
        for address in &MANY[..10] {
            guess(&app.stranger().at(address), OWNER, 5).await;
        }
        for address in &MANY[10..] {
            let _: SignedIn = app.stranger().at(address).post(SESSION, &with(OWNER, PASSWORD)).await;
        }
    }

    guesses_from_everywhere_become_few(database) {
        let app = behind_a_proxy(database);
        let shop = app.stranger().at("203.0.113.7");
        let _: SignedIn = shop.post("/api/v1/company", &company("Ромашка", OWNER, PASSWORD)).await;
        for address in &MANY[..10] {
            guess(&app.stranger().at(address), OWNER, 5).await;
        }
        let mut compared = 0;
        for _ in 0..6 * 60 {
            app.pass_ms(MINUTE_MS);
            for address in &MANY[10..] {
                let answer = app.stranger().at(address).ask_with(Method::POST, SESSION, &with(OWNER, "a wrong guess")).await;
                compared += i32::from(answer.status == StatusCode::UNAUTHORIZED);
            }
        }
        assert!((10..=30).contains(&compared), "{compared} guesses in six hours");
    }

    the_one_who_had_the_email_first_is_asked_first(database) {
        let app = TestApp::new(database);
        for n in 1..=5 {
            let _: SignedIn = app.stranger().post("/api/v1/company", &company(&format!("Компания {n}"), OWNER, PASSWORD)).await;
            app.pass_ms(1);
        }
        app.stranger().refused(Method::POST, "/api/v1/company", &company("Шестая", OWNER, PASSWORD), "EMAIL_CROWDED").await;
        let me: Me = app.sign_in(OWNER, PASSWORD).await.get("/api/v1/me").await;
        assert_eq!(me.company, "Компания 1");
    }

    old_attempts_are_forgotten_and_removed(database) {
        let app = TestApp::new(database);
        app.pass_ms(-400 * DAY_MS);
        guess(&app.stranger(), "nobody@shop.example", 3).await;
        let mut tx = app.db().read(TenantId::from_uuid(Uuid::nil())).await.unwrap();
        let seen = sql("select count(*) from login_attempt").number(&mut tx).await.unwrap();
        assert!(tx.is_sqlite() || seen == 0, "a company's transaction sees no attempts, however old");
        tx.rollback().await.unwrap();
        app.pass_ms(200 * DAY_MS);
        app.owner("Ромашка").await;
        // Only the owner's place is remembered.
        until_one_counter_is_left(database).await;
        app.pass_ms(89 * DAY_MS);
        app.sign_in(OWNER, PASSWORD).await;
        until_one_counter_is_left(database).await;
    }

    companies_are_not_registered_without_end(database) {
        let app = behind_a_proxy(database);
        let from = app.stranger().at("203.0.113.7");
        for n in 0..10 {
            let ask = company("Ромашка", &format!("{n}@shop.example"), PASSWORD);
            let _: SignedIn = from.post("/api/v1/company", &ask).await;
        }
        let more = company("Ромашка", "more@shop.example", PASSWORD);
        let answer = from.ask_with(Method::POST, "/api/v1/company", &more).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[header::RETRY_AFTER], "360");
        assert!(answer.text().contains("in 6 min"), "{}", answer.text());
        let elsewhere = app.stranger().at("203.0.113.8");
        let _: SignedIn = elsewhere.post("/api/v1/company", &company("Вторая", "b@shop.example", PASSWORD)).await;
        app.pass_ms(6 * MINUTE_MS);
        let _: SignedIn = from.post("/api/v1/company", &more).await;
    }

    a_closed_server_takes_no_companies(database) {
        let app = TestApp::with_doors(database, Doors::new(Registration::Closed, 0));
        let state: RegistrationState = app.stranger().get("/api/v1/company/registration").await;
        assert!(!state.open);
        let ask = company("Ромашка", OWNER, PASSWORD);
        let refused = app.stranger().refused(Method::POST, "/api/v1/company", &ask, "REGISTRATION_CLOSED").await;
        assert!(refused.message.contains("no new companies"), "{}", refused.message);
        let open: RegistrationState = TestApp::new(database).stranger().get("/api/v1/company/registration").await;
        assert!(open.open);
    }

    pairing_codes_are_not_given_out_without_end(database) {
        let app = behind_a_proxy(database);
        let ask = PairStart { device_name: "касса".to_owned(), app_version: "1".to_owned() };
        let from = app.stranger().at("203.0.113.7");
        for _ in 0..30 {
            let answer = from.ask_with(Method::POST, "/v1/pair/start", &ask).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        let answer = from.ask_with(Method::POST, "/v1/pair/start", &ask).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[header::RETRY_AFTER], "10");
        let elsewhere = app.stranger().at("203.0.113.8");
        let answer = elsewhere.ask_with(Method::POST, "/v1/pair/start", &ask).await;
        assert_eq!(answer.status, StatusCode::OK, "another shop is not held up");
        app.pass_ms(10_000);
        assert_eq!(from.ask_with(Method::POST, "/v1/pair/start", &ask).await.status, StatusCode::OK);
    }

    nobody_asks_without_end_what_became_of_a_code(database) {
        let app = behind_a_proxy(database);
        let poll = PairPoll { device_code: "nobody's".to_owned() };
        let from = app.stranger().at("203.0.113.7");
        for _ in 0..200 {
            let answer = from.ask_with(Method::POST, "/v1/pair/poll", &poll).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        let answer = from.ask_with(Method::POST, "/v1/pair/poll", &poll).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[header::RETRY_AFTER], "1");
        let elsewhere = app.stranger().at("203.0.113.8");
        assert_eq!(elsewhere.ask_with(Method::POST, "/v1/pair/poll", &poll).await.status, StatusCode::OK);
        // Thirty tills of one shop, each of which asks every two seconds while its code is good.
        for _ in 0..20 {
            app.pass_ms(1_000);
            for _ in 0..15 {
                assert_eq!(from.ask_with(Method::POST, "/v1/pair/poll", &poll).await.status, StatusCode::OK);
            }
        }
    }

    passwords_are_not_compared_without_end(database) {
        let app = behind_a_proxy(database);
        let from = app.stranger().at("203.0.113.7");
        for n in 0..60 {
            guess(&from, &format!("{n}@shop.example"), 1).await;
        }
        let answer = from.ask_with(Method::POST, SESSION, &with("61@shop.example", PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[header::RETRY_AFTER], "1");
        assert!(answer.text().contains("TOO_OFTEN"), "{}", answer.text());
    }
}

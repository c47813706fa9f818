//! Pairing by a code: how long it is good for, that its answer is given once, that it can be refused.

use axum::http::{Method, StatusCode};
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_contract::console::terminals::{PairConfirm, PairRefuse, PairRefused, Terminal};
use bezmen_contract::wire::{
    HeadReply, PairPoll, PairPolled, PairStart, PairStarted, PairedTerminal,
};
use bezmen_domain::permission::Role;

use crate::support::{Actor, Owner, TestApp, WireTill, on_both};

const MINUTE_MS: i64 = 60_000;
const CONFIRM: &str = "/api/v1/terminals/pair";
const REFUSE: &str = "/api/v1/terminals/pair/refuse";

async fn start(app: &TestApp) -> PairStarted {
    let ask = PairStart {
        device_name: "Моноблок у входа".to_owned(),
        app_version: "1".to_owned(),
    };
    app.stranger().post("/v1/pair/start", &ask).await
}

async fn poll(app: &TestApp, started: &PairStarted) -> PairPolled {
    let ask = PairPoll {
        device_code: started.device_code.clone(),
    };
    app.stranger().post("/v1/pair/poll", &ask).await
}

fn approved(polled: PairPolled) -> PairedTerminal {
    match polled {
        PairPolled::Approved { terminal } => *terminal,
        other => panic!("not paired: {other:?}"),
    }
}

fn confirming(owner: &Owner, started: &PairStarted) -> PairConfirm {
    PairConfirm {
        user_code: started.user_code.clone(),
        store_id: owner.signed.me.stores[0].store_id,
        name: "Касса 1".to_owned(),
        replaces: None,
    }
}

fn refusing(code: &str) -> PairRefuse {
    PairRefuse {
        user_code: code.to_owned(),
    }
}

/// Whether the server knows a token.
async fn is_known(app: &TestApp, token: &str) -> bool {
    let answer = with(app, token).ask(Method::GET, "/v1/head").await;
    assert!(
        matches!(answer.status, StatusCode::OK | StatusCode::UNAUTHORIZED),
        "{}",
        answer.text()
    );
    answer.status == StatusCode::OK
}

fn with(app: &TestApp, token: &str) -> Actor {
    Actor::new(app.app.clone().router(), Some(token.to_owned()))
}

on_both! {
    a_code_is_good_for_ten_minutes(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let (early, late) = (start(&app).await, start(&app).await);
        assert_eq!(early.expires_in_s, 600);
        app.pass_ms(10 * MINUTE_MS);
        assert_eq!(poll(&app, &early).await, PairPolled::Pending);
        let till: Terminal = owner.post(CONFIRM, &confirming(&owner, &early)).await;
        assert_eq!(approved(poll(&app, &early).await).terminal_id, till.terminal_id, "the last moment is in time");

        app.pass_ms(1);
        assert_eq!(poll(&app, &late).await, PairPolled::Expired);
        owner.refused(Method::POST, CONFIRM, &confirming(&owner, &late), "PAIRING_CODE_UNKNOWN").await;
        let tills: Vec<Terminal> = owner.get("/api/v1/terminals").await;
        assert_eq!(tills.len(), 1, "a late code makes no till");
    }

    a_till_that_was_off_meanwhile_has_ten_minutes_more_to_fetch_its_answer(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let (soon, late) = (start(&app).await, start(&app).await);
        for started in [&soon, &late] {
            let _: Terminal = owner.post(CONFIRM, &confirming(&owner, started)).await;
        }
        app.pass_ms(20 * MINUTE_MS);
        approved(poll(&app, &soon).await);
        app.pass_ms(1);
        assert_eq!(poll(&app, &late).await, PairPolled::Expired);
    }

    the_answer_is_given_once_and_its_token_is_one_tills(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut other = WireTill::new(&app, &owner, "Касса 2").await;
        let started = start(&app).await;
        let _: Terminal = owner.post(CONFIRM, &confirming(&owner, &started)).await;
        let lost = approved(poll(&app, &started).await);
        let fetched = approved(poll(&app, &started).await);
        assert_eq!((fetched.terminal_id, fetched.epoch), (lost.terminal_id, 1), "an answer that was lost on the way is given again");
        assert!(!is_known(&app, &lost.token).await, "and the lost one opens nothing");

        assert!(is_known(&app, &fetched.token).await);
        assert_eq!(poll(&app, &started).await, PairPolled::Expired, "once the till has used it, nobody else gets one");
        assert!(is_known(&app, &fetched.token).await);

        let opened = other.facts.opened(0);
        let foreign = other.op("shift_opened", &opened);
        let run = other.last_run(1);
        let thief = with(&app, &fetched.token);
        thief.refused(Method::POST, "/v1/push", &run, "WRONG_TERMINAL").await;
        let head: HeadReply = other.actor.get("/v1/head").await;
        assert_eq!(head.received_through, 0, "nothing was written into another till's log");
        assert_eq!(other.push(vec![foreign]).await.received_through, 1);
    }

    what_changes_nothing_waits_for_no_other_writer(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let (pending, denied, fetched) = (start(&app).await, start(&app).await, start(&app).await);
        let _: PairRefused = owner.post(REFUSE, &refusing(&denied.user_code)).await;
        let _: Terminal = owner.post(CONFIRM, &confirming(&owner, &fetched)).await;
        let token = approved(poll(&app, &fetched).await).token;
        assert!(is_known(&app, &token).await);
        let unknown = PairStarted { device_code: "nobody's".to_owned(), ..start(&app).await };

        let writing = app.db().write(owner.signed.me.tenant_id).await.unwrap();
        assert_eq!(poll(&app, &unknown).await, PairPolled::Expired);
        assert_eq!(poll(&app, &pending).await, PairPolled::Pending);
        assert_eq!(poll(&app, &denied).await, PairPolled::Denied);
        assert_eq!(poll(&app, &fetched).await, PairPolled::Expired, "its till has its token");
        writing.rollback().await.unwrap();
    }

    a_till_that_is_not_ours_is_refused_and_told_so(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let (started, another) = (start(&app).await, start(&app).await);
        let typed = started.user_code.to_lowercase().replace('-', " ");
        let refused: PairRefused = owner.post(REFUSE, &refusing(&typed)).await;
        assert_eq!(refused.device_name, "Моноблок у входа");
        assert_eq!(poll(&app, &started).await, PairPolled::Denied);
        assert_eq!(poll(&app, &started).await, PairPolled::Denied, "the till may ask again");
        owner.refused(Method::POST, CONFIRM, &confirming(&owner, &started), "PAIRING_CODE_UNKNOWN").await;
        owner.refused(Method::POST, REFUSE, &refusing(&typed), "PAIRING_CODE_UNKNOWN").await;

        assert_eq!(poll(&app, &another).await, PairPolled::Pending, "another till waits on");
        let _: Terminal = owner.post(CONFIRM, &confirming(&owner, &another)).await;
        owner.refused(Method::POST, REFUSE, &refusing(&another.user_code), "PAIRING_CODE_UNKNOWN").await;
        approved(poll(&app, &another).await);
    }

    refusing_takes_the_right_to_it_and_does_not_help_to_guess_codes(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let started = start(&app).await;
        app.stranger().refused(Method::POST, REFUSE, &refusing(&started.user_code), "UNAUTHENTICATED").await;
        let cashier = PersonInput {
            name: "Анна".to_owned(),
            role: Role::Cashier,
            email: "anna@shop.example".to_owned(),
            password: Some("a long password".to_owned()),
            active: true,
            expected_revision: None,
        };
        let _: Person = owner.post("/api/v1/people", &cashier).await;
        let anna = app.sign_in("anna@shop.example", "a long password").await;
        anna.refused(Method::POST, REFUSE, &refusing(&started.user_code), "FORBIDDEN").await;
        for wrong in ["BCDF-2346", "BCDF-2347", "BCDF-2348", "BCDF-2349", "x"] {
            owner.refused(Method::POST, REFUSE, &refusing(wrong), "PAIRING_CODE_UNKNOWN").await;
        }
        owner.refused(Method::POST, REFUSE, &refusing(&started.user_code), "PAIRING_LOCKED").await;
        owner.refused(Method::POST, CONFIRM, &confirming(&owner, &started), "PAIRING_LOCKED").await;
        assert_eq!(poll(&app, &started).await, PairPolled::Pending);
    }
}

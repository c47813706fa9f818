//! People: roles, passwords, PINs.

use axum::http::Method;
use bezmen_contract::console::account::Me;
use bezmen_contract::console::people::{Person, PersonInput, PinInput};
use bezmen_contract::wire::row::PersonRow;
use bezmen_domain::permission::Role;
use bezmen_server::platform::feed::{self, StreamKey};
use bezmen_server::platform::secret::secret_fits;

use crate::support::{Owner, TestApp, on_both};

fn input(name: &str, role: Role) -> PersonInput {
    PersonInput {
        name: name.to_owned(),
        role,
        email: String::new(),
        password: None,
        active: true,
        expected_revision: None,
    }
}

fn pin(digits: &str) -> PinInput {
    PinInput {
        pin: Some(digits.to_owned()),
    }
}

async fn take_on(owner: &Owner, name: &str, role: Role) -> Person {
    owner.post("/api/v1/people", &input(name, role)).await
}

on_both! {
    tills_get_the_hash_of_a_pin_and_never_the_pin(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let anna = take_on(&owner, "Анна", Role::Cashier).await;
        assert!(!anna.has_pin);
        let anna: Person = owner.put(&format!("/api/v1/people/{}/pin", anna.person_id), &pin("4821")).await;
        assert!(anna.has_pin);

        let tenant_id = owner.signed.me.tenant_id;
        let mut tx = app.db().read(tenant_id).await.unwrap();
        let rows = feed::page(&mut tx, tenant_id, StreamKey::Tenant, 0, 1000).await.unwrap();
        let row = rows.iter().find(|row| row.id == anna.person_id.to_string()).unwrap();
        assert!(!row.body.contains("4821") && !row.body.contains("password"), "{}", row.body);
        let row: PersonRow = serde_json::from_str(&row.body).unwrap();
        assert!(secret_fits("4821".to_owned(), row.pin_hash.unwrap()).await.unwrap());
    }

    a_pin_belongs_to_one_person(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let anna = take_on(&owner, "Анна", Role::Cashier).await;
        let boris = take_on(&owner, "Борис", Role::Cashier).await;
        let path = |person: &Person| format!("/api/v1/people/{}/pin", person.person_id);
        let _: Person = owner.put(&path(&anna), &pin("4821")).await;
        let _: Person = owner.put(&path(&anna), &pin("4821")).await;
        owner.refused(Method::PUT, &path(&boris), &pin("4821"), "PIN_TAKEN").await;
        for wrong in ["123", "123456789", "12a4", ""] {
            owner.refused(Method::PUT, &path(&boris), &pin(wrong), "PIN_DIGITS").await;
        }
        // Her access may be opened again at any time, and she would come back with the PIN she had.
        let anna: Vec<Person> = owner.get("/api/v1/people").await;
        let anna = anna.into_iter().find(|person| person.name == "Анна").unwrap();
        let card = |active, person: &Person| PersonInput { active, expected_revision: Some(person.revision), ..input("Анна", Role::Cashier) };
        let place = format!("/api/v1/people/{}", anna.person_id);
        let anna: Person = owner.put(&place, &card(false, &anna)).await;
        owner.refused(Method::PUT, &path(&boris), &pin("4821"), "PIN_TAKEN").await;
        let anna: Person = owner.put(&place, &card(true, &anna)).await;
        assert!(anna.has_pin);
        let anna: Person = owner.put(&path(&anna), &PinInput { pin: None }).await;
        assert!(!anna.has_pin);
        let _: Person = owner.put(&path(&boris), &pin("4821")).await;
    }

    a_role_may_do_what_it_may_and_no_more(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let with_login = |name: &str, role, email: &str| PersonInput {
            email: email.to_owned(),
            password: Some("another password".to_owned()),
            ..input(name, role)
        };
        let _: Person = owner.post("/api/v1/people", &with_login("Мария", Role::Manager, "m@shop.example")).await;
        let _: Person = owner.post("/api/v1/people", &with_login("Анна", Role::Cashier, "a@shop.example")).await;
        let manager = app.sign_in("m@shop.example", "another password").await;
        let people: Vec<Person> = manager.get("/api/v1/people").await;
        assert_eq!(people.len(), 3);
        manager.refused(Method::POST, "/api/v1/people", &input("Борис", Role::Cashier), "FORBIDDEN").await;
        let cashier = app.sign_in("a@shop.example", "another password").await;
        cashier.refused(Method::GET, "/api/v1/receipts", &(), "FORBIDDEN").await;
        cashier.refused(Method::GET, "/api/v1/today", &(), "FORBIDDEN").await;
    }

    closing_an_access_ends_its_sessions_at_once(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut ask = PersonInput {
            email: "m@shop.example".to_owned(),
            password: Some("another password".to_owned()),
            ..input("Мария", Role::Manager)
        };
        let person: Person = owner.post("/api/v1/people", &ask).await;
        let manager = app.sign_in("m@shop.example", "another password").await;
        let _: Me = manager.get("/api/v1/me").await;
        ask.active = false;
        ask.password = None;
        let path = format!("/api/v1/people/{}", person.person_id);
        owner.refused(Method::PUT, &path, &ask, "REVISION_MISSING").await;
        let _: Me = manager.get("/api/v1/me").await;
        ask.expected_revision = Some(person.revision);
        let _: Person = owner.put(&path, &ask).await;
        manager.refused(Method::GET, "/api/v1/me", &(), "UNAUTHENTICATED").await;
    }

    the_last_owner_stays(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let path = format!("/api/v1/people/{}", owner.signed.me.person_id);
        let ask = PersonInput {
            email: owner.signed.me.email.clone(),
            expected_revision: Some(1),
            ..input("Я", Role::Cashier)
        };
        owner.refused(Method::PUT, &path, &ask, "LAST_OWNER").await;
        let taken = PersonInput {
            email: owner.signed.me.email.clone(),
            password: Some("another password".to_owned()),
            ..input("Двойник", Role::Manager)
        };
        owner.refused(Method::POST, "/api/v1/people", &taken, "EMAIL_TAKEN").await;
        let without = PersonInput { email: "x@shop.example".to_owned(), ..input("Без пароля", Role::Manager) };
        owner.refused(Method::POST, "/api/v1/people", &without, "PASSWORD_NEEDED").await;
    }
}

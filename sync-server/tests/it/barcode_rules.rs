//! The company's own barcode rules.

use axum::http::Method;
use bezmen_contract::console::barcode_rules::{BarcodeRule, BarcodeRules, BarcodeRulesInput};
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::{BarcodeRuleRow, CompanyRow};
use bezmen_domain::permission::Role;
use bezmen_server::platform::db::sql;
use bezmen_server::platform::feed::{self, StreamKey};

use crate::support::{Owner, TestApp, on_both};

const PATH: &str = "/api/v1/barcode-rules";

fn rule(encoding: &str, pattern: &str, kind: &str) -> BarcodeRule {
    BarcodeRule {
        encoding: encoding.to_owned(),
        pattern: pattern.to_owned(),
        kind: kind.to_owned(),
    }
}

fn input(rules: Vec<BarcodeRule>, revision: u64) -> BarcodeRulesInput {
    BarcodeRulesInput {
        rules,
        expected_revision: Some(revision),
    }
}

/// The company as its tills pull it now, and at which revision of the stream.
async fn published(app: &TestApp, owner: &Owner) -> (CompanyRow, u64) {
    let tenant_id = owner.signed.me.tenant_id;
    let mut tx = app.db().read(tenant_id).await.unwrap();
    let rows = feed::page(&mut tx, tenant_id, StreamKey::Tenant, 0, 1000)
        .await
        .unwrap();
    let company = rows
        .iter()
        .find(|row| row.kind == RowKind::Company)
        .unwrap();
    (serde_json::from_str(&company.body).unwrap(), company.rev)
}

on_both! {
    rules_of_the_owner_reach_the_tills_in_their_order(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let built_in: BarcodeRules = owner.get(PATH).await;
        assert!(built_in.is_built_in);
        assert_eq!(built_in.rules, [rule("ean13", "21.....{NNDDD}.", "weight"), rule("ean13", "23.....{NNNDD}.", "price")]);
        let (row, first_rev) = published(&app, &owner).await;
        assert_eq!(row.barcode_rules, []);

        let own = vec![rule("ean13", " 28....C{NNDDD}. ", "weight"), rule("any", "S-", "staff"), rule("upca", "2.....C{NNDD}.", "price")];
        let set: BarcodeRules = owner.put(PATH, &input(own, built_in.revision)).await;
        assert!(!set.is_built_in);
        assert_eq!(set.conflicts, []);
        assert_eq!(set.revision, built_in.revision + 1);
        assert_eq!(owner.get::<BarcodeRules>(PATH).await, set);
        let (row, rev) = published(&app, &owner).await;
        assert!(rev > first_rev, "tills that have pulled before pull it again");
        let wire = |encoding: &str, pattern: &str, kind: &str, sequence| BarcodeRuleRow { encoding: encoding.to_owned(), pattern: pattern.to_owned(), kind: kind.to_owned(), sequence };
        assert_eq!(row.barcode_rules, [
            wire("ean13", "28....C{NNDDD}.", "weight", 1), wire("any", "S-", "staff", 2), wire("upca", "2.....C{NNDD}.", "price", 3),
        ]);
        assert_eq!(row.name, "Ромашка");

        owner.refused(Method::PUT, PATH, &input(Vec::new(), built_in.revision), "STALE").await;
        owner.refused(Method::PUT, PATH, &BarcodeRulesInput { rules: Vec::new(), expected_revision: None }, "REVISION_MISSING").await;
        let back: BarcodeRules = owner.put(PATH, &input(Vec::new(), set.revision)).await;
        assert!(back.is_built_in);
        assert_eq!(back.rules, built_in.rules);
        assert_eq!(published(&app, &owner).await.0.barcode_rules, []);
    }

    a_rule_that_no_till_could_sell_by_is_refused_by_its_place(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let right = rule("ean13", "21.....{NNDDD}.", "weight");
        for (wrong, words) in [
            (rule("ean14", "21", "weight"), "Rule 2, “21”: the encoding “ean14” is not known; use ean8, ean13, upca or any."),
            (rule("ean13", "23.....{NNDDD}.", "price"), "Rule 2, “23.....{NNDDD}.”: a pattern has at most 2 decimals here."),
            (rule("ean13", "28", "hologram"), "Rule 2, “28”: the kind “hologram” is not known; use product, weight, price, count, discount, customer, staff, coupon, location, lot or package."),
            (rule("ean13", "23..........", "price"), "Rule 2, “23..........”: a pattern has exactly one embedded number such as {NNDDD}, whole digits N before decimal digits D."),
        ] {
            let refused = owner.refused(Method::PUT, PATH, &input(vec![right.clone(), wrong], 1), "BARCODE_RULE").await;
            assert_eq!(refused.message, words);
            assert_eq!(refused.details.unwrap()["rule"], 1);
        }
        let many = input(vec![right; 51], 1);
        owner.refused(Method::PUT, PATH, &many, "TOO_MANY_BARCODE_RULES").await;
        assert!(owner.get::<BarcodeRules>(PATH).await.is_built_in);
    }

    rules_in_each_others_way_are_told_and_kept(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let rules = vec![rule("ean13", "2......{NNDDD}.", "weight"), rule("ean13", "21.....{NNNDD}.", "price"), rule("ean13", "46", "customer")];
        let set: BarcodeRules = owner.put(PATH, &input(rules.clone(), 1)).await;
        assert_eq!(set.rules, rules);
        let told: Vec<_> = set.conflicts.iter().map(|one| (one.kind.as_str(), one.rule, one.other)).collect();
        assert_eq!(told, [("never_fires", 1, Some(0)), ("real_products", 2, None)]);
        assert!(set.conflicts[0].words.contains("move it up or delete it"), "{}", set.conflicts[0].words);
        assert!(set.conflicts[1].example.as_ref().unwrap().starts_with("46"));
        // As many as there may be are looked through without making anybody wait.
        let many: Vec<_> = (0..50).map(|place| rule("any", &format!("{place:02}....C{{NNDDD}}"), "weight")).collect();
        let set: BarcodeRules = owner.put(PATH, &input(many, set.revision)).await;
        assert_eq!(set.rules.len(), 50);
    }

    only_who_runs_the_company_sets_rules_and_the_audit_says_who(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let cashier = PersonInput {
            name: "Вера".to_owned(),
            role: Role::Manager,
            email: "vera@romashka.example".to_owned(),
            password: Some("a long password".to_owned()),
            active: true,
            expected_revision: None,
        };
        let _: Person = owner.post("/api/v1/people", &cashier).await;
        let manager = app.sign_in("vera@romashka.example", "a long password").await;
        let rules = input(vec![rule("any", "S-", "staff")], 1);
        manager.refused(Method::PUT, PATH, &rules, "FORBIDDEN").await;
        let _: BarcodeRules = manager.get(PATH).await;
        let _: BarcodeRules = owner.put(PATH, &rules).await;
        let tenant_id = owner.signed.me.tenant_id;
        let mut tx = app.db().read(tenant_id).await.unwrap();
        let noted: Vec<(uuid::Uuid, String)> = sql("select person_id, details from audit where tenant_id = $1 and action = 'barcode_rules_changed'")
            .bind(tenant_id)
            .all(&mut tx)
            .await
            .unwrap();
        let [(person, details)] = noted.as_slice() else { panic!("{noted:?}") };
        assert_eq!(*person, owner.signed.me.person_id.uuid());
        let details: serde_json::Value = serde_json::from_str(details).unwrap();
        assert_eq!(details["before"], serde_json::json!([]));
        assert_eq!(details["after"][0]["pattern"], "S-");
    }
}

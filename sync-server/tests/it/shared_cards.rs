//! Runs of several tills about the same customers' cards, with an operation among them that cannot be applied.

use axum::http::StatusCode;
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::wire::fact::{CashMoveFact, CustomerPut};
use bezmen_contract::wire::{OpOutcome, OpRecord, PushReply};
use bezmen_domain::id::{CashMoveId, CustomerId};
use bezmen_domain::money::Money;
use uuid::Uuid;

use crate::support::actor::Answer;
use crate::support::{NOON_MS, Owner, TestApp, WireTill, as_owner, on_both};

/// Pushes of both tills at one moment; two that lock cards in different orders meet in nearly each of them.
const ROUNDS: u128 = 8;

/// Cards that both tills change in one push.
const CARDS: u128 = 10;

fn put(id: u128, name: &str) -> CustomerPut {
    CustomerPut {
        customer_id: CustomerId::from_uuid(Uuid::from_u128(id)),
        name: Some(name.to_owned()),
        phone: None,
        card: None,
    }
}

/// A move of cash under an id that is taken after the first time.
fn same_move(till: &mut WireTill) -> OpRecord {
    let fact = CashMoveFact {
        cash_move_id: CashMoveId::from_uuid(Uuid::from_u128(7)),
        shift_id: till.facts.shift_id,
        person_id: till.facts.person_id,
        amount: Money::from_minor(100),
        reason: "размен".to_owned(),
        moved_at_ms: NOON_MS,
        approved_by: None,
    };
    till.op("cash_move", &fact)
}

/// A run that changes the cards in this order and then says what cannot be applied.
fn run(till: &mut WireTill, cards: impl Iterator<Item = u128>) -> Vec<OpRecord> {
    let mut ops: Vec<OpRecord> = cards
        .map(|id| till.op("customer_put", &put(id, "Мария")))
        .collect();
    ops.push(same_move(till));
    ops
}

fn outcomes(answer: &Answer) -> Vec<OpOutcome> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let reply: PushReply = serde_json::from_slice(&answer.body).unwrap();
    reply.results.iter().map(|result| result.outcome).collect()
}

async fn names(owner: &Owner) -> Vec<String> {
    let page: Page<Customer> = owner.get("/api/v1/customers?limit=200").await;
    page.rows.into_iter().map(|row| row.name).collect()
}

/// Lets the database refuse a card of this name.
const REFUSE_SQLITE: &str = "create trigger refuse before update on customer when new.name = 'Яд'
    begin select raise(abort, 'no such name'); end;";
const REFUSE_POSTGRES: &str =
    "alter table customer add constraint no_such_name check (name <> 'Яд')";

on_both! {
    tills_that_change_the_same_cards_in_opposite_orders_do_not_block_each_other(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut one = WireTill::new(&app, &owner, "Касса 1").await;
        let mut two = WireTill::new(&app, &owner, "Касса 2").await;
        let first = same_move(&mut one);
        one.push(vec![first]).await;
        let mut expected = vec![OpOutcome::Applied; CARDS as usize];
        expected.push(OpOutcome::Parked);
        for round in 0..ROUNDS {
            let cards = round * CARDS..(round + 1) * CARDS;
            let (forth, back) = (run(&mut one, cards.clone()), run(&mut two, cards.rev()));
            let answers = tokio::join!(one.send(forth), two.send(back));
            assert_eq!(outcomes(&answers.0), expected, "round {round}");
            assert_eq!(outcomes(&answers.1), expected, "round {round}");
        }
        assert_eq!(names(&owner).await.len() as u128, ROUNDS * CARDS);
    }

    a_name_longer_than_any_index_takes_holds_up_no_other_operation(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        // Nothing in it repeats, so it does not become short by compression.
        let endless: String = (0..20_000).map(|n: u32| char::from_u32(0x4e00 + n * 7_919 % 20_000).unwrap()).collect();
        let ops = [put(1, &endless), put(2, "Анна")].map(|put| till.op("customer_put", &put));
        let reply = till.push(ops.to_vec()).await;
        let is_sqlite = database.db.engine() == "sqlite";
        assert_eq!(reply.results[0].reason, if is_sqlite { "" } else { "REFUSED_BY_DATABASE" });
        assert_eq!(reply.results[1].outcome, OpOutcome::Applied);
        assert!(names(&owner).await.contains(&"Анна".to_owned()));
    }

    a_card_that_cannot_be_written_leaves_no_empty_one_behind(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut till = WireTill::new(&app, &owner, "Касса 1").await;
        let is_sqlite = database.db.engine() == "sqlite";
        as_owner(database, if is_sqlite { REFUSE_SQLITE } else { REFUSE_POSTGRES }).await;
        let ops = [put(1, "Анна"), put(2, "Яд"), put(3, "Яд"), put(3, "Пётр")];
        let ops = ops.map(|put| till.op("customer_put", &put));
        let reply = till.push(ops.to_vec()).await;
        let said: Vec<&str> = reply.results.iter().map(|result| result.reason.as_str()).collect();
        assert_eq!(said, ["", "REFUSED_BY_DATABASE", "REFUSED_BY_DATABASE", ""]);
        assert_eq!(names(&owner).await, ["Анна", "Пётр"]);
        let again = till.op("customer_put", &put(2, "Борис"));
        till.push(vec![again]).await;
        assert_eq!(names(&owner).await, ["Анна", "Борис", "Пётр"]);
    }
}

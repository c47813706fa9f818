use std::collections::{BTreeMap, BTreeSet};

use bezmen_contract::wire::fact::CustomerPut;
use bezmen_domain::catalog_text;
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{CustomerId, TerminalId};
use serde::{Deserialize, Serialize};

use super::plan::{Fact, Plan};
use super::{OpContext, ProjectionError};
use crate::platform::db::{DbError, Matter, Tx, sql};

/// A clock that runs ahead may win over others by this much at most.
const MAX_AHEAD_MS: i64 = 5 * 60 * 1000;

/// Who wrote a field last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Writer {
    hlc: Hlc,
    terminal_id: TerminalId,
}

#[derive(Debug, sqlx::FromRow)]
struct Record {
    name: String,
    phone: String,
    card: String,
    field_clocks: String,
}

/// Cards that are locked, each with where a fact about it comes from.
pub(super) type Cards = BTreeMap<CustomerId, OpContext>;

/// Locks the cards that plans are about until the transaction ends, in the order of their ids, so that two pushes never wait
/// for each other. A card that is not there yet becomes an empty one: somebody else may be making it at this moment. No store
/// is opened meanwhile.
///
/// No savepoint may be open that is undone while the transaction goes on: that would let the locks go, and what is written
/// then would lock the cards again in another order. What is not written is to be unmade by [`unmake`].
pub(super) async fn lock(tx: &mut Tx, plans: &[&Plan]) -> Result<Cards, DbError> {
    let mut cards = Cards::new();
    for Plan { context, fact } in plans {
        match fact {
            Fact::CustomerPut(put) => cards.insert(put.customer_id, *context),
            Fact::Sale(_)
            | Fact::Return(_)
            | Fact::CashMove(_)
            | Fact::Audit(_)
            | Fact::ShiftOpened(_)
            | Fact::ShiftClosed(_) => None,
        };
    }
    if let Some(context) = cards.values().next() {
        // A store that is being opened would neither get these cards from here nor find them itself.
        tx.hold_still(context.tenant_id, Matter::Stores).await?;
    }
    for (customer_id, context) in &cards {
        sql("insert into customer (tenant_id, id, name, phone, card, search_text, sort_key, field_clocks, created_at_ms, \
             updated_at_ms, revision) values ($1, $2, '', '', '', '', '', '{}', $3, $3, 0) \
             on conflict (tenant_id, id) do update set revision = customer.revision")
        .bind(context.tenant_id)
        .bind(*customer_id)
        .bind(context.received_at_ms)
        .run(tx)
        .await?;
    }
    Ok(cards)
}

/// Takes those of the locked cards away that were made by [`lock`] and of which nothing was written after it.
pub(super) async fn unmake(
    tx: &mut Tx,
    locked: Cards,
    written: &BTreeSet<CustomerId>,
) -> Result<(), DbError> {
    for (customer_id, context) in locked {
        if written.contains(&customer_id) {
            continue;
        }
        sql("delete from customer where tenant_id = $1 and id = $2 and revision = 0")
            .bind(context.tenant_id)
            .bind(customer_id)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// A card was made or changed at a till: each field is kept by the later `(hlc, terminal)`, so the order in which two tills
/// are heard does not matter. The card was locked before.
pub(super) async fn put(
    tx: &mut Tx,
    context: &OpContext,
    fact: &CustomerPut,
) -> Result<(), ProjectionError> {
    let writer = Writer {
        hlc: context
            .hlc
            .clamped_to(context.received_at_ms.saturating_add(MAX_AHEAD_MS)),
        terminal_id: context.terminal_id,
    };
    let mut record: Record = sql(
        "select name, phone, card, field_clocks from customer where tenant_id = $1 and id = $2",
    )
    .bind(context.tenant_id)
    .bind(fact.customer_id)
    .one(tx)
    .await?;
    let mut clocks: BTreeMap<String, Writer> = serde_json::from_str(&record.field_clocks)?;
    for (field, value, said) in [
        ("name", &mut record.name, &fact.name),
        ("phone", &mut record.phone, &fact.phone),
        ("card", &mut record.card, &fact.card),
    ] {
        let Some(said) = said else { continue };
        if clocks.get(field).is_none_or(|last| *last < writer) {
            clocks.insert(field.to_owned(), writer);
            said.trim().clone_into(value);
        }
    }
    let search_text = catalog_text::search_text([
        record.name.as_str(),
        record.phone.as_str(),
        record.card.as_str(),
    ]);
    sql("update customer set name = $3, phone = $4, card = $5, search_text = $6, sort_key = $7, field_clocks = $8, \
         updated_at_ms = $9, revision = revision + 1 where tenant_id = $1 and id = $2")
        .bind(context.tenant_id)
        .bind(fact.customer_id)
        .bind(&record.name)
        .bind(&record.phone)
        .bind(&record.card)
        .bind(search_text)
        .bind(catalog_text::normalize(&record.name))
        .bind(serde_json::to_string(&clocks)?)
        .bind(context.received_at_ms)
        .run(tx)
        .await?;
    Ok(())
}

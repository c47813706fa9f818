use bezmen_contract::wire::fact::{AuditFact, CashMoveFact};
use bezmen_domain::id::{StoreId, TenantId};
use uuid::Uuid;

use super::plan::Fact;
use super::sale::SaleRows;
use super::{Effects, Op, OpContext, Plan, ProjectionError, customer, plan, shift};
use crate::customers;
use crate::platform::clock::random;
use crate::platform::db::{Arg, Bulk, DbError, Tx, sql};
use crate::platform::feed::{StreamKey, publish};

/// Projects operations in their order. Says for each whether it has its projection or why not; fails as a whole when the
/// database does, and then nothing of the transaction may be committed.
pub async fn apply_all(
    tx: &mut Tx,
    ops: &[Op<'_>],
) -> Result<(Vec<Result<(), ProjectionError>>, Effects), DbError> {
    let mut effects = Effects::default();
    let mut results: Vec<Result<(), ProjectionError>> = Vec::with_capacity(ops.len());
    let mut plans: Vec<(usize, Plan)> = Vec::with_capacity(ops.len());
    for (at, op) in ops.iter().enumerate() {
        match plan(op) {
            Ok(plan) => {
                plans.push((at, plan));
                results.push(Ok(()));
            }
            Err(error) => results.push(Err(error)),
        }
    }
    let all: Vec<&Plan> = plans.iter().map(|(_, plan)| plan).collect();
    let cards = customer::lock(tx, &all).await?;
    tx.savepoint().await?;
    match write(tx, &all).await {
        Ok(()) => {
            tx.release().await?;
            plans.iter().for_each(|(_, plan)| effects.note(plan));
        }
        Err(ProjectionError::Db(error)) => {
            tx.undo().await?;
            return Err(error);
        }
        Err(_) => {
            tx.undo().await?;
            for (at, plan) in &plans {
                results[*at] = write_alone(tx, plan, &mut effects).await?;
            }
        }
    }
    customer::unmake(tx, cards, &effects.customers).await?;
    Ok((results, effects))
}

async fn write_alone(
    tx: &mut Tx,
    plan: &Plan,
    effects: &mut Effects,
) -> Result<Result<(), ProjectionError>, DbError> {
    tx.savepoint().await?;
    match write(tx, &[plan]).await {
        Ok(()) => {
            tx.release().await?;
            effects.note(plan);
            Ok(Ok(()))
        }
        Err(ProjectionError::Db(error)) => {
            tx.undo().await?;
            Err(error)
        }
        Err(error) => {
            tx.undo().await?;
            Ok(Err(error))
        }
    }
}

impl Effects {
    fn note(&mut self, plan: &Plan) {
        if let Fact::CustomerPut(put) = &plan.fact {
            self.customers.insert(put.customer_id);
        }
    }
}

/// Writes plans: what is only added goes in bulk, what changes a row goes in order. Cards were locked before.
async fn write(tx: &mut Tx, plans: &[&Plan]) -> Result<(), ProjectionError> {
    let mut sales = SaleRows::new();
    let mut cash_moves = Bulk::new(
        "cash_move (tenant_id, id, store_id, terminal_id, shift_id, amount_minor, reason, person_id, approved_by_id, at_ms)",
    );
    let mut audits = Bulk::new(
        "audit (tenant_id, id, at_ms, store_id, terminal_id, person_id, approved_by_id, action, subject, reason, amount_minor)",
    );
    for Plan { context, fact } in plans {
        match fact {
            Fact::Sale(sale) => sales.add(context, "sale", sale)?,
            Fact::Return(sale) => sales.add(context, "return", sale)?,
            Fact::CashMove(fact) => cash_moves.push(cash_move(context, fact)),
            Fact::Audit(fact) => audits.push(audit(context, fact)),
            Fact::ShiftOpened(fact) => shift::opened(tx, context, fact).await?,
            Fact::ShiftClosed(fact) => shift::closed(tx, context, fact).await?,
            Fact::CustomerPut(fact) => customer::put(tx, context, fact).await?,
        }
    }
    sales.insert(tx).await?;
    cash_moves.insert(tx).await?;
    audits.insert(tx).await?;
    Ok(())
}

fn cash_move(context: &OpContext, fact: &CashMoveFact) -> [Arg; 10] {
    [
        context.tenant_id.into(),
        fact.cash_move_id.into(),
        context.store_id.into(),
        context.terminal_id.into(),
        fact.shift_id.into(),
        fact.amount.into(),
        Arg::from(&fact.reason),
        fact.person_id.into(),
        fact.approved_by.into(),
        fact.moved_at_ms.into(),
    ]
}

fn audit(context: &OpContext, fact: &AuditFact) -> [Arg; 11] {
    [
        context.tenant_id.into(),
        Uuid::from_bytes(random()).into(),
        fact.at_ms.into(),
        context.store_id.into(),
        context.terminal_id.into(),
        fact.person_id.into(),
        fact.approved_by.into(),
        Arg::from(&fact.action),
        Arg::from(&fact.subject),
        Arg::from(&fact.reason),
        fact.amount.into(),
    ]
}

/// Sends to the tills of all stores what changed. Call it last, just before the commit.
pub async fn publish_effects(
    tx: &mut Tx,
    tenant_id: TenantId,
    effects: &Effects,
) -> Result<(), ProjectionError> {
    if effects.customers.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = effects.customers.iter().copied().collect();
    let changes = customers::published::customers(tx, tenant_id, &ids).await?;
    let mut stores: Vec<(Uuid,)> = sql("select id from store where tenant_id = $1")
        .bind(tenant_id)
        .all(tx)
        .await?;
    // Counters are locked in the order of their names, so that two pushes never wait for each other.
    stores.sort_by_key(|(id,)| StreamKey::Store(StoreId::from_uuid(*id)).name());
    for (id,) in stores {
        publish(
            tx,
            tenant_id,
            StreamKey::Store(StoreId::from_uuid(id)),
            changes.clone(),
        )
        .await?;
    }
    Ok(())
}

use bezmen_contract::wire::fact::{ShiftClosed, ShiftOpened};

use super::{OpContext, ProjectionError};
use crate::platform::db::{Tx, sql};

/// A shift began. Should its end be known already, because this operation was parked and is replayed, the end is kept.
pub(super) async fn opened(
    tx: &mut Tx,
    context: &OpContext,
    fact: &ShiftOpened,
) -> Result<(), ProjectionError> {
    sql("insert into shift (tenant_id, id, store_id, terminal_id, epoch, number, opened_at_ms, opened_by_id, opening_float_minor) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (tenant_id, id) do update set opened_at_ms = excluded.opened_at_ms, opened_by_id = excluded.opened_by_id, \
         opening_float_minor = excluded.opening_float_minor")
    .bind(context.tenant_id)
    .bind(fact.shift_id)
    .bind(context.store_id)
    .bind(context.terminal_id)
    .bind(context.epoch)
    .bind(fact.number.cast_signed())
    .bind(fact.opened_at_ms)
    .bind(fact.person_id)
    .bind(fact.opening_float)
    .run(tx)
    .await?;
    Ok(())
}

/// A shift ended. Should its beginning be unknown, because that operation is parked, the end stands for it. A till that was
/// paired anew or forked meanwhile names the operations of the incarnation it is now, so the shift goes along.
pub(super) async fn closed(
    tx: &mut Tx,
    context: &OpContext,
    fact: &ShiftClosed,
) -> Result<(), ProjectionError> {
    sql("insert into shift (tenant_id, id, store_id, terminal_id, epoch, number, opened_at_ms, opened_by_id, opening_float_minor, \
         closed_at_ms, closed_by_id, from_seq, to_seq, counted_cash_minor, difference_minor, note, approved_by_id, totals, document) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, $8, $10, $11, $12, $13, $14, $15, $16, $17) \
         on conflict (tenant_id, id) do update set store_id = excluded.store_id, terminal_id = excluded.terminal_id, \
         epoch = excluded.epoch, closed_at_ms = excluded.closed_at_ms, closed_by_id = excluded.closed_by_id, \
         from_seq = excluded.from_seq, to_seq = excluded.to_seq, counted_cash_minor = excluded.counted_cash_minor, \
         difference_minor = excluded.difference_minor, note = excluded.note, approved_by_id = excluded.approved_by_id, \
         totals = excluded.totals, document = excluded.document")
    .bind(context.tenant_id)
    .bind(fact.shift_id)
    .bind(context.store_id)
    .bind(context.terminal_id)
    .bind(context.epoch)
    .bind(fact.number.cast_signed())
    .bind(fact.closed_at_ms)
    .bind(fact.person_id)
    .bind(fact.totals.opening_float)
    .bind(fact.from_seq.cast_signed())
    .bind(fact.to_seq.cast_signed())
    .bind(fact.counted_cash)
    .bind(fact.difference)
    .bind(&fact.note)
    .bind(fact.approved_by)
    .bind(serde_json::to_string(&fact.totals)?)
    .bind(serde_json::to_string(&fact.document)?)
    .run(tx)
    .await?;
    Ok(())
}

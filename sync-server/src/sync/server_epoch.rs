use crate::platform::clock::Clock;
use crate::platform::db::{Db, DbError, Tx, sql};
use bezmen_domain::id::TenantId;
use uuid::Uuid;

/// Reads the incarnation of the database.
pub async fn server_epoch(tx: &mut Tx) -> Result<u32, DbError> {
    let epoch = sql("select server_epoch from server_state where only_row = 1")
        .number(tx)
        .await?;
    Ok(u32::try_from(epoch).unwrap_or(u32::MAX))
}

/// Begins a new incarnation after the database was restored from a backup: every till then asks what the ledger still has,
/// sends again what the backup lacks, and reads its streams anew. Returns the new incarnation.
///
/// An incarnation is named by the second in which it begins: a backup does not know those that began after it was made, so
/// counting them would give two of them one name, and tills would not notice the later.
pub async fn raise_server_epoch(db: &Db, clock: &Clock) -> Result<u32, DbError> {
    // The row belongs to no company; any scope sees it.
    let mut tx = db.write(TenantId::from_uuid(Uuid::nil())).await?;
    let epoch = sql("update server_state set server_epoch = case when server_epoch < $1 then $1 else server_epoch + 1 end \
         where only_row = 1 returning server_epoch")
        .bind(clock.now_ms() / 1_000)
        .number(&mut tx)
        .await?;
    tx.commit().await?;
    Ok(u32::try_from(epoch).unwrap_or(u32::MAX))
}

use bezmen_domain::id::{TenantId, TerminalId};

use crate::platform::db::{DbError, Tx, sql};
use crate::platform::secret::{new_token, token_hash};

/// Makes a till's token in place of those of the same incarnation, and returns it; only its hash is kept.
pub async fn issue_token(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal_id: TerminalId,
    epoch: u32,
    now_ms: i64,
) -> Result<String, DbError> {
    sql("delete from terminal_token where tenant_id = $1 and terminal_id = $2 and epoch = $3")
        .bind(tenant_id)
        .bind(terminal_id)
        .bind(epoch)
        .run(tx)
        .await?;
    let token = new_token();
    sql("insert into terminal_token (tenant_id, token_hash, terminal_id, epoch, created_at_ms) values ($1, $2, $3, $4, $5)")
        .bind(tenant_id)
        .bind(token_hash(&token))
        .bind(terminal_id)
        .bind(epoch)
        .bind(now_ms)
        .run(tx)
        .await?;
    Ok(token)
}

use bezmen_contract::console::terminals::AsideKind;
use bezmen_domain::id::{TenantId, TerminalId};
use bezmen_domain::money::Money;
use serde::Deserialize;

use crate::platform::db::{DbError, Tx, sql_built};

/// Receipts read at a time: a receipt is some kilobytes.
const PAGE: i64 = 500;

/// Receipts that are added up at the most: the page of a till must not read a year of sales into memory.
const MOST: i64 = 20_000;

/// What is needed of a receipt.
#[derive(Deserialize)]
struct Receipt {
    total: Money,
}

/// Adds up the receipts among the operations of one kind and reason, sales less returns. `None` when one of them cannot
/// be read or there are too many: a sum that leaves something out would mislead.
pub(super) async fn net(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal_id: TerminalId,
    kind: AsideKind,
    reason: &str,
) -> Result<Option<Money>, DbError> {
    let (mut sum, mut read) = (Money::ZERO, 0);
    let mut after = (0_i64, 0_i64);
    loop {
        let text = format!(
            "select epoch, seq, kind, body from op where tenant_id = $1 and terminal_id = $2 and outcome = '{}' and reason = $3 \
             and kind in ('sale', 'return') and (epoch, seq) > ($4, $5) order by epoch, seq limit $6",
            super::word(kind)
        );
        let rows: Vec<(i64, i64, String, String)> = sql_built(text)
            .bind(tenant_id)
            .bind(terminal_id)
            .bind(reason)
            .bind(after.0)
            .bind(after.1)
            .bind(PAGE)
            .all(tx)
            .await?;
        let Some((epoch, seq, ..)) = rows.last() else {
            return Ok(Some(sum));
        };
        after = (*epoch, *seq);
        read += PAGE;
        if read > MOST {
            return Ok(None);
        }
        for (_, _, kind, body) in &rows {
            let Ok(receipt) = serde_json::from_str::<Receipt>(body) else {
                return Ok(None);
            };
            let next = if kind == "return" {
                sum.checked_sub(receipt.total)
            } else {
                sum.checked_add(receipt.total)
            };
            let Some(next) = next else { return Ok(None) };
            sum = next;
        }
    }
}

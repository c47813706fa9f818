use std::collections::HashMap;

use bezmen_domain::id::{TaxRateId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::shift::{CountSum, ShiftTotals, TenderTotal};
use bezmen_domain::tax::{TaxRate, TaxTotal};
use bezmen_domain::tender::TenderKind;
use uuid::Uuid;

use crate::catalog::mode_from_code;
use crate::platform::db::{Arg, Filter, Tx, sql_built};
use crate::platform::http::ApiError;

#[derive(sqlx::FromRow)]
struct Receipts {
    shift_id: Uuid,
    kind: String,
    count: i64,
    total: i64,
    discount: i64,
    rounding: i64,
    first: i64,
    last: i64,
}

#[derive(sqlx::FromRow)]
struct Taxes {
    shift_id: Uuid,
    tax_rate_id: Uuid,
    name: String,
    basis_points: i64,
    mode: String,
    base: i64,
    tax: i64,
}

/// Counts shifts together from their receipts and cash moves, whatever their Z reports say. `floats` are the shifts with
/// the cash they were opened with.
pub(super) async fn counted(
    tx: &mut Tx,
    tenant_id: TenantId,
    floats: &[(Uuid, i64)],
) -> Result<HashMap<Uuid, ShiftTotals>, ApiError> {
    let mut totals: HashMap<Uuid, ShiftTotals> = floats
        .iter()
        .map(|(id, float)| (*id, ShiftTotals::opened(Money::from_minor(*float))))
        .collect();
    let mut filter = Filter::new("sale.tenant_id = {}", tenant_id);
    filter.and_in("sale.shift_id", floats.iter().map(|(id, _)| Arg::from(*id)));
    add_receipts(tx, &filter, &mut totals).await?;
    add_tenders(tx, &filter, &mut totals).await?;
    add_taxes(tx, &filter, &mut totals).await?;
    add_cash_moves(tx, tenant_id, &mut totals).await?;
    for totals in totals.values_mut() {
        totals.by_tender.sort_by_key(|tender| tender.kind);
        let cash: Money = totals
            .by_tender
            .iter()
            .filter(|tender| tender.kind.is_cash())
            .map(|tender| tender.net)
            .sum();
        totals.expected_cash = totals.opening_float + cash + totals.cash_in - totals.cash_out;
    }
    Ok(totals)
}

async fn add_receipts(
    tx: &mut Tx,
    filter: &Filter,
    totals: &mut HashMap<Uuid, ShiftTotals>,
) -> Result<(), ApiError> {
    let text = format!(
        "select sale.shift_id, sale.kind, count(*) as count, cast(sum(sale.total_minor) as bigint) as total, \
         cast(sum(sale.discount_minor) as bigint) as discount, cast(sum(sale.rounding_minor) as bigint) as rounding, \
         min(sale.number) as first, max(sale.number) as last from sale where {} group by sale.shift_id, sale.kind",
        filter.text()
    );
    let rows: Vec<Receipts> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    for row in rows {
        let Some(totals) = totals.get_mut(&row.shift_id) else {
            continue;
        };
        let sums = CountSum {
            count: row.count.unsigned_abs(),
            sum: Money::from_minor(row.total),
        };
        let (discount, rounding) = (
            Money::from_minor(row.discount),
            Money::from_minor(row.rounding),
        );
        if row.kind == "return" {
            totals.returns = sums;
            totals.discounts -= discount;
            totals.rounding -= rounding;
        } else {
            totals.sales = sums;
            totals.discounts += discount;
            totals.rounding += rounding;
        }
        let (first, last) = (row.first.unsigned_abs(), row.last.unsigned_abs());
        totals.receipts_from = Some(totals.receipts_from.map_or(first, |from| from.min(first)));
        totals.receipts_to = Some(totals.receipts_to.map_or(last, |to| to.max(last)));
    }
    Ok(())
}

async fn add_tenders(
    tx: &mut Tx,
    filter: &Filter,
    totals: &mut HashMap<Uuid, ShiftTotals>,
) -> Result<(), ApiError> {
    let text = format!(
        "select sale.shift_id, sale_payment.kind, \
         cast(coalesce(sum(case when sale.kind = 'sale' then sale_payment.amount_minor end), 0) as bigint), \
         cast(coalesce(sum(case when sale.kind = 'return' then sale_payment.amount_minor end), 0) as bigint) \
         from sale join sale_payment on sale_payment.tenant_id = sale.tenant_id and sale_payment.sale_id = sale.id \
         where {} group by sale.shift_id, sale_payment.kind",
        filter.text()
    );
    let rows: Vec<(Uuid, String, i64, i64)> =
        sql_built(text).bind_all(filter.args()).all(tx).await?;
    for (shift_id, kind, sales, returns) in rows {
        let kind = TenderKind::from_code(&kind)
            .ok_or_else(|| ApiError::fault(format!("unknown tender {kind}")))?;
        let (sales, returns) = (Money::from_minor(sales), Money::from_minor(returns));
        if let Some(totals) = totals.get_mut(&shift_id) {
            totals.by_tender.push(TenderTotal {
                kind,
                sales,
                returns,
                net: sales - returns,
            });
        }
    }
    Ok(())
}

async fn add_taxes(
    tx: &mut Tx,
    filter: &Filter,
    totals: &mut HashMap<Uuid, ShiftTotals>,
) -> Result<(), ApiError> {
    let text = format!(
        "select sale.shift_id, sale_tax.tax_rate_id, sale_tax.name, sale_tax.basis_points, sale_tax.mode, \
         cast(sum(case when sale.kind = 'return' then -sale_tax.base_minor else sale_tax.base_minor end) as bigint) as base, \
         cast(sum(case when sale.kind = 'return' then -sale_tax.tax_minor else sale_tax.tax_minor end) as bigint) as tax \
         from sale join sale_tax on sale_tax.tenant_id = sale.tenant_id and sale_tax.sale_id = sale.id where {} \
         group by sale.shift_id, sale_tax.tax_rate_id, sale_tax.name, sale_tax.basis_points, sale_tax.mode \
         order by sale_tax.basis_points desc, sale_tax.tax_rate_id",
        filter.text()
    );
    let rows: Vec<Taxes> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    for row in rows {
        let Some(totals) = totals.get_mut(&row.shift_id) else {
            continue;
        };
        let rate = TaxRate {
            id: TaxRateId::from_uuid(row.tax_rate_id),
            name: row.name,
            basis_points: u32::try_from(row.basis_points).unwrap_or_default(),
            mode: mode_from_code(&row.mode)
                .ok_or_else(|| ApiError::fault(format!("unknown tax mode {}", row.mode)))?,
        };
        totals.taxes.push(TaxTotal {
            rate,
            base: Money::from_minor(row.base),
            tax: Money::from_minor(row.tax),
        });
    }
    Ok(())
}

async fn add_cash_moves(
    tx: &mut Tx,
    tenant_id: TenantId,
    totals: &mut HashMap<Uuid, ShiftTotals>,
) -> Result<(), ApiError> {
    let mut filter = Filter::new("tenant_id = {}", tenant_id);
    filter.and_in("shift_id", totals.keys().map(|id| Arg::from(*id)));
    let text = format!(
        "select shift_id, cast(coalesce(sum(case when amount_minor > 0 then amount_minor end), 0) as bigint), \
         cast(coalesce(sum(case when amount_minor < 0 then -amount_minor end), 0) as bigint) \
         from cash_move where {} group by shift_id",
        filter.text()
    );
    let rows: Vec<(Uuid, i64, i64)> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    for (shift_id, cash_in, cash_out) in rows {
        if let Some(totals) = totals.get_mut(&shift_id) {
            totals.cash_in = Money::from_minor(cash_in);
            totals.cash_out = Money::from_minor(cash_out);
        }
    }
    Ok(())
}

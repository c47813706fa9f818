use bezmen_contract::console::today::{Figures, Hour, TenderSum};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;

use super::Scope;
use crate::platform::db::{DbError, Tx, sql_built};

/// Sums a day up, as far as `until_ms` when given.
pub(super) async fn figures(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
    until_ms: Option<i64>,
) -> Result<Figures, DbError> {
    let mut filter = scope.on_sales();
    filter
        .and("sale.business_date = {}", date.to_string())
        .and_some("sale.sold_at_ms <= {}", until_ms);
    let text = format!(
        "select sale.kind, count(*), cast(sum(sale.total_minor) as bigint), cast(sum(sale.discount_minor) as bigint) \
         from sale where {} group by sale.kind",
        filter.text()
    );
    let rows: Vec<(String, i64, i64, i64)> =
        sql_built(text).bind_all(filter.args()).all(tx).await?;
    let mut figures = Figures {
        takings: Money::ZERO,
        receipts: 0,
        average: Money::ZERO,
        returns: Money::ZERO,
        return_receipts: 0,
        discounts: Money::ZERO,
    };
    for (kind, count, total, discount) in rows {
        let (count, total, discount) = (
            count.unsigned_abs(),
            Money::from_minor(total),
            Money::from_minor(discount),
        );
        if kind == "return" {
            figures.return_receipts = count;
            figures.returns = total;
            figures.takings -= total;
            figures.discounts -= discount;
        } else {
            figures.receipts = count;
            figures.takings += total;
            figures.discounts += discount;
        }
    }
    if figures.receipts > 0 {
        figures.average = figures.takings.share(1, figures.receipts.cast_signed());
    }
    Ok(figures)
}

/// The 24 hours of a day next to those of the day it is compared with.
pub(super) async fn hours(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
    before: BusinessDate,
) -> Result<Vec<Hour>, DbError> {
    let mut filter = scope.on_sales();
    filter.and_in(
        "sale.business_date",
        [date.to_string().into(), before.to_string().into()],
    );
    let text = format!(
        "select sale.business_date, sale.local_hour, \
         cast(sum(case when sale.kind = 'return' then -sale.total_minor else sale.total_minor end) as bigint), \
         count(case when sale.kind = 'sale' then 1 end) from sale where {} group by sale.business_date, sale.local_hour",
        filter.text()
    );
    let rows: Vec<(String, i64, i64, i64)> =
        sql_built(text).bind_all(filter.args()).all(tx).await?;
    let mut hours: Vec<Hour> = (0..24)
        .map(|hour| Hour {
            hour,
            takings: Money::ZERO,
            before: Money::ZERO,
            receipts: 0,
        })
        .collect();
    for (day, hour, takings, receipts) in rows {
        let Some(hour) = usize::try_from(hour)
            .ok()
            .and_then(|hour| hours.get_mut(hour))
        else {
            continue;
        };
        if day == date.to_string() {
            hour.takings = Money::from_minor(takings);
            hour.receipts = receipts.unsigned_abs();
        } else {
            hour.before = Money::from_minor(takings);
        }
    }
    Ok(hours)
}

/// What was paid by what.
pub(super) async fn tenders(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
) -> Result<Vec<TenderSum>, DbError> {
    let mut filter = scope.on_sales();
    filter.and("sale.business_date = {}", date.to_string());
    let text = format!(
        "select sale_payment.kind, \
         cast(sum(case when sale.kind = 'return' then -sale_payment.amount_minor else sale_payment.amount_minor end) as bigint) \
         from sale join sale_payment on sale_payment.tenant_id = sale.tenant_id and sale_payment.sale_id = sale.id \
         where {} group by sale_payment.kind",
        filter.text()
    );
    let rows: Vec<(String, i64)> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    let mut tenders: Vec<TenderSum> = rows
        .into_iter()
        .filter_map(|(kind, amount)| {
            Some(TenderSum {
                tender: TenderKind::from_code(&kind)?,
                amount: Money::from_minor(amount),
            })
        })
        .collect();
    tenders.sort_by_key(|sum| sum.tender);
    Ok(tenders)
}

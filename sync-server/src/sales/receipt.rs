use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::sales::{Receipt, ReceiptLine, ReceiptPayment};
use bezmen_domain::id::{LineId, ProductId, SaleId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::tender::TenderKind;
use uuid::Uuid;

use super::row::RowRecord;
use crate::app::App;
use crate::platform::db::{Tx, sql, sql_built};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

#[derive(sqlx::FromRow)]
struct SaleRecord {
    gross_minor: i64,
    discount_minor: i64,
    rounding_minor: i64,
    reason: String,
    original_sale_id: Option<Uuid>,
    document: String,
}

#[derive(sqlx::FromRow)]
struct LineRecord {
    line_id: Uuid,
    product_id: Option<Uuid>,
    name: String,
    ki: Option<String>,
    unit: String,
    quantity: i64,
    unit_price_minor: i64,
    gross_minor: i64,
    line_discount_minor: i64,
    receipt_discount_minor: i64,
    tax_minor: i64,
    total_minor: i64,
}

/// Shows a receipt with everything on it and as it was printed.
#[utoipa::path(get, path = "/receipts/{id}", tag = "receipts", params(("id" = SaleId, Path)), responses((status = 200, body = Receipt)))]
pub async fn receipt(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<SaleId>,
) -> ApiResult<Json<Receipt>> {
    signed.require(Permission::ViewReports)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.read(tenant_id).await?;
    let rows = format!(
        "{} where sale.tenant_id = $1 and sale.id = $2",
        RowRecord::SELECT
    );
    let row: Option<RowRecord> = sql_built(rows)
        .bind(tenant_id)
        .bind(id)
        .optional(&mut tx)
        .await?;
    let row = row.ok_or(refusals::NOT_FOUND)?.view();
    let sale: SaleRecord = sql(
        "select gross_minor, discount_minor, rounding_minor, reason, original_sale_id, document from sale \
         where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(id)
    .one(&mut tx)
    .await?;
    let returns = format!(
        "{} where sale.tenant_id = $1 and sale.original_sale_id = $2 order by sale.sold_at_ms, sale.id",
        RowRecord::SELECT
    );
    let returns: Vec<RowRecord> = sql_built(returns)
        .bind(tenant_id)
        .bind(id)
        .all(&mut tx)
        .await?;
    Ok(Json(Receipt {
        row,
        items: lines(&mut tx, tenant_id, id).await?,
        payments: payments(&mut tx, tenant_id, id).await?,
        gross: Money::from_minor(sale.gross_minor),
        discount: Money::from_minor(sale.discount_minor),
        rounding: Money::from_minor(sale.rounding_minor),
        reason: sale.reason,
        return_of: sale.original_sale_id.map(SaleId::from_uuid),
        returns: returns.into_iter().map(RowRecord::view).collect(),
        document: serde_json::from_str(&sale.document)?,
    }))
}

async fn lines(tx: &mut Tx, tenant_id: TenantId, id: SaleId) -> Result<Vec<ReceiptLine>, ApiError> {
    let records: Vec<LineRecord> = sql(
        "select line_id, product_id, name, ki, unit, quantity, unit_price_minor, gross_minor, line_discount_minor, \
         receipt_discount_minor, tax_minor, total_minor from sale_line where tenant_id = $1 and sale_id = $2 order by position",
    )
    .bind(tenant_id)
    .bind(id)
    .all(tx)
    .await?;
    let line = |record: LineRecord| {
        Ok(ReceiptLine {
            line_id: LineId::from_uuid(record.line_id),
            product_id: record.product_id.map(ProductId::from_uuid),
            name: record.name,
            ki: record.ki,
            unit: Unit::from_code(&record.unit)
                .ok_or_else(|| ApiError::fault(format!("unknown unit {}", record.unit)))?,
            quantity: Quantity::from_thousandths(record.quantity),
            unit_price: Money::from_minor(record.unit_price_minor),
            gross: Money::from_minor(record.gross_minor),
            discount: Money::from_minor(record.line_discount_minor)
                + Money::from_minor(record.receipt_discount_minor),
            tax: Money::from_minor(record.tax_minor),
            total: Money::from_minor(record.total_minor),
        })
    };
    records.into_iter().map(line).collect()
}

async fn payments(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: SaleId,
) -> Result<Vec<ReceiptPayment>, ApiError> {
    let records: Vec<(String, i64, Option<String>)> = sql(
        "select kind, amount_minor, reference from sale_payment where tenant_id = $1 and sale_id = $2 order by position",
    )
    .bind(tenant_id)
    .bind(id)
    .all(tx)
    .await?;
    let payment = |(kind, amount, reference): (String, i64, Option<String>)| {
        Ok(ReceiptPayment {
            tender: TenderKind::from_code(&kind)
                .ok_or_else(|| ApiError::fault(format!("unknown tender {kind}")))?,
            amount: Money::from_minor(amount),
            reference,
        })
    };
    records.into_iter().map(payment).collect()
}

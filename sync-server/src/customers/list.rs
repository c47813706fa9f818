use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::{Customer, CustomerFilter};
use bezmen_domain::catalog_text::query_words;
use bezmen_domain::id::CustomerId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{Filter, sql_built};
use crate::platform::http::{ApiResult, Cursor, page_limit};
use crate::platform::session::Signed;

#[derive(sqlx::FromRow)]
struct Record {
    id: Uuid,
    name: String,
    phone: String,
    card: String,
    sort_key: String,
    receipts: i64,
    spent: i64,
    last_at_ms: Option<i64>,
}

/// Lists customers by name with what they have bought.
#[utoipa::path(get, path = "/customers", tag = "customers", params(CustomerFilter), responses((status = 200, body = Page<Customer>)))]
pub async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<CustomerFilter>,
) -> ApiResult<Json<Page<Customer>>> {
    signed.require(Permission::ManageCustomers)?;
    let limit = page_limit(ask.limit);
    let mut filter = Filter::new("customer.tenant_id = {}", signed.tenant_id);
    filter.and("customer.active = {}", true);
    for word in query_words(ask.query.as_deref().unwrap_or_default()) {
        filter.and("customer.search_text like {}", format!("%{word}%"));
    }
    let mut tx = app.db.read(signed.tenant_id).await?;
    let count = format!("select count(*) from customer where {}", filter.text());
    let total = sql_built(count)
        .bind_all(filter.args())
        .number(&mut tx)
        .await?;
    if let Some((name, id)) = Cursor::<(String, Uuid)>::decode(ask.cursor.as_deref())? {
        filter.and_all(
            "(customer.sort_key, customer.id) > ({}, {})",
            [name.into(), id.into()],
        );
    }
    let text = format!(
        "select customer.id, customer.name, customer.phone, customer.card, customer.sort_key, \
         (select count(*) from sale where sale.tenant_id = customer.tenant_id and sale.customer_id = customer.id) as receipts, \
         (select cast(coalesce(sum(case when sale.kind = 'return' then -sale.total_minor else sale.total_minor end), 0) as bigint) \
          from sale where sale.tenant_id = customer.tenant_id and sale.customer_id = customer.id) as spent, \
         (select max(sale.sold_at_ms) from sale where sale.tenant_id = customer.tenant_id and sale.customer_id = customer.id) \
          as last_at_ms \
         from customer where {} order by customer.sort_key, customer.id limit {}",
        filter.text(),
        limit + 1
    );
    let mut records: Vec<Record> = sql_built(text).bind_all(filter.args()).all(&mut tx).await?;
    let next = if records.len() > limit {
        records.truncate(limit);
        records
            .last()
            .map(|last| Cursor((last.sort_key.clone(), last.id)).encode())
            .transpose()?
    } else {
        None
    };
    let rows = records.into_iter().map(view).collect();
    Ok(Json(Page {
        rows,
        next,
        total: Some(total.unsigned_abs()),
    }))
}

fn view(record: Record) -> Customer {
    Customer {
        customer_id: CustomerId::from_uuid(record.id),
        name: record.name,
        phone: record.phone,
        card: record.card,
        receipts: record.receipts.unsigned_abs(),
        spent: Money::from_minor(record.spent),
        last_at_ms: record.last_at_ms,
    }
}

use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::{Product, ProductFilter, ProductSort};
use bezmen_domain::barcode::gtin;
use bezmen_domain::catalog_text::query_words;
use bezmen_domain::id::{ProductId, TenantId};
use uuid::Uuid;

use super::card::ProductRecord;
use crate::app::App;
use crate::catalog::published;
use crate::platform::db::{Arg, Filter, Tx, sql_built};
use crate::platform::http::{ApiResult, Cursor, page_limit};
use crate::platform::session::Signed;

/// Where a page of the list ended: the text or the number it is sorted by, and the product.
type Place = (String, i64, Uuid);

/// Lists products.
#[utoipa::path(get, path = "/products", tag = "products", params(ProductFilter), responses((status = 200, body = Page<Product>)))]
pub async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<ProductFilter>,
) -> ApiResult<Json<Page<Product>>> {
    let (tenant_id, limit) = (signed.tenant_id, page_limit(ask.limit));
    let sort = ask.sort.unwrap_or(ProductSort::Name);
    let mut filter = filter(tenant_id, &ask);
    let mut tx = app.db.read(tenant_id).await?;
    let total = count(&mut tx, &filter).await?;
    if let Some((text, number, id)) = Cursor::<Place>::decode(ask.cursor.as_deref())? {
        let number = Arg::from(number);
        match sort {
            ProductSort::Name => filter.and_all(
                "(product.sort_key, product.id) > ({}, {})",
                [text.into(), id.into()],
            ),
            ProductSort::PriceUp => filter.and_all(
                "(product.price_minor, product.id) > ({}, {})",
                [number, id.into()],
            ),
            ProductSort::PriceDown => filter.and_all(
                "(product.price_minor, product.id) < ({}, {})",
                [number, id.into()],
            ),
            ProductSort::Changed => filter.and_all(
                "(product.updated_at_ms, product.id) < ({}, {})",
                [number, id.into()],
            ),
        };
    }
    let order = match sort {
        ProductSort::Name => "product.sort_key, product.id",
        ProductSort::PriceUp => "product.price_minor, product.id",
        ProductSort::PriceDown => "product.price_minor desc, product.id desc",
        ProductSort::Changed => "product.updated_at_ms desc, product.id desc",
    };
    let text = format!(
        "{} where {} order by {order} limit {}",
        ProductRecord::SELECT,
        filter.text(),
        limit + 1
    );
    let mut records: Vec<ProductRecord> =
        sql_built(text).bind_all(filter.args()).all(&mut tx).await?;
    let next = if records.len() > limit {
        records.truncate(limit);
        records
            .last()
            .map(|last| Cursor(place(last, sort)).encode())
            .transpose()?
    } else {
        None
    };
    let ids: Vec<ProductId> = records
        .iter()
        .map(|record| ProductId::from_uuid(record.id))
        .collect();
    let mut barcodes = published::barcodes(&mut tx, tenant_id, &ids).await?;
    let rows = records
        .into_iter()
        .map(|record| record.view(&mut barcodes))
        .collect::<Result<_, _>>()?;
    Ok(Json(Page {
        rows,
        next,
        total: Some(total.unsigned_abs()),
    }))
}

fn place(record: &ProductRecord, sort: ProductSort) -> Place {
    match sort {
        ProductSort::Name => (record.sort_key.clone(), 0, record.id),
        ProductSort::PriceUp | ProductSort::PriceDown => {
            (String::new(), record.price_minor, record.id)
        }
        ProductSort::Changed => (String::new(), record.updated_at_ms, record.id),
    }
}

fn filter(tenant_id: TenantId, ask: &ProductFilter) -> Filter {
    let mut filter = Filter::new("product.tenant_id = {}", tenant_id);
    filter
        .and_some("product.category_id = {}", ask.category_id)
        .and_some("product.active = {}", ask.active);
    let query = ask.query.as_deref().unwrap_or_default().trim();
    // A whole barcode is searched as it stands on the package, however many zeros it was typed with.
    let whole = gtin::parse(query).ok().map(|gtin| gtin.printed());
    for word in query_words(whole.as_deref().unwrap_or(query)) {
        filter.and("product.search_text like {}", format!("%{word}%"));
    }
    filter
}

async fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, crate::platform::db::DbError> {
    sql_built(format!(
        "select count(*) from product where {}",
        filter.text()
    ))
    .bind_all(filter.args())
    .number(tx)
    .await
}

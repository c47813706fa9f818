use bezmen_contract::console::sales::{ReceiptFilter, ReceiptKind};
use bezmen_domain::barcode::gtin;
use bezmen_domain::catalog_text::query_words;
use bezmen_domain::id::TenantId;
use bezmen_domain::receipt_number::ReceiptNumber;

use crate::platform::db::Filter;
use crate::platform::http::{ApiError, fields};

/// Turns what was asked into conditions on `sale`.
pub(super) fn conditions(tenant_id: TenantId, ask: &ReceiptFilter) -> Result<Filter, ApiError> {
    let mut filter = Filter::new("sale.tenant_id = {}", tenant_id);
    filter
        .and_some("sale.store_id = {}", ask.store_id)
        .and_some("sale.terminal_id = {}", ask.terminal_id)
        .and_some("sale.cashier_id = {}", ask.person_id)
        .and_some("sale.customer_id = {}", ask.customer_id)
        .and_some("sale.shift_id = {}", ask.shift_id)
        .and_some("sale.total_minor >= {}", ask.min_total)
        .and_some("sale.total_minor <= {}", ask.max_total);
    between_days(&mut filter, ask.from.as_deref(), ask.to.as_deref())?;
    if let Some(kind) = ask.kind {
        filter.and(
            "sale.kind = {}",
            match kind {
                ReceiptKind::Sale => "sale",
                ReceiptKind::Return => "return",
            },
        );
    }
    if let Some(tender) = ask.tender {
        filter.and(
            "exists (select 1 from sale_payment where sale_payment.tenant_id = sale.tenant_id \
             and sale_payment.sale_id = sale.id and sale_payment.kind = {})",
            tender.code(),
        );
    }
    search(&mut filter, ask.query.as_deref().unwrap_or_default().trim());
    Ok(filter)
}

/// Narrows to business days, both inclusive.
pub(super) fn between_days(
    filter: &mut Filter,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(), ApiError> {
    if let Some(from) = from.filter(|day| !day.is_empty()) {
        filter.and("sale.business_date >= {}", fields::date(from)?.to_string());
    }
    if let Some(to) = to.filter(|day| !day.is_empty()) {
        filter.and("sale.business_date <= {}", fields::date(to)?.to_string());
    }
    Ok(())
}

/// A receipt number finds its receipts, a whole barcode and words find the receipts with such items.
fn search(filter: &mut Filter, query: &str) {
    if let Ok(number) = query.parse::<ReceiptNumber>() {
        filter.and_all(
            "sale.series = {} and sale.number = {}",
            [number.series.into(), number.number.cast_signed().into()],
        );
        return;
    }
    let whole = gtin::parse(query).ok().map(|gtin| gtin.printed());
    for word in query_words(whole.as_deref().unwrap_or(query)) {
        filter.and("sale.search_text like {}", format!("%{word}%"));
    }
}

use bezmen_contract::console::sales::{ReceiptKind, ReceiptRow};
use bezmen_domain::id::SaleId;
use bezmen_domain::money::Money;
use bezmen_domain::receipt_number::ReceiptNumber;
use bezmen_domain::tender::TenderKind;
use uuid::Uuid;

/// A receipt in a list with the names of what it refers to.
#[derive(sqlx::FromRow)]
pub(super) struct RowRecord {
    pub(super) id: Uuid,
    kind: String,
    series: String,
    number: i64,
    pub(super) sold_at_ms: i64,
    received_at_ms: i64,
    business_date: String,
    utc_offset_minutes: i64,
    store: Option<String>,
    terminal: Option<String>,
    cashier_name: String,
    customer: Option<String>,
    line_count: i64,
    summary: String,
    total_minor: i64,
    tenders: String,
}

impl RowRecord {
    /// The caller adds `where` on `sale`.
    pub(super) const SELECT: &'static str = "select sale.id, sale.kind, sale.series, sale.number, sale.sold_at_ms, sale.received_at_ms, \
        sale.business_date, sale.utc_offset_minutes, store.name as store, terminal.name as terminal, sale.cashier_name, \
        customer.name as customer, sale.line_count, sale.summary, sale.total_minor, sale.tenders from sale \
        left join store on store.tenant_id = sale.tenant_id and store.id = sale.store_id \
        left join terminal on terminal.tenant_id = sale.tenant_id and terminal.id = sale.terminal_id \
        left join customer on customer.tenant_id = sale.tenant_id and customer.id = sale.customer_id";

    pub(super) fn view(self) -> ReceiptRow {
        let number = ReceiptNumber {
            series: self.series,
            number: self.number.unsigned_abs(),
        };
        let mut tenders: Vec<TenderKind> = Vec::new();
        for kind in self.tenders.split(',').filter_map(TenderKind::from_code) {
            if !tenders.contains(&kind) {
                tenders.push(kind);
            }
        }
        ReceiptRow {
            sale_id: SaleId::from_uuid(self.id),
            number: number.to_string(),
            kind: if self.kind == "return" {
                ReceiptKind::Return
            } else {
                ReceiptKind::Sale
            },
            sold_at_ms: self.sold_at_ms,
            received_at_ms: self.received_at_ms,
            business_date: self.business_date,
            utc_offset_minutes: i32::try_from(self.utc_offset_minutes).unwrap_or_default(),
            store: self.store.unwrap_or_default(),
            terminal: self.terminal.unwrap_or_default(),
            cashier: self.cashier_name,
            customer: self.customer,
            lines: u32::try_from(self.line_count).unwrap_or_default(),
            summary: self.summary,
            total: Money::from_minor(self.total_minor),
            tenders,
        }
    }
}

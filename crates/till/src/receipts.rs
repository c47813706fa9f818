//! Receipts of this till: found, shown, printed again.

use std::sync::Arc;

use bezmen_contract::till::{
    FindReceipts, GetReceipt, PrintedView, ReceiptLineView, ReceiptRow, ReceiptView, Reprint,
};
use bezmen_domain::barcode::marking_of;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt::mark_copy;
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::tender::Payment;

use crate::answer::Answer;
use crate::catalog::MAX_ROWS;
use crate::engine::Engine;
use crate::print_queue;
use crate::refusal::Refusal;
use crate::returns;
use crate::store::{self, OpState, SaleQuery, SaleRecord};

impl Answer for FindReceipts {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<ReceiptRow>, Refusal> {
        let limit = self.limit.clamp(1, MAX_ROWS);
        engine.store.read(|connection| {
            let currency =
                store::company(connection)?.map_or(Currency::RUB, |company| company.currency);
            let query = self.query.trim();
            if let Ok(receipt) = query.parse::<ReceiptRef>() {
                let found = store::get_sale(connection, receipt.sale_id)?;
                return Ok(found
                    .into_iter()
                    .map(|(record, _)| receipt_row(record))
                    .collect());
            }
            let mut found: Vec<SaleRecord> = Vec::new();
            for meaning in meanings(query, currency) {
                let wanted = SaleQuery {
                    from_ms: self.from_ms,
                    to_ms: self.to_ms,
                    limit,
                    ..meaning
                };
                for record in store::find_sales(connection, &wanted)? {
                    if !found.iter().any(|known| known.id == record.id) {
                        found.push(record);
                    }
                }
            }
            found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            Ok(found.into_iter().map(receipt_row).collect())
        })
    }
}

/// What a person may mean: digits are a number or a sum, letters an item, the code of a marked piece the receipts it is on.
fn meanings(query: &str, currency: Currency) -> Vec<SaleQuery> {
    if query.is_empty() {
        return vec![SaleQuery::default()];
    }
    if let Ok(number) = query.parse::<ReceiptNumber>() {
        return vec![SaleQuery {
            number: Some((Some(number.series), number.number)),
            ..SaleQuery::default()
        }];
    }
    if let Some(ki) = marking_of(query).and_then(|code| code.ki) {
        return vec![SaleQuery {
            ki: Some(ki),
            ..SaleQuery::default()
        }];
    }
    let mut meanings = Vec::new();
    if let Ok(number) = query.parse::<u64>() {
        meanings.push(SaleQuery {
            number: Some((None, number)),
            ..SaleQuery::default()
        });
    }
    if let Ok(total) = Money::parse(query, currency) {
        meanings.push(SaleQuery {
            total: Some(total),
            ..SaleQuery::default()
        });
    }
    meanings.push(SaleQuery {
        text: Some(query.to_owned()),
        ..SaleQuery::default()
    });
    meanings
}

impl Answer for GetReceipt {
    fn answer(self, engine: &Arc<Engine>) -> Result<ReceiptView, Refusal> {
        engine.store.read(|connection| {
            let (record, fact) =
                store::get_sale(connection, self.sale_id)?.ok_or(Refusal::ReceiptUnknown)?;
            let returned = store::returned_quantities(connection, &fact)?;
            let returns = store::returns_of(connection, self.sale_id)?;
            Ok(ReceiptView {
                row: receipt_row(record),
                lines: fact
                    .lines
                    .iter()
                    .map(|line| ReceiptLineView {
                        line_id: line.line_id,
                        name: line.name.clone(),
                        ki: line.ki.clone(),
                        unit: line.unit,
                        quantity: line.quantity,
                        returned: returned
                            .get(&line.line_id)
                            .copied()
                            .unwrap_or(Quantity::ZERO),
                        unit_price: line.unit_price,
                        total: line.total,
                        sold: line.sold_line(),
                    })
                    .collect(),
                payments: fact.payments.iter().map(Payment::from).collect(),
                paid: returns::money_of(connection, &fact)?,
                document: fact.document,
                returns: returns.into_iter().map(receipt_row).collect(),
            })
        })
    }
}

impl Answer for Reprint {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrintedView, Refusal> {
        engine.write(None, move |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::Reprint)?;
            let (_, fact) =
                store::get_sale(desk.tx, self.sale_id)?.ok_or(Refusal::ReceiptUnknown)?;
            let number = ReceiptNumber {
                series: fact.series,
                number: fact.number,
            }
            .to_string();
            let document = mark_copy(fact.document);
            let print_job_id = print_queue::copy(desk, self.sale_id, &number, &document)?;
            desk.audit(&person, "receipt_reprinted", number, Some(fact.total))?;
            Ok(PrintedView {
                document,
                print_job_id,
            })
        })
    }
}

/// Draws a receipt in a list.
pub fn receipt_row(record: SaleRecord) -> ReceiptRow {
    ReceiptRow {
        sale_id: record.id,
        number: ReceiptNumber {
            series: record.series,
            number: record.number,
        }
        .to_string(),
        is_return: record.is_return,
        sold_at_ms: record.sold_at_ms,
        cashier: record.person_name,
        summary: record.summary,
        total: record.total,
        sent: record.state != OpState::Pending,
        returned: record.has_returns,
    }
}

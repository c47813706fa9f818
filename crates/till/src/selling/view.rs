//! The ticket and products as the screens draw them.

use std::collections::HashMap;

use bezmen_contract::till::{CustomerView, LineView, ProductView, TaxView, TicketView};
use bezmen_contract::wire::row::CategoryRow;
use bezmen_domain::id::CategoryId;
use bezmen_domain::tax::TaxMode;
use bezmen_domain::tender::suggestions;
use bezmen_domain::ticket::PricedTicket;
use rusqlite::Connection;

use super::draft::Draft;
use crate::customers::customer_view;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::store::{self, ProductRecord};

/// The colour of products without a category.
const PLAIN: &str = "#64748b";

/// Draws the ticket.
pub fn ticket_view(desk: &Desk<'_>, draft: &Draft) -> Result<TicketView, Refusal> {
    let shop = desk.shop()?;
    let priced = draft.price()?;
    let cash_due = priced.total.round_to(shop.cash_step);
    Ok(TicketView {
        version: desk.engine.next_ticket_version(),
        ticket_id: draft.ticket.id,
        lines: line_views(draft, &priced)
            .zip(&draft.ticket.lines)
            .map(|(view, line)| LineView {
                warning: super::label_price::warning(line, shop.currency, shop.locale),
                ..view
            })
            .collect(),
        last_line_id: draft.last_line_id,
        discount: draft.ticket.discount,
        gross: priced.gross,
        discount_total: priced.discount,
        total: priced.total,
        cash_due,
        cash_suggestions: suggestions(cash_due, shop.currency),
        taxes: priced
            .taxes
            .iter()
            .map(|total| TaxView {
                name: total.rate.name.clone(),
                basis_points: total.rate.basis_points,
                included: total.rate.mode == TaxMode::Included,
                base: total.base,
                tax: total.tax,
            })
            .collect(),
        customer: customer_of(desk.tx, draft)?,
        held_count: u32::try_from(store::held_tickets(desk.tx)?.len()).unwrap_or(u32::MAX),
    })
}

/// Draws the lines of a ticket with their prices, without the warnings: those are for the cashier alone.
pub fn line_views(draft: &Draft, priced: &PricedTicket) -> impl Iterator<Item = LineView> {
    let lines = draft.ticket.lines.iter().zip(&priced.lines);
    lines.map(|(line, priced)| LineView {
        line_id: line.id,
        product_id: line.product_id,
        name: line.name.clone(),
        barcode: line.barcode.clone(),
        ki: line.ki.clone(),
        unit: line.unit,
        quantity: line.quantity,
        unit_price: line.unit_price,
        gross: priced.gross,
        discount: line.discount,
        line_discount: priced.line_discount,
        receipt_discount: priced.receipt_discount,
        total: priced.total,
        warning: String::new(),
    })
}

fn customer_of(connection: &Connection, draft: &Draft) -> Result<Option<CustomerView>, Refusal> {
    match draft.ticket.customer_id {
        Some(id) => Ok(store::get_customer(connection, id)?.map(customer_view)),
        None => Ok(None),
    }
}

/// Draws products with their categories.
pub fn product_views(
    connection: &Connection,
    products: Vec<ProductRecord>,
) -> Result<Vec<ProductView>, Refusal> {
    let categories: HashMap<CategoryId, CategoryRow> = store::category_names(connection)?
        .into_iter()
        .map(|category| (category.category_id, category))
        .collect();
    Ok(products
        .into_iter()
        .map(|product| {
            let category = product.category_id.and_then(|id| categories.get(&id));
            product_view(product, category)
        })
        .collect())
}

/// Draws one product.
pub fn product_view(product: ProductRecord, category: Option<&CategoryRow>) -> ProductView {
    ProductView {
        product_id: product.id,
        name: product.name,
        sku: product.sku,
        barcode: product.barcode,
        unit: product.unit,
        price: product.price,
        category_id: product.category_id,
        category: category
            .map(|category| category.name.clone())
            .unwrap_or_default(),
        color: category.map_or_else(|| PLAIN.to_owned(), |category| category.color.clone()),
    }
}

use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::business_date::LocalTime;
use bezmen_domain::catalog_text;
use bezmen_domain::money::Money;

use super::{OpContext, ProjectionError};
use crate::catalog::{mode_code, shown_barcode};
use crate::platform::db::{Arg, Bulk, DbError, Tx};

/// Items named in a list of receipts.
const SUMMARY_ITEMS: usize = 3;

/// Checks that a receipt adds up: lines to the total, payments to the total and its rounding.
pub(super) fn balanced(sale: SaleFact) -> Result<SaleFact, ProjectionError> {
    let lines = sale
        .lines
        .iter()
        .map(|line| line.total)
        .try_fold(Money::ZERO, Money::checked_add);
    let paid = sale
        .payments
        .iter()
        .map(|payment| payment.amount)
        .try_fold(Money::ZERO, Money::checked_add);
    let not_balanced = |what: &str| {
        let message = format!("receipt {}-{}: {what}", sale.series, sale.number);
        Err(ProjectionError::NotBalanced(message))
    };
    if lines != Some(sale.total) {
        return not_balanced("the lines do not add up to the total");
    }
    if paid != sale.total.checked_add(sale.rounding) {
        return not_balanced("the payments do not add up to the total and its rounding");
    }
    if sale
        .lines
        .iter()
        .any(|line| line.quantity.is_negative() || line.total.is_negative())
    {
        return not_balanced("a quantity or a sum is below zero");
    }
    Ok(sale)
}

/// Rows of many receipts.
pub(super) struct SaleRows {
    sales: Bulk,
    lines: Bulk,
    payments: Bulk,
    taxes: Bulk,
    moves: Bulk,
}

impl SaleRows {
    pub(super) fn new() -> Self {
        Self {
            sales: Bulk::new(
                "sale (tenant_id, id, kind, store_id, terminal_id, epoch, seq, shift_id, series, number, cashier_id, cashier_name, \
                 customer_id, original_sale_id, gross_minor, discount_minor, total_minor, rounding_minor, change_minor, tax_minor, \
                 line_count, sold_at_ms, utc_offset_minutes, business_date, local_hour, summary, tenders, search_text, document, \
                 reason, approved_by_id, external_ref, received_at_ms)",
            ),
            lines: Bulk::new(
                "sale_line (tenant_id, sale_id, position, line_id, product_id, barcode, name, unit, quantity, unit_price_minor, \
                 gross_minor, line_discount_minor, receipt_discount_minor, base_minor, tax_minor, total_minor, tax_rate_id, \
                 tax_name, tax_basis_points, tax_mode, catalog_revision, source, original_line_id, ki)",
            ),
            payments: Bulk::new(
                "sale_payment (tenant_id, sale_id, position, id, kind, amount_minor, tendered_minor, reference)",
            ),
            taxes: Bulk::new(
                "sale_tax (tenant_id, sale_id, position, tax_rate_id, name, basis_points, mode, base_minor, tax_minor)",
            ),
            moves: Bulk::new(
                "stock_move (tenant_id, store_id, product_id, source_id, source_position, reason, quantity, at_ms)",
            ),
        }
    }

    /// Adds the rows of one receipt.
    pub(super) fn add(
        &mut self,
        context: &OpContext,
        kind: &'static str,
        sale: &SaleFact,
    ) -> Result<(), ProjectionError> {
        self.add_sale(context, kind, sale)?;
        for (position, line) in (0_i64..).zip(&sale.lines) {
            let source = serde_json::to_value(line.source)?;
            self.lines.push([
                context.tenant_id.into(),
                sale.sale_id.into(),
                position.into(),
                line.line_id.into(),
                line.product_id.into(),
                line.barcode.clone().into(),
                Arg::from(&line.name),
                line.unit.code().into(),
                line.quantity.into(),
                line.unit_price.into(),
                line.gross.into(),
                line.line_discount.into(),
                line.receipt_discount.into(),
                line.base.into(),
                line.tax.into(),
                line.total.into(),
                line.tax_rate_id.into(),
                Arg::from(&line.tax_name),
                line.tax_basis_points.into(),
                mode_code(line.tax_mode).into(),
                line.catalog_revision.cast_signed().into(),
                source.as_str().unwrap_or_default().into(),
                line.return_of_line.into(),
                line.ki.as_ref().map(ToString::to_string).into(),
            ]);
            if let Some(product_id) = line.product_id {
                let quantity = line.quantity.thousandths();
                self.moves.push([
                    context.tenant_id.into(),
                    context.store_id.into(),
                    product_id.into(),
                    sale.sale_id.into(),
                    position.into(),
                    kind.into(),
                    if kind == "return" {
                        quantity
                    } else {
                        -quantity
                    }
                    .into(),
                    sale.sold_at_ms.into(),
                ]);
            }
        }
        for (position, payment) in (0_i64..).zip(&sale.payments) {
            self.payments.push([
                context.tenant_id.into(),
                sale.sale_id.into(),
                position.into(),
                payment.payment_id.uuid().into(),
                payment.tender.code().into(),
                payment.amount.into(),
                payment.tendered.into(),
                payment.reference.clone().into(),
            ]);
        }
        for (position, tax) in (0_i64..).zip(&sale.taxes) {
            self.taxes.push([
                context.tenant_id.into(),
                sale.sale_id.into(),
                position.into(),
                tax.tax_rate_id.into(),
                Arg::from(&tax.name),
                tax.basis_points.into(),
                mode_code(tax.mode).into(),
                tax.base.into(),
                tax.tax.into(),
            ]);
        }
        Ok(())
    }

    fn add_sale(
        &mut self,
        context: &OpContext,
        kind: &'static str,
        sale: &SaleFact,
    ) -> Result<(), ProjectionError> {
        let local = LocalTime::from_wall(sale.sold_at_ms, sale.utc_offset_minutes);
        let tax: Money = sale.taxes.iter().map(|tax| tax.tax).sum();
        let tenders: Vec<&str> = sale
            .payments
            .iter()
            .map(|payment| payment.tender.code())
            .collect();
        self.sales.push([
            context.tenant_id.into(),
            sale.sale_id.into(),
            kind.into(),
            context.store_id.into(),
            context.terminal_id.into(),
            context.epoch.into(),
            context.seq.cast_signed().into(),
            sale.shift_id.into(),
            Arg::from(&sale.series),
            sale.number.cast_signed().into(),
            sale.person_id.into(),
            Arg::from(&sale.person_name),
            sale.customer_id.into(),
            sale.return_of.into(),
            sale.gross.into(),
            sale.discount.into(),
            sale.total.into(),
            sale.rounding.into(),
            sale.change.into(),
            tax.into(),
            i64::try_from(sale.lines.len()).unwrap_or(i64::MAX).into(),
            sale.sold_at_ms.into(),
            sale.utc_offset_minutes.into(),
            local.date.to_string().into(),
            local.hour.into(),
            summary(sale).into(),
            tenders.join(",").into(),
            search_text(sale).into(),
            serde_json::to_string(&sale.document)?.into(),
            Arg::from(&sale.reason),
            sale.approved_by.into(),
            Arg::from(&sale.external_ref),
            context.received_at_ms.into(),
        ]);
        Ok(())
    }

    /// Writes all of it.
    pub(super) async fn insert(self, tx: &mut Tx) -> Result<(), DbError> {
        self.sales.insert(tx).await?;
        self.lines.insert(tx).await?;
        self.payments.insert(tx).await?;
        self.taxes.insert(tx).await?;
        self.moves.insert(tx).await
    }
}

fn summary(sale: &SaleFact) -> String {
    let names: Vec<&str> = sale
        .lines
        .iter()
        .take(SUMMARY_ITEMS)
        .map(|line| line.name.as_str())
        .collect();
    names.join(", ")
}

/// The words a receipt is found by: names and codes of its items.
fn search_text(sale: &SaleFact) -> String {
    let codes: Vec<String> = sale
        .lines
        .iter()
        .filter_map(|line| line.barcode.as_deref())
        .map(shown_barcode)
        .collect();
    let names = sale.lines.iter().map(|line| line.name.as_str());
    catalog_text::search_text(
        names
            .chain(codes.iter().map(String::as_str))
            .chain([sale.external_ref.as_str()]),
    )
}

//! Writing a sale down: number, document, operation, tables, totals of the shift, print job.

use bezmen_contract::wire::fact::{PaymentFact, SaleFact, SaleLineFact, TaxFact, kind};
use bezmen_domain::id::{PaymentId, PrintJobId, SaleId};
use bezmen_domain::receipt::{ReceiptLine, SaleReceipt, build_sale};
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::shift::{ShiftEntry, ShiftReceipt, TenderAmount};
use bezmen_domain::tax::TaxTotal;
use bezmen_domain::tender::{Payment, Settlement, TenderKind};
use bezmen_domain::ticket::PricedTicket;

use crate::desk::Desk;
use crate::print_queue::{self, Drawer};
use crate::refusal::Refusal;
use crate::selling::Draft;
use crate::shop::Shop;
use crate::store::{self, PersonRecord, ShiftRecord};

/// A ticket that is paid for.
#[derive(Debug)]
pub struct SalePlan {
    /// The ticket.
    pub draft: Draft,
    /// What it costs.
    pub priced: PricedTicket,
    /// How it is paid.
    pub settlement: Settlement,
    /// An outside number the sale is known by.
    pub external_ref: String,
    /// Whether it is printed; a replay prints nothing.
    pub has_print_job: bool,
}

/// A sale that was written down.
#[derive(Debug)]
pub struct RecordedSale {
    /// As it was logged.
    pub fact: SaleFact,
    /// Its job in the print queue.
    pub print_job_id: Option<PrintJobId>,
}

/// Writes a sale down.
pub fn record_sale(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    shift: ShiftRecord,
    shop: &Shop,
    plan: SalePlan,
) -> Result<RecordedSale, Refusal> {
    let SalePlan {
        draft,
        priced,
        settlement,
        external_ref,
        has_print_job,
    } = plan;
    let sold_at_ms = desk.now_ms();
    let sale_id = SaleId::from_parts(desk.id_ms(), desk.random());
    let number = ReceiptNumber {
        number: store::take_number(desk.tx, &desk.identity.series)?,
        series: desk.identity.series.clone(),
    };
    let customer = match draft.ticket.customer_id {
        Some(id) => store::get_customer(desk.tx, id)?,
        None => None,
    };
    let document = build_sale(
        &SaleReceipt {
            head: shop.head(&person.name, sold_at_ms),
            number: number.clone(),
            lines: draft
                .ticket
                .lines
                .iter()
                .zip(&priced.lines)
                .map(|(line, priced)| ReceiptLine::new(line, priced))
                .collect(),
            gross: priced.gross,
            discount: priced.discount,
            total: priced.total,
            rounding: settlement.rounding,
            due: settlement.due,
            payments: settlement.payments.clone(),
            change: settlement.change,
            taxes: priced.taxes.clone(),
            customer_name: customer.map(|customer| customer.name),
            foot_lines: shop.foot_lines(),
            qr: Some(
                ReceiptRef {
                    number: number.clone(),
                    sale_id,
                }
                .to_string(),
            ),
        },
        shop.locale,
        shop.currency,
    );
    let fact = SaleFact {
        sale_id,
        series: number.series.clone(),
        number: number.number,
        shift_id: shift.id,
        person_id: person.id,
        person_name: person.name.clone(),
        sold_at_ms,
        utc_offset_minutes: shop.utc_offset_minutes,
        customer_id: draft.ticket.customer_id,
        lines: sale_lines(&draft, &priced),
        payments: payment_facts(desk, &settlement.payments),
        taxes: tax_facts(&priced.taxes),
        gross: priced.gross,
        discount: priced.discount,
        total: priced.total,
        rounding: settlement.rounding,
        change: settlement.change,
        return_of: None,
        reason: String::new(),
        approved_by: draft.approved_by,
        document,
        external_ref,
    };
    let op = desk.log(kind::SALE, &fact)?;
    store::insert_sale(desk.tx, op, Some(draft.ticket.id), false, &fact)?;
    let receipt = shift_receipt(&fact, priced.taxes);
    add_to_shift(desk, shift, &ShiftEntry::Sale(receipt))?;
    let print_job_id = if has_print_job {
        let by_cash = settlement
            .payments
            .iter()
            .any(|payment| payment.kind == TenderKind::Cash);
        let drawer = if by_cash {
            Drawer::Opens
        } else {
            Drawer::StaysShut
        };
        print_queue::receipt(
            desk,
            Some(sale_id),
            &number.to_string(),
            &fact.document,
            drawer,
        )?
    } else {
        None
    };
    Ok(RecordedSale { fact, print_job_id })
}

fn sale_lines(draft: &Draft, priced: &PricedTicket) -> Vec<SaleLineFact> {
    let lines = draft.ticket.lines.iter().zip(&priced.lines);
    lines
        .map(|(line, priced)| SaleLineFact {
            line_id: line.id,
            product_id: line.product_id,
            barcode: line.barcode.clone(),
            name: line.name.clone(),
            unit: line.unit,
            quantity: line.quantity,
            unit_price: line.unit_price,
            gross: priced.gross,
            line_discount: priced.line_discount,
            receipt_discount: priced.receipt_discount,
            base: priced.base,
            tax: priced.tax,
            total: priced.total,
            tax_rate_id: line.tax.id,
            tax_basis_points: line.tax.basis_points,
            tax_mode: line.tax.mode,
            tax_name: line.tax.name.clone(),
            source: line.source,
            return_of_line: None,
            catalog_revision: draft.revisions.get(&line.id).copied().unwrap_or(0),
        })
        .collect()
}

/// Payments with their ids.
pub fn payment_facts(desk: &Desk<'_>, payments: &[Payment]) -> Vec<PaymentFact> {
    payments
        .iter()
        .map(|payment| PaymentFact {
            payment_id: PaymentId::from_parts(desk.id_ms(), desk.random()),
            tender: payment.kind,
            amount: payment.amount,
            tendered: payment.tendered,
            reference: payment.reference.clone(),
        })
        .collect()
}

/// Taxes by rate.
pub fn tax_facts(taxes: &[TaxTotal]) -> Vec<TaxFact> {
    taxes
        .iter()
        .map(|total| TaxFact {
            tax_rate_id: total.rate.id,
            name: total.rate.name.clone(),
            basis_points: total.rate.basis_points,
            mode: total.rate.mode,
            base: total.base,
            tax: total.tax,
        })
        .collect()
}

/// What a sale or return adds to its shift.
pub fn shift_receipt(fact: &SaleFact, taxes: Vec<TaxTotal>) -> ShiftReceipt {
    ShiftReceipt {
        number: fact.number,
        total: fact.total,
        discount: fact.discount,
        rounding: fact.rounding,
        payments: fact
            .payments
            .iter()
            .map(|payment| TenderAmount {
                kind: payment.tender,
                amount: payment.amount,
            })
            .collect(),
        taxes,
    }
}

/// Brings the totals of the shift up to date.
pub fn add_to_shift(
    desk: &Desk<'_>,
    mut shift: ShiftRecord,
    entry: &ShiftEntry,
) -> Result<ShiftRecord, Refusal> {
    shift.totals.add(entry);
    store::save_totals(desk.tx, shift.id, &shift.totals)?;
    Ok(shift)
}

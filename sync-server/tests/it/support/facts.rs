use bezmen_contract::wire::fact::{
    PaymentFact, SaleFact, SaleLineFact, ShiftClosed, ShiftOpened, TaxFact,
};
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{
    LineId, PaymentId, PersonId, ProductId, SaleId, ShiftId, StoreId, TaxRateId, TenantId,
    TerminalId,
};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::receipt::{ReceiptDocument, ReceiptKind};
use bezmen_domain::shift::ShiftTotals;
use bezmen_domain::tax::TaxMode;
use bezmen_domain::tender::TenderKind;
use bezmen_domain::ticket::LineSource;
use bezmen_server::platform::db::Db;
use bezmen_server::projections::{Op, OpContext, ProjectionError, apply_all, publish_effects};
use bezmen_server::terminals::{NewTerminal, insert_terminal};
use serde::Serialize;
use uuid::Uuid;

use super::app::{NOON_MS, Owner};

/// A till of a test, which makes facts and lets the server project them.
pub struct Till {
    db: Db,
    pub tenant_id: TenantId,
    pub store_id: StoreId,
    pub terminal_id: TerminalId,
    pub person_id: PersonId,
    pub shift_id: ShiftId,
    pub seq: u64,
}

fn id<T>(from: impl Fn(Uuid) -> T) -> T {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    from(Uuid::from_bytes(bytes))
}

impl Till {
    /// Puts a till into the owner's first store.
    pub async fn new(db: &Db, owner: &Owner, name: &str) -> Self {
        let (tenant_id, store_id) = (
            owner.signed.me.tenant_id,
            owner.signed.me.stores[0].store_id,
        );
        let terminal_id = id(TerminalId::from_uuid);
        let new = NewTerminal {
            store_id,
            name: name.to_owned(),
            device_name: String::new(),
            app_version: String::new(),
        };
        let mut tx = db.write(tenant_id).await.unwrap();
        insert_terminal(&mut tx, tenant_id, terminal_id, new, NOON_MS)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Self {
            db: db.clone(),
            tenant_id,
            store_id,
            terminal_id,
            person_id: owner.signed.me.person_id,
            shift_id: id(ShiftId::from_uuid),
            seq: 0,
        }
    }

    fn context(&mut self) -> OpContext {
        self.seq += 1;
        OpContext {
            tenant_id: self.tenant_id,
            store_id: self.store_id,
            terminal_id: self.terminal_id,
            epoch: 1,
            seq: self.seq,
            hlc: Hlc::from_ms(NOON_MS + self.seq.cast_signed()),
            received_at_ms: NOON_MS,
        }
    }

    /// Projects one fact.
    pub async fn apply(
        &mut self,
        kind: &str,
        v: u16,
        fact: &impl Serialize,
    ) -> Result<(), ProjectionError> {
        let body = serde_json::to_string(fact).unwrap();
        self.apply_text(kind, v, &body).await
    }

    /// Projects one operation whatever its body is.
    pub async fn apply_text(
        &mut self,
        kind: &str,
        v: u16,
        body: &str,
    ) -> Result<(), ProjectionError> {
        let op = Op {
            context: self.context(),
            kind,
            v,
            body,
        };
        self.apply_ops(&[op]).await.remove(0)
    }

    /// Projects operations as one push.
    pub async fn apply_ops(&self, ops: &[Op<'_>]) -> Vec<Result<(), ProjectionError>> {
        let mut tx = self.db.write(self.tenant_id).await.unwrap();
        let (results, effects) = apply_all(&mut tx, ops).await.unwrap();
        publish_effects(&mut tx, self.tenant_id, &effects)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        results
    }

    /// Makes an operation of a fact for [`Till::apply_ops`].
    pub fn op<'a>(&mut self, kind: &'a str, body: &'a str) -> Op<'a> {
        Op {
            context: self.context(),
            kind,
            v: 1,
            body,
        }
    }

    pub fn opened(&self, at_ms: i64) -> ShiftOpened {
        ShiftOpened {
            shift_id: self.shift_id,
            number: 1,
            person_id: self.person_id,
            opening_float: Money::from_minor(100_000),
            opened_at_ms: at_ms,
        }
    }

    pub fn closed(&self, totals: ShiftTotals, counted: Money) -> ShiftClosed {
        ShiftClosed {
            shift_id: self.shift_id,
            number: 1,
            person_id: self.person_id,
            closed_at_ms: NOON_MS + 1000,
            from_seq: 1,
            to_seq: self.seq,
            difference: counted - totals.expected_cash,
            totals,
            counted_cash: counted,
            note: String::new(),
            approved_by: None,
            document: document("Z"),
        }
    }

    /// A sale of one item for cash.
    pub fn sale(&self, number: u64, name: &str, total: i64, sold_at_ms: i64) -> SaleFact {
        let total = Money::from_minor(total);
        let tax_rate_id = TaxRateId::from_uuid(Uuid::from_u128(7));
        let (base, tax) = (total - total.share(22, 122), total.share(22, 122));
        SaleFact {
            sale_id: id(SaleId::from_uuid),
            series: "A1".to_owned(),
            number,
            shift_id: self.shift_id,
            person_id: self.person_id,
            person_name: "Анна".to_owned(),
            sold_at_ms,
            utc_offset_minutes: 180,
            customer_id: None,
            lines: vec![SaleLineFact {
                line_id: id(LineId::from_uuid),
                product_id: Some(ProductId::from_uuid(Uuid::from_u128(9))),
                barcode: Some("04600682000174".to_owned()),
                ki: None,
                name: name.to_owned(),
                unit: Unit::Piece,
                quantity: Quantity::ONE,
                unit_price: total,
                gross: total,
                line_discount: Money::ZERO,
                receipt_discount: Money::ZERO,
                base,
                tax,
                total,
                tax_rate_id,
                tax_basis_points: 2200,
                tax_mode: TaxMode::Included,
                tax_name: "НДС 22 %".to_owned(),
                source: LineSource::Scanned,
                return_of_line: None,
                catalog_revision: 0,
            }],
            payments: vec![PaymentFact {
                payment_id: id(PaymentId::from_uuid),
                tender: TenderKind::Cash,
                amount: total,
                tendered: total,
                reference: None,
            }],
            taxes: vec![TaxFact {
                tax_rate_id,
                name: "НДС 22 %".to_owned(),
                basis_points: 2200,
                mode: TaxMode::Included,
                base,
                tax,
            }],
            gross: total,
            discount: Money::ZERO,
            total,
            rounding: Money::ZERO,
            change: Money::ZERO,
            return_of: None,
            reason: String::new(),
            approved_by: None,
            document: document(name),
            external_ref: String::new(),
        }
    }
}

/// A document that says one thing.
pub fn document(text: &str) -> ReceiptDocument {
    let rows = serde_json::json!([{ "row": "text", "text": text }]);
    ReceiptDocument {
        kind: ReceiptKind::Sale,
        locale: Locale::Ru,
        rows: serde_json::from_value(rows).expect("a row of text needs no more than its text"),
    }
}

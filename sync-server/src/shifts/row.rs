use bezmen_contract::console::shifts::{ShiftRow, ZCheck};
use bezmen_domain::id::ShiftId;
use bezmen_domain::money::Money;
use bezmen_domain::shift::ShiftTotals;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct ShiftRecord {
    pub(super) id: Uuid,
    number: i64,
    store: Option<String>,
    terminal: Option<String>,
    opened_by: Option<String>,
    pub(super) opened_at_ms: i64,
    pub(super) opening_float_minor: i64,
    closed_at_ms: Option<i64>,
    counted_cash_minor: Option<i64>,
    difference_minor: Option<i64>,
    /// Operations the shift covers, and how many of them are projected.
    covered: Option<i64>,
    projected: i64,
    totals: Option<String>,
    pub(super) note: Option<String>,
    pub(super) document: Option<String>,
}

impl ShiftRecord {
    /// The caller adds `where` on `shift`.
    pub(super) const SELECT: &'static str = "select shift.id, shift.number, store.name as store, terminal.name as terminal, \
        person.name as opened_by, shift.opened_at_ms, shift.opening_float_minor, shift.closed_at_ms, shift.counted_cash_minor, \
        shift.difference_minor, shift.to_seq - shift.from_seq + 1 as covered, \
        (select count(*) from op where op.tenant_id = shift.tenant_id and op.terminal_id = shift.terminal_id \
         and op.epoch = shift.epoch and op.seq between shift.from_seq and shift.to_seq \
         and op.outcome in ('applied', 'duplicate')) as projected, \
        shift.totals, shift.note, shift.document from shift \
        left join store on store.tenant_id = shift.tenant_id and store.id = shift.store_id \
        left join terminal on terminal.tenant_id = shift.tenant_id and terminal.id = shift.terminal_id \
        left join person on person.tenant_id = shift.tenant_id and person.id = shift.opened_by_id";

    /// Shows the shift with what the server counted together.
    pub(super) fn view(&self, counted: &ShiftTotals) -> ShiftRow {
        ShiftRow {
            shift_id: ShiftId::from_uuid(self.id),
            number: self.number.unsigned_abs(),
            store: self.store.clone().unwrap_or_default(),
            terminal: self.terminal.clone().unwrap_or_default(),
            opened_by: self.opened_by.clone().unwrap_or_default(),
            opened_at_ms: self.opened_at_ms,
            closed_at_ms: self.closed_at_ms,
            receipts: counted.sales.count,
            takings: counted.takings(),
            expected_cash: counted.expected_cash,
            counted_cash: self.counted_cash_minor.map(Money::from_minor),
            difference: self.difference_minor.map(Money::from_minor),
            check: self.check(counted),
        }
    }

    fn check(&self, counted: &ShiftTotals) -> ZCheck {
        let (Some(printed), Some(covered)) = (&self.totals, self.covered) else {
            return ZCheck::Open;
        };
        if self.projected < covered {
            return ZCheck::Incomplete;
        }
        match serde_json::from_str::<ShiftTotals>(printed) {
            Ok(printed) if agree(&printed, counted) => ZCheck::Verified,
            _ => ZCheck::Mismatch,
        }
    }
}

/// Compares sums; the order of taxes says nothing.
fn agree(printed: &ShiftTotals, counted: &ShiftTotals) -> bool {
    let sorted = |totals: &ShiftTotals| {
        let mut taxes: Vec<_> = totals
            .taxes
            .iter()
            .map(|tax| (tax.rate.id, tax.base, tax.tax))
            .collect();
        taxes.sort();
        taxes
    };
    let without_taxes = |totals: &ShiftTotals| ShiftTotals {
        taxes: Vec::new(),
        ..totals.clone()
    };
    sorted(printed) == sorted(counted) && without_taxes(printed) == without_taxes(counted)
}

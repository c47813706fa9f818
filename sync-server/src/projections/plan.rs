use bezmen_contract::wire::fact::{
    AuditFact, CashMoveFact, CustomerPut, SaleFact, ShiftClosed, ShiftOpened, V1, kind,
};
use serde::de::DeserializeOwned;

use super::{Op, OpContext, ProjectionError, sale};

/// What an operation changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Where it comes from.
    pub context: OpContext,
    /// What it says.
    pub fact: Fact,
}

/// A fact of version 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A sale.
    Sale(Box<SaleFact>),
    /// A return.
    Return(Box<SaleFact>),
    /// A shift began.
    ShiftOpened(ShiftOpened),
    /// A shift ended.
    ShiftClosed(Box<ShiftClosed>),
    /// Cash moved.
    CashMove(CashMoveFact),
    /// A customer's card changed.
    CustomerPut(CustomerPut),
    /// Something to look at.
    Audit(AuditFact),
}

/// The types that have a projection.
const KINDS: [&str; 7] = [
    kind::SHIFT_OPENED,
    kind::SALE,
    kind::RETURN,
    kind::CASH_MOVE,
    kind::SHIFT_CLOSED,
    kind::CUSTOMER_PUT,
    kind::AUDIT,
];

/// Says whether this server knows a type of operation in a version.
pub fn is_known(kind: &str, v: u16) -> bool {
    KINDS.contains(&kind) && v == V1
}

/// Reads an operation and checks what can be checked without a database.
pub fn plan(op: &Op<'_>) -> Result<Plan, ProjectionError> {
    if !KINDS.contains(&op.kind) {
        return Err(ProjectionError::UnknownType(op.kind.to_owned()));
    }
    if !is_known(op.kind, op.v) {
        return Err(ProjectionError::UnknownVersion {
            kind: op.kind.to_owned(),
            v: op.v,
        });
    }
    let fact = match op.kind {
        kind::SHIFT_OPENED => Fact::ShiftOpened(body(op)?),
        kind::SALE => Fact::Sale(Box::new(sale::balanced(body(op)?)?)),
        kind::RETURN => Fact::Return(Box::new(sale::balanced(body(op)?)?)),
        kind::CASH_MOVE => Fact::CashMove(body(op)?),
        kind::SHIFT_CLOSED => Fact::ShiftClosed(Box::new(body(op)?)),
        kind::CUSTOMER_PUT => Fact::CustomerPut(body(op)?),
        _ => Fact::Audit(body(op)?),
    };
    Ok(Plan {
        context: op.context,
        fact,
    })
}

fn body<T: DeserializeOwned>(op: &Op<'_>) -> Result<T, ProjectionError> {
    Ok(serde_json::from_str(op.body)?)
}

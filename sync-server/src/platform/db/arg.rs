use bezmen_domain::id::{
    CashMoveId, CategoryId, CustomerId, HeldTicketId, LineId, OpId, PaymentId, PersonId,
    PrintJobId, ProductId, SaleId, ShiftId, StoreId, TaxRateId, TenantId, TerminalId, TicketId,
};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use uuid::Uuid;

/// One bound value in a type that both engines have. An absent value keeps its type, which PostgreSQL needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// `bigint`.
    Int(Option<i64>),
    /// `text`.
    Text(Option<String>),
    /// `uuid` on PostgreSQL, a blob of 16 bytes on SQLite.
    Uuid(Option<Uuid>),
    /// `boolean` on PostgreSQL, 0 or 1 on SQLite.
    Bool(Option<bool>),
    /// `bytea` or `blob`.
    Bytes(Option<Vec<u8>>),
    /// `text[]`; on PostgreSQL only, see [`super::ByKeys`].
    Texts(Vec<String>),
    /// `uuid[]`; on PostgreSQL only, see [`super::ByKeys`].
    Ids(Vec<Uuid>),
}

impl Arg {
    /// The type in the words of PostgreSQL.
    pub(super) fn postgres_type(&self) -> &'static str {
        match self {
            Self::Int(_) => "bigint",
            Self::Text(_) => "text",
            Self::Uuid(_) => "uuid",
            Self::Bool(_) => "boolean",
            Self::Bytes(_) => "bytea",
            Self::Texts(_) => "text[]",
            Self::Ids(_) => "uuid[]",
        }
    }

    pub(super) fn add_to_sqlite(self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Int(value) => arguments.add(value),
            Self::Text(value) => arguments.add(value),
            Self::Uuid(value) => arguments.add(value),
            Self::Bool(value) => arguments.add(value),
            Self::Bytes(value) => arguments.add(value),
            Self::Texts(_) | Self::Ids(_) => Err("SQLite has no arrays".into()),
        }
    }

    pub(super) fn add_to_postgres(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Int(value) => arguments.add(value),
            Self::Text(value) => arguments.add(value),
            Self::Uuid(value) => arguments.add(value),
            Self::Bool(value) => arguments.add(value),
            Self::Bytes(value) => arguments.add(value),
            Self::Texts(values) => arguments.add(values),
            Self::Ids(values) => arguments.add(values),
        }
    }
}

macro_rules! from_value {
    ($($from:ty => $variant:ident, $convert:expr;)*) => {$(
        impl From<$from> for Arg {
            fn from(value: $from) -> Self {
                Self::$variant(Some(($convert)(value)))
            }
        }

        impl From<Option<$from>> for Arg {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )*};
}

from_value! {
    i64 => Int, |value: i64| value;
    i32 => Int, i64::from;
    u32 => Int, i64::from;
    u16 => Int, i64::from;
    Money => Int, |value: Money| value.minor();
    Quantity => Int, |value: Quantity| value.thousandths();
    String => Text, |value: String| value;
    &str => Text, |value: &str| value.to_owned();
    &String => Text, |value: &String| value.clone();
    bool => Bool, |value: bool| value;
    Vec<u8> => Bytes, |value: Vec<u8>| value;
    &[u8] => Bytes, |value: &[u8]| value.to_vec();
    Uuid => Uuid, |value: Uuid| value;
}

macro_rules! from_id {
    ($($id:ident)*) => {
        from_value! { $($id => Uuid, |value: $id| value.uuid();)* }
    };
}

from_id! {
    CashMoveId CategoryId CustomerId HeldTicketId LineId OpId PaymentId PersonId PrintJobId ProductId SaleId ShiftId StoreId
    TaxRateId TenantId TerminalId TicketId
}

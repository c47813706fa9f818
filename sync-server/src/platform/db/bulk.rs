use std::fmt::Write;

use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use uuid::Uuid;

use super::tx::Engine;
use super::{Arg, DbError, Tx};

/// Rows of one statement on SQLite, tried in this order. There are few sizes, so that each statement is compiled once and
/// kept: compiling one costs more than running it. A wide table's 64 rows stay far below the 32,766 values SQLite takes.
const SQLITE_ROWS: [usize; 4] = [64, 16, 4, 1];

/// Rows of one statement on PostgreSQL, where a statement has one array for each column and so a single text.
const POSTGRES_ROWS: usize = 5_000;

/// Rows for one table, written by as few statements as the engines allow.
#[derive(Debug, Clone)]
pub struct Bulk {
    into: &'static str,
    columns: usize,
    args: Vec<Arg>,
    then: &'static str,
}

impl Bulk {
    /// Starts rows of `into`, which names the table and its columns: `table (a, b)`.
    pub fn new(into: &'static str) -> Self {
        Self {
            into,
            columns: into.matches(',').count() + 1,
            args: Vec::new(),
            then: "",
        }
    }

    /// Says what to do with a row that is there already: `on conflict (…) do …`.
    #[must_use]
    pub fn on_conflict(self, then: &'static str) -> Self {
        Self { then, ..self }
    }

    /// Adds a row. A column has values of one type.
    pub fn push<const N: usize>(&mut self, row: [Arg; N]) {
        debug_assert_eq!(N, self.columns, "{}", self.into);
        self.args.extend(row);
    }

    /// Writes the rows in their order.
    pub async fn insert(self, tx: &mut Tx) -> Result<(), DbError> {
        let columns = self.columns;
        let mut left = self.args.len() / columns;
        match &mut tx.engine {
            Engine::Sqlite(tx) => {
                let (into, then) = (self.into, self.then);
                let mut args = self.args.into_iter();
                for size in SQLITE_ROWS {
                    if left < size {
                        continue;
                    }
                    let text = sqlite_text(into, columns, size, then);
                    while left >= size {
                        left -= size;
                        let arguments = super::sql::sqlite(args.by_ref().take(size * columns))?;
                        sqlx::query_with(sqlx::AssertSqlSafe(text.as_str()), arguments)
                            .execute(&mut **tx)
                            .await?;
                    }
                }
            }
            Engine::Postgres(tx) => {
                let text = self.postgres_text();
                let mut args = self.args.into_iter();
                while left > 0 {
                    let size = left.min(POSTGRES_ROWS);
                    left -= size;
                    let arguments = arrays(args.by_ref().take(size * columns), size, columns)?;
                    sqlx::query_with(sqlx::AssertSqlSafe(text.as_str()), arguments)
                        .execute(&mut **tx)
                        .await?;
                }
            }
        }
        Ok(())
    }

    fn postgres_text(&self) -> String {
        let mut arrays = String::new();
        for (number, arg) in (1..).zip(self.args.iter().take(self.columns)) {
            let comma = if number == 1 { "" } else { ", " };
            // Writing into a `String` cannot fail.
            let _ = write!(arrays, "{comma}${number}::{}[]", arg.postgres_type());
        }
        format!(
            "insert into {} select * from unnest({arrays}) {}",
            self.into, self.then
        )
    }
}

/// Parameters without a number: SQLite takes `$1` for a name and looks each of them up among all others.
fn sqlite_text(into: &str, columns: usize, rows: usize, then: &str) -> String {
    let row = format!("({})", vec!["?"; columns].join(", "));
    let rows = vec![row.as_str(); rows].join(", ");
    format!("insert into {into} values {rows} {then}")
}

/// The values of one column.
enum Column {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
    Uuid(Vec<Option<Uuid>>),
    Bool(Vec<Option<bool>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    fn like(arg: &Arg, rows: usize) -> Result<Self, BoxDynError> {
        Ok(match arg {
            Arg::Int(_) => Self::Int(Vec::with_capacity(rows)),
            Arg::Text(_) => Self::Text(Vec::with_capacity(rows)),
            Arg::Uuid(_) => Self::Uuid(Vec::with_capacity(rows)),
            Arg::Bool(_) => Self::Bool(Vec::with_capacity(rows)),
            Arg::Bytes(_) => Self::Bytes(Vec::with_capacity(rows)),
            Arg::Texts(_) | Arg::Ids(_) => return Err("a column holds no lists".into()),
        })
    }

    fn push(&mut self, arg: Arg) -> Result<(), BoxDynError> {
        match (self, arg) {
            (Self::Int(values), Arg::Int(value)) => values.push(value),
            (Self::Text(values), Arg::Text(value)) => values.push(value),
            (Self::Uuid(values), Arg::Uuid(value)) => values.push(value),
            (Self::Bool(values), Arg::Bool(value)) => values.push(value),
            (Self::Bytes(values), Arg::Bytes(value)) => values.push(value),
            _ => return Err("a column has values of two types".into()),
        }
        Ok(())
    }

    fn add_to(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Int(values) => arguments.add(values),
            Self::Text(values) => arguments.add(values),
            Self::Uuid(values) => arguments.add(values),
            Self::Bool(values) => arguments.add(values),
            Self::Bytes(values) => arguments.add(values),
        }
    }
}

/// Turns rows into one array for each column.
fn arrays(
    args: impl Iterator<Item = Arg>,
    rows: usize,
    columns: usize,
) -> Result<PgArguments, sqlx::Error> {
    let mut all: Vec<Column> = Vec::with_capacity(columns);
    for (at, arg) in args.enumerate() {
        if at < columns {
            all.push(Column::like(&arg, rows).map_err(sqlx::Error::Encode)?);
        }
        all[at % columns].push(arg).map_err(sqlx::Error::Encode)?;
    }
    let mut arguments = PgArguments::default();
    for column in all {
        column.add_to(&mut arguments).map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

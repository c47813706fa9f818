use std::borrow::Cow;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, FromRow};

use super::tx::{Engine, Tx};
use super::{Arg, DbError};

/// A row type that either engine can fill; `#[derive(sqlx::FromRow)]` and tuples both are.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// Longest text whose compiled form the connection keeps. A statement of many rows has as many texts as there are numbers
/// of rows: keeping hundreds of them would cost more memory than compiling them again costs time.
const MAX_KEPT_TEXT: usize = 4096;

/// A statement with its values, not yet run.
#[must_use = "a statement does nothing until it is run"]
#[derive(Debug, Clone)]
pub struct Sql {
    text: Cow<'static, str>,
    args: Vec<Arg>,
    is_planned_anew: bool,
}

/// Starts a statement written in the source.
pub fn sql(text: &'static str) -> Sql {
    Sql {
        text: Cow::Borrowed(text),
        args: Vec::new(),
        is_planned_anew: false,
    }
}

/// Starts a statement put together at run time. Only text of this program may go into it; what a person typed is bound.
pub fn sql_built(text: String) -> Sql {
    Sql {
        text: Cow::Owned(text),
        args: Vec::new(),
        is_planned_anew: false,
    }
}

impl Sql {
    /// Lets PostgreSQL plan the statement each time by how large the tables are now: a plan that a connection keeps is made
    /// when a table may be almost empty, and for thousands of keys that is dear.
    pub fn planned_anew(mut self) -> Self {
        self.is_planned_anew = true;
        self
    }

    /// Binds the next parameter (`$1` first).
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Binds the next parameters in order.
    pub fn bind_all(mut self, values: impl IntoIterator<Item = Arg>) -> Self {
        self.args.extend(values);
        self
    }

    fn is_kept(&self) -> bool {
        self.text.len() <= MAX_KEPT_TEXT
    }

    /// SQLite takes `$1` for a name and looks each of them up among all others, which for thousands of values takes longer
    /// than writing their rows; there a long text gets nameless parameters.
    fn text_for(&self, is_sqlite: bool) -> Cow<'static, str> {
        if is_sqlite && !self.is_kept() {
            nameless(&self.text).map_or_else(|| self.text.clone(), Cow::Owned)
        } else {
            self.text.clone()
        }
    }

    /// Runs the statement; returns how many rows it changed.
    pub async fn run(self, tx: &mut Tx) -> Result<u64, DbError> {
        let is_kept = self.is_kept();
        let text = AssertSqlSafe(self.text_for(tx.is_sqlite()));
        Ok(match &mut tx.engine {
            Engine::Sqlite(tx) => sqlx::query_with(text, sqlite(self.args)?)
                .persistent(is_kept)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Engine::Postgres(tx) => sqlx::query_with(text, postgres(self.args)?)
                .persistent(is_kept && !self.is_planned_anew)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    /// Returns all rows.
    pub async fn all<T: Row>(self, tx: &mut Tx) -> Result<Vec<T>, DbError> {
        let is_kept = self.is_kept();
        let text = AssertSqlSafe(self.text_for(tx.is_sqlite()));
        Ok(match &mut tx.engine {
            Engine::Sqlite(tx) => {
                sqlx::query_as_with(text, sqlite(self.args)?)
                    .persistent(is_kept)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Engine::Postgres(tx) => {
                sqlx::query_as_with(text, postgres(self.args)?)
                    .persistent(is_kept && !self.is_planned_anew)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// Returns the first row, if there is one.
    pub async fn optional<T: Row>(self, tx: &mut Tx) -> Result<Option<T>, DbError> {
        let is_kept = self.is_kept();
        let text = AssertSqlSafe(self.text_for(tx.is_sqlite()));
        Ok(match &mut tx.engine {
            Engine::Sqlite(tx) => {
                sqlx::query_as_with(text, sqlite(self.args)?)
                    .persistent(is_kept)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Engine::Postgres(tx) => {
                sqlx::query_as_with(text, postgres(self.args)?)
                    .persistent(is_kept && !self.is_planned_anew)
                    .fetch_optional(&mut **tx)
                    .await?
            }
        })
    }

    /// Returns the one row; its absence is an error.
    pub async fn one<T: Row>(self, tx: &mut Tx) -> Result<T, DbError> {
        self.optional(tx)
            .await?
            .ok_or(DbError(sqlx::Error::RowNotFound))
    }

    /// Returns the one number of the one row: a count, a sum, a revision.
    pub async fn number(self, tx: &mut Tx) -> Result<i64, DbError> {
        let (number,): (i64,) = self.one(tx).await?;
        Ok(number)
    }
}

/// Writes `?` for `$1`, `$2` and so on; nothing when they do not stand in their order.
fn nameless(text: &str) -> Option<String> {
    let mut pieces = text.split('$');
    let mut out = String::with_capacity(text.len());
    out.push_str(pieces.next()?);
    for (number, piece) in (1_usize..).zip(pieces) {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        if piece[..digits].parse() != Ok(number) {
            return None;
        }
        out.push('?');
        out.push_str(&piece[digits..]);
    }
    Some(out)
}

pub(super) fn sqlite(args: impl IntoIterator<Item = Arg>) -> Result<SqliteArguments, DbError> {
    let mut arguments = SqliteArguments::default();
    for arg in args {
        arg.add_to_sqlite(&mut arguments)
            .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

fn postgres(args: Vec<Arg>) -> Result<PgArguments, DbError> {
    let mut arguments = PgArguments::default();
    arguments.reserve(args.len(), 0);
    for arg in args {
        arg.add_to_postgres(&mut arguments)
            .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::nameless;

    #[test]
    fn parameters_lose_their_names_only_where_they_stand_in_order() {
        let text = "insert into a (b, c) values ($1, $2), ($3, $4)";
        let expected = "insert into a (b, c) values (?, ?), (?, ?)";
        assert_eq!(nameless(text).as_deref(), Some(expected));
        assert_eq!(nameless("select $2, $1"), None);
        assert_eq!(nameless("select $1, $1"), None);
    }
}

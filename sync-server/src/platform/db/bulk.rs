use super::{Arg, DbError, Tx, sql_built, value_marks};

/// Values of one statement: SQLite takes 32,766.
const MAX_VALUES: usize = 30_000;

/// Rows for one table, written by as few statements as the engines allow.
#[derive(Debug, Clone)]
pub struct Bulk {
    into: &'static str,
    columns: usize,
    args: Vec<Arg>,
}

impl Bulk {
    /// Starts rows of `into`, which names the table and its columns: `table (a, b)`.
    pub fn new(into: &'static str) -> Self {
        Self {
            into,
            columns: into.matches(',').count() + 1,
            args: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push<const N: usize>(&mut self, row: [Arg; N]) {
        debug_assert_eq!(N, self.columns, "{}", self.into);
        self.args.extend(row);
    }

    /// Writes the rows.
    pub async fn insert(mut self, tx: &mut Tx) -> Result<(), DbError> {
        let rows_a_statement = MAX_VALUES / self.columns;
        while !self.args.is_empty() {
            let rest = self
                .args
                .split_off(self.args.len().min(rows_a_statement * self.columns));
            let rows = self.args.len() / self.columns;
            let text = format!(
                "insert into {} values {}",
                self.into,
                value_marks(rows, self.columns)
            );
            sql_built(text)
                .bind_all(std::mem::replace(&mut self.args, rest))
                .run(tx)
                .await?;
        }
        Ok(())
    }
}

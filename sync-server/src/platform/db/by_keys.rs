use uuid::Uuid;

use super::{Arg, DbError, Row, Tx, sql_built};

/// A question for the rows of many keys at once, answered by one look into an index for each key.
///
/// PostgreSQL would rather read a whole company's rows than look a list up, as long as it has not counted the rows of a
/// table that was just filled: for an import that means reading all of it with every batch. So the looks are spelled out.
#[derive(Debug, Clone, Copy)]
pub struct ByKeys {
    /// What is read, each under a name of its own.
    pub columns: &'static str,
    /// From which tables.
    pub from: &'static str,
    /// What all the rows have in common, with parameters from `$1` on.
    pub common: &'static str,
    /// The column that is one of the keys.
    pub key: &'static str,
}

impl ByKeys {
    /// Reads the rows. `common` are the values of the parameters.
    pub async fn all<T: Row>(
        self,
        tx: &mut Tx,
        common: impl IntoIterator<Item = Arg>,
        keys: Keys,
    ) -> Result<Vec<T>, DbError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let common: Vec<Arg> = common.into_iter().collect();
        let text = self.text(tx.is_sqlite(), common.len() + 1, &keys);
        let keys = if tx.is_sqlite() {
            keys.json().into()
        } else {
            match keys {
                Keys::Texts(texts) => Arg::Texts(texts),
                Keys::Ids(ids) => Arg::Ids(ids),
            }
        };
        sql_built(text)
            .planned_anew()
            .bind_all(common)
            .bind(keys)
            .all(tx)
            .await
    }

    fn text(self, is_sqlite: bool, number: usize, keys: &Keys) -> String {
        let Self {
            columns,
            from,
            common,
            key,
        } = self;
        match (is_sqlite, keys) {
            (true, Keys::Texts(_)) => format!(
                "select {columns} from {from} where {common} and {key} in (select value from json_each(${number}))"
            ),
            (true, Keys::Ids(_)) => format!(
                "select {columns} from {from} where {common} and {key} in (select unhex(value) from json_each(${number}))"
            ),
            (false, keys) => format!(
                "select found.* from unnest(${number}::{}[]) as wanted (key) cross join lateral \
                 (select {columns} from {from} where {common} and {key} = wanted.key offset 0) as found",
                if matches!(keys, Keys::Ids(_)) {
                    "uuid"
                } else {
                    "text"
                }
            ),
        }
    }
}

/// Keys that rows are looked up by, each once.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Texts.
    Texts(Vec<String>),
    /// Identifiers.
    Ids(Vec<Uuid>),
}

impl Keys {
    /// Takes texts; of equal ones, one.
    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
        texts.sort_unstable();
        texts.dedup();
        Self::Texts(texts)
    }

    /// Takes identifiers; of equal ones, one.
    pub fn ids(ids: impl IntoIterator<Item = Uuid>) -> Self {
        let mut ids: Vec<Uuid> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Self::Ids(ids)
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Texts(texts) => texts.is_empty(),
            Self::Ids(ids) => ids.is_empty(),
        }
    }

    fn json(&self) -> String {
        match self {
            Self::Texts(texts) => serde_json::json!(texts).to_string(),
            Self::Ids(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
                serde_json::json!(ids).to_string()
            }
        }
    }
}

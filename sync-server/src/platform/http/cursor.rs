use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ApiError;
use super::refusals;
use crate::platform::db::hex;

/// Rows of a page when the caller names no number.
const DEFAULT_LIMIT: u32 = 50;

/// Rows of the longest page.
const MAX_LIMIT: u32 = 200;

/// The number of rows of a page as asked for, within its bounds.
pub fn page_limit(asked: Option<u32>) -> usize {
    asked.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT) as usize
}

/// Where a page ended: the sort values of its last row, opaque to the caller.
///
/// A list is read by `(sort value, id) > cursor`, so a row that comes or goes between two pages moves no other row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<T>(pub T);

impl<T: Serialize> Cursor<T> {
    /// Writes the cursor.
    pub fn encode(&self) -> Result<String, ApiError> {
        Ok(hex(&serde_json::to_vec(&self.0)?))
    }
}

impl<T: DeserializeOwned> Cursor<T> {
    /// Reads a cursor that this server wrote.
    pub fn decode(text: Option<&str>) -> Result<Option<T>, ApiError> {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        let value = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        value.map(Some).ok_or_else(|| refusals::BAD_CURSOR.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_reads_back_and_rubbish_is_refused() {
        let cursor = Cursor(("молоко".to_owned(), 7_i64));
        let text = cursor.encode().unwrap();
        assert_eq!(
            Cursor::<(String, i64)>::decode(Some(&text)).unwrap(),
            Some(cursor.0)
        );
        assert_eq!(Cursor::<i64>::decode(None).unwrap(), None);
        for rubbish in ["zz", "abc", "ёё", "00"] {
            assert_eq!(
                Cursor::<(String, i64)>::decode(Some(rubbish))
                    .unwrap_err()
                    .code(),
                "BAD_CURSOR"
            );
        }
    }
}

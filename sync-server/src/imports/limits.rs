use super::table::ReadTableError;

/// Longest file after unpacking: some million products.
pub(super) const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Most columns of a table. No list of goods has as many, and every row has a place for each cell before its last one.
pub(super) const MAX_COLUMNS: usize = 1000;

/// Most cells of a table, those left out within a row included: a whole sheet of a workbook, 19 columns wide. Empty ones
/// take half a gigabyte.
pub(super) const MAX_CELLS: usize = 20_000_000;

/// What a table takes of the memory, counted while it is read: a short file may tell of a vast one.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: usize,
    bytes: u64,
}

impl Room {
    /// Counts the cells of a row, the empty ones before the last included.
    pub(super) fn take_cells(&mut self, cells: usize) -> Result<(), ReadTableError> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > MAX_CELLS {
            Err(ReadTableError::TooManyCells)
        } else {
            Ok(())
        }
    }

    /// Counts the text of a cell.
    pub(super) fn take_text(&mut self, text: &str) -> Result<(), ReadTableError> {
        self.bytes = self.bytes.saturating_add(text.len() as u64);
        if self.bytes > MAX_BYTES {
            Err(ReadTableError::TooLarge)
        } else {
            Ok(())
        }
    }
}

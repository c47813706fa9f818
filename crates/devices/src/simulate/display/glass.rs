//! The cells, the cursor, and what happens at the end of a line.

use crate::display::COLUMNS;

/// What writing beyond the last cell does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Goes on in the other line.
    Overwrite,
    /// Moves the lower line up.
    VerticalScroll,
    /// Moves the line to the left.
    HorizontalScroll,
}

/// Two lines of cells.
#[derive(Debug, Clone)]
pub(super) struct Glass {
    cells: [[char; COLUMNS]; 2],
    pub(super) mode: Mode,
    row: usize,
    /// The next cell; [`COLUMNS`] when the line is full.
    column: usize,
}

impl Glass {
    pub(super) const fn new() -> Self {
        Self {
            cells: [[' '; COLUMNS]; 2],
            mode: Mode::Overwrite,
            row: 0,
            column: 0,
        }
    }

    pub(super) fn lines(&self) -> [String; 2] {
        self.cells.map(|row| row.iter().collect())
    }

    pub(super) fn clear(&mut self) {
        self.cells = [[' '; COLUMNS]; 2];
        (self.row, self.column) = (0, 0);
    }

    pub(super) fn clear_line(&mut self) {
        if let Some(row) = self.cells.get_mut(self.row) {
            *row = [' '; COLUMNS];
        }
        self.column = 0;
    }

    /// Moves to a place counted from one; a place that is not there is left alone.
    pub(super) const fn go(&mut self, x: u8, y: u8) {
        if x >= 1 && x as usize <= COLUMNS && (y == 1 || y == 2) {
            self.column = x as usize - 1;
            self.row = y as usize - 1;
        }
    }

    pub(super) const fn left(&mut self) {
        if self.column > 0 {
            self.column -= 1;
        } else if self.row > 0 {
            (self.row, self.column) = (0, COLUMNS - 1);
        }
    }

    pub(super) const fn right(&mut self) {
        if self.column + 1 < COLUMNS {
            self.column += 1;
        } else {
            (self.row, self.column) = (1 - self.row, 0);
        }
    }

    pub(super) const fn other_row(&mut self) {
        self.row = 1 - self.row;
    }

    pub(super) const fn line_start(&mut self) {
        self.column = 0;
    }

    pub(super) const fn line_end(&mut self) {
        self.column = COLUMNS - 1;
    }

    /// Replaces a whole line.
    pub(super) fn set_row(&mut self, row: usize, text: &[char]) {
        if let Some(cells) = self.cells.get_mut(row) {
            *cells = [' '; COLUMNS];
            for (cell, character) in cells.iter_mut().zip(text) {
                *cell = *character;
            }
        }
    }

    pub(super) fn write(&mut self, character: char) {
        if self.column >= COLUMNS {
            self.make_room();
        }
        let cell = self
            .cells
            .get_mut(self.row)
            .and_then(|row| row.get_mut(self.column));
        if let Some(cell) = cell {
            *cell = character;
        }
        self.column += 1;
    }

    fn make_room(&mut self) {
        match self.mode {
            Mode::Overwrite => (self.row, self.column) = (1 - self.row, 0),
            Mode::VerticalScroll => {
                if self.row == 1 {
                    self.cells.swap(0, 1);
                    self.cells[1] = [' '; COLUMNS];
                }
                (self.row, self.column) = (1, 0);
            }
            Mode::HorizontalScroll => {
                if let Some(row) = self.cells.get_mut(self.row) {
                    row.rotate_left(1);
                }
                self.column = COLUMNS - 1;
            }
        }
    }
}

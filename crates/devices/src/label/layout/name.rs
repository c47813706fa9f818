//! The name at the top.

use super::{Area, Layout, SMALLEST_PRINT_TENTHS, cell_of_height};
use crate::label::text::{first_lines, keeps_words, wrap};

/// The most lines of a name.
const LINES: usize = 3;

/// The largest print of a name in tenths of a millimetre, and by how much less is tried next.
const LARGEST_TENTHS: u16 = 50;
const STEP_TENTHS: u16 = 2;

impl Layout {
    /// Sets the name as large as fits into two fifths of the area, a third on a small label, with its words whole if they can
    /// be.
    pub(super) fn name(&mut self, name: &str, area: &mut Area) {
        let room = if self.is_small() {
            area.height / 3
        } else {
            area.height * 2 / 5
        };
        let width = area.width;
        let set = |tenths: u16| {
            let cell = cell_of_height(self.media.dots(tenths));
            let columns = (width / u32::from(cell.width)).max(1) as usize;
            let lines = (room / u32::from(cell.height)).max(1) as usize;
            (cell, columns, lines.min(LINES))
        };
        let mut sizes = (SMALLEST_PRINT_TENTHS..=LARGEST_TENTHS)
            .rev()
            .step_by(usize::from(STEP_TENTHS));
        let fitting = sizes.find(|tenths| {
            let (_, columns, lines) = set(*tenths);
            keeps_words(name, columns) && wrap(name, columns).len() <= lines
        });
        let (cell, columns, most) = set(fitting.unwrap_or(SMALLEST_PRINT_TENTHS));
        let lines = wrap(name, columns);
        if lines.len() > most {
            self.document.left_out.push("name");
        }
        for line in first_lines(lines, most, columns) {
            self.text(line, area.x, area.y, cell, true);
            area.y += u32::from(cell.height);
            area.height = area.height.saturating_sub(u32::from(cell.height));
        }
        let gap = self.gap();
        area.y += gap;
        area.height = area.height.saturating_sub(gap);
    }
}

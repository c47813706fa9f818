//! Prices on a label: the large one with small minor units, the others in one size.

use bezmen_domain::money::{self, MAX_AMOUNT_MINOR, Money};

use super::text::{cells, clean};
use super::{LabelContent, LabelError, LabelItem};
use crate::printer::raster::font::Cell;

/// The price in two sizes: whole units large, what follows them half as large at its top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LargePrice {
    before: String,
    whole: String,
    after: String,
}

/// Takes a price apart.
pub(super) fn large(content: &LabelContent) -> Result<LargePrice, LabelError> {
    check(content.price)?;
    let parts = money::parts(content.price, content.currency, content.locale);
    // The thin space between thousands is no wider than another one in cells.
    let whole = clean(&parts.whole);
    let minor = format!("{}{}", parts.mark, parts.minor);
    let (before, after) = if parts.symbol_first {
        (clean(&parts.symbol), minor)
    } else {
        (String::new(), format!("{minor} {}", clean(&parts.symbol)))
    };
    Ok(LargePrice {
        before,
        whole,
        after: after.trim().to_owned(),
    })
}

/// Writes a price with its sign, in characters of the font.
pub(super) fn small(price: Money, content: &LabelContent) -> Result<String, LabelError> {
    check(price)?;
    Ok(clean(&money::format(
        price,
        content.currency,
        content.locale,
    )))
}

fn check(price: Money) -> Result<(), LabelError> {
    if price.is_negative() || price.minor() > MAX_AMOUNT_MINOR {
        return Err(LabelError::Price);
    }
    Ok(())
}

impl LargePrice {
    /// The cell with which it fills a place, as large as it goes.
    pub(super) fn cell(&self, width: u32, height: u32) -> Cell {
        // A half cell counts as one, a whole cell as two.
        let halves = 2 * cells(&self.whole) + cells(&self.before) + cells(&self.after);
        let across = width * 2 / halves.max(1);
        super::layout::cell_of_height(height.min(super::layout::height_of_width(across)))
    }

    /// Places it with its upper left corner.
    pub(super) fn place(self, x: u32, y: u32, cell: Cell) -> Vec<LabelItem> {
        let half = Cell::new(cell.width / 2, cell.height / 2);
        let whole_x = x + cells(&self.before) * u32::from(half.width);
        let after_x = whole_x + cells(&self.whole) * u32::from(cell.width);
        let pieces = [
            (self.before, x, half),
            (self.whole, whole_x, cell),
            (self.after, after_x, half),
        ];
        pieces
            .into_iter()
            .filter(|(text, ..)| !text.is_empty())
            .map(|(text, x, cell)| LabelItem::Text {
                text,
                x,
                y,
                cell,
                bold: true,
            })
            .collect()
    }
}

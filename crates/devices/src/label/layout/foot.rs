//! The small print at the bottom: article and weight, store and date.

use bezmen_domain::quantity::{self, Unit};

use super::{Area, Layout};
use crate::label::LabelContent;
use crate::label::text::{cells, clean, shortened};
use crate::printer::raster::font::Cell;

/// A piece of small print, and the field it is.
type Piece = Option<(&'static str, String)>;

impl Layout {
    /// Sets one line on a small label and up to two on others.
    pub(super) fn foot(&mut self, content: &LabelContent, area: &mut Area) {
        let said = |name: &'static str, text: &Option<String>| -> Piece {
            let text = text.as_deref().map(clean).filter(|text| !text.is_empty())?;
            Some((name, text))
        };
        let article = said("article", &content.article);
        let store = said("store", &content.store);
        let weight = content.weight.map(|weight| {
            let text = quantity::format(weight, Unit::Kilogram, content.locale);
            ("weight", clean(&text))
        });
        let date = content
            .date
            .map(|date| ("date", clean(&date.format(content.locale))));
        let mut rows = vec![(article, weight), (store, date)];
        rows.retain(|(left, right)| left.is_some() || right.is_some());
        if self.is_small() && rows.len() > 1 {
            rows = vec![self.squeezed(rows)];
        }
        let cell = self.small_print();
        for (left, right) in rows.into_iter().rev() {
            area.height = area.height.saturating_sub(u32::from(cell.height));
            let y = area.y + area.height;
            self.row(left, right, area, y, cell);
        }
    }

    /// One line out of two: the first of each side, and the other right one when nothing stands at the left.
    fn squeezed(&mut self, rows: Vec<(Piece, Piece)>) -> (Piece, Piece) {
        let (mut left, mut right): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        for (first, second) in rows {
            left.extend(first);
            right.extend(second);
        }
        if left.is_empty() && right.len() > 1 {
            left.push(right.remove(0));
        }
        if right.is_empty() && left.len() > 1 {
            right.push(left.remove(1));
        }
        let rest = left.iter().skip(1).chain(right.iter().skip(1));
        self.document.left_out.extend(rest.map(|(name, _)| *name));
        (left.into_iter().next(), right.into_iter().next())
    }

    fn row(&mut self, left: Piece, right: Piece, area: &Area, y: u32, cell: Cell) {
        let columns = area.width / u32::from(cell.width);
        let room = |taken: u32| columns.saturating_sub(taken) as usize;
        let mut taken = 0;
        if let Some((name, text)) = right {
            let short = shortened(&text, room(0));
            if short != text {
                self.document.left_out.push(name);
            }
            taken = cells(&short) + 1;
            let x = area.x + area.width - cells(&short) * u32::from(cell.width);
            self.text(short, x, y, cell, false);
        }
        if let Some((name, text)) = left {
            let short = shortened(&text, room(taken));
            if short != text {
                self.document.left_out.push(name);
            }
            self.text(short, area.x, y, cell, false);
        }
    }
}

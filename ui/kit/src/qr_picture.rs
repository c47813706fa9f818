//! A QR code as a picture.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around a code: fewer, and a telephone does not find it.
const QUIET: usize = 4;

/// The width of a module on the screen: whole pixels keep all modules alike, and a phone reads three from a hand away.
const MODULE_PX: usize = 3;

/// Draws a QR code as a receipt printer does (error correction M); what is too long for a code is written out.
#[component]
pub fn QrPicture(
    /// What the code says.
    data: String,
) -> impl IntoView {
    let Some(code) = modules(&data) else {
        return view! { <span class="bz-paper-long">{data}</span> }.into_any();
    };
    let side = code.side + 2 * QUIET;
    view! {
        <svg
            class="bz-paper-qr"
            width=side * MODULE_PX
            viewBox=format!("0 0 {side} {side}")
            role="img"
            aria-label=format!("QR: {data}")
            shape-rendering="crispEdges"
            data-testid="qr"
        >
            <path d=code.path() fill="currentColor" />
        </svg>
    }
    .into_any()
}

/// The modules of a code, row by row.
struct Modules {
    side: usize,
    dark: Vec<bool>,
}

fn modules(data: &str) -> Option<Modules> {
    let code = QrCode::with_error_correction_level(data, EcLevel::M).ok()?;
    Some(Modules {
        side: code.width(),
        dark: code
            .to_colors()
            .into_iter()
            .map(|color| color == Color::Dark)
            .collect(),
    })
}

impl Modules {
    /// Outlines each run of dark modules, one unit a module, inside the light frame.
    fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.dark.chunks(self.side).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|left, right| left == right) {
                if run.first() == Some(&true) {
                    let (left, top, width) = (x + QUIET, y + QUIET, run.len());
                    path.push_str(&format!("M{left} {top}h{width}v1h-{width}z"));
                }
                x += run.len();
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints a path back: the modules that it covers, as (column, row).
    fn painted(path: &str) -> Vec<(usize, usize)> {
        let mut modules = Vec::new();
        for run in path.split('M').filter(|run| !run.is_empty()) {
            let (corner, rest) = run.split_once('h').unwrap();
            let (x, y) = corner.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let width: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            modules.extend((x..x + width).map(|x| (x - QUIET, y - QUIET)));
        }
        modules
    }

    #[test]
    fn the_picture_covers_exactly_the_dark_modules() {
        let code = modules("BZ:A1-000123:x").unwrap();
        let dark: Vec<_> = (0..code.side * code.side)
            .filter(|place| code.dark[*place])
            .map(|place| (place % code.side, place / code.side))
            .collect();
        assert_eq!(painted(&code.path()), dark);
        // The pattern that a telephone looks for, in three corners.
        let finder = |x: usize, y: usize| (0..7).all(|step| dark.contains(&(x + step, y)));
        let far = code.side - 7;
        assert!(finder(0, 0) && finder(far, 0) && finder(0, far));
    }

    #[test]
    fn what_is_too_long_is_no_code() {
        assert!(modules(&"x".repeat(2_332)).is_none());
        assert!(modules(&"x".repeat(2_331)).is_some());
    }
}

//! Labels as a PDF file: one to a page, or many on a sheet; in outlines, with the letters they use of the bundled font.

mod page;
mod typeface;

use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref};

use self::page::{draw, points, ratio};
use self::typeface::Typeface;
use super::LabelDocument;

/// The name of the font on each page.
const FONT: Name<'static> = Name(b"F");

/// A sheet of labels; all lengths in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// The width of the paper.
    pub width_tenths_mm: u16,
    /// The height of the paper.
    pub height_tenths_mm: u16,
    /// The edge that stays white on all sides.
    pub margin_tenths_mm: u16,
    /// The room between two labels.
    pub gap_tenths_mm: u16,
    /// How many places at the beginning are used up already.
    pub skip: u16,
}

impl Sheet {
    /// A4 with an edge of 10 mm and 2 mm between labels.
    pub const A4: Self = Self {
        width_tenths_mm: 2100,
        height_tenths_mm: 2970,
        margin_tenths_mm: 100,
        gap_tenths_mm: 20,
        skip: 0,
    };

    /// How many labels of a size stand side by side and below one another; at least one each.
    #[must_use]
    pub fn places(&self, width_tenths_mm: u16, height_tenths_mm: u16) -> (u16, u16) {
        let along = |whole: u16, label: u16| {
            let inside = whole.saturating_sub(self.margin_tenths_mm.saturating_mul(2));
            let pitch = label.saturating_add(self.gap_tenths_mm).max(1);
            (inside.saturating_add(self.gap_tenths_mm) / pitch).max(1)
        };
        (
            along(self.width_tenths_mm, width_tenths_mm),
            along(self.height_tenths_mm, height_tenths_mm),
        )
    }
}

/// A label at a place of a page, in tenths of a millimetre from the upper left corner.
struct Placed<'a> {
    label: &'a LabelDocument,
    x: u16,
    y: u16,
}

/// A page and its size in tenths of a millimetre.
struct Page<'a> {
    width: u16,
    height: u16,
    labels: Vec<Placed<'a>>,
}

/// Writes labels, each on a page of its size.
#[must_use]
pub fn one_per_page(labels: &[LabelDocument]) -> Vec<u8> {
    let pages = labels.iter().map(|label| Page {
        width: label.media.size.width_tenths_mm(),
        height: label.media.size.height_tenths_mm(),
        labels: vec![Placed { label, x: 0, y: 0 }],
    });
    file(&pages.collect::<Vec<_>>())
}

/// Writes labels onto sheets, row by row. The places are those of the first label's size.
#[must_use]
pub fn on_sheets(labels: &[LabelDocument], sheet: &Sheet) -> Vec<u8> {
    let mut pages: Vec<Page<'_>> = Vec::new();
    let Some(size) = labels.first().map(|label| label.media.size) else {
        return file(&pages);
    };
    let (width, height) = (size.width_tenths_mm(), size.height_tenths_mm());
    let (across, down) = sheet.places(width, height);
    let places = usize::from(across) * usize::from(down);
    let skip = usize::from(sheet.skip) % places;
    for (place, label) in (skip..).zip(labels) {
        if pages.is_empty() || place % places == 0 {
            pages.push(Page {
                width: sheet.width_tenths_mm,
                height: sheet.height_tenths_mm,
                labels: Vec::new(),
            });
        }
        let on_page = place % places;
        let at = |count: usize, side: u16| {
            let count = u16::try_from(count).unwrap_or(0);
            let pitch = side.saturating_add(sheet.gap_tenths_mm);
            sheet
                .margin_tenths_mm
                .saturating_add(pitch.saturating_mul(count))
        };
        if let Some(page) = pages.last_mut() {
            page.labels.push(Placed {
                label,
                x: at(on_page % usize::from(across), width),
                y: at(on_page / usize::from(across), height),
            });
        }
    }
    file(&pages)
}

fn file(pages: &[Page<'_>]) -> Vec<u8> {
    let mut ids = (1..).map(Ref::new);
    let mut next = || ids.next().unwrap_or(Ref::new(i32::MAX));
    let (catalog, tree, info, font) = (next(), next(), next(), next());
    let letters = pages
        .iter()
        .flat_map(|page| &page.labels)
        .flat_map(|placed| placed.label.texts())
        .flat_map(str::chars);
    let typeface = Typeface::of(letters);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    typeface.write(&mut pdf, font, &mut next);
    let mut kids = Vec::new();
    for page in pages {
        let (id, stream) = (next(), next());
        kids.push(id);
        let mut content = Content::new();
        let scale = ratio(72, 254);
        content.transform([scale, 0.0, 0.0, scale, 0.0, 0.0]);
        for placed in &page.labels {
            draw(placed, page.height, &typeface, &mut content);
        }
        pdf.stream(stream, content.finish().as_slice());
        let mut written = pdf.page(id);
        written
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, points(page.width), points(page.height)))
            .contents(stream);
        written.resources().fonts().pair(FONT, font);
        written.finish();
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    pdf.document_info(info)
        .producer(pdf_writer::TextStr("Bezmen"));
    pdf.finish()
}

//! The letters that labels use, as a font of the file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::page::ratio;
use crate::printer::raster::font::{self, ADVANCE_UNITS};

/// Units of the font to its size.
pub(super) const UNITS_PER_EM: u32 = 2048;

/// From the baseline to the top of a line, in units of the font.
pub(super) const ASCENT_UNITS: u32 = 1901;

/// The font's name, with the mark of a subset.
const NAME: Name<'static> = Name(b"BEZMEN+DejaVuSansMono");

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The letters that are used, and where their outlines are.
pub(super) struct Typeface {
    glyphs: BTreeMap<char, u16>,
    file: Cow<'static, [u8]>,
}

impl Typeface {
    /// Takes the letters' outlines out of the bundled font.
    pub(super) fn of(letters: impl Iterator<Item = char>) -> Self {
        let mut remapper = GlyphRemapper::new();
        let mut glyphs = BTreeMap::new();
        for letter in letters {
            glyphs
                .entry(letter)
                .or_insert_with(|| remapper.remap(font::glyph_number(letter)));
        }
        match subsetter::subset(font::FILE, 0, &remapper) {
            Ok(file) => Self {
                glyphs,
                file: Cow::Owned(file),
            },
            // The whole font is large, but right.
            Err(_) => Self {
                glyphs: glyphs
                    .into_keys()
                    .map(|letter| (letter, font::glyph_number(letter)))
                    .collect(),
                file: Cow::Borrowed(font::FILE),
            },
        }
    }

    /// Text as numbers of outlines.
    pub(super) fn encode(&self, text: &str) -> Vec<u8> {
        text.chars()
            .flat_map(|letter| self.glyphs.get(&letter).copied().unwrap_or(0).to_be_bytes())
            .collect()
    }

    pub(super) fn write(&self, pdf: &mut Pdf, id: Ref, mut next: impl FnMut() -> Ref) {
        let (descendant, descriptor, cmap, file) = (next(), next(), next(), next());
        pdf.type0_font(id)
            .base_font(NAME)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(cmap);
        let thousandths = |units: u32| ratio(units * 1000, UNITS_PER_EM);
        pdf.cid_font(descendant)
            .subtype(CidFontType::Type2)
            .base_font(NAME)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(thousandths(ADVANCE_UNITS))
            .cid_to_gid_map_predefined(Name(b"Identity"));
        pdf.font_descriptor(descriptor)
            .name(NAME)
            .flags(FontFlags::SYMBOLIC | FontFlags::FIXED_PITCH)
            .bbox(Rect::new(-558.0, -375.0, 718.0, 1042.0))
            .italic_angle(0.0)
            .ascent(thousandths(ASCENT_UNITS))
            .descent(-236.0)
            .cap_height(729.0)
            .stem_v(80.0)
            .font_file2(file);
        let mut letters = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        for (letter, glyph) in &self.glyphs {
            letters.pair(*glyph, *letter);
        }
        pdf.cmap(cmap, letters.finish().as_slice());
        let length = i32::try_from(self.file.len()).unwrap_or(i32::MAX);
        pdf.stream(file, &self.file).pair(Name(b"Length1"), length);
    }
}

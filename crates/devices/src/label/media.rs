//! What a label is printed on.

use std::fmt;
use std::str::FromStr;

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// Tenths of a millimetre in an inch.
const TENTHS_PER_INCH: u32 = 254;

/// The smallest and the largest side of a label in tenths of a millimetre: less holds nothing legible, more is a sheet.
const SIDES: std::ops::RangeInclusive<u16> = 100..=3000;

/// The size of a label in tenths of a millimetre. In settings it is a text such as “58x40”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LabelSize {
    width_tenths_mm: u16,
    height_tenths_mm: u16,
}

/// A text that is no size of a label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is no label size: write width and height in millimetres, from 10 to 300, as in 58x40 or 43.5x25"
)]
pub struct UnreadableSize {
    /// The text.
    pub text: String,
}

impl UnreadableSize {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "«{}» — не размер этикетки: напишите ширину и высоту в миллиметрах, от 10 до 300, например 58x40 или 43.5x25",
                self.text
            ),
        }
    }
}

impl LabelSize {
    /// 58 by 40 mm.
    pub const SIZE_58_40: Self = Self::of(580, 400);
    /// 58 by 30 mm.
    pub const SIZE_58_30: Self = Self::of(580, 300);
    /// 43 by 25 mm.
    pub const SIZE_43_25: Self = Self::of(430, 250);
    /// 30 by 20 mm.
    pub const SIZE_30_20: Self = Self::of(300, 200);

    const fn of(width_tenths_mm: u16, height_tenths_mm: u16) -> Self {
        Self {
            width_tenths_mm,
            height_tenths_mm,
        }
    }

    /// Makes a size; nothing for a side below 10 or above 300 mm.
    #[must_use]
    pub fn new(width_tenths_mm: u16, height_tenths_mm: u16) -> Option<Self> {
        (SIDES.contains(&width_tenths_mm) && SIDES.contains(&height_tenths_mm))
            .then(|| Self::of(width_tenths_mm, height_tenths_mm))
    }

    /// The width in tenths of a millimetre.
    #[must_use]
    pub const fn width_tenths_mm(self) -> u16 {
        self.width_tenths_mm
    }

    /// The height in tenths of a millimetre.
    #[must_use]
    pub const fn height_tenths_mm(self) -> u16 {
        self.height_tenths_mm
    }
}

/// Writes “58x40” or “43.5x25”.
impl fmt::Display for LabelSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height) = (
            millimetres(self.width_tenths_mm),
            millimetres(self.height_tenths_mm),
        );
        write!(f, "{width}x{height}")
    }
}

/// Writes tenths of a millimetre as millimetres.
pub(super) fn millimetres(tenths: u16) -> String {
    match tenths % 10 {
        0 => format!("{}", tenths / 10),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

impl FromStr for LabelSize {
    type Err = UnreadableSize;

    /// Reads “58x40”, “58×40”, “58х40” (with a Russian letter), “43.5x25”.
    fn from_str(text: &str) -> Result<Self, UnreadableSize> {
        let read = || {
            let (width, height) = text.trim().split_once(['x', 'X', '×', 'х', 'Х', '*'])?;
            Self::new(tenths_of(width)?, tenths_of(height)?)
        };
        read().ok_or_else(|| UnreadableSize {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for LabelSize {
    type Error = UnreadableSize;

    fn try_from(text: String) -> Result<Self, UnreadableSize> {
        text.parse()
    }
}

impl From<LabelSize> for String {
    fn from(size: LabelSize) -> Self {
        size.to_string()
    }
}

fn tenths_of(text: &str) -> Option<u16> {
    let (whole, tenth) = text
        .trim()
        .split_once(['.', ','])
        .unwrap_or((text.trim(), "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if tenth.len() != 1 || !digits(tenth) || !digits(whole) {
        return None;
    }
    let whole: u16 = whole.parse().ok()?;
    whole.checked_mul(10)?.checked_add(tenth.parse().ok()?)
}

/// A label and how finely it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Media {
    /// The label.
    pub size: LabelSize,
    dots_per_inch: u16,
}

impl Media {
    /// The finest print that is laid out.
    pub const FINEST: u16 = 1200;

    /// Makes a label that is printed with so many dots to the inch; from 100 to [`Self::FINEST`], and the nearest of them for
    /// others. Common are 203 (8 dots to the millimetre), 300 and 600.
    #[must_use]
    pub fn new(size: LabelSize, dots_per_inch: u16) -> Self {
        Self {
            size,
            dots_per_inch: dots_per_inch.clamp(100, Self::FINEST),
        }
    }

    /// Dots to the inch.
    #[must_use]
    pub const fn dots_per_inch(self) -> u16 {
        self.dots_per_inch
    }

    /// A length in dots, rounded half up.
    #[must_use]
    pub fn dots(self, tenths_mm: u16) -> u32 {
        let product = u32::from(tenths_mm) * u32::from(self.dots_per_inch);
        (product + TENTHS_PER_INCH / 2) / TENTHS_PER_INCH
    }

    /// The width in dots.
    #[must_use]
    pub fn width(self) -> u32 {
        self.dots(self.size.width_tenths_mm)
    }

    /// The height in dots.
    #[must_use]
    pub fn height(self) -> u32 {
        self.dots(self.size.height_tenths_mm)
    }
}

//! What each scale and each file can hold, and how sure that is.

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

use crate::printer::codepage::CodePage;

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// A real device took bytes like these.
    Captured,
    /// The maker's document says so.
    Manual,
    /// Programs in use do so.
    OpenSource,
    /// It is commonly known, and to be tried with one product first.
    General,
}

impl Sureness {
    /// The words for a technician.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Captured => locale.pick("проверено на устройстве", "seen on a device"),
            Self::Manual => locale.pick("по документу изготовителя", "by the maker's document"),
            Self::OpenSource => locale.pick(
                "по работающим программам: сверьте один товар",
                "by programs in use: compare one product",
            ),
            Self::General => locale.pick(
                "по общим сведениям: проверьте на одном товаре",
                "by general knowledge: try one product first",
            ),
        }
    }
}

/// What a scale or a file can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ScaleFacts {
    /// The name it is chosen by.
    pub name: &'static str,
    /// How sure this is.
    pub sureness: Sureness,
    /// Where it is from.
    pub source: &'static str,
    /// The code page of its names; nothing for Unicode.
    pub page: Option<CodePage>,
    /// Lines of a name.
    pub name_lines: usize,
    /// Characters of each line.
    pub name_columns: usize,
    /// The largest number.
    pub most_plu: u32,
    /// The largest number within a label's number.
    pub most_code: u32,
    /// Whether it is told the first digits of each label's number; else it puts the same before all of them.
    pub keeps_prefix: bool,
    /// The largest price in minor units.
    pub most_price: i64,
    /// The heaviest wrapping in grams.
    pub most_tare_grams: u32,
    /// The longest shelf life in days.
    pub most_shelf_days: u16,
    /// Whether it knows goods sold by the piece.
    pub pieces: bool,
}

/// A name that no scale or file has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scale or file “{name}”: choose one of {known}")]
pub struct UnknownLabelScale {
    /// The name.
    pub name: String,
    /// The names there are.
    pub known: String,
}

impl UnknownLabelScale {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "нет таких весов или файла «{}»: выберите из {}",
                self.name, self.known
            ),
        }
    }
}

/// A scale that takes products over a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkScale {
    /// CAS LP-15 and LP-16 from version 1.6; TCP port 1001 or a serial line.
    CasLp,
    /// Shtrih-Print on a serial line, or a serial line over TCP.
    ShtrihPrint,
    /// Mertech M-ER on TCP.
    Mertech,
    /// DIGI SM on TCP, port 2000 and the scale's number.
    Digi,
}

/// A file that a maker's own program takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PluFormat {
    /// Massa-K's “МК” and VPM, `.csv`.
    MassaK,
    /// Shtrih-Print with its own screen, `pcscale.txt`.
    ShtrihPrint,
    /// DIGI, `.dat` with records of fixed width.
    Digi,
    /// Bizerba, records of `PLST`.
    Bizerba,
    /// Mettler Tiger, lines with commas.
    MettlerTiger,
    /// CAS CL-Works, `.csv`.
    CasClWorks,
    /// Rongta RLS, `.csv`.
    Rongta,
    /// Every field under its own name, `.csv` in Unicode.
    Generic,
}

const DOCUMENTED: ScaleFacts = ScaleFacts {
    name: "mertech",
    sureness: Sureness::Manual,
    source: "docs.mertech.ru, scales protocol, command 50h; letters of page 1251 are general knowledge",
    page: Some(CodePage::CP1251),
    name_lines: 2,
    name_columns: 28,
    most_plu: 65_535,
    most_code: 999_999,
    keeps_prefix: false,
    most_price: 999_999,
    most_tare_grams: 65_535,
    most_shelf_days: 9_999,
    pieces: false,
};

impl NetworkScale {
    /// Every scale.
    pub const ALL: [Self; 4] = [Self::CasLp, Self::ShtrihPrint, Self::Mertech, Self::Digi];

    /// What it can hold.
    #[must_use]
    pub const fn facts(self) -> ScaleFacts {
        match self {
            Self::CasLp => ScaleFacts {
                name: "cas_lp",
                sureness: Sureness::OpenSource,
                source: "OpenPapyrus Objscale.cpp and a public emulator of the 83-byte record; no vendor PDF at hand",
                most_plu: 4_000,
                most_shelf_days: 999,
                ..DOCUMENTED
            },
            Self::ShtrihPrint => ScaleFacts {
                name: "shtrih_print",
                sureness: Sureness::General,
                source: "the record of command 50h as Mertech documents it, in frames of Shtrih-M's POS2 protocol 1.2",
                ..DOCUMENTED
            },
            Self::Mertech => DOCUMENTED,
            Self::Digi => ScaleFacts {
                name: "digi",
                sureness: Sureness::Captured,
                source: "a 61-byte record noted in OpenPapyrus as taken by a scale, and its fields there",
                page: Some(CodePage::CP866),
                name_lines: 4,
                name_columns: 25,
                most_plu: 99_999_999,
                most_code: 99_999,
                keeps_prefix: true,
                most_price: 99_999_999,
                most_tare_grams: 0,
                most_shelf_days: 999,
                pieces: true,
            },
        }
    }

    /// Finds a scale by its name.
    ///
    /// # Errors
    /// Names the scales there are.
    pub fn from_name(name: &str) -> Result<Self, UnknownLabelScale> {
        find(&Self::ALL, |one| one.facts().name, name)
    }
}

impl PluFormat {
    /// Every file.
    pub const ALL: [Self; 8] = [
        Self::MassaK,
        Self::ShtrihPrint,
        Self::Digi,
        Self::Bizerba,
        Self::MettlerTiger,
        Self::CasClWorks,
        Self::Rongta,
        Self::Generic,
    ];

    /// What it can hold.
    #[must_use]
    pub const fn facts(self) -> ScaleFacts {
        let open = ScaleFacts {
            sureness: Sureness::OpenSource,
            source: "OpenPapyrus Objscale.cpp",
            most_code: 99_999,
            keeps_prefix: true,
            most_price: 99_999_999,
            most_tare_grams: 9_999,
            most_plu: 999_999,
            pieces: true,
            ..DOCUMENTED
        };
        match self {
            Self::MassaK => ScaleFacts {
                name: "massa_k",
                source: "OpenPapyrus Objscale.cpp, with the header and a line of a real file",
                name_lines: 1,
                name_columns: 56,
                ..open
            },
            Self::ShtrihPrint => ScaleFacts {
                name: "shtrih_print",
                source: "OpenPapyrus Objscale.cpp, with the maker's list of fields",
                sureness: Sureness::Manual,
                name_lines: 1,
                name_columns: 255,
                ..open
            },
            Self::Digi => ScaleFacts {
                name: "digi",
                name_lines: 1,
                name_columns: 80,
                most_price: 9_999_999,
                most_tare_grams: 0,
                most_shelf_days: 999,
                ..open
            },
            Self::Bizerba => ScaleFacts {
                name: "bizerba",
                page: None,
                most_price: 999_999,
                most_tare_grams: 0,
                most_shelf_days: 999,
                ..open
            },
            Self::MettlerTiger => ScaleFacts {
                name: "mettler_tiger",
                page: Some(CodePage::CP866),
                most_tare_grams: 0,
                most_shelf_days: 499,
                pieces: false,
                ..open
            },
            Self::CasClWorks => ScaleFacts {
                name: "cas_cl_works",
                sureness: Sureness::General,
                source: "the columns CL-Works shows when it asks which is which",
                name_columns: 40,
                ..open
            },
            Self::Rongta => ScaleFacts {
                name: "rongta",
                sureness: Sureness::General,
                source: "the fields of the maker's PLU structure",
                page: None,
                name_lines: 1,
                name_columns: 36,
                ..open
            },
            Self::Generic => ScaleFacts {
                name: "generic",
                sureness: Sureness::Manual,
                source: "this program",
                page: None,
                name_lines: 1,
                name_columns: 255,
                most_code: 9_999_999,
                ..open
            },
        }
    }

    /// Finds a file by its name.
    ///
    /// # Errors
    /// Names the files there are.
    pub fn from_name(name: &str) -> Result<Self, UnknownLabelScale> {
        find(&Self::ALL, |one| one.facts().name, name)
    }
}

fn find<T: Copy>(
    all: &[T],
    name_of: impl Fn(&T) -> &'static str,
    name: &str,
) -> Result<T, UnknownLabelScale> {
    let found = all.iter().find(|one| name_of(one) == name.trim()).copied();
    found.ok_or_else(|| UnknownLabelScale {
        name: name.trim().to_owned(),
        known: all.iter().map(name_of).collect::<Vec<_>>().join(", "),
    })
}

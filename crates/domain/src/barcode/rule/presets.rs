//! Ready sets of rules.

use super::{Encoding, Rule, RuleKind, RuleSet};

/// A ready set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Weights under 21 and prices under 23 as a new shop has them, verified prices of UPC-A, and the company's own numbers
    /// for cards and coupons.
    Standard,
    /// Weights in grams under every prefix from 20 to 29, as the label scales sold in Russia print them unless told otherwise.
    Russia,
    /// What Odoo's point of sale begins with.
    Odoo,
    /// UPC-A of the number system 2 with a verified price, as in North America.
    NorthAmerica,
    /// Sweden.
    Sweden,
    /// Norway.
    Norway,
    /// Finland.
    Finland,
    /// Estonia.
    Estonia,
    /// Latvia.
    Latvia,
    /// Lithuania.
    Lithuania,
    /// Denmark.
    Denmark,
    /// Germany.
    Germany,
    /// Great Britain.
    GreatBritain,
}

/// A rule of a table: encoding, pattern, kind.
type Row = (Encoding, &'static str, RuleKind);

const fn ean13(pattern: &'static str, kind: RuleKind) -> Row {
    (Encoding::Ean13, pattern, kind)
}

/// Cards and badges are numbers of the company itself (GS1 prefix 04); 05, 981 to 984 and 99 are set aside for coupons.
/// Source: GS1 General Specifications, sections 1.4.2 and 2.6, and the defaults of Odoo for 041 and 042.
const STANDARD: &[Row] = &[
    ean13("21.....{NNDDD}.", RuleKind::Weight),
    ean13("23.....{NNNDD}.", RuleKind::Price),
    NORTH_AMERICA[0],
    ean13("041", RuleKind::Staff),
    ean13("042", RuleKind::Customer),
    ean13("05", RuleKind::Coupon),
    ean13("981", RuleKind::Coupon),
    ean13("982", RuleKind::Coupon),
    ean13("983", RuleKind::Coupon),
    ean13("984", RuleKind::Coupon),
    ean13("99", RuleKind::Coupon),
];

const RUSSIA: &[Row] = &[ean13("2......{NNDDD}.", RuleKind::Weight)];

/// Source: odoo/odoo, `default_barcode_patterns.xml`, and its documentation for the weight.
const ODOO: &[Row] = &[
    ean13("21.....{NNDDD}.", RuleKind::Weight),
    ean13("23.....{NNNDD}.", RuleKind::Price),
    (Encoding::Any, "22{NN}.", RuleKind::Discount),
    (Encoding::Any, "042", RuleKind::Customer),
    (Encoding::Any, "041", RuleKind::Staff),
];

const NORTH_AMERICA: [Row; 1] = [(Encoding::Upca, "2.....C{NNDD}.", RuleKind::Price)];

// The tables of the countries are those of biip 5.2.0 (Apache License 2.0), after the GS1 organisations' own pages.

const NORDIC_PRICES: [Row; 3] = [
    ean13("20......{NNDD}.", RuleKind::Price),
    ean13("21......{NNND}.", RuleKind::Price),
    ean13("22......{NNNN}.", RuleKind::Price),
];

const NORDIC_WEIGHTS: [Row; 3] = [
    ean13("23......{NDDD}.", RuleKind::Weight),
    ean13("24......{NNDD}.", RuleKind::Weight),
    ean13("25......{NNND}.", RuleKind::Weight),
];

const SCANDINAVIA: &[Row] = &[
    NORDIC_PRICES[0],
    NORDIC_PRICES[1],
    NORDIC_PRICES[2],
    NORDIC_WEIGHTS[0],
    NORDIC_WEIGHTS[1],
    NORDIC_WEIGHTS[2],
];

const DENMARK: &[Row] = &[
    ean13("21....{NNNNDD}.", RuleKind::Price),
    ean13("22....{NNNNDD}.", RuleKind::Price),
    ean13("23....{NNNNDD}.", RuleKind::Price),
    ean13("24....{NNNNDD}.", RuleKind::Price),
    ean13("26....{NNNDDD}.", RuleKind::Weight),
    ean13("27.....{NNDDD}.", RuleKind::Weight),
    ean13("28....{NNNDDD}.", RuleKind::Weight),
];

const GERMANY: &[Row] = &[
    ean13("22....C{NNNDD}.", RuleKind::Price),
    ean13("23....C{NNNDD}.", RuleKind::Price),
    ean13("25....C{NNNNN}.", RuleKind::Count),
    ean13("26....C{NNNNN}.", RuleKind::Count),
    ean13("28....C{NNDDD}.", RuleKind::Weight),
    ean13("29....C{NNDDD}.", RuleKind::Weight),
];

const GREAT_BRITAIN: &[Row] = &[ean13("20.....C{NNDD}.", RuleKind::Price)];

impl Preset {
    /// Every set by its name: a country's code, or what it is.
    const NAMES: [(Self, &'static str); 13] = [
        (Self::Standard, "standard"),
        (Self::Russia, "ru"),
        (Self::Odoo, "odoo"),
        (Self::NorthAmerica, "us"),
        (Self::Sweden, "se"),
        (Self::Norway, "no"),
        (Self::Finland, "fi"),
        (Self::Estonia, "ee"),
        (Self::Latvia, "lv"),
        (Self::Lithuania, "lt"),
        (Self::Denmark, "dk"),
        (Self::Germany, "de"),
        (Self::GreatBritain, "gb"),
    ];

    /// Every set.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::NAMES.into_iter().map(|(preset, _)| preset)
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(preset, _)| *preset == self);
        found.map_or("standard", |(_, name)| name)
    }

    /// Returns the set of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(preset, _)| *preset)
    }

    const fn rows(self) -> &'static [Row] {
        match self {
            Self::Standard => STANDARD,
            Self::Russia => RUSSIA,
            Self::Odoo => ODOO,
            Self::NorthAmerica => &NORTH_AMERICA,
            Self::Sweden | Self::Norway => SCANDINAVIA,
            Self::Finland | Self::Estonia | Self::Latvia | Self::Lithuania => &NORDIC_WEIGHTS,
            Self::Denmark => DENMARK,
            Self::Germany => GERMANY,
            Self::GreatBritain => GREAT_BRITAIN,
        }
    }

    /// Returns the rules. A test holds that every row is a rule.
    pub fn rules(self) -> RuleSet {
        let rule = |(encoding, pattern, kind): &Row| Rule::new(*encoding, pattern, *kind).ok();
        RuleSet::new(self.rows().iter().filter_map(rule).collect())
    }

    /// How many rules it has.
    pub const fn len(self) -> usize {
        self.rows().len()
    }

    /// Tells whether it has none.
    pub const fn is_empty(self) -> bool {
        self.rows().is_empty()
    }
}

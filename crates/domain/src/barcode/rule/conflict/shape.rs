//! The codes that a rule takes, place by place.

use super::super::{Cell, Encoding, Rule};

/// How many cases the search for a code that no earlier rule takes looks at; beyond it a rule counts as one that applies.
const MOST_CASES: u32 = 2_000;

/// Codes of one length, or of any, that begin in one way. A place holds a character, or any digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    places: Vec<Option<u8>>,
    /// How many characters; nothing when anything may follow.
    length: Option<usize>,
    /// Whether the last digit is the check digit of the others.
    has_check_digit: bool,
}

impl Shape {
    pub(super) fn length(&self) -> Option<usize> {
        self.length
    }

    /// Tells whether the last place is left to the check digit.
    pub(super) fn has_check_digit(&self) -> bool {
        self.has_check_digit && self.places.last().is_some_and(Option::is_none)
    }

    fn place(&self, index: usize) -> Option<u8> {
        self.places.get(index).copied().flatten()
    }

    /// Returns the codes that are of both shapes.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let length = match (self.length, other.length) {
            (Some(one), Some(another)) if one != another => return None,
            (one, another) => one.or(another),
        };
        let count = self.places.len().max(other.places.len());
        if length.is_some_and(|length| count > length) {
            return None;
        }
        let count = length.unwrap_or(count);
        let mut places = Vec::with_capacity(count);
        for index in 0..count {
            places.push(match (self.place(index), other.place(index)) {
                (Some(one), Some(another)) if one != another => return None,
                (Some(letter), None) | (None, Some(letter))
                    if !letter.is_ascii_digit()
                        && self.is_digit(index)
                        && other.is_digit(index) =>
                {
                    return None;
                }
                (one, another) => one.or(another),
            });
        }
        Some(Self {
            places,
            length,
            has_check_digit: self.has_check_digit || other.has_check_digit,
        })
    }

    /// Tells whether only a digit may stand there, or the shape itself says which character.
    fn is_digit(&self, index: usize) -> bool {
        self.length.is_some() || index < self.places.len()
    }

    /// Returns the codes of the shape that have this length and end with a check digit.
    pub(super) fn with_length(&self, length: usize) -> Option<Self> {
        self.and(&Self {
            places: vec![None; length],
            length: Some(length),
            has_check_digit: true,
        })
    }

    /// Returns a code of the shape, another one for each attempt. Check digits are left to the caller.
    pub(super) fn filled(&self, attempt: u32) -> Option<String> {
        let mut state = attempt.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        let mut text = String::with_capacity(self.places.len());
        for (index, place) in self.places.iter().enumerate() {
            text.push(match place {
                Some(literal) => char::from(*literal),
                // The first attempt counts up, which is easiest to read.
                None if attempt == 0 => char::from_digit(((index + 1) % 10) as u32, 10)?,
                None => {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    char::from_digit((state >> 24) % 10, 10)?
                }
            });
        }
        Some(text)
    }

    /// Tells whether every code of another shape is one of this shape's.
    fn holds(&self, other: &Self) -> bool {
        let same_length = self.length.is_none() || self.length == other.length;
        let long_enough = self.places.len() <= other.places.len();
        let agrees = |(index, wanted): (usize, &Option<u8>)| match wanted {
            Some(literal) => other.place(index) == Some(*literal),
            None => other
                .place(index)
                .is_none_or(|literal| literal.is_ascii_digit()),
        };
        same_length && long_enough && self.places.iter().enumerate().all(agrees)
    }
}

/// Returns the shapes of the texts that a rule takes: twelve digits and thirteen with a zero before them are one number.
pub(super) fn shapes(rule: &Rule) -> Vec<Shape> {
    let places: Vec<Option<u8>> = rule
        .pattern
        .cells()
        .iter()
        .map(|cell| match cell {
            Cell::Literal(literal) => Some(*literal),
            Cell::Any | Cell::Value | Cell::Check => None,
        })
        .collect();
    let fixed = |mut places: Vec<Option<u8>>, length: usize| {
        places.resize(length, None);
        Shape {
            places,
            length: Some(length),
            has_check_digit: true,
        }
    };
    match rule.encoding {
        Encoding::Any => vec![Shape {
            places,
            length: None,
            has_check_digit: false,
        }],
        Encoding::Ean8 => vec![fixed(places, 8)],
        Encoding::Ean13 => {
            let mut found = vec![fixed(places.clone(), 13)];
            if let Some((None | Some(b'0'), rest)) = places.split_first() {
                found.push(fixed(rest.to_vec(), 12));
            }
            found
        }
        Encoding::Upca => {
            let mut longer = vec![Some(b'0')];
            longer.extend(&places);
            vec![fixed(places, 12), fixed(longer, 13)]
        }
    }
}

/// Tells whether every code of a shape is taken by the earlier ones together.
pub(super) fn covered(shape: &Shape, earlier: &[(usize, &Shape)]) -> bool {
    let mut budget = MOST_CASES;
    let relevant: Vec<&Shape> = earlier.iter().map(|(_, shape)| *shape).collect();
    search(shape, &relevant, &mut budget)
}

fn search(shape: &Shape, earlier: &[&Shape], budget: &mut u32) -> bool {
    *budget = budget.saturating_sub(1);
    if *budget == 0 {
        return false;
    }
    if earlier.iter().any(|other| other.holds(shape)) {
        return true;
    }
    let touching: Vec<&Shape> = earlier
        .iter()
        .copied()
        .filter(|other| other.and(shape).is_some())
        .collect();
    let decisive = |index: &usize| {
        shape.place(*index).is_none() && touching.iter().any(|other| other.place(*index).is_some())
    };
    let Some(index) = (0..shape.places.len()).find(decisive) else {
        return false;
    };
    (b'0'..=b'9').all(|digit| {
        let mut narrower = shape.clone();
        if let Some(place) = narrower.places.get_mut(index) {
            *place = Some(digit);
        }
        search(&narrower, &touching, budget)
    })
}

/// The numbers that GS1 gives out to products, by their beginning, the shop's own country before the others.
///
/// Source: GS1 General Specifications, section 1.4: all but 02, 04, 05, 20 to 29, 98 and 99, and short ones with 0 or 2.
pub(super) fn real_products(length: usize) -> Vec<Shape> {
    let beginning = |prefix: &str| {
        let mut places: Vec<Option<u8>> = prefix.bytes().map(Some).collect();
        places.resize(length, None);
        Shape {
            places,
            length: Some(length),
            has_check_digit: true,
        }
    };
    match length {
        8 => ["4", "1", "3", "5", "6", "7", "8", "9"]
            .map(beginning)
            .to_vec(),
        12 => ["0", "1", "3", "6", "7", "8", "9"].map(beginning).to_vec(),
        _ => {
            let own = 46..=46;
            let others = (0..=97).filter(|prefix| !matches!(prefix, 2 | 4 | 5 | 20..=29 | 46));
            own.chain(others)
                .map(|prefix| beginning(&format!("{prefix:02}")))
                .collect()
        }
    }
}

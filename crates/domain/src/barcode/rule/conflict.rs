//! Rules that are in each other's way, or in the way of real product numbers.

use super::set::{Taken, take, with_check_digit};
use super::{Cell, Encoding, Rule, RuleKind};
use crate::locale::Locale;

mod shape;

use shape::{Shape, covered, shapes};

/// How many codes are tried for an example. Codes with a check digit of their own fit one time in ten.
const TRIES: u32 = 200;

/// What is wrong between rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConflictKind {
    /// Two rules take the same codes; the earlier one wins.
    Overlap,
    /// Earlier rules take every code of this one.
    NeverFires,
    /// No code can be as the pattern says.
    Impossible,
    /// It takes numbers that GS1 gives out to real products.
    RealProducts,
}

impl ConflictKind {
    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::NeverFires => "never_fires",
            Self::Impossible => "impossible",
            Self::RealProducts => "real_products",
        }
    }
}

/// A conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: ConflictKind,
    /// The rule, by its place among the others from nothing.
    pub rule: usize,
    /// The earlier rule in its way.
    pub other: Option<usize>,
    /// A code that shows it.
    pub example: Option<String>,
}

impl Conflict {
    /// Says it to the owner of the rules.
    pub fn words(&self, rules: &[Rule], locale: Locale) -> String {
        let label = |index: usize| rules.get(index).map(Rule::label).unwrap_or_default();
        let rule = label(self.rule);
        let other = self.other.map(label).unwrap_or_default();
        let example = self.example.as_deref().unwrap_or_default();
        match (self.kind, locale) {
            (ConflictKind::Overlap, Locale::En) => {
                format!("“{other}” and “{rule}” both take {example}; the earlier one wins")
            }
            (ConflictKind::Overlap, Locale::Ru) => {
                format!("«{other}» и «{rule}» оба подходят к {example}; действует более раннее")
            }
            (ConflictKind::NeverFires, Locale::En) => format!(
                "“{rule}” never applies: “{other}” and those before it take its codes, such as {example}; move it up or delete it"
            ),
            (ConflictKind::NeverFires, Locale::Ru) => format!(
                "«{rule}» никогда не сработает: его коды, например {example}, забирает «{other}» и те, что раньше; поднимите его или удалите"
            ),
            (ConflictKind::Impossible, Locale::En) => {
                format!("no code can be as “{rule}” says; check its digits")
            }
            (ConflictKind::Impossible, Locale::Ru) => {
                format!("ни один код не может быть таким, как в «{rule}»; проверьте цифры")
            }
            (ConflictKind::RealProducts, locale) => {
                let cure = rules
                    .get(self.rule)
                    .map_or("", |rule| cure(rule.encoding, locale));
                match locale {
                    Locale::En => format!(
                        "“{rule}” takes numbers of real products, such as {example}; {cure}"
                    ),
                    Locale::Ru => format!(
                        "«{rule}» забирает номера настоящих товаров, например {example}; {cure}"
                    ),
                }
            }
        }
    }
}

/// Says how a rule keeps away from the numbers of real products: which beginnings are the shop's own depends on how many
/// digits the code has, and a rule for any text does not say how many.
const fn cure(encoding: Encoding, locale: Locale) -> &'static str {
    match (encoding, locale) {
        (Encoding::Ean8, Locale::En) => "begin the pattern with 0 or 2",
        (Encoding::Ean8, Locale::Ru) => "начните шаблон с 0 или 2",
        (Encoding::Ean13, Locale::En) => "begin the pattern with 02, 04 or 20 to 29",
        (Encoding::Ean13, Locale::Ru) => "начните шаблон с 02, 04 или 20–29",
        (Encoding::Upca, Locale::En) => "begin the pattern with 2 or 4",
        (Encoding::Upca, Locale::Ru) => "начните шаблон с 2 или 4",
        (Encoding::Any, Locale::En) => {
            "choose ean13 instead of any and begin the pattern with 02, 04 or 20 to 29, or begin it with a letter"
        }
        (Encoding::Any, Locale::Ru) => {
            "выберите ean13 вместо any и начните шаблон с 02, 04 или 20–29, либо начните его с буквы"
        }
    }
}

/// Finds every conflict of rules in their order.
pub(super) fn find(rules: &[Rule]) -> Vec<Conflict> {
    let all: Vec<Vec<Shape>> = rules.iter().map(shapes).collect();
    let mut conflicts = Vec::new();
    for (index, (rule, own)) in rules.iter().zip(&all).enumerate() {
        let Some(own_example) = own.iter().find_map(|shape| example(&[rule], shape)) else {
            conflicts.push(Conflict {
                kind: ConflictKind::Impossible,
                rule: index,
                other: None,
                example: None,
            });
            continue;
        };
        let earlier: Vec<(usize, &Shape)> = all
            .iter()
            .take(index)
            .enumerate()
            .flat_map(|(other, shapes)| shapes.iter().map(move |shape| (other, shape)))
            .collect();
        if own.iter().all(|shape| covered(shape, &earlier)) {
            let taken_by = |(other, rule): (usize, &Rule)| {
                (take(rule, other, &own_example) != Taken::No).then_some(other)
            };
            conflicts.push(Conflict {
                kind: ConflictKind::NeverFires,
                rule: index,
                other: rules.iter().take(index).enumerate().find_map(taken_by),
                example: Some(own_example),
            });
        } else {
            conflicts.extend(overlaps(rules, &all, index));
        }
        if let Some(example) = real_product(rule, own) {
            conflicts.push(Conflict {
                kind: ConflictKind::RealProducts,
                rule: index,
                other: None,
                example: Some(example),
            });
        }
    }
    conflicts
}

/// Finds the earlier rules that take some of a rule's codes.
fn overlaps(rules: &[Rule], all: &[Vec<Shape>], index: usize) -> Vec<Conflict> {
    let (Some(rule), Some(own)) = (rules.get(index), all.get(index)) else {
        return Vec::new();
    };
    let mut conflicts = Vec::new();
    for (other, (earlier, shapes)) in rules.iter().zip(all).take(index).enumerate() {
        let pairs = own
            .iter()
            .flat_map(|one| shapes.iter().map(move |another| (one, another)));
        let both = pairs
            .filter_map(|(one, another)| one.and(another))
            .find_map(|shape| example(&[earlier, rule], &shape));
        if both.is_some() {
            conflicts.push(Conflict {
                kind: ConflictKind::Overlap,
                rule: index,
                other: Some(other),
                example: both,
            });
        }
    }
    conflicts
}

/// Returns a code of a shape that all of these rules take.
fn example(rules: &[&Rule], shape: &Shape) -> Option<String> {
    (0..TRIES)
        .filter_map(|attempt| completed(rules, shape.filled(attempt)?, shape))
        .find(|code| {
            let is_taken = |rule: &&Rule| matches!(take(rule, 0, code), Taken::By(_));
            rules.iter().all(is_taken)
        })
}

/// Puts in the check digits that a code of a shape needs.
fn completed(rules: &[&Rule], code: String, shape: &Shape) -> Option<String> {
    let mut code = code;
    for rule in rules {
        // The check digit of an embedded number stands at its place in the rule's own number of digits.
        let shift = rule
            .encoding
            .digits()
            .zip(shape.length())
            .map_or(0, |(own, here)| own.saturating_sub(here));
        let padded = format!("{}{code}", "0".repeat(shift));
        let Some((expected, _)) = rule.pattern.wrong_check(&padded) else {
            continue;
        };
        let place = rule
            .pattern
            .cells()
            .iter()
            .position(|cell| *cell == Cell::Check)?;
        let place = place.checked_sub(shift)?;
        code.replace_range(place..=place, &expected.to_string());
    }
    Some(if shape.has_check_digit() {
        with_check_digit(&code)
    } else {
        code
    })
}

/// Returns a real product's number that a rule takes. A rule for products without a number in it says what is true of them.
fn real_product(rule: &Rule, own: &[Shape]) -> Option<String> {
    if rule.kind == RuleKind::Product && rule.pattern.number().is_none() {
        return None;
    }
    let lengths: &[usize] = match rule.encoding {
        Encoding::Ean8 => &[8],
        Encoding::Ean13 | Encoding::Upca => &[13, 12],
        Encoding::Any => &[13, 12, 8],
    };
    let all = lengths
        .iter()
        .flat_map(|length| own.iter().map(move |shape| (shape, *length)));
    let mut narrowed = all.filter_map(|(shape, length)| shape.with_length(length));
    narrowed.find_map(|shape| {
        let real = shape::real_products(shape.length()?);
        real.iter()
            .filter_map(|prefix| shape.and(prefix))
            .find_map(|shape| example(&[rule], &shape))
    })
}

#[cfg(test)]
mod tests;

//! What may have happened to a marking code between its symbol and the till.

use serde::Serialize;

use super::SIGNED_TAILS;
use crate::barcode::gs1::{Element, GS, Message};
use crate::barcode::symbology::AimId;
use crate::locale::Locale;

/// What scanners and editors write in place of GS.
const REPLACEMENTS: [&str; 8] = [
    "␝", "<GS>", "{GS}", "[GS]", "^]", "\\x1d", "\\u001d", "&#29;",
];

/// The lengths of serial numbers among the product groups.
const KNOWN_SERIALS: [usize; 5] = [5, 6, 7, 13, 20];

/// The length of the serial numbers that are as long as a shorter one with the check `93` run into it.
const AMBIGUOUS_SERIAL: usize = 13;

/// What follows a serial number when its separator is lost: `93` and four characters.
const SHORT_TAIL: usize = 6;

/// The length of the key (91) and of the short check (93).
const KEY: usize = 4;

/// The lengths of the long check (92).
const LONG_CHECKS: [usize; 2] = [44, 88];

/// What stands after a key or a short check in one product group or another.
const AFTER_TAIL: [&str; 4] = ["92", "93", "3103", "8005"];

/// What is wrong with a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkingWarning {
    /// The separators (GS) are lost.
    SeparatorLost,
    /// Something else stands where a separator (GS) belongs.
    SeparatorReplaced,
    /// It was typed through the Russian layout of the keyboard.
    RussianLayout,
    /// It has characters that no marking code has.
    NotAscii,
    /// Capital and small letters are swapped: Caps Lock is on.
    CaseSwapped,
    /// The tail is missing: this is the identification code alone.
    NoTail,
    /// The tail is cut off or damaged; what stands before it is whole.
    BrokenTail,
    /// A part is not as it should be.
    Broken,
}

impl MarkingWarning {
    /// Tells whether GTIN and serial number can be relied upon all the same.
    pub(super) const fn leaves_the_identification(&self) -> bool {
        match self {
            Self::NoTail | Self::BrokenTail => true,
            Self::SeparatorLost
            | Self::SeparatorReplaced
            | Self::RussianLayout
            | Self::NotAscii
            | Self::CaseSwapped
            | Self::Broken => false,
        }
    }

    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SeparatorLost => "separator_lost",
            Self::SeparatorReplaced => "separator_replaced",
            Self::RussianLayout => "russian_layout",
            Self::NotAscii => "not_ascii",
            Self::CaseSwapped => "case_swapped",
            Self::NoTail => "no_tail",
            Self::BrokenTail => "broken_tail",
            Self::Broken => "broken",
        }
    }

    /// Says it to a cashier.
    pub const fn words(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::SeparatorLost, Locale::Ru) => {
                "разделители (GS) потеряны; включите их передачу в сканере и считайте код ещё раз"
            }
            (Self::SeparatorLost, Locale::En) => {
                "the separators (GS) are lost; let the scanner send them and scan the code again"
            }
            (Self::SeparatorReplaced, Locale::Ru) => {
                "вместо разделителя (GS) стоят другие знаки; отключите их замену в сканере и считайте код ещё раз"
            }
            (Self::SeparatorReplaced, Locale::En) => {
                "something stands for the separator (GS); stop the scanner from replacing it and scan again"
            }
            (Self::RussianLayout, Locale::Ru) => {
                "код введён в русской раскладке; переключите клавиатуру на латиницу и считайте его ещё раз"
            }
            (Self::RussianLayout, Locale::En) => {
                "the code was typed through the Russian layout; switch the keyboard to Latin and scan again"
            }
            (Self::NotAscii, Locale::Ru) => {
                "в коде знаки, которых там не бывает (non-ASCII); считайте его ещё раз"
            }
            (Self::NotAscii, Locale::En) => {
                "the code has characters that no marking code has (non-ASCII); scan it again"
            }
            (Self::CaseSwapped, Locale::Ru) => {
                "большие и малые буквы перепутаны; выключите Caps Lock и считайте код ещё раз"
            }
            (Self::CaseSwapped, Locale::En) => {
                "capital and small letters are swapped; switch Caps Lock off and scan the code again"
            }
            (Self::NoTail, Locale::Ru) => {
                "это код идентификации без криптохвоста; считайте код целиком с упаковки"
            }
            (Self::NoTail, Locale::En) => {
                "this is the identification code without its tail; scan the whole code on the package"
            }
            (Self::BrokenTail, Locale::Ru) => {
                "криптохвост кода считан не полностью; считайте код ещё раз"
            }
            (Self::BrokenTail, Locale::En) => {
                "the tail of the code was not read whole; scan the code again"
            }
            (Self::Broken, Locale::Ru) => "код считан с ошибкой; считайте его ещё раз",
            (Self::Broken, Locale::En) => "the code was read with an error; scan it again",
        }
    }
}

/// What the characters of a code tell.
pub(super) fn of_characters(raw: &str) -> Vec<MarkingWarning> {
    let mut warnings = Vec::new();
    if REPLACEMENTS.iter().any(|mark| raw.contains(mark)) {
        warnings.push(MarkingWarning::SeparatorReplaced);
    }
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4ff}' | '№');
    let is_foreign = |c: char| !c.is_ascii() && c != '␝';
    if raw.chars().any(is_cyrillic) {
        warnings.push(MarkingWarning::RussianLayout);
    } else if raw.chars().any(is_foreign) {
        warnings.push(MarkingWarning::NotAscii);
    }
    warnings
}

/// What a code of GS1 data tells.
pub(super) fn all(
    raw: &str,
    serial: &str,
    message: &Message,
    is_damaged: bool,
) -> Vec<MarkingWarning> {
    let mut warnings = of_characters(raw);
    // Scanners name Data Matrix with a small letter.
    if raw.starts_with("]D2") {
        warnings.push(MarkingWarning::CaseSwapped);
    }
    let code = AimId::split(raw).1;
    let has_separator = code.strip_prefix(GS).unwrap_or(code).contains(GS);
    let tails: Vec<Tail> = message.elements.iter().filter_map(tail).collect();
    if !warnings.is_empty() {
        return warnings;
    }
    let is_run_in = tails.is_empty() && hides_tail(serial);
    if !has_separator && is_damaged || is_run_in || tails.contains(&Tail::RunOn) {
        warnings.push(MarkingWarning::SeparatorLost);
    } else if is_damaged {
        warnings.push(MarkingWarning::Broken);
    } else if tails.contains(&Tail::CutOff) {
        warnings.push(MarkingWarning::BrokenTail);
    } else if tails.is_empty() {
        warnings.push(MarkingWarning::NoTail);
    }
    warnings
}

/// How a part of the tail arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    Whole,
    /// The next element runs into it.
    RunOn,
    CutOff,
}

/// Judges an element of the tail; nothing when it is another one.
fn tail(element: &Element) -> Option<Tail> {
    let ai = element.ai.to_string();
    if !SIGNED_TAILS.contains(&ai.as_str()) {
        return None;
    }
    let length = element.value.chars().count();
    let is_cut_off = match ai.as_str() {
        "92" => !LONG_CHECKS.contains(&length),
        _ => length < KEY,
    };
    let after_key = element.value.get(KEY..).unwrap_or_default();
    let runs_on = ai != "92" && AFTER_TAIL.iter().any(|next| after_key.starts_with(next));
    Some(match (runs_on, is_cut_off) {
        (true, _) => Tail::RunOn,
        (false, true) => Tail::CutOff,
        (false, false) => Tail::Whole,
    })
}

/// Tells whether a serial number looks like one with the tail run into it, because the separator between them is lost: no
/// group has serial numbers so long, or a tail begins after a serial number of a known length.
///
/// A serial number of thirteen characters may also be one of seven with a check of six: it counts as that when the check's
/// identifier stands there, for a wrong identification code is worse than a second scan.
pub fn hides_tail(serial: &str) -> bool {
    let length = serial.chars().count();
    let after = |own: usize| -> String { serial.chars().skip(own).collect() };
    if length == AMBIGUOUS_SERIAL {
        return after(AMBIGUOUS_SERIAL - SHORT_TAIL).starts_with("93");
    }
    if KNOWN_SERIALS.contains(&length) && length != 20 {
        return false;
    }
    let begins_tail = |own: usize| {
        let rest = after(own);
        rest.starts_with("93") || rest.starts_with("91") || rest.starts_with("8005")
    };
    KNOWN_SERIALS
        .into_iter()
        .filter(|own| *own < length)
        .any(begins_tail)
}

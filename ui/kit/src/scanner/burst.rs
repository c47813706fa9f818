//! The keys that are held back until it is known whether a scanner or a person pressed them.

use super::facts::layout_of;
use super::us_layout::us_character;
use super::{GsKey, LayoutSeen, Reading, ScanFacts, Stroke};

/// The separator of GS1 codes.
const GS: char = '\u{1d}';

/// The figures of a character's number: scanners send 0029, 029 or three figures.
const MOST_FIGURES: usize = 4;

/// A character of a burst, and the keys that wrote it.
#[derive(Debug)]
pub(super) enum Held {
    /// A key that writes a character.
    Key(Stroke),
    /// A key that stands for GS.
    Gs(GsKey, Stroke),
    /// A character by its number with Alt held.
    Number(char, Vec<Stroke>),
    /// Keys with Alt held that are no character's number.
    Other(Vec<Stroke>),
}

impl Held {
    /// Takes a key that may belong to a burst; nothing when it cannot.
    pub fn of(stroke: &Stroke) -> Option<Self> {
        match stroke.gs_key() {
            Some(key) => Some(Self::Gs(key, stroke.clone())),
            None => stroke.is_character().then(|| Self::Key(stroke.clone())),
        }
    }

    /// What a scanner meant by it.
    pub fn character(&self) -> Option<char> {
        match self {
            Self::Key(stroke) => us_character(stroke),
            Self::Gs(..) => Some(GS),
            Self::Number(character, _) => Some(*character),
            Self::Other(_) => None,
        }
    }

    /// Whether it is this figure, and stands on the screen as that too.
    pub fn writes(&self, figure: char) -> bool {
        match self {
            Self::Key(stroke) => figure.is_ascii_digit() && stroke.key.chars().eq([figure]),
            Self::Gs(..) | Self::Number(..) | Self::Other(_) => false,
        }
    }

    pub fn is_figure(&self) -> bool {
        self.character().is_some_and(|c| c.is_ascii_digit())
    }
}

impl Stroke {
    /// Which key for GS it is, if it is one.
    fn gs_key(&self) -> Option<GsKey> {
        if self.key.chars().eq([GS]) {
            Some(GsKey::Itself)
        } else if self.control && !self.shift && self.code == "BracketRight" {
            Some(GsKey::ControlBracket)
        } else if !self.command && !self.shift && self.key == "F8" {
            Some(GsKey::F8)
        } else {
            None
        }
    }

    /// Tells whether it may stand for the separator of a code.
    pub fn may_be_separator(&self) -> bool {
        self.gs_key().is_some()
    }
}

/// The figures of a character's number, typed on the number block with Alt held.
#[derive(Debug, Default)]
pub(super) struct AltNumber {
    keys: Vec<Stroke>,
    figures: String,
}

impl AltNumber {
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Takes a figure with Alt held; gives any other key back.
    pub fn add(&mut self, stroke: Stroke) -> Option<Stroke> {
        let figure = stroke
            .code
            .strip_prefix("Numpad")
            .filter(|figure| figure.len() == 1);
        let Some(figure) = figure.filter(|_| stroke.alt && self.figures.len() < MOST_FIGURES)
        else {
            return Some(stroke);
        };
        self.figures.push_str(figure);
        self.keys.push(stroke);
        None
    }

    /// Ends the number.
    pub fn take(&mut self) -> Option<Held> {
        if self.is_empty() {
            return None;
        }
        let figures = std::mem::take(&mut self.figures);
        let keys = std::mem::take(&mut self.keys);
        let number = figures.parse::<u8>().ok().filter(|_| figures.len() > 2);
        Some(match number.filter(u8::is_ascii) {
            Some(number) => Held::Number(char::from(number), keys),
            None => Held::Other(keys),
        })
    }
}

/// What a person meant by the same keys, in order.
pub(super) fn as_typed(held: impl Iterator<Item = Held>) -> Vec<Reading> {
    let mut readings = Vec::new();
    for held in held {
        match held {
            Held::Key(stroke) => match readings.last_mut() {
                Some(Reading::Typed(text)) => text.push_str(&stroke.key),
                _ => readings.push(Reading::Typed(stroke.key)),
            },
            Held::Gs(_, stroke) => readings.push(Reading::Pressed(stroke)),
            Held::Number(_, keys) | Held::Other(keys) => {
                readings.extend(keys.into_iter().map(Reading::Pressed));
            }
        }
    }
    readings
}

/// What a scanner meant by a burst.
pub(super) fn text_of(held: &[Held]) -> String {
    held.iter().filter_map(Held::character).collect()
}

/// How a burst was typed.
pub(super) fn facts(held: &[Held], took_ms: u64) -> ScanFacts {
    let gs = held.iter().find_map(|held| match held {
        Held::Gs(key, _) => Some(*key),
        Held::Number(character, _) if *character == GS => Some(GsKey::AltNumber),
        Held::Key(_) | Held::Number(..) | Held::Other(_) => None,
    });
    let seen = |layout: LayoutSeen| {
        held.iter()
            .any(|held| matches!(held, Held::Key(stroke) if layout_of(stroke) == layout))
    };
    let layout = if seen(LayoutSeen::Other) {
        LayoutSeen::Other
    } else if seen(LayoutSeen::CapsLock) {
        LayoutSeen::CapsLock
    } else {
        LayoutSeen::Latin
    };
    ScanFacts {
        characters: held.len(),
        took_ms,
        gs,
        layout,
        sent: text_of(held),
    }
}

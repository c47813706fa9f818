//! The GS1 Barcode Syntax Dictionary: what each application identifier promises about its value and its company.
//!
//! The facts are in `dictionary.txt` with their attribution. The table is read once, when it is first needed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::identifier::{Ai, AiPattern};
use super::lint::Linter;

/// A part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The linter of its characters, then those of its meaning.
    pub linters: Vec<Linter>,
    /// The fewest characters it may have when it is there.
    pub least: usize,
    /// The most characters it may have.
    pub most: usize,
    /// Whether it may be absent.
    pub is_optional: bool,
}

/// An identifier, or a range of them that differ in the number of decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The first identifier.
    pub first: Ai,
    /// The last identifier; the first when it is one.
    pub last: Ai,
    /// Whether FNC1 must follow a value that is not the last: its length is not predefined.
    pub needs_separator: bool,
    /// The parts of the value.
    pub components: Vec<Component>,
    /// For each attribute `req`: one of these groups must be there, with every identifier of the group.
    pub requires: Vec<Vec<Vec<AiPattern>>>,
    /// The identifiers that may not be there as well.
    pub excludes: Vec<AiPattern>,
    /// What it is called on labels.
    pub title: &'static str,
}

impl Entry {
    /// The fewest characters of the whole value.
    pub fn least(&self) -> usize {
        let required = self.components.iter().filter(|part| !part.is_optional);
        required.map(|part| part.least).sum()
    }

    /// The most characters of the whole value.
    pub fn most(&self) -> usize {
        self.components.iter().map(|part| part.most).sum()
    }
}

/// Values of predefined length by the first two digits of the identifier, also where none is given out yet.
///
/// Source: GS1 General Specifications, “Element strings with predefined length using GS1 application identifiers”.
pub(super) fn predefined_length(prefix: usize) -> Option<usize> {
    match prefix {
        0 => Some(18),
        1..=3 => Some(14),
        4 => Some(16),
        11..=19 | 31..=36 => Some(6),
        20 => Some(2),
        41 => Some(13),
        _ => None,
    }
}

/// The dictionary, ready to be asked.
#[derive(Debug)]
pub struct Dictionary {
    entries: Vec<Entry>,
    by_ai: HashMap<Ai, usize>,
    /// How many digits the identifiers have that begin with these two; 0 when there are none.
    ai_length: [u8; 100],
}

static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::read(include_str!("dictionary.txt")));

/// Returns the dictionary of the release that the product knows: 2026-01-27.
pub fn dictionary() -> &'static Dictionary {
    &DICTIONARY
}

impl Dictionary {
    /// Reads the table. A line that is not understood is left out; a test holds that there is none.
    fn read(text: &'static str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let entries: Vec<Entry> = lines.filter_map(read_entry).collect();
        let mut by_ai = HashMap::new();
        let mut ai_length = [0; 100];
        for (index, entry) in entries.iter().enumerate() {
            let length = entry.first.len() as u8;
            for number in entry.first.number()..=entry.last.number() {
                let ai = Ai::of(length, number);
                by_ai.insert(ai, index);
                if let Some(known) = ai_length.get_mut(ai.prefix()) {
                    *known = length;
                }
            }
        }
        Self {
            entries,
            by_ai,
            ai_length,
        }
    }

    /// Every entry, in the order of the identifiers.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry of an identifier.
    pub fn find(&self, ai: Ai) -> Option<&Entry> {
        self.by_ai
            .get(&ai)
            .and_then(|index| self.entries.get(*index))
    }

    /// Returns the identifier that a text begins with, and its entry.
    pub fn find_at_start(&self, text: &str) -> Option<(Ai, &Entry)> {
        let ai = Ai::parse(text.get(..self.length_at_start(text)?)?)?;
        self.find(ai).map(|entry| (ai, entry))
    }

    fn length_at_start(&self, text: &str) -> Option<usize> {
        let prefix = Ai::parse(text.get(..2)?)?.prefix();
        match self.ai_length.get(prefix) {
            None | Some(0) => None,
            Some(length) => Some(usize::from(*length)),
        }
    }

    /// Tells whether an identifier could be given out one day: no known one begins like it with another length.
    pub(super) fn may_exist(&self, ai: Ai) -> bool {
        let length = self.ai_length.get(ai.prefix()).copied().unwrap_or(0);
        length == 0 || usize::from(length) == ai.len()
    }
}

fn read_entry(line: &'static str) -> Option<Entry> {
    let mut fields = line.split(';');
    let identifiers = fields.next()?;
    let (first, last) = identifiers
        .split_once('-')
        .unwrap_or((identifiers, identifiers));
    let needs_separator = fields.next()? == "F";
    let components = fields.next()?.split(' ').map(read_component);
    let mut entry = Entry {
        first: Ai::parse(first)?,
        last: Ai::parse(last)?,
        needs_separator,
        components: components.collect::<Option<_>>()?,
        requires: Vec::new(),
        excludes: Vec::new(),
        title: "",
    };
    for attribute in fields.next()?.split(' ') {
        if let Some(groups) = attribute.strip_prefix("req=") {
            let group = |text: &str| text.split('+').map(AiPattern::parse).collect();
            let groups = groups.split(',').map(group).collect::<Option<_>>()?;
            entry.requires.push(groups);
        } else if let Some(excluded) = attribute.strip_prefix("ex=") {
            let excluded: Option<Vec<AiPattern>> =
                excluded.split(',').map(AiPattern::parse).collect();
            entry.excludes.extend(excluded?);
        }
    }
    entry.title = fields.next()?;
    Some(entry)
}

/// Reads such as `N13`, `X..20`, `[N6]` or `N14,csum,gcppos2`.
fn read_component(text: &str) -> Option<Component> {
    let mut parts = text.split(',');
    let format = parts.next()?;
    let bare = format
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_optional = bare.is_some();
    let format = bare.unwrap_or(format);
    let (characters, length) = format.split_at_checked(1)?;
    let characters = match characters {
        "N" => Linter::CsetNumeric,
        "X" => Linter::Cset82,
        "Y" => Linter::Cset39,
        "Z" => Linter::Cset64,
        _ => return None,
    };
    let (least, most) = match length.strip_prefix("..") {
        Some(most) => (1, most.parse().ok()?),
        None => (length.parse().ok()?, length.parse().ok()?),
    };
    let mut linters = vec![characters];
    for name in parts {
        linters.push(Linter::from_name(name)?);
    }
    Some(Component {
        linters,
        least,
        most,
        is_optional,
    })
}

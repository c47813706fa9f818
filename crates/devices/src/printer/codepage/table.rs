//! The data of the code pages, read once.

use std::sync::LazyLock;

static DATA: &str = include_str!("pages.tsv");

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    DATA.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(Table::read)
        .collect()
});

/// The pages, in the order of the data.
pub(super) fn tables() -> &'static [Table] {
    &TABLES
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Its names as [`key`] writes them.
    pub(super) keys: Vec<String>,
    pub(super) upper: [char; 128],
    pub(super) is_cyrillic: bool,
    /// ASCII characters in whose place the page has others.
    pub(super) lacks: &'static str,
    /// The characters in order, for looking them up; of two bytes for one character the lower.
    bytes: Vec<(char, u8)>,
}

impl Table {
    /// Reads a line of the data: name, other names, characters.
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (name, others, runs) = (fields.next()?, fields.next()?, fields.next()?);
        let lacks = fields.next().unwrap_or_default();
        let upper: Vec<char> = runs.split(' ').flat_map(run).collect();
        let upper: [char; 128] = upper.try_into().ok()?;
        let mut bytes: Vec<(char, u8)> = upper
            .iter()
            .copied()
            .zip(0x80..=0xff)
            .filter(|(character, _)| *character != char::REPLACEMENT_CHARACTER)
            .collect();
        bytes.sort_unstable();
        bytes.dedup_by_key(|(character, _)| *character);
        Some(Self {
            name,
            keys: std::iter::once(name)
                .chain(others.split(','))
                .filter(|name| !name.is_empty())
                .map(key)
                .collect(),
            is_cyrillic: ('А'..='я').all(|letter| upper.contains(&letter)),
            upper,
            lacks,
            bytes,
        })
    }

    pub(super) fn byte_of(&self, character: char) -> Option<u8> {
        let at = self
            .bytes
            .binary_search_by_key(&character, |(held, _)| *held)
            .ok()?;
        self.bytes.get(at).map(|(_, byte)| *byte)
    }
}

/// A run of characters: `410`, `410-43F`, `?` or `?12`.
fn run(text: &str) -> Vec<char> {
    if let Some(count) = text.strip_prefix('?') {
        return vec![char::REPLACEMENT_CHARACTER; count.parse().unwrap_or(1)];
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let code = |digits| u32::from_str_radix(digits, 16).ok();
    match (code(first), code(last)) {
        (Some(first), Some(last)) => (first..=last).filter_map(char::from_u32).collect(),
        _ => Vec::new(),
    }
}

/// A name without what people write differently: case, dashes, and the family's prefix.
pub(super) fn key(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|character| character.is_ascii_alphanumeric() || *character == '/')
        .map(|character| character.to_ascii_uppercase())
        .collect();
    for prefix in ["WINDOWS", "WPC", "IBM", "PC"] {
        if let Some(number) = plain.strip_prefix(prefix)
            && number.starts_with(|character: char| character.is_ascii_digit())
        {
            return format!("CP{number}");
        }
    }
    plain
}

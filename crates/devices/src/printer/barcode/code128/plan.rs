//! Which set each character is encoded in.

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// Control characters, capitals, digits and signs.
    A,
    /// All that is printable.
    B,
    /// Pairs of digits.
    C,
}

/// Of sets that do equally well the earlier is taken.
const SETS: [Set; 3] = [Set::C, Set::B, Set::A];

/// A symbol after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    /// A character, in the set it is written in.
    Character(Set, u8),
    /// Two digits.
    Pair(u8),
    /// On to another set.
    Switch(Set),
    /// The next character is of the other of sets A and B.
    Shift,
    /// The mark of GS1, and the end of a field.
    Fnc1,
}

impl Set {
    pub(super) const fn letter(self) -> u8 {
        match self {
            Self::A => b'A',
            Self::B => b'B',
            Self::C => b'C',
        }
    }

    const fn has(self, byte: u8) -> bool {
        match self {
            Self::A => byte < 0x60,
            Self::B => matches!(byte, 0x20..=0x7f),
            Self::C => false,
        }
    }
}

impl Symbol {
    /// The value that selects its bars.
    pub(super) const fn value(self) -> u8 {
        match self {
            Self::Character(_, byte) if byte < 0x20 => byte + 64,
            Self::Character(_, byte) => byte - 0x20,
            Self::Pair(number) => number,
            Self::Switch(Set::A) => 101,
            Self::Switch(Set::B) => 100,
            Self::Switch(Set::C) => 99,
            Self::Shift => 98,
            Self::Fnc1 => 102,
        }
    }

    /// Writes it as `GS k 73` wants it.
    pub(super) fn write_command(self, out: &mut Vec<u8>) {
        match self {
            Self::Character(_, b'{') => out.extend(b"{{"),
            Self::Character(_, byte) => out.push(byte),
            Self::Pair(number) => out.push(number),
            Self::Switch(set) => out.extend([b'{', set.letter()]),
            Self::Shift => out.extend(b"{S"),
            Self::Fnc1 => out.extend(b"{1"),
        }
    }
}

/// The first step from a place in a set, and how many symbols there are from there to the end.
type Step = Option<(usize, Vec<Symbol>, usize, Set)>;

/// The shortest way to write the data; `None` in it is FNC1.
pub(super) fn shortest(data: &[Option<u8>]) -> (Set, Vec<Symbol>) {
    // From the back: for each place and set the cheapest way on.
    let mut steps: Vec<[Step; 3]> = Vec::with_capacity(data.len() + 1);
    steps.push([Set::A, Set::B, Set::C].map(|set| Some((0, Vec::new(), data.len(), set))));
    for at in (0..data.len()).rev() {
        let ahead = |place: usize, set: Set| {
            let index = data.len().checked_sub(place)?;
            let (cost, ..) = steps.get(index)?.get(set as usize)?.as_ref()?;
            Some(*cost)
        };
        let direct = [Set::A, Set::B, Set::C].map(|set| write(data, at, set, ahead));
        let all = [Set::A, Set::B, Set::C].map(|set| {
            let mut best = direct.get(set as usize).cloned().flatten();
            for other in SETS.into_iter().filter(|other| *other != set) {
                if let Some(Some((cost, symbols, next, after))) = direct.get(other as usize)
                    && best.as_ref().is_none_or(|(least, ..)| cost + 1 < *least)
                {
                    let mut symbols = symbols.clone();
                    symbols.insert(0, Symbol::Switch(other));
                    best = Some((cost + 1, symbols, *next, *after));
                }
            }
            best
        });
        steps.push(all);
    }
    let step = |place: usize, set: Set| {
        let index = data.len().checked_sub(place)?;
        steps.get(index)?.get(set as usize)?.clone()
    };
    let cost_from = |set: Set| step(0, set).map_or(usize::MAX, |(cost, ..)| cost);
    let start = SETS
        .into_iter()
        .min_by_key(|set| cost_from(*set))
        .unwrap_or(Set::B);
    let (mut place, mut set, mut symbols) = (0, start, Vec::new());
    while place < data.len() {
        let Some((_, written, next, after)) = step(place, set) else {
            break;
        };
        symbols.extend(written);
        (place, set) = (next, after);
    }
    (start, symbols)
}

/// The cheapest way to write what stands at a place without leaving the set.
fn write(
    data: &[Option<u8>],
    at: usize,
    set: Set,
    ahead: impl Fn(usize, Set) -> Option<usize>,
) -> Step {
    let on = |symbols: Vec<Symbol>, next: usize| {
        let cost = symbols.len() + ahead(next, set)?;
        Some((cost, symbols, next, set))
    };
    match data.get(at)? {
        None => on(vec![Symbol::Fnc1], at + 1),
        Some(byte) if set.has(*byte) => on(vec![Symbol::Character(set, *byte)], at + 1),
        Some(byte) => match set {
            Set::A => on(
                vec![Symbol::Shift, Symbol::Character(Set::B, *byte)],
                at + 1,
            ),
            Set::B => on(
                vec![Symbol::Shift, Symbol::Character(Set::A, *byte)],
                at + 1,
            ),
            Set::C => {
                let next = (*data.get(at + 1)?)?;
                let is_pair = byte.is_ascii_digit() && next.is_ascii_digit();
                let number = byte.wrapping_sub(b'0').wrapping_mul(10);
                is_pair
                    .then(|| on(vec![Symbol::Pair(number.wrapping_add(next - b'0'))], at + 2))
                    .flatten()
            }
        },
    }
}

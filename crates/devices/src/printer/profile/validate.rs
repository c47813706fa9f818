//! What can be wrong with a profile from a file.

use bezmen_domain::locale::Locale;

use super::{DeviceKind, PrinterProfile};

/// The longest name: it has to fit a list on the screen.
pub const MAX_NAME_CHARS: usize = 60;

/// The widest print head: four hundred millimetres at 300 dots to the inch.
pub const MAX_WIDTH_DOTS: u16 = 4_800;

/// The narrowest letter that can be read: a cell of five dots.
const LEAST_DOTS_A_COLUMN: u16 = 5;

/// The longest start of a job; it is sent with every receipt.
pub const MAX_INIT_BYTES: usize = 256;

/// A profile that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The file is not JSON, lacks a key, has one too many, or has a value that is none.
    #[error("the profile cannot be read: {cause}")]
    Unreadable {
        /// What is wrong, with line and column.
        cause: String,
    },
    /// The values do not make sense.
    #[error("the profile cannot be used: {}", listed(problems, Locale::En))]
    Wrong {
        /// All that is wrong.
        problems: Vec<ProfileProblem>,
    },
}

impl ProfileError {
    /// The error in the language of the person who chose the file.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::Unreadable { cause } => format!(
                "{}: {cause}",
                locale.pick("профиль не читается", "the profile cannot be read")
            ),
            Self::Wrong { problems } => format!(
                "{}: {}",
                locale.pick("профиль не годится", "the profile cannot be used"),
                listed(problems, locale)
            ),
        }
    }
}

fn listed(problems: &[ProfileProblem], locale: Locale) -> String {
    let words: Vec<String> = problems
        .iter()
        .map(|problem| problem.words(locale))
        .collect();
    words.join("; ")
}

/// One thing that is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileProblem {
    /// The name is empty or too long, or has control characters.
    Name,
    /// The name is that of a profile that comes with the product.
    NameTaken,
    /// A line has too few characters.
    Columns,
    /// The width in dots is too small for the columns, or larger than any head.
    WidthDots,
    /// Two code tables have one number.
    SlotTwice {
        /// The number.
        number: u8,
    },
    /// The drawer pulse has no length, or rests shorter than it lasts, which burns the coil.
    DrawerPulse,
    /// What is sent at the start is too long.
    Init,
    /// A customer display cuts no paper, opens no drawer and draws nothing.
    Display,
}

impl ProfileProblem {
    /// What is wrong and what to write instead.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::Name => locale
                .pick(
                    "name: напишите имя от 1 до 60 знаков",
                    "name: write a name of 1 to 60 characters",
                )
                .to_owned(),
            Self::NameTaken => locale
                .pick(
                    "name: так зовётся встроенный профиль, возьмите другое имя",
                    "name: a built-in profile is called that, choose another name",
                )
                .to_owned(),
            Self::Columns => locale
                .pick(
                    "columns: в строке должно быть не меньше 8 знаков",
                    "columns: a line must have at least 8 characters",
                )
                .to_owned(),
            Self::WidthDots => locale
                .pick(
                    "width_dots: не меньше 5 точек на знак строки и не больше 4800",
                    "width_dots: at least 5 dots for each character of a line, and 4800 at most",
                )
                .to_owned(),
            Self::SlotTwice { number } => format!(
                "slots: {} {number} {}",
                locale.pick("таблица", "table"),
                locale.pick("названа дважды", "is named twice")
            ),
            Self::DrawerPulse => locale
                .pick(
                    "drawer: on_2ms от 1, off_2ms не меньше on_2ms",
                    "drawer: on_2ms from 1, off_2ms no less than on_2ms",
                )
                .to_owned(),
            Self::Init => locale
                .pick("init: не больше 256 байт", "init: 256 bytes at most")
                .to_owned(),
            Self::Display => locale
                .pick(
                    "kind: у дисплея нет ножа, ящика, картинок и кодов",
                    "kind: a display has no cutter, drawer, pictures or codes",
                )
                .to_owned(),
        }
    }
}

impl PrinterProfile {
    /// Checks that the values make sense together.
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        let mut problems = self.problems();
        if Self::all().any(|built_in| {
            built_in.name.eq_ignore_ascii_case(self.name.trim()) && built_in != self
        }) {
            problems.push(ProfileProblem::NameTaken);
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ProfileError::Wrong { problems })
        }
    }

    /// Everything about the values that does not make sense.
    pub(super) fn problems(&self) -> Vec<ProfileProblem> {
        let mut problems = Vec::new();
        let name = self.name.trim();
        if name.is_empty()
            || name.chars().count() > MAX_NAME_CHARS
            || name.chars().any(char::is_control)
        {
            problems.push(ProfileProblem::Name);
        }
        if self.columns.font_a < 8 || self.columns.font_b < 8 {
            problems.push(ProfileProblem::Columns);
        }
        let least = LEAST_DOTS_A_COLUMN * u16::from(self.columns.font_a);
        if self.width_dots > MAX_WIDTH_DOTS || self.width_dots < least {
            problems.push(ProfileProblem::WidthDots);
        }
        for (at, slot) in self.slots.iter().enumerate() {
            let before = self.slots.iter().take(at);
            if before.filter(|other| other.number == slot.number).count() == 1 {
                problems.push(ProfileProblem::SlotTwice {
                    number: slot.number,
                });
            }
        }
        if self
            .drawer
            .is_some_and(|pulse| pulse.on_2ms == 0 || pulse.off_2ms < pulse.on_2ms)
        {
            problems.push(ProfileProblem::DrawerPulse);
        }
        if self.init.len() > MAX_INIT_BYTES {
            problems.push(ProfileProblem::Init);
        }
        if self.kind == DeviceKind::Display && !self.is_bare() {
            problems.push(ProfileProblem::Display);
        }
        problems
    }

    const fn is_bare(&self) -> bool {
        use super::{Barcodes, Cutter, Images};
        matches!(self.cutter, Cutter::None)
            && matches!(self.images, Images::None)
            && matches!(self.barcodes, Barcodes::None)
            && self.drawer.is_none()
            && !self.draws_qr
    }
}

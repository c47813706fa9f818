//! What can be wrong with a simulated display.

/// What is wrong with the display, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DisplayFault {
    /// Nothing.
    #[default]
    None,
    /// It is unplugged: every connection ends, none is taken, and what it showed is gone.
    Unplugged,
    /// It takes no more bytes.
    Stalls,
    /// It takes bytes and shows nothing of them, as a display that is switched off on a live line.
    Dark,
    /// It reads byte by byte, slowly.
    Slow,
}

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” is no fault of a display: write one of ok, unplug, stall, dark, slow")]
pub struct UnknownDisplayFault {
    /// The word.
    pub name: String,
}

impl DisplayFault {
    /// Every fault, with `None` first.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Unplugged,
        Self::Stalls,
        Self::Dark,
        Self::Slow,
    ];

    /// The name, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "ok",
            Self::Unplugged => "unplug",
            Self::Stalls => "stall",
            Self::Dark => "dark",
            Self::Slow => "slow",
        }
    }

    /// Finds a fault by its name.
    ///
    /// # Errors
    /// Says which names there are.
    pub fn from_name(name: &str) -> Result<Self, UnknownDisplayFault> {
        let found = Self::ALL.into_iter().find(|one| one.name() == name.trim());
        found.ok_or_else(|| UnknownDisplayFault {
            name: name.trim().to_owned(),
        })
    }
}

//! Faults by name: what can be wrong with a simulated device, as the command line says it.

use std::str::FromStr;

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” is no fault of {device}: write one of {known}", known = known.join(", "))]
pub struct UnknownFault {
    /// The word.
    pub name: String,
    /// What was to be broken.
    pub device: &'static str,
    /// The names there are; `N` stands for a number.
    pub known: &'static [&'static str],
}

/// Makes the faults of a device from their names. A fault with a number (`Slow(u8 = 20) => "slow"`) is written with the
/// number behind its name, or without it for the usual one; where there is no usual one the number must be there.
macro_rules! faults {
    (
        $(#[$about:meta])+
        pub enum $faults:ident of $device:literal {
            $(
                $(#[$meta:meta])+
                $variant:ident $(($number:ty $(= $usual:expr)?))? => $name:literal $(| $also:literal)*,
            )+
        }
    ) => {
        $(#[$about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum $faults {
            $($(#[$meta])+ $variant $(($number))?,)+
        }

        impl $faults {
            /// The names of all faults, as [`Self::from_name`] reads them; `N` stands for a number.
            pub const NAMES: &'static [&'static str] =
                &[$(concat!($name $(, $crate::simulate::fault::faults!(@mark $number))?),)+];

            /// Every fault that has a name without a number, with that of a working device first.
            pub fn all() -> impl Iterator<Item = Self> {
                [$($crate::simulate::fault::faults!(@read $variant, None $(, $number $(= $usual)?)?),)+]
                    .into_iter()
                    .flatten()
            }

            /// The name, as on the command line, without its number.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant { .. } => $name,)+ }
            }

            /// Finds a fault by its name; a number stands behind a space, a colon or an equals sign.
            ///
            /// # Errors
            /// Says which names there are.
            pub fn from_name(text: &str) -> Result<Self, $crate::simulate::fault::UnknownFault> {
                let text = text.trim();
                let unknown = || $crate::simulate::fault::UnknownFault {
                    name: text.to_owned(),
                    device: $device,
                    known: Self::NAMES,
                };
                let (name, number) = $crate::simulate::fault::name_and_number(text);
                $(if $crate::simulate::fault::is_one_of(name, &[$name $(, $also)*]) {
                    return $crate::simulate::fault::faults!(
                        @read $variant, number $(, $number $(= $usual)?)?
                    )
                    .ok_or_else(unknown);
                })+
                Err(unknown())
            }
        }
    };
    (@mark $number:ty) => { " N" };
    (@read $variant:ident, $text:expr) => {
        $crate::simulate::fault::without($text, Self::$variant)
    };
    (@read $variant:ident, $text:expr, $number:ty) => {
        $crate::simulate::fault::with::<$number, Self>($text, None, Self::$variant)
    };
    (@read $variant:ident, $text:expr, $number:ty = $usual:expr) => {
        $crate::simulate::fault::with::<$number, Self>($text, Some($usual), Self::$variant)
    };
}

pub(super) use faults;

/// Takes a name and the number behind it apart.
pub(super) fn name_and_number(text: &str) -> (&str, Option<&str>) {
    match text.split_once([' ', ':', '=']) {
        Some((name, number)) => (name, Some(number.trim())),
        None => (text, None),
    }
}

/// Whether a name is one of these; `_` and `-` are the same in it.
pub(super) fn is_one_of(name: &str, known: &[&str]) -> bool {
    let plain = |name: &str| name.replace('_', "-");
    known.iter().any(|known| plain(known) == plain(name))
}

/// A fault that has no number, unless one was given.
pub(super) fn without<F>(number: Option<&str>, fault: F) -> Option<F> {
    number.is_none().then_some(fault)
}

/// A fault with the number that was given, or with the usual one.
pub(super) fn with<N: FromStr, F>(
    number: Option<&str>,
    usual: Option<N>,
    fault: impl FnOnce(N) -> F,
) -> Option<F> {
    let number = match number {
        Some(text) => text.parse().ok(),
        None => usual,
    };
    number.map(fault)
}

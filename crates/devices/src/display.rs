//! Customer displays: what the buyer reads, as one model with several sinks.
//!
//! [`DisplayView`] is built from values of the sale. A display of two lines of twenty cells gets it as bytes
//! ([`DisplayWriter`], kept connected by [`CustomerDisplay`]); a second window gets the same view as JSON and draws it as it
//! likes. A display is never told more than its cells hold: each line is cut or scrolled here, padded to the full width, so
//! that no text wraps and nothing of the text before stays.

mod line;
mod port;
mod profile;
mod view;
mod writer;

pub(crate) use self::line::cut;
pub use self::line::{DisplayLine, Overflow};
pub use self::port::{CustomerDisplay, Shown};
pub use self::profile::{DisplayProfile, DisplayProtocol, UnknownDisplay};
pub use self::view::{DisplayState, DisplayView};
pub use self::writer::{Brightness, DisplayWriter};

/// The cells of a line. Every two-line display of the supported kinds has twenty.
pub const COLUMNS: usize = 20;

#[cfg(test)]
mod tests;

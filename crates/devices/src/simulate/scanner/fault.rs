//! What can be wrong with a simulated scanner, and what it makes of a code.

use bezmen_domain::barcode::AimId;

use super::ScannerSetup;
use crate::scanner::marks::GS;
use crate::simulate::fault::faults;

faults! {
    /// What is wrong with the scanner, until it is told otherwise.
    pub enum ScannerFault of "a scanner" {
        /// Nothing.
        #[default]
        None => "ok",
        /// It sends a code byte by byte.
        Dribbles => "dribble",
        /// It sends each code twice at once.
        Glued => "glued",
        /// It sends rubbish and an end before each code, as a line that is opened in the middle of something.
        GarbageFirst => "garbage_first",
        /// It pads each code with NUL.
        Padded => "padded",
        /// It sends no end.
        NoEnd => "no_suffix",
        /// It leaves GS out.
        LostGs => "lost_gs",
        /// It sends the first half of each code and its end.
        Partial => "partial",
        /// It is unplugged: the connection ends, and none is taken.
        Unplugged => "unplug",
    }
}

/// Rubbish as a line at the wrong speed brings it.
const RUBBISH: &[u8] = b"\x00\x80\x06\x00";

impl ScannerFault {
    /// The bytes that a scanner so set and so broken sends of a code.
    pub(super) fn bytes(self, code: &str, setup: &ScannerSetup) -> Vec<u8> {
        let (aim, bare) = AimId::split(code);
        let mut text = String::new();
        if let (true, Some(aim)) = (setup.sends_aim, aim) {
            text.push_str(&aim.to_string());
        }
        text.push_str(bare);
        if self == Self::LostGs {
            text = text.replace(GS, "");
        } else if let Some(sign) = &setup.gs {
            text = text.replace(GS, sign);
        }
        let body = match self {
            Self::Partial => text.as_bytes().get(..text.len() / 2).unwrap_or_default(),
            _ => text.as_bytes(),
        };
        let end: &[u8] = if self == Self::NoEnd { &[] } else { &setup.end };
        let whole = [&setup.prefix, body, end].concat();
        match self {
            Self::Glued => [whole.as_slice(), whole.as_slice()].concat(),
            Self::GarbageFirst => [RUBBISH, end, whole.as_slice()].concat(),
            Self::Padded => [&[0, 0], whole.as_slice()].concat(),
            Self::None
            | Self::Dribbles
            | Self::NoEnd
            | Self::LostGs
            | Self::Partial
            | Self::Unplugged => whole,
        }
    }
}

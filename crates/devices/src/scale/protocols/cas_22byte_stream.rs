//! CAS indicators that send 22 bytes again and again, or what their menu has besides: 18 bytes ("AND") or 10.
//!
//! `ST,GS,iL,   1.234 kg CR LF`: at rest, moving or overloaded; gross or net; the number of the scale; its lamps in one byte
//! (bit 7 always, 6 at rest, 4 hold, 3 printing, 2 gross, 1 tare, 0 zero); eight characters of weight; the unit. The others are
//! `ST,GS,+00013.5kg CR LF` and the eight characters alone with CR LF. Some take commands: the number of the scale as a byte, two letters, CR LF. Sources: CAS CI-600D
//! manual, pages 75 to 77; CAS NT-200, page 49; CAS Caston-III, page 21; CAS PDS manual, page 32 (the commands).

mod frame;

use std::time::Duration;

use crate::scale::conversation::Orders;
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, Speaks};
use crate::scale::reading::{Observation, Reading, RefusalReason, WeightUnit};
use crate::scale::said::{Said, Step};
use crate::transport::{SerialParity, SerialSettings};

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    speaks: Speaks::ByItself,
    ..Facts::usual(
        [
            "CAS CI, NT, Caston, PDS (поток по 22 байта)",
            "CAS CI, NT, Caston, PDS (a stream of 22 bytes)",
        ],
        &[SerialSettings::new(9600, 8, SerialParity::None, 1)],
        LONGEST,
    )
};

/// The frame with the lamps.
const LONGEST: usize = 22;

/// How long a command may take to show in what the scale sends.
const TAKES_EFFECT: Duration = Duration::from_millis(1_500);

/// The most digits of a tare.
const GREATEST_TARE: i64 = 99_999;

/// A command, and what shows that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    letters: [u8; 2],
    tare: Option<i64>,
    lamp: Lamp,
}

/// A lamp that shows that a command was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lamp {
    Zero,
    Net,
    Gross,
}

impl Lamp {
    fn lights(self, reading: &Reading) -> bool {
        match self {
            Self::Zero => reading.zero == Some(true),
            Self::Net => reading.net == Some(true),
            Self::Gross => reading.net == Some(false),
        }
    }
}

/// A CAS stream at work.
#[derive(Debug)]
pub struct Cas22ByteStream {
    number: u8,
    commands: Orders<Told>,
    /// The command whose effect is waited for, and until when.
    awaited: Option<(Told, Duration)>,
    /// The last weight, for its unit and decimals.
    last: Option<Reading>,
}

/// Makes one that listens.
#[must_use]
pub const fn new(options: &ScaleOptions) -> Cas22ByteStream {
    Cas22ByteStream {
        number: options.address,
        commands: Orders::NONE,
        awaited: None,
        last: None,
    }
}

impl Cas22ByteStream {
    /// Grams in the digits that the scale shows, where they are whole ones.
    fn in_its_digits(&self, grams: u32) -> Option<i64> {
        let reading = self.last?;
        let power = match reading.unit {
            WeightUnit::Gram => i32::from(reading.exponent),
            WeightUnit::Kilogram => i32::from(reading.exponent) + 3,
            WeightUnit::Pound | WeightUnit::Ounce | WeightUnit::Unknown => return None,
        };
        let one = 10_i64.checked_pow(power.unsigned_abs())?;
        let grams = i64::from(grams);
        let digits = if power < 0 {
            grams.checked_mul(one)?
        } else {
            (grams % one == 0).then_some(grams / one)?
        };
        (digits <= GREATEST_TARE).then_some(digits)
    }
}

impl Protocol for Cas22ByteStream {
    fn step(&self, bytes: &[u8]) -> Step {
        frame::step(bytes)
    }

    /// The protocol acknowledges nothing: a command is done when the lamps show it, and refused when they do not in time.
    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation> {
        let observation = said.observation()?;
        if let Observation::Weight(reading) = observation {
            self.last = Some(reading);
        }
        let (told, until) = self.awaited?;
        let answer = match observation {
            Observation::Weight(reading) if told.lamp.lights(&reading) => Observation::Done,
            _ if at >= until => Observation::refused(RefusalReason::Unexplained),
            Observation::Weight(_)
            | Observation::Status(_)
            | Observation::Done
            | Observation::Refused(_) => return None,
        };
        self.awaited = None;
        Some(answer)
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if self.awaited.is_some() {
            return None;
        }
        let told = self.commands.pop()?;
        self.awaited = Some((told, at + TAKES_EFFECT));
        let tare = told
            .tare
            .map_or_else(String::new, |tare| format!("{tare:05}"));
        Some([&[self.number], &told.letters[..], tare.as_bytes(), b"\r\n"].concat())
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        let (letters, tare, lamp) = match command {
            ScaleCommand::Zero => (*b"ZE", None, Lamp::Zero),
            ScaleCommand::Tare => (*b"TR", None, Lamp::Net),
            ScaleCommand::ClearTare => (*b"KT", Some(0), Lamp::Gross),
            // Its digits are without a point: they can be told only after the scale has shown how many decimals it has.
            ScaleCommand::SetTare(grams) => match self.in_its_digits(grams) {
                Some(0) => (*b"KT", Some(0), Lamp::Gross),
                Some(tare) => (*b"KT", Some(tare), Lamp::Net),
                None => return false,
            },
            ScaleCommand::Price(_) => return false,
        };
        self.commands.push(Told {
            letters,
            tare,
            lamp,
        });
        true
    }

    fn reset(&mut self) {
        self.commands.drop_all();
        (self.awaited, self.last) = (None, None);
    }
}

#[cfg(test)]
mod tests;

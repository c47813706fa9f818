//! What lies on a simulated scale.

use std::collections::VecDeque;

use crate::scale::decimal;

/// What it can weigh, in grams.
const CAPACITY: i64 = 15_000;

/// How far below nothing it still shows a number.
const LOWEST: i64 = -500;

/// How far from its first zero it can be zeroed: two hundredths of the capacity either way.
const ZERO_RANGE: i64 = CAPACITY / 50;

/// The pan of a simulated scale of 15 kg, in grams.
#[derive(Debug, Clone)]
pub struct Pan {
    /// Grams on it.
    pub grams: i64,
    /// Whether they rest.
    pub stable: bool,
    /// Whether the scale gives no weight now, as while its menu is open.
    pub busy: bool,
    /// The price of a kilogram that it was told, in minor units.
    pub price: i64,
    /// Barcodes that were held before a scale that has a scanner too, as its line brings them.
    pub scanned: VecDeque<String>,
    /// Grams that count as nothing.
    zero: i64,
    tare: i64,
    noise: i64,
    seed: u64,
}

impl Default for Pan {
    fn default() -> Self {
        Self {
            grams: 0,
            stable: true,
            busy: false,
            price: 0,
            scanned: VecDeque::new(),
            zero: 0,
            tare: 0,
            noise: 0,
            seed: 1,
        }
    }
}

/// What the scale would show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// So many grams, the tare subtracted.
    Net(i64),
    /// Too much.
    Over,
    /// Too little.
    Under,
}

impl Pan {
    /// What it shows now; a weight that moves differs a little at every look, by the number of looks alone.
    pub fn show(&mut self) -> Shown {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let gross = self.grams - self.zero;
        if gross > CAPACITY {
            return Shown::Over;
        }
        if gross < LOWEST {
            return Shown::Under;
        }
        let spread = u64::try_from(self.noise * 2 + 1).unwrap_or(1);
        let noise = if self.stable {
            0
        } else {
            i64::try_from((self.seed >> 33) % spread).unwrap_or(0) - self.noise
        };
        Shown::Net(gross + noise - self.tare)
    }

    /// The net grams that it shows now; nothing when it shows none, or gives no weight.
    pub fn net(&mut self) -> Option<i64> {
        match self.show() {
            Shown::Net(grams) if !self.busy => Some(grams),
            Shown::Net(_) | Shown::Over | Shown::Under => None,
        }
    }

    /// The tare in grams.
    #[must_use]
    pub const fn tare(&self) -> i64 {
        self.tare
    }

    /// The sum of what lies on it at the price it was told, in minor units, half away from zero.
    #[must_use]
    pub const fn total(&self, grams: i64) -> i64 {
        let thousandths = grams.saturating_mul(self.price);
        thousandths.saturating_add(500 * thousandths.signum()) / 1_000
    }

    /// Takes what lies on it as zero, and forgets the tare; says whether it could.
    pub fn set_zero(&mut self) -> bool {
        let can = self.stable && !self.busy && self.grams.abs() <= ZERO_RANGE;
        if can {
            (self.zero, self.tare) = (self.grams, 0);
        }
        can
    }

    /// Takes what lies on it as the wrapping; says whether it could.
    pub const fn set_tare(&mut self) -> bool {
        let gross = self.grams - self.zero;
        let can = self.stable && !self.busy && gross >= 0 && gross <= CAPACITY;
        if can {
            self.tare = gross;
        }
        can
    }

    /// Takes so many grams as the wrapping; says whether it could.
    pub fn set_tare_of(&mut self, grams: i64) -> bool {
        let can = (0..=CAPACITY).contains(&grams);
        if can {
            self.tare = grams;
        }
        can
    }

    /// Forgets the wrapping.
    pub const fn clear_tare(&mut self) {
        self.tare = 0;
    }

    /// Starts as after switching on.
    pub const fn restart(&mut self) {
        (self.tare, self.zero, self.price) = (0, 0, 0);
    }

    /// Makes each moving weight differ by up to so many grams either way.
    pub fn set_noise(&mut self, grams: i64) {
        self.noise = grams.clamp(0, 1_000);
    }
}

/// Reads kilograms with up to three decimals as grams.
#[must_use]
pub fn grams_of(text: &str) -> Option<i64> {
    let (raw, exponent) = decimal::parse(text.trim())?;
    let shift = u32::try_from(i32::from(exponent) + 3).ok()?;
    raw.checked_mul(10_i64.checked_pow(shift)?)
}

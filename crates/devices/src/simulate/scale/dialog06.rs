//! The scale's side of dialogue 06.

use super::device::{DeviceSide, Requests};
use super::pan::{Pan, Shown};

/// The two digits that turn the proof of a sealed scale; a real one draws them.
const TURNS: [u8; 2] = *b"5B";

/// A scale that speaks dialogue 06.
#[derive(Debug, Default)]
pub struct Device {
    requests: Requests,
    /// Why it said NAK last.
    reason: u16,
    lock: Lock,
    /// Whether it weighs the same goods once only, as scales sealed for trade do.
    sealed: bool,
    weighed: Option<(i64, i64)>,
}

/// How far the proof of the till's program has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Lock {
    #[default]
    Open,
    Wants(u16),
    Judged(u16, bool),
}

/// Makes one that weighs for every till.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

/// Makes one that is sealed: it wants proof by a polynomial, and weighs the same goods once only.
#[must_use]
pub fn sealed(polynomial: u16) -> Device {
    Device {
        lock: Lock::Wants(polynomial),
        sealed: true,
        ..Device::default()
    }
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut requests = std::mem::take(&mut self.requests);
        let mut answers = Vec::new();
        requests.take(bytes, |request| match request {
            [0x05, ..] => {
                answers.push(self.result(pan));
                1
            }
            [0x02, record @ ..] => match record.iter().position(|byte| *byte == 0x03) {
                Some(end) => {
                    answers.push(self.record(&record[..end], pan));
                    end + 2
                }
                None => 0,
            },
            // EOT ends what was before; anything else is noise.
            _ => 1,
        });
        self.requests = requests;
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        Some(vec![0x15])
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        // The protocol has no checksum: a letter lands among the digits.
        let digit = frame.iter().rposition(u8::is_ascii_digit).unwrap_or(0);
        if let Some(byte) = frame.get_mut(digit) {
            *byte = b'x';
        }
    }
}

impl Device {
    fn no(&mut self, reason: u16) -> Vec<u8> {
        self.reason = reason;
        vec![0x15]
    }

    fn record(&mut self, record: &[u8], pan: &mut Pan) -> Vec<u8> {
        let text = String::from_utf8_lossy(record).into_owned();
        let fields: Vec<&str> = text.split('\x1b').collect();
        match fields.as_slice() {
            ["08"] => format!("\x0209\x1b{:02}\x03", self.reason).into_bytes(),
            ["10", proof] => self.judge(proof),
            ["01", price, ..] => self.price(price, None, pan),
            ["03" | "05", price, tare, ..] => self.price(price, Some(tare), pan),
            ["04", price, _, ..] => self.price(price, None, pan),
            _ => self.no(10),
        }
    }

    fn price(&mut self, price: &str, tare: Option<&str>, pan: &mut Pan) -> Vec<u8> {
        if matches!(self.lock, Lock::Wants(_)) {
            return [b"\x0211\x1b2", TURNS.as_slice(), b"\x03"].concat();
        }
        let Some(price) = price.parse().ok().filter(|price| *price > 0) else {
            return self.no(11);
        };
        if let Some(tare) = tare
            && !tare.parse().is_ok_and(|grams| pan.set_tare_of(grams))
        {
            return self.no(12);
        }
        pan.price = price;
        self.reason = 0;
        vec![0x06]
    }

    fn judge(&mut self, proof: &str) -> Vec<u8> {
        let (Lock::Wants(polynomial) | Lock::Judged(polynomial, _)) = self.lock else {
            return self.no(10);
        };
        let number = |part: Option<&str>| part.and_then(|part| u32::from_str_radix(part, 16).ok());
        let (Some(checksum), Some(rest)) = (number(proof.get(..4)), number(proof.get(4..8))) else {
            return self.no(2);
        };
        // Turned back by the two digits, the second half is the remainder of the first.
        let (left, right) = (5, 11);
        let checksum = (checksum >> left | checksum << (16 - left)) & 0xffff;
        let rest = (rest << right | rest >> (16 - right)) & 0xffff;
        let mut division = checksum << 16;
        for bit in (16..32).rev() {
            if division >> bit & 1 == 1 {
                division ^= (0x1_0000 | u32::from(polynomial)) << (bit - 16);
            }
        }
        self.lock = Lock::Judged(polynomial, division == rest);
        vec![0x06]
    }

    fn result(&mut self, pan: &mut Pan) -> Vec<u8> {
        match self.lock {
            Lock::Open => {}
            Lock::Wants(_) => return self.no(1),
            Lock::Judged(polynomial, right) => {
                self.lock = if right {
                    Lock::Open
                } else {
                    Lock::Wants(polynomial)
                };
                return format!("\x0211\x1b{}\x03", u8::from(right)).into_bytes();
            }
        }
        let grams = match pan.show() {
            Shown::Over => return self.no(32),
            Shown::Under => return self.no(31),
            Shown::Net(grams) => grams,
        };
        if pan.busy || pan.price == 0 {
            return self.no(if pan.busy { 22 } else { 11 });
        }
        if !pan.stable {
            self.weighed = None;
            return self.no(20);
        }
        if grams <= 0 {
            self.weighed = None;
            return self.no(if grams < 0 { 31 } else { 30 });
        }
        if self.sealed && self.weighed == Some((pan.grams, pan.tare())) {
            return self.no(21);
        }
        let total = pan.total(grams);
        if total > 999_999 {
            return self.no(22);
        }
        self.weighed = Some((pan.grams, pan.tare()));
        format!(
            "\x0202\x1b3\x1b{grams:05}\x1b{:06}\x1b{total:06}\x03",
            pan.price
        )
        .into_bytes()
    }
}

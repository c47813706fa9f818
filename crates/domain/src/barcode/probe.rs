//! One door to every reader of barcodes, for programs that feed it anything.

use super::gs1::{GS, Linter, Message};
use super::rule::{Preset, Rule, RuleKind, RuleSet};
use super::symbology::Symbology;
use super::{MarkingCode, What, classify, gtin, recognise, upc_e};
use crate::money::Currency;

/// Reads any bytes by every reader there is, and returns how many took them for something.
///
/// Texts are read as UTF-8, or byte by byte where they are not. Rules are made of a part of the bytes themselves, so the
/// patterns are probed too. Readers never panic, and a right code is read back from what it was written as.
pub fn probe(data: &[u8]) -> usize {
    let text = match std::str::from_utf8(data) {
        Ok(text) => text.to_owned(),
        Err(_) => data.iter().map(|byte| char::from(*byte)).collect(),
    };
    let (first, second) = match text.split_once('\n') {
        Some((first, second)) => (first, second),
        None => (text.as_str(), text.as_str()),
    };
    let mut taken = 0;
    let own = own_rules(second);
    taken += own.conflicts().len();
    for set in [Preset::Standard.rules(), Preset::Germany.rules(), own] {
        let what = recognise(first, None, &set).what;
        let _ = classify(first, &set, Currency::RUB);
        taken += usize::from(what != What::Text);
    }
    for symbology in [Symbology::Gs1DataMatrix, Symbology::UpcE, Symbology::Qr] {
        let what = recognise(first, Some(symbology), &RuleSet::default()).what;
        taken += usize::from(what != What::Text);
    }
    if let Ok(message) = Message::parse(first) {
        // A written message reads back as the same one.
        let again = Message::parse(&message.element_string(GS));
        taken += usize::from(again.is_ok_and(|again| again == message));
    }
    taken += usize::from(Message::parse_bracketed(first).is_ok());
    taken += usize::from(MarkingCode::read(first).is_some_and(|code| code.raw == first));
    taken += usize::from(gtin::parse(first).is_ok());
    taken += usize::from(upc_e::parse(first).is_ok());
    let judged = Linter::ALL
        .iter()
        .filter(|linter| linter.lint(first).is_ok());
    taken += judged.count();
    taken
}

/// Makes rules of a text: one of each encoding.
fn own_rules(text: &str) -> RuleSet {
    use super::rule::Encoding;
    let encodings = [
        Encoding::Any,
        Encoding::Ean13,
        Encoding::Upca,
        Encoding::Ean8,
    ];
    let rule = |encoding| Rule::new(encoding, text, RuleKind::Weight).ok();
    RuleSet::new(encodings.into_iter().filter_map(rule).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many texts are tried without being asked for more, so that the suite stays quick.
    const QUICK: u32 = 4_000;

    /// Begin with these: texts near right ones reach further than noise.
    const SEEDS: [&str; 12] = [
        "0104607034950019215aBc-DEfg1234\u{1d}93dGVz",
        "]d20104607034950019310300123415261231\u{1d}10A\u{1d}21Z",
        "(01)94607034950012(3932)64312050(30)5",
        "04607034950019-1a%Z<QACsWdGVz",
        "2112345005003\n21.....{NNDDD}.",
        "212345602997\n2.....C{NNDD}.",
        "]E04006381333931|]e099COMPOSITE\u{1d}98XYZ",
        "BZ:A1-000042:019e5e2e-0000-7000-8000-000000000001",
        "8110106141416543213150110120^\u{1d}8112",
        "\u{1d}8008201225230059\u{1d}423528528528",
        "Привет\n042",
        "04252614\n22{NN}.",
    ];

    /// What is put into the texts.
    const BYTES: &[u8] = b"0123456789()]{}.NDC\x1d|AZaz\xd0\x9f";

    /// Numbers that look random and are the same in every run.
    struct Noise(u64);

    impl Noise {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % limit.max(1) as u64) as usize
        }

        fn text(&mut self, index: u32) -> Vec<u8> {
            let mut data = SEEDS[index as usize % SEEDS.len()].as_bytes().to_vec();
            if self.below(4) == 0 {
                let length = self.below(64);
                data = (0..length).map(|_| self.below(256) as u8).collect();
            }
            for _ in 0..self.below(6) {
                let at = self.below(data.len() + 1);
                let byte = BYTES[self.below(BYTES.len())];
                match self.below(3) {
                    0 => data.insert(at, byte),
                    1 if at < data.len() => data[at] = byte,
                    _ => data.truncate(at),
                }
            }
            data
        }
    }

    #[test]
    fn nothing_breaks_the_readers() {
        let asked = std::env::var("BEZMEN_PROBES").ok();
        let count = asked.and_then(|text| text.parse().ok()).unwrap_or(QUICK);
        let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
        let mut taken = 0;
        for index in 0..count {
            taken += usize::from(probe(&noise.text(index)) > 0);
        }
        assert!(taken > count as usize / 10, "{taken}");
    }

    #[test]
    fn right_codes_are_taken_by_their_readers() {
        for seed in SEEDS {
            assert!(probe(seed.as_bytes()) > 0, "{seed:?}");
        }
        assert!(probe(&[0xff, 0x1d, 0x80]) < 100);
    }
}

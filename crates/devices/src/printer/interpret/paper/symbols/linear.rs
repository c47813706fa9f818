//! The bars of a bar code, from the data of `GS k`.

use barcoders::sym::codabar::Codabar;
use barcoders::sym::code39::Code39;
use barcoders::sym::code93::Code93;
use barcoders::sym::code128::Code128;
use barcoders::sym::ean8::EAN8;
use barcoders::sym::ean13::{self, EAN13};
use barcoders::sym::tf::TF;

/// A bar code as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bars {
    /// From the left: black or white.
    pub(super) modules: Vec<bool>,
    /// What people read.
    pub(super) text: String,
}

impl Bars {
    fn new(modules: &[u8], text: impl Into<String>) -> Self {
        Self {
            modules: modules.iter().map(|module| *module == 1).collect(),
            text: text.into(),
        }
    }

    /// The width when a module has so many dots.
    pub(super) fn width(&self, module: u32) -> u32 {
        u32::try_from(self.modules.len())
            .unwrap_or(u32::MAX)
            .saturating_mul(module)
    }
}

/// Makes the bars; nothing when a printer refuses the data, or when the kind is one that is not drawn.
pub(super) fn bars(symbology: &str, data: &[u8]) -> Option<Bars> {
    let text = std::str::from_utf8(data)
        .ok()
        .filter(|text| !text.is_empty());
    match symbology {
        "ean13" => ean13(text?),
        "upc_a" => {
            let bars = ean13(&format!("0{}", text?))?;
            let text = bars.text.chars().skip(1).collect();
            Some(Bars { text, ..bars })
        }
        "upc_e" => upc_e(text?),
        "ean8" => {
            let digits = digits(text?, 7, 8)?;
            let text = with_check_digit(digits.get(..7)?);
            Some(Bars::new(&EAN8::new(digits.get(..7)?).ok()?.encode(), text))
        }
        "code39" => {
            let text = text?.trim_matches('*').to_ascii_uppercase();
            let modules = Code39::new(&text).ok()?.encode();
            Some(Bars::new(&modules, format!("*{text}*")))
        }
        "itf" => {
            let digits = digits(text?, 2, 254)?;
            let pairs = digits.get(..digits.len() / 2 * 2)?;
            Some(Bars::new(&TF::interleaved(pairs).ok()?.encode(), pairs))
        }
        "codabar" => {
            let text = text?.to_ascii_uppercase();
            Some(Bars::new(&Codabar::new(&text).ok()?.encode(), text))
        }
        "code93" => {
            let text = text?.to_ascii_uppercase();
            Some(Bars::new(&Code93::new(&text).ok()?.encode(), text))
        }
        "code128" => code128(data),
        "code128_auto" => {
            let text = text?;
            let modules = Code128::new(format!("{SET_B}{text}")).ok()?.encode();
            Some(Bars::new(&modules, text))
        }
        "gs1_128" => gs1_128(text?),
        _ => None,
    }
}

/// The marks by which `barcoders` is told of the code sets and functions of Code 128.
const SET_A: char = 'À';
const SET_B: char = 'Ɓ';
const SET_C: char = 'Ć';
const FUNCTIONS: [char; 4] = ['Ź', 'ź', 'Ż', 'ż'];

fn digits(text: &str, least: usize, most: usize) -> Option<&str> {
    let fits = (least..=most).contains(&text.len());
    (fits && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// The digits with the check digit of GS1 behind them.
fn with_check_digit(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn ean13(text: &str) -> Option<Bars> {
    let digits = digits(text, 12, 13)?.get(..12)?;
    Some(Bars::new(
        &EAN13::new(digits).ok()?.encode(),
        with_check_digit(digits),
    ))
}

/// UPC-E from six to eight digits as printed, or from the eleven or twelve of the UPC-A it stands for.
fn upc_e(text: &str) -> Option<Bars> {
    let whole;
    let (system, six) = match digits(text, 6, 12)?.len() {
        6 => ("0", text),
        7 | 8 => (text.get(..1)?, text.get(1..7)?),
        11 | 12 => {
            whole = shortened(text)?;
            (text.get(..1)?, whole.as_str())
        }
        _ => return None,
    };
    let check = with_check_digit(&format!("{system}{}", lengthened(six)?));
    let check = check.bytes().last()?.checked_sub(b'0')?;
    // Which of the six digits are of the even kind, for number system 0; the other system has it the other way round.
    const EVEN: [u8; 10] = [
        0b11_1000, 0b11_0100, 0b11_0010, 0b11_0001, 0b10_1100, 0b10_0110, 0b10_0011, 0b10_1010,
        0b10_1001, 0b10_0101,
    ];
    let mut even = *EVEN.get(usize::from(check))?;
    match system {
        "0" => {}
        "1" => even = !even,
        _ => return None,
    }
    let mut modules = vec![1, 0, 1];
    for (place, digit) in six.bytes().enumerate() {
        let kind = usize::from(even >> (5 - place) & 1);
        let digit = usize::from(digit.checked_sub(b'0')?);
        modules.extend(ean13::ENCODINGS.get(kind)?.get(digit)?);
    }
    modules.extend([0, 1, 0, 1, 0, 1]);
    Some(Bars::new(&modules, format!("{system}{six}{check}")))
}

/// The ten digits of manufacturer and item that six digits stand for.
fn lengthened(six: &str) -> Option<String> {
    let (head, last) = (six.get(..5)?, six.get(5..6)?);
    Some(match last {
        "0" | "1" | "2" => format!("{}{last}0000{}", head.get(..2)?, head.get(2..)?),
        "3" => format!("{}00000{}", head.get(..3)?, head.get(3..)?),
        "4" => format!("{}00000{}", head.get(..4)?, head.get(4..)?),
        _ => format!("{head}0000{last}"),
    })
}

/// The six digits that stand for a UPC-A, if there are.
fn shortened(upc_a: &str) -> Option<String> {
    let (maker, item) = (upc_a.get(1..6)?, upc_a.get(6..11)?);
    let candidates = [
        format!("{}{}{}", maker.get(..2)?, item.get(2..)?, maker.get(2..3)?),
        format!("{}{}3", maker.get(..3)?, item.get(3..)?),
        format!("{}{}4", maker.get(..4)?, item.get(4..)?),
        format!("{maker}{}", item.get(4..)?),
    ];
    let wanted = format!("{maker}{item}");
    candidates
        .into_iter()
        .find(|six| lengthened(six).is_some_and(|ten| ten == wanted))
}

/// Code 128 with the escapes of ESC/POS: `{A` `{B` `{C` choose a set, `{S` the other one for a character, `{1` to `{4`
/// are functions, `{{` is itself. In set C each byte is a number of two digits.
fn code128(data: &[u8]) -> Option<Bars> {
    let (mut coded, mut text) = (String::new(), String::new());
    let mut set = None;
    let mut shifted = false;
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        let escaped = if byte == b'{' { bytes.next()? } else { b'{' };
        match escaped {
            b'A' | b'B' | b'C' => {
                let chosen = match escaped {
                    b'A' => SET_A,
                    b'B' => SET_B,
                    _ => SET_C,
                };
                coded.push(chosen);
                set = Some(chosen);
                continue;
            }
            b'S' => {
                shifted = true;
                continue;
            }
            b'1'..=b'4' => {
                coded.push(*FUNCTIONS.get(usize::from(escaped - b'1'))?);
                continue;
            }
            b'{' => {}
            _ => return None,
        }
        let set = set?;
        if set == SET_C {
            let pair = format!("{:02}", Some(byte).filter(|pair| *pair < 100)?);
            coded.push_str(&pair);
            text.push_str(&pair);
            continue;
        }
        let character = char::from(Some(byte).filter(u8::is_ascii)?);
        if std::mem::take(&mut shifted) {
            coded.extend([if set == SET_A { SET_B } else { SET_A }, character, set]);
        } else {
            coded.push(character);
        }
        text.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    Some(Bars::new(&Code128::new(coded).ok()?.encode(), text))
}

/// GS1-128: the brackets around identifiers and spaces are for people only.
fn gs1_128(text: &str) -> Option<Bars> {
    let bare: String = text
        .chars()
        .filter(|character| !matches!(character, '(' | ')' | ' ' | '*'))
        .collect();
    let bare = bare.trim_start_matches("{1");
    let coded = if bare.len().is_multiple_of(2) && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{SET_C}{}{bare}", FUNCTIONS[0])
    } else {
        format!(
            "{SET_B}{}{}",
            FUNCTIONS[0],
            bare.replace("{1", &FUNCTIONS[0].to_string())
        )
    };
    Some(Bars::new(
        &Code128::new(coded).ok()?.encode(),
        text.replace("{1", ""),
    ))
}

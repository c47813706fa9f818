//! Code 128 and GS1-128, in the shortest mix of the three sets.

use super::{BarcodeError, LinearBarcode, Symbology, widths_of};

mod plan;

use plan::Set;

/// Bars and spaces in turn of each symbol, by its value.
const SYMBOLS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232",
];
const STOP: &str = "2331112";

const CHECK_MODULUS: u32 = 103;

/// What stands between the fields of a GS1 element string, and becomes FNC1.
const GROUP_SEPARATOR: u8 = 0x1d;

pub(super) fn code128(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let data: Vec<Option<u8>> = ascii(text, Symbology::Code128)?
        .into_iter()
        .map(Some)
        .collect();
    made(Symbology::Code128, text, &data)
}

pub(super) fn gs1_128(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let bytes = ascii(text, Symbology::Gs1128)?;
    // The first FNC1 says that it is GS1; one that was given in front is that one, and one at the end ends nothing.
    let fields = bytes.strip_prefix(&[GROUP_SEPARATOR]).unwrap_or(&bytes);
    let fields = fields.strip_suffix(&[GROUP_SEPARATOR]).unwrap_or(fields);
    if fields.is_empty() {
        return Err(BarcodeError::Empty);
    }
    let mut data = vec![None];
    data.extend(
        fields
            .iter()
            .map(|byte| Some(*byte).filter(|byte| *byte != GROUP_SEPARATOR)),
    );
    made(Symbology::Gs1128, text, &data)
}

fn ascii(text: &str, symbology: Symbology) -> Result<Vec<u8>, BarcodeError> {
    match text.chars().find(|character| !character.is_ascii()) {
        Some(character) => Err(BarcodeError::Character {
            symbology: symbology.name(),
            character,
        }),
        None => Ok(text.as_bytes().to_vec()),
    }
}

fn made(
    symbology: Symbology,
    text: &str,
    data: &[Option<u8>],
) -> Result<LinearBarcode, BarcodeError> {
    let (start, symbols) = plan::shortest(data);
    let mut command = vec![b'{', start.letter()];
    let mut values = vec![match start {
        Set::A => 103_u8,
        Set::B => 104,
        Set::C => 105,
    }];
    for symbol in symbols {
        values.push(symbol.value());
        symbol.write_command(&mut command);
    }
    // The command gives the length of its data in one byte.
    if command.len() > usize::from(u8::MAX) {
        return Err(BarcodeError::TooLong {
            most: usize::from(u8::MAX) / 2,
        });
    }
    let sum: u32 = (0_u32..)
        .zip(&values)
        .map(|(place, value)| place.max(1) * u32::from(*value))
        .sum();
    values.push(u8::try_from(sum % CHECK_MODULUS).unwrap_or(0));
    let mut widths = Vec::with_capacity(values.len() * 6 + 7);
    for value in values {
        widths.extend(widths_of(
            SYMBOLS.get(usize::from(value)).copied().unwrap_or(""),
        ));
    }
    widths.extend(widths_of(STOP));
    Ok(LinearBarcode {
        symbology,
        text: text
            .chars()
            .filter(|character| !character.is_control())
            .collect(),
        widths,
        command,
    })
}

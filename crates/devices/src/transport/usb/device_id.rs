//! What a printer says about itself: the IEEE 1284 device ID.
//!
//! Pairs `KEY:value;` in any order, keys short or long (`MFG` or `MANUFACTURER`). Source: IEEE 1284-2000, section 7.6, and USB
//! Printing Devices 1.1, section 4.2.1 (two bytes of length, high first, which count themselves).

/// The device ID, as far as it helps to recognise a printer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeviceId {
    /// The maker.
    pub manufacturer: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The languages that it understands: `ESC/POS`, `ZPL`.
    pub commands: Vec<String>,
    /// The serial number.
    pub serial_number: Option<String>,
}

/// More than any printer says.
const MOST_BYTES: usize = 4096;

impl DeviceId {
    /// Reads the pairs; nothing when there is neither a maker nor a model.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut id = Self::default();
        for pair in text.split(';') {
            let Some((key, value)) = pair.split_once(':') else {
                continue;
            };
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match key.trim().to_ascii_uppercase().as_str() {
                "MFG" | "MANUFACTURER" => id.manufacturer = Some(value.to_owned()),
                "MDL" | "MODEL" => id.model = Some(value.to_owned()),
                "CMD" | "COMMAND SET" => {
                    id.commands = value.split(',').map(|one| one.trim().to_owned()).collect();
                }
                "SN" | "SERN" | "SERIALNUMBER" => id.serial_number = Some(value.to_owned()),
                _ => {}
            }
        }
        (id.manufacturer.is_some() || id.model.is_some()).then_some(id)
    }

    /// Reads the answer to GET_DEVICE_ID. A length that is wrong, as that of some printers is, takes what there is.
    #[must_use]
    pub fn from_answer(answer: &[u8]) -> Option<Self> {
        let [high, low, text @ ..] = answer else {
            return None;
        };
        let said = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        let text = text.get(..said).unwrap_or(text);
        let text = text.get(..MOST_BYTES).unwrap_or(text);
        Self::parse(&String::from_utf8_lossy(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_keys_are_read() {
        let short = DeviceId::parse("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;").unwrap();
        assert_eq!(short.manufacturer.as_deref(), Some("EPSON"));
        assert_eq!(short.model.as_deref(), Some("TM-T20II"));
        assert_eq!(short.commands, ["ESC/POS"]);
        let long =
            DeviceId::parse("MANUFACTURER: Star ;MODEL:TSP143;COMMAND SET:RASTER, STAR;SN:77")
                .unwrap();
        assert_eq!(long.manufacturer.as_deref(), Some("Star"));
        assert_eq!(long.commands, ["RASTER", "STAR"]);
        assert_eq!(long.serial_number.as_deref(), Some("77"));
    }

    #[test]
    fn the_length_before_it_is_taken_for_what_it_is_worth() {
        let text = b"MFG:XP;MDL:XP-58;";
        let right = [&[0, 19][..], text, b"garbage"].concat();
        assert_eq!(
            DeviceId::from_answer(&right).unwrap().model.as_deref(),
            Some("XP-58")
        );
        let too_long = [&[0x7f, 0xff][..], text].concat();
        assert_eq!(
            DeviceId::from_answer(&too_long).unwrap().model.as_deref(),
            Some("XP-58")
        );
        assert_eq!(DeviceId::from_answer(&[0]), None);
        assert_eq!(DeviceId::from_answer(&[0, 2]), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = DeviceId::from_answer(&bytes);
        }
    }
}

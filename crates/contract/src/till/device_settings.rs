//! The devices of one till, as its settings keep them.

use bezmen_domain::barcode::{MarksError, ScanEnd, ScanMarks};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where receipts are printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PrinterAddress {
    /// A network printer, `host:port`, port 9100 by custom.
    Tcp {
        /// Such as `192.0.2.10:9100`.
        address: String,
    },
    /// A serial printer.
    Serial {
        /// Such as `/dev/ttyUSB0` or `COM3`.
        port: String,
        /// Bits per second.
        baud: u32,
        /// Bits, parity, stop bits and flow control, such as `8E1-rtscts`; 8N1 without flow control when it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
    },
    /// A file or a character device such as `/dev/usb/lp0`.
    File {
        /// Where.
        path: String,
    },
    /// Any other way: `usb:04b8:0202`, `cups:RECEIPTS`, `windows:RECEIPTS`.
    Other {
        /// The way, as the technician chose it from the list.
        address: String,
    },
}

/// The receipt printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterSettings {
    /// Where it is.
    pub address: PrinterAddress,
    /// The profile's name, such as `epson`.
    pub profile: String,
    /// Whether a cash drawer hangs on it.
    pub drawer: bool,
    /// The profile itself, where it was changed for this printer or came from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_profile: Option<Value>,
    /// Whether the drawer's sensor is high while it is open; nothing until the technician has found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawer_open_is_high: Option<bool>,
}

/// A unit of mass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MassUnit {
    /// Gram.
    #[serde(rename = "g")]
    Gram,
    /// Kilogram.
    #[serde(rename = "kg")]
    Kilogram,
    /// Pound.
    #[serde(rename = "lb")]
    Pound,
    /// Ounce.
    #[serde(rename = "oz")]
    Ounce,
}

/// The scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleSettings {
    /// `tcp://host:port` or the name of a serial port, with its settings where they are not the protocol's usual ones:
    /// `/dev/ttyUSB1@4800-8E1`.
    pub address: String,
    /// The protocol's name, such as `mt_sics`.
    pub protocol: String,
    /// The unit, for scales that do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MassUnit>,
    /// Digits after the decimal point, for scales that do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// The scale's password, four digits, where its protocol has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// The scale's number on its line, where its protocol has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u8>,
}

impl ScaleSettings {
    /// A scale of which nothing is set but where it is and what it speaks.
    #[must_use]
    pub fn plain(address: impl Into<String>, protocol: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            protocol: protocol.into(),
            unit: None,
            decimals: None,
            password: None,
            number: None,
        }
    }
}

/// A scanner that is not a keyboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerSettings {
    /// `/dev/ttyACM0`, `COM5`, `tcp://host:port` or `hidraw:/dev/hidraw0`, a serial port with its settings where they are not
    /// 9600 8N1.
    pub address: String,
    /// What it sends besides the code.
    #[serde(default)]
    pub marks: ScannerMarks,
}

/// What a scanner sends besides the code, as a person writes it: `\r`, `\n`, `\t`, `\\` and `\x02` are one character each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ScannerMarks {
    /// Before each code, besides the identifier of the symbology.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What ends a code. One that types ends it with Enter or Tab, HID with the report.
    #[serde(default)]
    pub end: ScanEnd,
    /// After each code, before its end; or the end itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// In place of GS, such as `~` or `{GS}`; `\x1d` when it spells GS so. Nothing when GS comes as itself or as a key.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gs: String,
}

impl ScannerMarks {
    /// Reads what is written.
    ///
    /// # Errors
    /// Says which mark cannot be meant, and why.
    pub fn read(&self) -> Result<ScanMarks, MarksError> {
        ScanMarks::parse(&self.prefix, self.end, &self.suffix, &self.gs)
    }
}

/// A customer display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplaySettings {
    /// Where it is, as for a scale; `printer` when it hangs on the receipt printer.
    pub address: String,
    /// The model's name, such as `dm-d` or `ocd-300`; `escpos`, as older settings call it, is `dm-d`.
    pub protocol: String,
    /// How bright it shines, from 1 to 4; all it can when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brightness: Option<u8>,
}

/// A printer for labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelPrinterSettings {
    /// Where it is; `printer` when labels come out of the receipt printer.
    pub address: String,
    /// What it speaks: `escpos`, `zpl`, `tspl`.
    pub language: String,
    /// Width of a label in millimetres.
    pub width_mm: u16,
    /// Height of a label in millimetres.
    pub height_mm: u16,
    /// Dots per inch.
    pub dpi: u16,
}

/// A scale that prints labels and is told the shop's goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelScaleSettings {
    /// Where it is; empty where its goods go by a file.
    pub address: String,
    /// What it speaks: `cas_lp`, `shtrih_print`, `mertech`, `digi`; or the file it takes, such as `file:massa_k`.
    pub kind: String,
    /// The scale's number on its line, where it is not 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u8>,
    /// The password of its administrator, four digits, where it is not the one it comes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_scanner_that_was_set_up_before_it_had_marks_is_read() {
        let before: ScannerSettings = serde_json::from_value(json!({ "address": "COM5" })).unwrap();
        let read = ScannerSettings {
            address: "COM5".to_owned(),
            marks: ScannerMarks::default(),
        };
        assert_eq!(before, read);
        let marks: ScannerMarks = serde_json::from_value(json!({ "gs": "~" })).unwrap();
        assert_eq!((marks.gs.as_str(), marks.end), ("~", ScanEnd::Any));
    }
}

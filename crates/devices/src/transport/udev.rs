//! Lines for udev, which decides on Linux who may use a device.

/// Lets the group `lp` and whoever sits at the computer use USB printers of any make; a part of `udev/60-bezmen.rules`.
pub const PRINTERS: &str = r#"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:0701??:*", GROUP="lp", MODE="0660", TAG+="uaccess""#;

/// Lets the group `dialout` and whoever sits at the computer use the HID devices of one model, and no keyboards.
#[must_use]
pub fn hid(vendor_id: u16, product_id: u16) -> String {
    format!(
        r#"KERNEL=="hidraw*", ATTRS{{idVendor}}=="{vendor_id:04x}", ATTRS{{idProduct}}=="{product_id:04x}", GROUP="dialout", MODE="0660", TAG+="uaccess""#
    )
}

/// Reads the numbers of the maker and the model out of what the system tells of a HID device: `HID_ID=0003:00000C2E:00000B61`.
#[must_use]
pub fn hid_numbers(uevent: &str) -> Option<(u16, u16)> {
    let id = uevent
        .lines()
        .find_map(|line| line.trim().strip_prefix("HID_ID="))?;
    let mut parts = id.split(':').skip(1);
    let mut number = || u16::try_from(u32::from_str_radix(parts.next()?, 16).ok()?).ok();
    Some((number()?, number()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_for_printers_is_the_one_in_the_file() {
        let rules = include_str!("../../udev/60-bezmen.rules");
        assert!(rules.lines().any(|line| line == PRINTERS));
    }

    #[rstest::rstest]
    #[case("DRIVER=hid\nHID_ID=0003:00000C2E:00000B61\n", Some((0x0c2e, 0x0b61)))]
    #[case("HID_ID=0003:00000C2E\n", None)]
    #[case("HID_ID=0003:0010000C:00000B61\n", None)]
    #[case("", None)]
    fn the_numbers_of_a_hid_device_are_read(
        #[case] text: &str,
        #[case] numbers: Option<(u16, u16)>,
    ) {
        assert_eq!(hid_numbers(text), numbers);
        if let Some((vendor, product)) = numbers {
            let rule = hid(vendor, product);
            assert!(
                rule.contains(r#"ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b61""#),
                "{rule}"
            );
        }
    }
}

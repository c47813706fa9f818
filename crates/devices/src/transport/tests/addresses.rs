use super::*;

#[rstest::rstest]
#[case("10.0.0.5", "tcp:10.0.0.5:9100")]
#[case("printer.shop:9101", "tcp:printer.shop:9101")]
#[case("tcp://[::1]:9100", "tcp:[::1]:9100")]
#[case("serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0@9600-8N1")]
#[case("serial:COM3@57600-8O1-rtscts", "serial:COM3@57600-8O1-rtscts")]
#[case("/dev/usb/lp0", "file:/dev/usb/lp0")]
#[case("file:receipts.bin", "file:receipts.bin")]
#[case(
    "serial:/dev/ttyUSB0@19200-8E1-rtscts",
    "serial:/dev/ttyUSB0@19200-8E1-rtscts"
)]
#[case("serial:COM1@38400-7o2-xonxoff", "serial:COM1@38400-7O2-xonxoff")]
#[case("serial:COM1@9600-8N1-dtrdsr", "serial:COM1@9600-8N1-dtrdsr")]
#[case("usb:04b8:0202", "usb:04b8:0202")]
#[case("usb:4B8:202:J7:9", "usb:04b8:0202:J7:9")]
#[case("usb:0416:5011@1-2.3", "usb:0416:5011@1-2.3")]
#[case("usb:0416:5011:a@b", "usb:0416:5011:a@b")]
#[case("cups:POS-58", "cups:POS-58")]
#[case("windows:POS 58", "windows:POS 58")]
#[case(r"windows:\\till-2\POS58", r"windows:\\till-2\POS58")]
#[case("/dev/hidraw0", "hidraw:/dev/hidraw0")]
fn addresses_are_read_and_written(#[case] text: &str, #[case] expected: &str) {
    let address: PortAddress = text.parse().unwrap();
    assert_eq!(address.to_string(), expected);
    assert_eq!(expected.parse(), Ok(address));
}

#[rstest::rstest]
#[case("")]
#[case("tcp:")]
#[case("host:0")]
#[case("host:99999")]
#[case("a host")]
#[case("serial:")]
#[case("serial:COM1@9600-9N1")]
#[case("serial:COM1@fast")]
#[case("serial:COM1@9600-8N1-dtr")]
#[case("usb:04b8")]
#[case("usb:04b8:+202")]
#[case("usb:04b8:00202")]
#[case("usb:04b8:0202:")]
#[case("usb:04b8:0202@")]
#[case("usb:04b8:0202@1-")]
#[case("usb:04b8:0202@1-2..3")]
#[case("cups:")]
#[case("cups:-h elsewhere")]
#[case("cups:--help")]
#[case("windows: ")]
#[case("hidraw:")]
fn a_bad_address_is_answered_with_the_forms_there_are(#[case] text: &str) {
    assert!(
        text.parse::<PortAddress>()
            .unwrap_err()
            .to_string()
            .contains("write host:9100")
    );
}

#[test]
fn an_address_is_written_as_text_in_settings() {
    let address: PortAddress = "usb:04b8:0202:J7".parse().unwrap();
    let written = serde_json::to_string(&address).unwrap();
    assert_eq!(written, r#""usb:04b8:0202:J7""#);
    assert_eq!(
        serde_json::from_str::<PortAddress>(&written).unwrap(),
        address
    );
    assert!(serde_json::from_str::<PortAddress>(r#""usb:""#).is_err());
}

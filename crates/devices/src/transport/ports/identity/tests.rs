use super::*;

fn port(path: &str, serial: Option<&str>, location: Option<&str>) -> PortInfo {
    PortInfo {
        path: path.to_owned(),
        usb: Some(UsbInfo {
            vendor_id: 0x1a86,
            product_id: 0x7523,
            serial_number: serial.map(str::to_owned),
            manufacturer: None,
            product: None,
            interface: Some(0),
            location: location.map(str::to_owned),
        }),
        guard: None,
    }
}

#[test]
fn an_adapter_with_a_serial_number_is_found_wherever_it_is_plugged_in() {
    let identity = PortIdentity::of(&port("/dev/ttyUSB0", Some("A1"), Some("1-2")));
    let today = [
        port("/dev/ttyUSB0", Some("B2"), Some("1-2")),
        port("/dev/ttyUSB1", Some("A1"), Some("1-4")),
    ];
    assert_eq!(identity.find(&today).as_deref(), Ok("/dev/ttyUSB1"));
}

#[test]
fn adapters_with_the_same_serial_number_are_told_apart_by_their_place() {
    let identity = PortIdentity::of(&port("/dev/ttyUSB0", Some("0001"), Some("1-2")));
    let mut today = [
        port("/dev/ttyUSB0", Some("0001"), Some("1-4")),
        port("/dev/ttyUSB1", Some("0001"), Some("1-2")),
    ];
    assert_eq!(identity.find(&today).as_deref(), Ok("/dev/ttyUSB1"));
    today[1] = port("/dev/ttyUSB1", Some("0001"), Some("1-3"));
    let error = identity.find(&today).unwrap_err();
    assert_eq!(error.code(), "port_ambiguous");
    assert!(
        error.to_string().contains("/dev/ttyUSB0, /dev/ttyUSB1"),
        "{error}"
    );
}

#[test]
fn an_adapter_without_a_serial_number_is_found_in_its_place_also_on_a_renumbered_bus() {
    let identity = PortIdentity::of(&port("/dev/ttyUSB0", None, Some("1-2.3")));
    let other = port("/dev/ttyUSB0", None, Some("1-4"));
    assert_eq!(
        identity
            .find(&[other.clone(), port("/dev/ttyUSB7", None, Some("1-2.3"))])
            .as_deref(),
        Ok("/dev/ttyUSB7")
    );
    assert_eq!(
        identity
            .find(&[other.clone(), port("/dev/ttyUSB7", None, Some("3-2.3"))])
            .as_deref(),
        Ok("/dev/ttyUSB7")
    );
    let error = identity.find(&[other]).unwrap_err();
    assert_eq!(error.code(), "port_missing");
    assert!(
        error
            .words(Locale::Ru)
            .contains("порта 1a86:7523 @ 1-2.3 нет")
    );
}

#[test]
fn a_port_without_usb_is_known_by_its_path_also_when_nobody_lists_it() {
    let bare = PortInfo {
        path: "/dev/pts/4".to_owned(),
        usb: None,
        guard: None,
    };
    let identity = PortIdentity::of(&bare);
    assert_eq!(identity.find(&[]).as_deref(), Ok("/dev/pts/4"));
    let written = serde_json::to_string(&identity).unwrap();
    assert_eq!(written, r#"{"known_by":"path","path":"/dev/pts/4"}"#);
    assert_eq!(
        serde_json::from_str::<PortIdentity>(&written).unwrap(),
        identity
    );
}

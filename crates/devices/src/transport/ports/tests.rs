use super::*;

fn usb(vendor_id: u16, manufacturer: &str, product: &str) -> UsbInfo {
    UsbInfo {
        vendor_id,
        product_id: 1,
        serial_number: None,
        manufacturer: Some(manufacturer.to_owned()),
        product: Some(product.to_owned()),
        interface: None,
        location: None,
    }
}

#[rstest::rstest]
#[case(usb(0x2912, "", ""), Some(Guard::Fiscal))]
#[case(usb(0x0483, "ATOL", "USB Device"), Some(Guard::Fiscal))]
#[case(usb(0x11ca, "VeriFone Inc", "Trident"), Some(Guard::PaymentTerminal))]
#[case(usb(0x1234, "PAX Computer", "S300"), Some(Guard::PaymentTerminal))]
#[case(usb(0x1a86, "QinHeng", "USB Serial"), None)]
#[case(usb(0x0403, "FTDI", "FT232R USB UART"), None)]
fn ports_of_money_are_told_from_adapters(#[case] usb: UsbInfo, #[case] guard: Option<Guard>) {
    assert_eq!(guard_of(&usb), guard);
}

struct Listed(Vec<PortInfo>);

impl PortLister for Listed {
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
        Ok(self.0.clone())
    }
}

#[cfg(unix)]
#[test]
fn paths_typed_by_hand_join_the_ports_and_a_link_keeps_the_guard() {
    let folder = std::env::temp_dir().join(format!("bezmen-ports-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.canonicalize().unwrap();
    let (real, link) = (folder.join("ttyACM0"), folder.join("terminal"));
    std::fs::write(&real, b"").unwrap();
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let name = |path: &std::path::Path| path.display().to_string();
    let lister = WithPaths {
        lister: Listed(vec![PortInfo {
            path: name(&real),
            usb: Some(usb(0x11ca, "VeriFone", "")),
            guard: Some(Guard::PaymentTerminal),
        }]),
        paths: vec![name(&link), "/dev/no-such-line".to_owned(), name(&real)],
    };
    let ports = lister.ports().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let found: Vec<_> = ports
        .iter()
        .map(|port| (port.path.clone(), port.guard))
        .collect();
    let guard = Some(Guard::PaymentTerminal);
    assert_eq!(
        found,
        [(name(&link), guard), (name(&real), guard)]
            .into_iter()
            .collect::<std::collections::BTreeMap<_, _>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
}

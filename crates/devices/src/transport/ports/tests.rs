use super::*;
use crate::transport::{Limits, PortAddress, PrinterPort};

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

struct Unknown;

impl PortLister for Unknown {
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
        Err(PortsUnknown {
            reason: "no permission".to_owned(),
        })
    }
}

fn terminal_at(path: &str) -> Listed {
    Listed(vec![PortInfo {
        path: path.to_owned(),
        usb: Some(usb(0x11ca, "VeriFone", "")),
        guard: Some(Guard::PaymentTerminal),
    }])
}

#[rstest::rstest]
#[case("serial:COM3", true)]
#[case("serial:com3@9600-8N1", true)]
#[case(r"serial:\\.\COM3", true)]
#[case("serial:COM4", false)]
#[case("tcp:COM3:4001", false)]
fn a_port_of_money_is_known_by_its_name_in_any_case(
    #[case] address: &str,
    #[case] is_guarded: bool,
) {
    let guard = guard_at(&address.parse().unwrap(), &terminal_at("COM3")).unwrap();
    assert_eq!(guard.is_some(), is_guarded);
}

#[cfg(unix)]
#[test]
fn a_link_or_a_file_that_leads_to_a_port_of_money_is_guarded() {
    let folder = std::env::temp_dir().join(format!("bezmen-guard-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (real, link) = (folder.join("ttyACM7"), folder.join("by-id-terminal"));
    std::fs::write(&real, b"").unwrap();
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let lister = terminal_at(&real.display().to_string());
    let guards: Vec<_> = [&real, &link]
        .into_iter()
        .flat_map(|path| ["serial", "file"].map(|way| format!("{way}:{}", path.display())))
        .map(|address| guard_at(&address.parse().unwrap(), &lister).unwrap())
        .collect();
    let other = guard_at(&"file:/dev/null".parse().unwrap(), &lister);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(guards, [Some(Guard::PaymentTerminal); 4]);
    assert_eq!(other, Ok(None));
}

#[test]
fn nothing_is_printed_at_a_port_that_money_is_behind_by_now() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ttyACM7");
    std::fs::write(&path, b"").unwrap();
    let port = PrinterPort::new(
        PortAddress::File { path: path.clone() },
        Limits::USUAL,
        false,
    );
    let refused = port.send_if_admitted(b"receipt", &terminal_at(&path.display().to_string()));
    let error = refused.unwrap_err();
    assert_eq!(error.code(), "guarded");
    assert!(!error.may_have_printed());
    assert!(error.words(Locale::Ru).contains("платёжный терминал"));
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    port.send_if_admitted(b"receipt", &terminal_at("COM3"))
        .unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"receipt");
}

#[test]
fn a_search_only_listens_where_nobody_knows_what_is_there() {
    let words = |address: &str| {
        let address = address.parse().unwrap();
        listens_because(&address, &Unknown, Locale::Ru)
    };
    let said = words("serial:/dev/ttyUSB0").unwrap();
    assert!(said.contains("ничего не отправляем"), "{said}");
    assert!(words("file:/dev/ttyUSB0").is_some());
    assert_eq!(words("tcp:192.0.2.7:4001"), None);
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

use std::time::Duration;

use bezmen_domain::money::Money;
use rstest::rstest;

use super::*;
use crate::fiscal::atol::{AtolConfig, AtolDevice, Limits as FiscalLimits};
use crate::printer::profile::PrinterProfile;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scanner::scan::Scan;
use crate::scanner::serial::ScannerSettings;
use crate::simulate::fiscal::{FiscalFault, SimulatedFiscal};
use crate::simulate::printer::{PrinterFault, VirtualPrinter};
use crate::simulate::scale::{ScaleFault, SimulatedScale};
use crate::simulate::scanner::SimulatedScanner;
use crate::simulate::terminal::{SimulatedTerminal, TerminalFault};
use crate::terminal::zvt::command::{Credentials, USUAL_CONFIG};
use crate::terminal::zvt::{Limits as ZvtLimits, ZvtConfig};
use crate::transport::PortAddress;

const HERE: &str = "127.0.0.1:0";
const RANDOM: [[u8; 16]; 2] = [[1; 16], [2; 16]];

fn steps(test: impl FnOnce(Tell<'_>) -> bool) -> (bool, Vec<Value>) {
    let mut steps = Vec::new();
    let well = test(&mut |step| steps.push(step.clone()));
    for step in &steps {
        for words in ["ru", "en"] {
            assert!(!step[words].as_str().unwrap().is_empty(), "{step}");
        }
    }
    (well, steps)
}

#[rstest]
#[case(ScaleFault::None, true, "live")]
#[case(ScaleFault::Silent, false, "silent")]
fn a_scale_is_well_when_it_tells_a_weight(
    #[case] fault: ScaleFault,
    #[case] is_well: bool,
    #[case] state: &str,
) {
    let simulated = SimulatedScale::on_tcp(ScaleProtocol::MtSics, HERE).unwrap();
    simulated.put(512, true);
    simulated.set_fault(fault);
    let address = PortAddress::parse(simulated.endpoint(), 1).unwrap();
    let (well, found) = steps(|tell| {
        let limit = Duration::from_secs(3);
        let options = ScaleOptions::default();
        scale(&address, ScaleProtocol::MtSics, &options, limit, tell).unwrap()
    });
    assert_eq!(
        (well, found[0]["state"].as_str()),
        (is_well, Some(state)),
        "{found:?}"
    );
    if is_well {
        assert_eq!(found[1]["weight"], "0.512");
        assert_eq!(found[1]["stable"], true);
        assert!(found[1]["age_ms"].as_u64().unwrap() < 1_500);
        assert_eq!(found[2]["kg"], "0.512");
    }
}

#[test]
fn a_printer_prints_its_page_and_opens_the_drawer() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let virtual_printer = VirtualPrinter::start(HERE, &profile).unwrap();
    let address = PortAddress::parse(&virtual_printer.addr().to_string(), 1).unwrap();
    let all = PrinterParts {
        page: true,
        drawer: true,
    };
    let (well, found) = steps(|tell| printer(&address, &profile, all, tell));
    assert!(well, "{found:?}");
    let names: Vec<_> = found
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["profile", "status", "page", "code_tables", "drawer"]
    );
    assert_eq!(found[1]["answers"], true);
    assert_eq!(
        (&found[4]["before"], &found[4]["after"]),
        (&json!("low"), &json!("high"))
    );
    let receipts = virtual_printer.wait_for(2, Duration::from_secs(10));
    let text = receipts[0].text();
    assert!(text.contains("французских булок"), "{text}");
    assert_eq!(receipts[0].qr_codes(), ["BEZMEN"]);
    assert!(receipts[1].text().contains("CP866"));

    virtual_printer.set_fault(PrinterFault::PaperOut);
    let status_only = PrinterParts {
        page: false,
        drawer: false,
    };
    let (well, found) = steps(|tell| printer(&address, &profile, status_only, tell));
    assert!(!well);
    assert!(
        found[1]["en"].as_str().unwrap().contains("no paper"),
        "{found:?}"
    );

    virtual_printer.set_fault(PrinterFault::Off);
    let (well, found) = steps(|tell| printer(&address, &profile, all, tell));
    assert!(!well);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_fiscal_device_is_asked_and_prints_only_when_it_really_shall() {
    let simulated = SimulatedFiscal::start(HERE).unwrap();
    let config = AtolConfig::new(&simulated.base_url(), None, None, FiscalLimits::USUAL).unwrap();
    let device = AtolDevice::new(&config);
    let (well, found) = steps(|tell| fiscal(&device, RANDOM, false, tell));
    assert!(well && found.len() == 1, "{found:?}");
    assert!(simulated.texts().is_empty());
    let (well, _) = steps(|tell| fiscal(&device, [[3; 16], [4; 16]], true, tell));
    assert!(well);
    assert!(simulated.texts().contains(&"Это не чек".to_owned()));
    assert!(simulated.documents().is_empty());
    simulated.set_fault(FiscalFault::NotConnected);
    let (well, _) = steps(|tell| fiscal(&device, [[5; 16], [6; 16]], true, tell));
    assert!(!well);
}

#[test]
fn a_terminal_charges_only_when_it_really_shall() {
    let simulated = SimulatedTerminal::start(HERE).unwrap();
    let config = ZvtConfig {
        host: "127.0.0.1".to_owned(),
        port: simulated.addr().port(),
        credentials: Credentials::new(0, 643, USUAL_CONFIG).unwrap(),
        limits: ZvtLimits::USUAL,
    };
    let (well, _) = steps(|tell| terminal(&config, RANDOM, None, tell));
    assert!(well);
    assert_eq!(simulated.counts().authorisations, 0);
    let sum = Some(Money::from_minor(100));
    let (well, found) = steps(|tell| terminal(&config, RANDOM, sum, tell));
    assert!(well, "{found:?}");
    let counts = simulated.counts();
    assert_eq!(
        (counts.charges, counts.reversals, counts.balance_minor),
        (1, 1, 0)
    );
    simulated.set_fault(TerminalFault::Off);
    let (well, found) = steps(|tell| terminal(&config, RANDOM, sum, tell));
    assert!(!well && found.len() == 1, "{found:?}");
}

#[test]
fn a_scanner_is_well_when_a_code_comes() {
    let simulated = SimulatedScanner::on_tcp(HERE).unwrap();
    let address = PortAddress::parse(simulated.endpoint(), 1).unwrap();
    let listen = |seconds| {
        let settings = ScannerSettings::default();
        let explain = |scan: &Scan| json!(scan.text.len());
        let limit = Duration::from_secs(seconds);
        steps(|tell| scanner(&address, settings, limit, &explain, tell).unwrap())
    };
    simulated.scan("]E04006381333931");
    let (well, found) = listen(2);
    assert!(well, "{found:?}");
    let code = found.iter().find(|step| step["step"] == "scan").unwrap();
    assert_eq!(code["scan"]["text"], "4006381333931");
    assert_eq!(code["scan"]["symbology"], "]E0");
    assert_eq!(code["what"], 13);
    let (well, found) = listen(1);
    assert!(!well && found.last().unwrap()["codes"] == 0, "{found:?}");
}

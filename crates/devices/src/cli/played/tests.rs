use std::io::{BufRead as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::*;
use crate::display::DisplayProfile;
use crate::plu::NetworkScale;
use crate::printer::encode;
use crate::printer::profile::PrinterProfile;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::UnknownFault;
use crate::simulate::display::{DisplayFault, SimulatedDisplay};
use crate::simulate::fiscal::{FiscalFault, SimulatedFiscal};
use crate::simulate::plu::PluFault;
use crate::simulate::plu::SimulatedLabelScale;
use crate::simulate::printer::{PrinterFault, VirtualPrinter};
use crate::simulate::scale::{ScaleFault, SimulatedScale};
use crate::simulate::scanner::{ScannerFault, SimulatedScanner};
use crate::simulate::terminal::{SimulatedTerminal, TerminalFault};

const HERE: &str = "127.0.0.1:0";

fn all() -> Vec<Box<dyn Played>> {
    let printer = VirtualPrinter::start(HERE, &PrinterProfile::virtual_printer()).unwrap();
    vec![
        Box::new(PlayedScale::new(
            SimulatedScale::on_tcp(ScaleProtocol::MtSics, HERE).unwrap(),
        )),
        Box::new(PlayedPrinter::new(printer)),
        Box::new(PlayedFiscal::new(SimulatedFiscal::start(HERE).unwrap())),
        Box::new(PlayedTerminal::new(SimulatedTerminal::start(HERE).unwrap())),
        Box::new(PlayedScanner::new(SimulatedScanner::on_tcp(HERE).unwrap())),
        Box::new(PlayedLabelScale::new(
            SimulatedLabelScale::on_tcp(NetworkScale::CasLp, HERE).unwrap(),
        )),
        Box::new(PlayedDisplay::new(
            SimulatedDisplay::on_tcp(&DisplayProfile::built_in("cd5220").unwrap(), HERE).unwrap(),
        )),
    ]
}

/// A line with something of one's own in the places of the words in capitals.
fn filled(line: &str) -> String {
    let words = line.split(' ').map(|word| match word {
        "KG" => "0.512",
        "SUM" => "12.50",
        "N" | "SECONDS" | "GRAMS" | "BYTES_PER_SECOND" | "CODE" | "TEXT" => "3",
        "cr|lf|crlf|tab|etx|none" => "tab",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_line_of_the_help_is_understood_and_others_are_told_what_to_write() {
    for mut played in all() {
        let help = obey(played.as_mut(), " help ").unwrap().unwrap();
        let lines: Vec<String> = serde_json::from_value(help["help"].clone()).unwrap();
        assert_eq!(lines, played.lines());
        for line in &lines {
            // One that goes off would have to be waited for.
            assert_eq!(obey(played.as_mut(), &filled(line)), Ok(None), "{line}");
        }
        let unknown = obey(played.as_mut(), "suffix bell").unwrap_err();
        assert!(unknown.to_string().starts_with("“suffix bell” is not"));
        assert!(unknown.to_string().contains(&lines[0]));
        assert_eq!(obey(played.as_mut(), "  "), Ok(None));
    }
}

#[test]
fn every_fault_has_a_name_of_its_own() {
    fn each<F: PartialEq + std::fmt::Debug>(
        names: &[&str],
        from_name: impl Fn(&str) -> Result<F, UnknownFault>,
        name_of: impl Fn(&F) -> &'static str,
    ) {
        let faults: Vec<F> = names
            .iter()
            .map(|name| from_name(&filled(name)).unwrap())
            .collect();
        for (at, (fault, name)) in faults.iter().zip(names).enumerate() {
            assert!(!faults[at + 1..].contains(fault), "{fault:?}");
            assert_eq!(name_of(fault), name.trim_end_matches(" N"));
        }
    }
    each(FiscalFault::NAMES, FiscalFault::from_name, |fault| {
        fault.name()
    });
    each(TerminalFault::NAMES, TerminalFault::from_name, |fault| {
        fault.name()
    });
    each(ScaleFault::NAMES, ScaleFault::from_name, |fault| {
        fault.name()
    });
    each(ScannerFault::NAMES, ScannerFault::from_name, |fault| {
        fault.name()
    });
    each(PrinterFault::NAMES, PrinterFault::from_name, |fault| {
        fault.name()
    });
    each(DisplayFault::NAMES, DisplayFault::from_name, |fault| {
        fault.name()
    });
    each(PluFault::NAMES, PluFault::from_name, |fault| fault.name());
}

#[rstest::rstest]
#[case("12.50", Some(1250))]
#[case("12", Some(1200))]
#[case("0.5", Some(50))]
#[case(".5", None)]
#[case("1.234", None)]
#[case("-1", None)]
#[case("99999999999999999999", None)]
fn sums_are_read_exactly(#[case] text: &str, #[case] minor: Option<u64>) {
    assert_eq!(hundredths(text), minor);
}

#[test]
fn lines_put_goods_on_the_simulated_scale() {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, HERE).unwrap();
    let mut played = PlayedScale::new(scale);
    obey(&mut played, "0.512").unwrap();
    assert!(obey(&mut played, "heavy").is_err());
    obey(&mut played, "0.700 moving").unwrap();
    let mut stream = TcpStream::connect(played.place()).unwrap();
    let limit = Some(Duration::from_secs(5));
    stream.set_read_timeout(limit).unwrap();
    stream.write_all(b"SI\r\n").unwrap();
    let mut answer = String::new();
    std::io::BufReader::new(stream)
        .read_line(&mut answer)
        .unwrap();
    assert_eq!(answer, "S D      0.700 kg\r\n");
    assert_eq!(played.news(), Vec::<Value>::new());
}

/// Asks for news until there is some that is wanted.
fn news_with(played: &mut dyn Played, key: &str) -> Value {
    let end = Instant::now() + Duration::from_secs(10);
    while Instant::now() < end {
        let news = played.news();
        if let Some(found) = news.iter().find_map(|news| news.get(key)) {
            return found.clone();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("no {key} was told");
}

#[test]
fn a_receipt_and_the_drawer_are_told() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let printer = VirtualPrinter::start(HERE, &profile).unwrap();
    let mut played = PlayedPrinter::new(printer);
    let mut bytes = encode::drawer_kick(&profile);
    bytes.extend(encode::text("Хлеб", &profile));
    let mut stream = TcpStream::connect(played.place()).unwrap();
    stream.write_all(&bytes).unwrap();
    assert_eq!(news_with(&mut played, "drawer"), "open");
    drop(stream);
    let receipt = news_with(&mut played, "receipt");
    assert_eq!(receipt["lines"], json!(["Хлеб"]));
    obey(&mut played, "paper-out").unwrap();
    assert_eq!(news_with(&mut played, "fault"), "paper-out");
}

#[test]
fn a_charge_by_hand_is_told_once() {
    let mut played = PlayedTerminal::new(SimulatedTerminal::start(HERE).unwrap());
    obey(&mut played, "charge 12.50").unwrap();
    let news = played.news();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0]["charges"], 1);
    assert_eq!(news[0]["balance_minor"], 1250);
    assert!(played.news().is_empty());
}

#[test]
fn a_line_may_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("printer");
    let line = VirtualPrinter::start_line(
        &PrinterProfile::virtual_printer(),
        crate::simulate::printer::PrinterOptions::default(),
    )
    .unwrap();
    let played = PlayedPrinter::linked(line, &link).unwrap();
    assert_eq!(played.place(), format!("serial:{}", link.display()));
    assert!(link.exists());
    drop(played);
    assert!(link.symlink_metadata().is_err());
}

#[test]
fn products_that_a_label_scale_was_told_are_told_on() {
    let kind = NetworkScale::CasLp;
    let scale = SimulatedLabelScale::on_tcp(kind, HERE).unwrap();
    let address = scale.endpoint().parse().unwrap();
    let mut played = PlayedLabelScale::new(scale);
    let rows: Vec<crate::plu::PluRow> = serde_json::from_value(json!([
        { "plu": 7, "name": "Сыр", "price": 45_000, "prefix": 21, "code": 7 },
    ]))
    .unwrap();
    let today = bezmen_domain::business_date::BusinessDate::from_days(20_000);
    let send = || {
        crate::plu::send(
            &crate::plu::plan(&rows, &kind.facts()),
            kind,
            &crate::plu::SendOptions::new(today),
            &address,
            &crate::plu::SendLimits::USUAL,
            |_| {},
        )
    };
    assert!(send().is_whole());
    let told = news_with(&mut played, "stored");
    assert_eq!(
        (&told["plu"], &told["price_minor"]),
        (&json!(7), &json!(45_000))
    );
    assert!(send().is_whole());
    assert_eq!(played.news(), Vec::<Value>::new(), "nothing has changed");
    obey(&mut played, "list").unwrap();
    assert_eq!(news_with(&mut played, "list")[0]["name"], json!(["Сыр"]));
    obey(&mut played, "full 0").unwrap();
    assert!(obey(&mut played, "full").is_err());
}

#[test]
fn what_a_display_shows_is_told_when_it_changes_and_when_asked_for() {
    let profile = DisplayProfile::built_in("ocd-300").unwrap();
    let mut played = PlayedDisplay::new(SimulatedDisplay::on_tcp(&profile, HERE).unwrap());
    assert_eq!(news_with(&mut played, "display")["upper"], " ".repeat(20));
    let mut stream = TcpStream::connect(played.place()).unwrap();
    stream.write_all(b"Hello").unwrap();
    while news_with(&mut played, "display")["upper"] != format!("{:20}", "Hello") {}
    assert!(played.news().is_empty());
    obey(&mut played, "lines").unwrap();
    assert_eq!(played.news().len(), 1);
}

//! The test of a scanner.

use std::io;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

use super::{Tell, step};
use crate::scanner::event::ScanEvent;
use crate::scanner::reader::{ReaderEvent, ScannerReader, ScannerState};
use crate::scanner::scan::Scan;
use crate::scanner::serial::ScannerSettings;
use crate::transport::PortAddress;

/// Listens to a scanner for so long and tells each code, how it came, and what `explain` says of it. It is well when a code was
/// read.
///
/// # Errors
/// The system gives no thread.
pub fn scanner(
    address: &PortAddress,
    settings: ScannerSettings,
    limit: Duration,
    explain: &dyn Fn(&Scan) -> Value,
    tell: Tell<'_>,
) -> io::Result<bool> {
    let (give, take) = mpsc::channel();
    // When nobody listens any more the reader is about to end.
    let on_event = Box::new(move |event| drop(give.send(event)));
    let _reader = ScannerReader::start(address.clone(), settings, Duration::ZERO, on_event)?;
    let end = Instant::now() + limit;
    let mut codes = 0_u32;
    while let Ok(event) = take.recv_timeout(end.saturating_duration_since(Instant::now())) {
        tell(&match event {
            ReaderEvent::State(state) => linked(&state),
            ReaderEvent::Scan(event) => {
                codes += u32::from(matches!(event, ScanEvent::Scanned(_)));
                scanned(&event, explain)
            }
        });
    }
    let words = |locale: Locale| match codes {
        0 => locale
            .pick(
                "ни одного кода: наведите сканер на код товара",
                "no code came: point the scanner at the code of some goods",
            )
            .to_owned(),
        some => format!("{}: {some}", locale.pick("прочитано кодов", "codes read")),
    };
    tell(&step("end", codes > 0, words, json!({ "codes": codes })));
    Ok(codes > 0)
}

fn linked(state: &ScannerState) -> Value {
    let is_well = !matches!(state, ScannerState::Failed { .. });
    step(
        "link",
        is_well,
        |locale| state.words(locale).to_owned(),
        json!({ "state": state.code() }),
    )
}

fn scanned(event: &ScanEvent, explain: &dyn Fn(&Scan) -> Value) -> Value {
    match event {
        ScanEvent::Scanned(scan) => step(
            "scan",
            true,
            |_| scan.text.clone(),
            json!({ "scan": scan, "what": explain(scan) }),
        ),
        ScanEvent::Dropped(dropped) => step(
            "scan",
            false,
            |locale| dropped.reason.words(locale).to_owned(),
            json!({ "dropped": dropped }),
        ),
    }
}

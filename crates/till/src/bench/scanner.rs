//! The till's own scanner under the technician's eyes, and its reads for the screens.

use std::sync::Arc;

use bezmen_contract::till::{
    CodeView, DeviceKind, DeviceLamp, DeviceView, GetScannerBench, ScannerBenchView,
    ScannerReadRow, Settings, TakeRead,
};
use bezmen_devices::scale::describe;
use bezmen_devices::scanner::reader::ScannerState;
use bezmen_devices::scanner::sent_text;
use bezmen_domain::locale::Locale;
use rusqlite::Connection;

use super::codes::explained;
use super::explain::visible;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::reads::{Read, ReadKind, ScannerLink};
use crate::refusal::Refusal;

impl Answer for GetScannerBench {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScannerBenchView, Refusal> {
        let locale = engine.locale();
        let (lamp, words) = how(&engine.reads.link(), locale);
        let (reads, next) = engine.reads.since(self.since);
        let reads = engine.store.read(|connection| {
            let row = |read: &Read| row(engine, connection, read, locale);
            reads.iter().map(row).collect::<Result<Vec<_>, Refusal>>()
        })?;
        Ok(ScannerBenchView {
            words,
            lamp,
            reads,
            next,
        })
    }
}

impl Answer for TakeRead {
    fn answer(self, engine: &Arc<Engine>) -> Result<bool, Refusal> {
        Ok(engine.reads.take(self.number))
    }
}

fn row(
    engine: &Engine,
    connection: &Connection,
    read: &Read,
    locale: Locale,
) -> Result<ScannerReadRow, Refusal> {
    let code = match &read.kind {
        ReadKind::Code { text, warnings } => {
            let mut code = explained(engine, connection, text, None)?;
            let of_line = warnings.iter().map(|one| one.words(locale).to_owned());
            code.warnings.extend(of_line);
            code
        }
        ReadKind::Dropped(reason) => CodeView {
            arrived: visible(&String::from_utf8_lossy(&read.raw)),
            kind: locale.pick("Не код", "No code").to_owned(),
            rule: String::new(),
            fields: Vec::new(),
            product: String::new(),
            warnings: vec![reason.words(locale).to_owned()],
        },
    };
    Ok(ScannerReadRow {
        number: read.number,
        hex: describe::hex(&read.raw),
        sent: sent_text(&read.raw),
        code,
    })
}

fn how(link: &ScannerLink, locale: Locale) -> (DeviceLamp, String) {
    match link {
        ScannerLink::Absent => (
            DeviceLamp::Absent,
            locale.pick("Не настроено", "Not set up").to_owned(),
        ),
        ScannerLink::Unusable(words) => (DeviceLamp::Trouble, words.clone()),
        ScannerLink::Connected(state) => {
            let lamp = match state {
                ScannerState::Connecting => DeviceLamp::Busy,
                ScannerState::Listening => DeviceLamp::Ready,
                ScannerState::Failed { .. } => DeviceLamp::Trouble,
            };
            (lamp, state.words(locale).to_owned())
        }
    }
}

/// The scanner in the list of devices. Without one of its own a till is scanned at by keyboard, which needs no setting up.
pub(super) fn view(settings: &Settings, link: &ScannerLink) -> DeviceView {
    let locale = settings.locale;
    let keyboard = locale.pick("Сканер-клавиатура", "A scanner that types");
    let check = locale.pick("Проверить сканер и коды", "Try the scanner and codes");
    match &settings.scanner {
        None => DeviceView {
            kind: DeviceKind::Scanner,
            title: keyboard.to_owned(),
            address: String::new(),
            lamp: DeviceLamp::Unknown,
            words: check.to_owned(),
        },
        Some(scanner) => {
            let (lamp, words) = how(link, locale);
            DeviceView {
                kind: DeviceKind::Scanner,
                title: scanner.address.clone(),
                address: scanner.address.clone(),
                lamp,
                words,
            }
        }
    }
}

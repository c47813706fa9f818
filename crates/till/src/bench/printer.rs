//! The receipt printer under the technician's eyes: tests past the queue, and how it is.

mod drawer;
mod pages;
mod profile;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bezmen_contract::till::{
    AskPrinter, CodeTableRow, DeviceLamp, PrinterSettings, PrinterState, PrinterStatusView,
    PrinterTestView, TestPrinter,
};
use bezmen_devices::printer::encode::TableCandidate;
use bezmen_devices::printer::interpret::{Interpreter, Rendering};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::scale::describe;
use bezmen_devices::transport::{Delivery, Limits};
use bezmen_domain::locale::Locale;

use super::admit;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::printing::{Answered, Patience, PrinterSetup, PrinterTurn, seen_of};
use crate::refusal::Refusal;
use crate::{settings, status};

/// How long a test waits for the job that is being printed.
const WAITS_FOR_A_JOB: Duration = Duration::from_secs(3);

/// How many bytes of a test are shown in hex.
const SHOWN_BYTES: usize = 96;

/// The printer of a call.
struct Chosen {
    settings: PrinterSettings,
    setup: PrinterSetup,
    /// Whether it is the till's own as the settings keep it.
    is_own: bool,
    locale: Locale,
}

impl Chosen {
    fn of(engine: &Engine, trial: Option<PrinterSettings>) -> Result<Self, Refusal> {
        let kept = engine.store.read(settings::current)?;
        let locale = kept.locale;
        let is_own = trial.is_none() || trial == kept.printer;
        let settings = trial.or(kept.printer).ok_or(Refusal::NoPrinter)?;
        let setup =
            PrinterSetup::new(&settings, Limits::USUAL).map_err(Refusal::PrinterUnusable)?;
        Ok(Self {
            settings,
            setup,
            is_own,
            locale,
        })
    }

    /// The turn to talk to it, or why there is none.
    fn turn<'a>(&self, engine: &'a Engine) -> Result<PrinterTurn<'a>, String> {
        let turn = engine.station.take(&self.setup.place(), WAITS_FOR_A_JOB);
        turn.ok_or_else(|| {
            let words = self.locale.pick(
                "Принтер занят: на нём печатается другое задание. Дождитесь его и попробуйте снова.",
                "The printer is busy with another job. Wait for it and try again.",
            );
            words.to_owned()
        })
    }
}

impl Answer for TestPrinter {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrinterTestView, Refusal> {
        admit(engine)?;
        let chosen = Chosen::of(engine, self.printer)?;
        let profile = chosen.setup.profile();
        let page = pages::page(self.test, profile, chosen.locale);
        let paper = paper(&page.bytes, profile);
        let sent = chosen.turn(engine).and_then(|_turn| {
            let sent = chosen.setup.send(&page.bytes);
            sent.map_err(|error| error.words(chosen.locale))
        });
        let (is_sent, words) = match sent {
            Ok(delivery) => (true, delivered(delivery, chosen.locale).to_owned()),
            Err(words) => (false, words),
        };
        let shown = page.bytes.get(..SHOWN_BYTES).unwrap_or(&page.bytes);
        Ok(PrinterTestView {
            is_sent,
            words,
            bytes: page.bytes.len() as u64,
            hex: describe::hex(shown),
            preview: paper.rows(),
            picture: picture(&paper),
            tables: page.tables,
        })
    }
}

const fn delivered(delivery: Delivery, locale: Locale) -> &'static str {
    match delivery {
        Delivery::Confirmed => locale.pick(
            "Напечатано: принтер это подтвердил. Сравните бумагу с картинкой.",
            "Printed, as the printer confirms. Compare the paper with the picture.",
        ),
        Delivery::HandedOver => locale.pick(
            "Отправлено. Принтер не сообщает, вышла ли бумага: посмотрите сами.",
            "Sent. The printer does not say whether the paper came out: look for it.",
        ),
    }
}

/// What stands on the paper when a printer of this profile gets these bytes.
fn paper(bytes: &[u8], profile: &PrinterProfile) -> Rendering {
    let mut interpreter = Interpreter::drawing(profile);
    interpreter.feed(bytes);
    Rendering::join(interpreter.finish())
}

fn picture(paper: &Rendering) -> String {
    paper.to_png().map_or_else(String::new, |png| {
        format!("data:image/png;base64,{}", BASE64.encode(png))
    })
}

impl Answer for AskPrinter {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrinterStatusView, Refusal> {
        admit(engine)?;
        let chosen = Chosen::of(engine, self.printer)?;
        let locale = chosen.locale;
        let look = match chosen.turn(engine) {
            Ok(_turn) => chosen.setup.look(Patience::Long),
            Err(words) => {
                return Ok(PrinterStatusView {
                    lamp: DeviceLamp::Busy,
                    words: vec![words],
                    answers: Vec::new(),
                });
            }
        };
        let seen = seen_of(&look, locale);
        // A printer that is not asked again by itself would keep what it said now for ever.
        if chosen.is_own && chosen.setup.can_be_watched() {
            engine.station.note(Some(seen.clone()));
            status::announce_lamps(engine);
        }
        let (condition, answers) = match look {
            Ok(look) => (look.condition, look.answers),
            Err(_) => {
                return Ok(PrinterStatusView {
                    lamp: DeviceLamp::Trouble,
                    words: vec![seen.words],
                    answers: Vec::new(),
                });
            }
        };
        let mut words = vec![condition.words(locale).to_owned()];
        words.extend(drawer::words(
            condition.drawer_pin3_high,
            chosen.settings.drawer_open_is_high,
            locale,
        ));
        Ok(PrinterStatusView {
            lamp: match seen.state {
                _ if condition.is_unknown() => DeviceLamp::Unknown,
                PrinterState::Trouble => DeviceLamp::Trouble,
                PrinterState::Attention => DeviceLamp::Attention,
                PrinterState::Ready | PrinterState::Printing | PrinterState::Absent => {
                    DeviceLamp::Ready
                }
            },
            words,
            answers: answers.iter().map(|one| answer_row(one, locale)).collect(),
        })
    }
}

/// A question and its answer: bytes, and what they say.
fn answer_row(answered: &Answered, locale: Locale) -> String {
    let question = format!("DLE EOT {}", answered.request.number());
    let hex = describe::hex(&answered.bytes);
    match (answered.status, hex.is_empty()) {
        (Some(status), true) => format!("{question}: {}", status.words(locale)),
        (Some(status), false) => format!("{question}: {hex} — {}", status.words(locale)),
        (None, true) => format!("{question}: {}", locale.pick("нет ответа", "no answer")),
        (None, false) => format!(
            "{question}: {hex} — {}",
            locale.pick("это не ответ", "that is no answer")
        ),
    }
}

/// The rows of a strip as the screen shows them.
fn table_rows(candidates: &[TableCandidate], word: &str) -> Vec<CodeTableRow> {
    let row = |place: &TableCandidate| CodeTableRow {
        number: place.number,
        page: place.page.name().to_lowercase(),
        text: format!("{} {word}", place.letter),
    };
    candidates.iter().map(row).collect()
}

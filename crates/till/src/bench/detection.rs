//! Finding out which protocol a scale speaks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bezmen_contract::till::{
    AttemptView, DetectionState, DetectionView, GetDetection, ScaleSettings, StartDetection,
    StopDetection,
};
use bezmen_devices::scale::describe;
use bezmen_devices::scale::detect::{Attempt, AttemptKind, DetectError, Found, Progress, detect};
use bezmen_devices::scale::protocol::ScaleOptions;
use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::{SystemPorts, listens_because};
use bezmen_domain::locale::Locale;

use super::{admit, places};
use crate::answer::Answer;
use crate::engine::{Engine, lock};
use crate::hooks::ScaleReader;
use crate::refusal::Refusal;
use crate::settings;
use crate::worker_thread::WorkerThread;

/// A search under way or ended. It stops when this is dropped.
#[derive(Debug)]
pub struct Detection {
    view: Arc<Mutex<DetectionView>>,
    stop: Arc<AtomicBool>,
    _thread: WorkerThread,
}

impl Drop for Detection {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn idle() -> DetectionView {
    DetectionView {
        state: DetectionState::Idle,
        address: String::new(),
        attempts: Vec::new(),
        found: None,
        words: String::new(),
    }
}

impl Answer for StartDetection {
    fn answer(self, engine: &Arc<Engine>) -> Result<DetectionView, Refusal> {
        admit(engine)?;
        // The old search ends, and with it its hold on the port, before another begins. That may take seconds: meanwhile
        // others can ask how it goes.
        let old = lock(&engine.detection).take();
        drop(old);
        let locale = engine.locale();
        let address = match places::scale_address(&self.address, None) {
            Ok(address) => address,
            Err(error) => return Ok(failed(&self.address, error.words(locale))),
        };
        let detection = start(engine, &self.address, address, locale)?;
        let view = lock(&detection.view).clone();
        let overtaken = lock(&engine.detection).replace(detection);
        drop(overtaken);
        Ok(view)
    }
}

impl Answer for GetDetection {
    fn answer(self, engine: &Arc<Engine>) -> Result<DetectionView, Refusal> {
        let running = lock(&engine.detection);
        Ok(running
            .as_ref()
            .map_or_else(idle, |one| lock(&one.view).clone()))
    }
}

impl Answer for StopDetection {
    fn answer(self, engine: &Arc<Engine>) -> Result<DetectionView, Refusal> {
        let running = lock(&engine.detection).take();
        let Some(detection) = running else {
            return Ok(idle());
        };
        let view = Arc::clone(&detection.view);
        drop(detection);
        let view = lock(&view).clone();
        Ok(view)
    }
}

fn failed(address: &str, words: String) -> DetectionView {
    DetectionView {
        state: DetectionState::Failed,
        address: address.to_owned(),
        words,
        ..idle()
    }
}

fn start(
    engine: &Engine,
    typed: &str,
    address: PortAddress,
    locale: Locale,
) -> Result<Detection, Refusal> {
    let listens = listens_because(&address, &SystemPorts, locale);
    let listens_only = listens.is_some();
    let words = listens.unwrap_or_else(|| {
        let words = locale.pick(
            "Ищем весы. Положите на них что-нибудь.",
            "Looking for the scale. Put something on it.",
        );
        words.to_owned()
    });
    let view = Arc::new(Mutex::new(DetectionView {
        state: DetectionState::Running,
        address: typed.trim().to_owned(),
        words,
        ..idle()
    }));
    let stop = Arc::new(AtomicBool::new(false));
    let search = Search {
        view: Arc::clone(&view),
        stop: Arc::clone(&stop),
        address: address.clone(),
        listens_only,
        locale,
        held: held_scale(engine, &address)?,
    };
    let thread = WorkerThread::start("bezmen-detection", move || search.run(detect))?;
    Ok(Detection {
        view,
        stop,
        _thread: thread,
    })
}

/// The till's own scale, when it is at the place that is searched: it has to let the port go.
fn held_scale(
    engine: &Engine,
    address: &PortAddress,
) -> Result<Option<Arc<dyn ScaleReader>>, Refusal> {
    let own = engine.store.read(settings::current)?.scale;
    let own =
        own.and_then(|own| places::scale_address(&own.address, own.protocol.parse().ok()).ok());
    if own.is_some_and(|own| places::is_same_place(&own, address)) {
        return Ok(engine.scale_reader());
    }
    Ok(None)
}

/// How a scale is looked for: [`detect`].
type Detect = fn(
    &PortAddress,
    &ScaleOptions,
    bool,
    &AtomicBool,
    &mut dyn Progress,
) -> Result<Option<Found>, DetectError>;

struct Search {
    view: Arc<Mutex<DetectionView>>,
    stop: Arc<AtomicBool>,
    address: PortAddress,
    listens_only: bool,
    locale: Locale,
    held: Option<Arc<dyn ScaleReader>>,
}

impl Search {
    fn run(self, detect: Detect) {
        self.hold_own_scale(true);
        let look = || {
            detect(
                &self.address,
                &ScaleOptions::default(),
                self.listens_only,
                &self.stop,
                &mut |attempt: &Attempt| {
                    let attempt = attempt_view(attempt, self.locale);
                    lock(&self.view).attempts.push(attempt);
                },
            )
        };
        // Whatever becomes of the search, the till's own scale goes on.
        let outcome = catch_unwind(AssertUnwindSafe(look));
        self.hold_own_scale(false);
        let mut view = lock(&self.view);
        let locale = self.locale;
        (view.state, view.words) = match outcome {
            Ok(Ok(Some(found))) => {
                let words = recognised(&found, locale);
                view.found = Some(self.settings_of(&found));
                (DetectionState::Found, words)
            }
            Ok(Ok(None)) => (DetectionState::NotFound, not_found(locale).to_owned()),
            Ok(Err(DetectError::Stopped)) => (
                DetectionState::Stopped,
                locale
                    .pick("Поиск остановлен.", "The search was stopped.")
                    .to_owned(),
            ),
            Ok(Err(DetectError::Port(error))) => (DetectionState::Failed, error.words(locale)),
            Err(_) => (DetectionState::Failed, broke_off(locale).to_owned()),
        };
    }

    fn hold_own_scale(&self, holds: bool) {
        if let Some(bench) = self.held.as_ref().and_then(|scale| scale.bench()) {
            bench.hold(holds);
        }
    }

    fn settings_of(&self, found: &Found) -> ScaleSettings {
        let address = match (&self.address, found.settings) {
            (PortAddress::Serial { path, .. }, Some(settings)) => format!("{path}@{settings}"),
            (other, _) => other.to_string(),
        };
        ScaleSettings::plain(address, found.protocol.name())
    }
}

fn recognised(found: &Found, locale: Locale) -> String {
    format!(
        "{}: {}",
        locale.pick("Весы узнаны", "The scale was recognised"),
        found.protocol.facts().title(locale)
    )
}

const fn broke_off(locale: Locale) -> &'static str {
    locale.pick(
        "Поиск прервался из-за сбоя в программе. Начните его снова или выберите протокол вручную.",
        "The search broke off by a fault inside the program. Start it again, or choose the protocol by hand.",
    )
}

const fn not_found(locale: Locale) -> &'static str {
    locale.pick(
        "Весы не узнаны. Проверьте питание, кабель и порт; посмотрите в меню весов, какой протокол в них выбран.",
        "No scale was recognised. Check power, cable and port; look in the scale's menu which protocol is chosen there.",
    )
}

fn attempt_view(attempt: &Attempt, locale: Locale) -> AttemptView {
    let asked = match attempt.kind {
        AttemptKind::Listened => String::new(),
        AttemptKind::Asked(protocol) => protocol.facts().title(locale).to_owned(),
    };
    AttemptView {
        asked,
        line: attempt
            .settings
            .map(|settings| settings.to_string())
            .unwrap_or_default(),
        sent: describe::hex(&attempt.sent),
        received: describe::hex(&attempt.received),
        words: attempt.outcome.words(locale).to_owned(),
    }
}

#[cfg(test)]
mod tests;

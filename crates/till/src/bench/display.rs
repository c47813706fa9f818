//! The customer display under the technician's eyes.

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, DeviceView, DisplaySettings, DisplayTestView, Settings, TestDisplay,
};
use bezmen_devices::display::DisplayProfile;
use bezmen_domain::locale::Locale;

use super::admit;
use crate::answer::Answer;
use crate::displaying::{DisplayLink, test_view};
use crate::engine::Engine;
use crate::printing::means_receipt_printer;
use crate::refusal::Refusal;
use crate::settings;

/// How long a test may take: finding the display, and one that is slow to take forty characters.
const TEST_LIMIT: Duration = Duration::from_secs(10);

impl Answer for TestDisplay {
    fn answer(self, engine: &Arc<Engine>) -> Result<DisplayTestView, Refusal> {
        admit(engine)?;
        let kept = engine.store.read(settings::current)?;
        let locale = kept.locale;
        let display = self.display.or(kept.display).ok_or(Refusal::NoDevices)?;
        let view = test_view(&self.text, locale);
        let outcome = engine
            .display
            .try_out(display, view)
            .ok_or(Refusal::NoDevices)?;
        let outcome = outcome.recv_timeout(TEST_LIMIT);
        Ok(
            match outcome.unwrap_or_else(|_| Err(silent(locale).to_owned())) {
                Ok(lines) => DisplayTestView {
                    is_sent: true,
                    words: sent(locale).to_owned(),
                    lines,
                },
                Err(words) => DisplayTestView {
                    is_sent: false,
                    words,
                    lines: <[String; 2]>::default(),
                },
            },
        )
    }
}

const fn sent(locale: Locale) -> &'static str {
    locale.pick(
        "Отправлено. На дисплее должно стоять то же, что здесь. Пусто или не те буквы: выберите другую модель.",
        "Sent. The display should show the same as here. Nothing or wrong letters: choose another model.",
    )
}

const fn silent(locale: Locale) -> &'static str {
    locale.pick(
        "Дисплей не принял текст. Проверьте кабель и адрес и попробуйте снова.",
        "The display did not take the text. Check the cable and the address, and try again.",
    )
}

/// The display in the list of devices.
pub(super) fn view(settings: &Settings, link: &DisplayLink) -> DeviceView {
    let locale = settings.locale;
    let Some(display) = &settings.display else {
        return super::devices::absent(DeviceKind::Display, locale);
    };
    let (lamp, words) = how(link, locale);
    DeviceView {
        kind: DeviceKind::Display,
        title: title(display, locale),
        address: display.address.clone(),
        lamp,
        words,
    }
}

fn title(display: &DisplaySettings, locale: Locale) -> String {
    DisplayProfile::of_settings(&display.protocol, means_receipt_printer(&display.address))
        .map_or_else(
            |_| display.protocol.clone(),
            |profile| profile.title(locale),
        )
}

fn how(link: &DisplayLink, locale: Locale) -> (DeviceLamp, String) {
    let said = |ru, en| locale.pick(ru, en).to_owned();
    match link {
        DisplayLink::Absent => (DeviceLamp::Unknown, said("Не проверено", "Not tried")),
        DisplayLink::Unusable(words) | DisplayLink::Failed(words) => {
            (DeviceLamp::Trouble, words.clone())
        }
        DisplayLink::Connecting => (DeviceLamp::Busy, said("Подключается", "Connecting")),
        DisplayLink::PrinterBusy => (
            DeviceLamp::Busy,
            said("Ждёт: принтер печатает", "Waits: the printer prints"),
        ),
        DisplayLink::OnTrial => (
            DeviceLamp::Busy,
            said("Показывает проверочный текст", "Shows the test text"),
        ),
        DisplayLink::Shown(lines) => {
            let tight = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
            let shown: Vec<String> = lines.iter().map(tight).collect();
            let shown = shown.join(" · ");
            let words = format!(
                "{}: {}",
                locale.pick("Показывает", "Shows"),
                shown.trim_end_matches(" · ")
            );
            (DeviceLamp::Ready, words)
        }
    }
}

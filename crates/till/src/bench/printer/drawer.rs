//! The drawer and its sensor.

use std::sync::Arc;

use bezmen_contract::till::{DrawerTestView, SensorLevel, TestDrawer};
use bezmen_domain::locale::Locale;

use super::Chosen;
use crate::answer::Answer;
use crate::bench::admit;
use crate::engine::Engine;
use crate::printing::DrawerLook;
use crate::refusal::Refusal;

impl Answer for TestDrawer {
    fn answer(self, engine: &Arc<Engine>) -> Result<DrawerTestView, Refusal> {
        admit(engine)?;
        let chosen = Chosen::of(engine, self.printer)?;
        let locale = chosen.locale;
        if chosen.setup.profile().drawer.is_none() {
            return Ok(not_sent(locale.pick(
                "В профиле принтера нет разъёма для ящика. Выберите профиль своей модели.",
                "The printer's profile has no drawer connector. Choose the profile of your model.",
            )));
        }
        let look = match chosen.turn(engine) {
            Ok(_turn) => chosen.setup.try_drawer(),
            Err(words) => return Ok(not_sent(&words)),
        };
        let look = match look {
            Ok(look) => look,
            Err(error) => return Ok(not_sent(&error.words(locale))),
        };
        if let (true, Some(mut seen)) = (chosen.is_own, engine.station.seen()) {
            seen.drawer_high = look.after;
            engine.station.note(Some(seen));
        }
        Ok(DrawerTestView {
            is_sent: true,
            words: said(look, locale).to_owned(),
            before: level(look.before),
            after: level(look.after),
        })
    }
}

fn not_sent(words: &str) -> DrawerTestView {
    DrawerTestView {
        is_sent: false,
        words: words.to_owned(),
        before: SensorLevel::Unknown,
        after: SensorLevel::Unknown,
    }
}

const fn level(is_high: Option<bool>) -> SensorLevel {
    match is_high {
        Some(true) => SensorLevel::High,
        Some(false) => SensorLevel::Low,
        None => SensorLevel::Unknown,
    }
}

fn said(look: DrawerLook, locale: Locale) -> &'static str {
    match (look.before, look.after) {
        (Some(before), Some(after)) if before != after => locale.pick(
            "Импульс отправлен, и датчик ящика переключился.",
            "The pulse was sent, and the drawer's sensor switched.",
        ),
        (Some(_), Some(_)) => locale.pick(
            "Импульс отправлен, но датчик не переключился. Закройте ящик и попробуйте снова; если ящик открылся, а датчик молчит, то датчика у него нет.",
            "The pulse was sent, but the sensor did not switch. Close the drawer and try again; if it opened and the sensor says nothing, it has none.",
        ),
        (Some(_) | None, None) | (None, Some(_)) => locale.pick(
            "Импульс отправлен. О датчике принтер не сообщает.",
            "The pulse was sent. The printer says nothing of a sensor.",
        ),
    }
}

/// What the sensor says of the drawer, in words; nothing when the printer does not tell.
pub(super) fn words(
    is_high: Option<bool>,
    open_is_high: Option<bool>,
    locale: Locale,
) -> Option<String> {
    let is_high = is_high?;
    let words = match open_is_high {
        Some(open_is_high) if open_is_high == is_high => {
            locale.pick("денежный ящик открыт", "the cash drawer is open")
        }
        Some(_) => locale.pick("денежный ящик закрыт", "the cash drawer is closed"),
        None if is_high => {
            locale.pick("датчик ящика: высокий уровень", "drawer sensor: high level")
        }
        None => locale.pick("датчик ящика: низкий уровень", "drawer sensor: low level"),
    };
    Some(words.to_owned())
}

//! The label printer under the technician's eyes.

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::till::{LabelView, PreviewLabel, TestLabel};
use bezmen_devices::label::{CodeKind, LabelCode, LabelContent, Per, UnitPrice};
use bezmen_devices::scale::describe;
use bezmen_devices::transport::Delivery;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};

use super::content::label_of;
use super::print::{label_setup, paper_of};
use super::view::{laid_out, shown};
use crate::answer::Answer;
use crate::bench::admit;
use crate::engine::Engine;
use crate::printing::{LabelPaper, SetupError, WaitingLabel, is_receipt_printer};
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::{settings, store};

/// How long a test waits for the job that is being printed.
const WAITS_FOR_A_JOB: Duration = Duration::from_secs(3);

/// How many bytes of a test are shown in hex.
const SHOWN_BYTES: usize = 96;

/// The number on the test label, of a range that no shop's goods have.
const TEST_CODE: &str = "2099999000009";

impl Answer for PreviewLabel {
    fn answer(self, engine: &Arc<Engine>) -> Result<LabelView, Refusal> {
        engine.store.read(|connection| {
            let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
            let shop = Shop::read(connection, engine, &identity)?;
            let paper = paper_of(&shop.settings)?;
            let product =
                store::get_product(connection, self.product_id)?.ok_or(Refusal::ProductUnknown)?;
            let content = label_of(&product, &shop, today(engine, shop.utc_offset_minutes))?;
            let label = laid_out(&content, paper.media, &product.name)?;
            Ok(shown(&content, &label, shop.locale))
        })
    }
}

fn today(engine: &Engine, utc_offset_minutes: i32) -> BusinessDate {
    BusinessDate::from_wall(engine.clock.now_ms(), utc_offset_minutes)
}

impl Answer for TestLabel {
    fn answer(self, engine: &Arc<Engine>) -> Result<LabelView, Refusal> {
        admit(engine)?;
        let settings = engine.store.read(settings::current)?;
        let locale = settings.locale;
        let paper = LabelPaper::of(&self.label_printer)
            .map_err(|error| Refusal::PrinterUnusable(SetupError::Labels(error)))?;
        let content = sample(engine, locale);
        let label = laid_out(&content, paper.media, &content.name)?;
        let mut view = shown(&content, &label, locale);
        if !self.prints {
            return Ok(view);
        }
        let setup = label_setup(&self.label_printer, &settings)?;
        let labels = [WaitingLabel { content, copies: 1 }];
        let bytes = setup.label_bytes(&labels).map_err(|error| {
            // It was laid out already, so only the settings can be in the way.
            Refusal::LabelUnprintable {
                words: error.words(locale),
            }
        })?;
        let head = bytes.get(..SHOWN_BYTES).unwrap_or(&bytes);
        (view.bytes, view.hex) = (bytes.len() as u64, describe::hex(head));
        let station = if is_receipt_printer(&self.label_printer) {
            &engine.station
        } else {
            &engine.label_station
        };
        let Some(_turn) = station.take(&setup.place(), WAITS_FOR_A_JOB) else {
            let words = locale.pick(
                "Принтер занят: на нём печатается другое задание. Дождитесь его и попробуйте снова.",
                "The printer is busy with another job. Wait for it and try again.",
            );
            words.clone_into(&mut view.words);
            return Ok(view);
        };
        match setup.send(&bytes) {
            Ok(delivery) => {
                view.is_sent = true;
                delivered(delivery, locale).clone_into(&mut view.words);
            }
            Err(error) => view.words = error.words(locale),
        }
        Ok(view)
    }
}

const fn delivered(delivery: Delivery, locale: Locale) -> &'static str {
    match delivery {
        Delivery::Confirmed => locale.pick(
            "Напечатано: принтер это подтвердил. Сравните этикетку с картинкой.",
            "Printed, as the printer confirms. Compare the label with the picture.",
        ),
        Delivery::HandedOver => locale.pick(
            "Отправлено. Принтер не сообщает, вышла ли этикетка: сравните её с картинкой.",
            "Sent. The printer does not say whether the label came out: compare it with the picture.",
        ),
    }
}

/// A label with everything on it.
fn sample(engine: &Engine, locale: Locale) -> LabelContent {
    let shop = engine.store.read(|connection| {
        let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
        Shop::read(connection, engine, &identity)
    });
    let (currency, name, offset) = match &shop {
        Ok(shop) => (shop.currency, shop.store.clone(), shop.utc_offset_minutes),
        // Before the pairing there is no shop yet.
        Err(_) => (
            Currency::RUB,
            "Bezmen".to_owned(),
            engine.clock.utc_offset_minutes(),
        ),
    };
    let words = locale.pick("Сыр российский, проба", "Cheddar cheese, a test");
    let price = Money::from_minor(79_900);
    let mut label = LabelContent::new(words, price, currency, locale);
    label.old_price = Some(Money::from_minor(89_900));
    label.unit_price = Some(UnitPrice {
        price,
        per: Per::Kilogram,
    });
    label.code = Some(LabelCode::new(CodeKind::Auto, TEST_CODE));
    label.date = Some(today(engine, offset));
    label.article = Some("1007".to_owned());
    label.store = Some(name);
    label
}

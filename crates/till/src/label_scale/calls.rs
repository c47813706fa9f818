//! What the screens ask about label scales.

use std::sync::Arc;

use bezmen_contract::till::{
    CheckPlu, GetPluSend, LabelScaleSettings, PluState, PluView, SavePluFile, SavedFileView,
    SendPlu,
};
use bezmen_devices::plu::{PluFile, PluFormat, file, plan};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;

use super::list::{PluList, plu_list};
use super::numbering::numbered;
use super::place::{LabelTarget, TargetError, address_of, options_of};
use super::sending::{Errand, checked};
use crate::answer::Answer;
use crate::bench::{admit, guard_of};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::store::{self, StoreError};

/// The shop's weighed goods, and the shop.
fn goods(engine: &Engine) -> Result<(PluList, Shop), Refusal> {
    engine.store.read(|connection| {
        let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
        let shop = Shop::read(connection, engine, &identity)?;
        Ok((plu_list(connection, shop.barcode_rules())?, shop))
    })
}

fn today(engine: &Engine, shop: &Shop) -> BusinessDate {
    BusinessDate::from_wall(engine.clock.now_ms(), shop.utc_offset_minutes)
}

/// Checks the shop's weighed goods against a scale or a file.
pub fn checked_goods(
    engine: &Engine,
    target: LabelTarget,
    address: String,
) -> Result<PluView, Refusal> {
    let (list, shop) = goods(engine)?;
    let facts = target.facts();
    let plan = plan(&numbered(&list, &facts), &facts);
    let rows = checked(&list, &plan, shop.locale);
    let ready = plan.ready.len();
    Ok(PluView {
        state: PluState::Checked,
        address,
        total: u32::try_from(ready).unwrap_or(u32::MAX),
        written: 0,
        words: match shop.locale {
            Locale::Ru => format!("Весовых товаров: {}, подходят: {ready}.", rows.len()),
            Locale::En => format!("Weighed goods: {}, of them fit: {ready}.", rows.len()),
        },
        rows,
    })
}

impl Answer for CheckPlu {
    fn answer(self, engine: &Arc<Engine>) -> Result<PluView, Refusal> {
        admit(engine)?;
        let target = LabelTarget::named(&self.scale.kind).map_err(Refusal::LabelScaleUnusable)?;
        checked_goods(engine, target, self.scale.address)
    }
}

impl Answer for SendPlu {
    fn answer(self, engine: &Arc<Engine>) -> Result<PluView, Refusal> {
        admit(engine)?;
        let errand = errand_of(engine, &self.scale)?;
        if let Some(guard) = guard_of(&errand.address) {
            return Ok(PluView {
                state: PluState::Incomplete,
                address: errand.typed,
                total: 0,
                written: 0,
                words: guard.words(errand.locale).to_owned(),
                rows: Vec::new(),
            });
        }
        Ok(engine.plu_send.begin(errand)?)
    }
}

/// What is to be sent to a scale.
pub fn errand_of(engine: &Engine, scale: &LabelScaleSettings) -> Result<Errand, Refusal> {
    let (list, shop) = goods(engine)?;
    errand(scale, list, today(engine, &shop), shop.locale).map_err(Refusal::LabelScaleUnusable)
}

fn errand(
    settings: &LabelScaleSettings,
    list: PluList,
    today: BusinessDate,
    locale: Locale,
) -> Result<Errand, TargetError> {
    let LabelTarget::Scale(scale) = LabelTarget::named(&settings.kind)? else {
        return Err(TargetError::IsFile);
    };
    let options = options_of(settings, today)?;
    Ok(Errand {
        list,
        scale,
        options,
        address: address_of(&settings.address, scale, options.number)?,
        typed: settings.address.trim().to_owned(),
        locale,
    })
}

impl Answer for GetPluSend {
    fn answer(self, engine: &Arc<Engine>) -> Result<PluView, Refusal> {
        Ok(engine.plu_send.look())
    }
}

/// The shop's weighed goods as a file, and how many are in it.
pub fn written(engine: &Engine, format: PluFormat) -> Result<(PluFile, u64), Refusal> {
    let (list, shop) = goods(engine)?;
    let facts = format.facts();
    let plan = plan(&numbered(&list, &facts), &facts);
    let file = file(&plan, format, shop.currency, today(engine, &shop));
    Ok((file, plan.ready.len() as u64))
}

impl Answer for SavePluFile {
    fn answer(self, engine: &Arc<Engine>) -> Result<SavedFileView, Refusal> {
        admit(engine)?;
        let target = LabelTarget::named(&self.scale.kind).map_err(Refusal::LabelScaleUnusable)?;
        let LabelTarget::File(format) = target else {
            return Err(Refusal::LabelScaleUnusable(TargetError::IsLine));
        };
        let (written, goods) = written(engine, format)?;
        let path = engine.data_dir.join(written.name);
        std::fs::write(&path, &written.bytes).map_err(|error| StoreError::File {
            path: path.display().to_string(),
            reason: error.to_string(),
        })?;
        Ok(SavedFileView {
            path: path.display().to_string(),
            lines: goods,
        })
    }
}

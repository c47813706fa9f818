//! Settings of this till.

use std::sync::Arc;

use bezmen_contract::till::{GetSettings, SaveSettings, ScannerMarks, Settings, Theme};
use bezmen_contract::wire::row::CompanyRow;
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::label_scale::LabelTarget;
use crate::printing::{LabelPaper, SetupError};
use crate::refusal::Refusal;
use crate::{status, store};

const NAME: &str = "settings";

/// The largest rounding step: ten whole units of a currency with two decimals.
const MAX_CASH_STEP_MINOR: i64 = 1_000;

/// The longest time before the till locks itself.
const MAX_AUTO_LOCK_MINUTES: u32 = 24 * 60;

/// Settings at rest. The cash step is the company's until somebody sets another at this till.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    settings: Settings,
    own_cash_step: bool,
}

/// The settings in force; the company's language and cash step where the till has none of its own.
pub fn current(connection: &Connection) -> Result<Settings, Refusal> {
    beside(connection, store::company(connection)?.as_ref())
}

/// The same where the company's row is read already.
pub fn beside(connection: &Connection, company: Option<&CompanyRow>) -> Result<Settings, Refusal> {
    let company_step = company.map_or(Money::ZERO, |company| company.cash_step);
    let kept = match store::get_setting(connection, NAME)? {
        Some(text) => Some(serde_json::from_str::<Kept>(&text).map_err(store::StoreError::from)?),
        None => None,
    };
    Ok(match kept {
        Some(kept) if kept.own_cash_step => kept.settings,
        Some(kept) => Settings {
            cash_step: company_step,
            ..kept.settings
        },
        None => Settings {
            locale: company.map_or(Locale::Ru, |company| company.locale),
            theme: Theme::System,
            printer: None,
            scale: None,
            scanner: None,
            keyboard_scanner: ScannerMarks::default(),
            display: None,
            customer_window: false,
            label_printer: None,
            label_scale: None,
            cash_step: company_step,
            print_receipts: true,
            backup_dir: None,
            auto_lock_minutes: 0,
            compact: false,
        },
    })
}

impl Answer for GetSettings {
    fn answer(self, engine: &Arc<Engine>) -> Result<Settings, Refusal> {
        engine.store.read(current)
    }
}

impl Answer for SaveSettings {
    fn answer(self, engine: &Arc<Engine>) -> Result<Settings, Refusal> {
        let wanted = self.settings;
        check(&wanted)?;
        let signed_in = engine.signed_in();
        let saved = engine.store.write(move |tx| {
            let before = current(tx)?;
            // Before the pairing a technician sets up the devices; afterwards it takes the permission.
            let is_paired = store::get_identity(tx)?.is_some();
            if is_paired && !only_looks_changed(&before, &wanted) {
                let id = signed_in.ok_or(Refusal::SignInRequired)?;
                let person = store::get_person(tx, id)?.ok_or(Refusal::SignInRequired)?;
                if !person.role.may(Permission::ManageDevices) {
                    return Err(Refusal::ApprovalRequired {
                        permission: Permission::ManageDevices,
                    });
                }
            }
            let company_step = store::company(tx)?.map_or(Money::ZERO, |company| company.cash_step);
            let kept = Kept {
                own_cash_step: wanted.cash_step != company_step,
                settings: wanted,
            };
            let text = serde_json::to_string(&kept).map_err(store::StoreError::from)?;
            store::put_setting(tx, NAME, &text)?;
            Ok::<_, Refusal>(kept.settings)
        })?;
        // The workers of the devices look at the settings again when they hear of a change.
        engine.queue_grew.send_modify(|count| *count += 1);
        status::announce(engine)?;
        Ok(saved)
    }
}

/// Whether nothing changed but what each cashier may set: language, theme, density.
fn only_looks_changed(before: &Settings, wanted: &Settings) -> bool {
    let looks_aside = |settings: &Settings| Settings {
        locale: Locale::Ru,
        theme: Theme::System,
        compact: false,
        ..settings.clone()
    };
    looks_aside(before) == looks_aside(wanted)
}

fn check(settings: &Settings) -> Result<(), Refusal> {
    if !(0..=MAX_CASH_STEP_MINOR).contains(&settings.cash_step.minor()) {
        return Err(Refusal::SettingInvalid { field: "cash_step" });
    }
    if settings.auto_lock_minutes > MAX_AUTO_LOCK_MINUTES {
        return Err(Refusal::SettingInvalid {
            field: "auto_lock_minutes",
        });
    }
    if let Some(labels) = &settings.label_printer {
        LabelPaper::of(labels)
            .map_err(|error| Refusal::PrinterUnusable(SetupError::Labels(error)))?;
    }
    if let Some(scale) = &settings.label_scale {
        LabelTarget::named(&scale.kind).map_err(Refusal::LabelScaleUnusable)?;
    }
    let own_scanner = settings.scanner.iter().map(|own| &own.marks);
    for marks in own_scanner.chain([&settings.keyboard_scanner]) {
        marks.read().map_err(Refusal::ScannerUnusable)?;
    }
    let own_profile = settings
        .printer
        .as_ref()
        .and_then(|printer| printer.own_profile.as_ref());
    if let Some(own) = own_profile {
        PrinterProfile::from_json(&own.to_string()).map_err(Refusal::ProfileUnusable)?;
    }
    Ok(())
}

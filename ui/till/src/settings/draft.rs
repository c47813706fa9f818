//! Settings that are being edited: kept as typed until they are saved.

use bezmen_contract::till::{Settings, Theme};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Money, format_number};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::shift::read_sum;
use crate::words::{Preferences, t};

/// The fields of the page; copied freely.
#[derive(Clone, Copy)]
pub struct Draft {
    pub locale: RwSignal<Locale>,
    pub theme: RwSignal<Theme>,
    pub compact: RwSignal<bool>,
    pub print_receipts: RwSignal<bool>,
    pub auto_lock: RwSignal<String>,
    pub cash_step: RwSignal<String>,
    pub backup_dir: RwSignal<String>,
    /// What is edited elsewhere, as it was.
    kept: StoredValue<Settings>,
}

impl Draft {
    /// Begins with what is kept.
    pub fn of(settings: &Settings) -> Self {
        Self {
            locale: RwSignal::new(settings.locale),
            theme: RwSignal::new(settings.theme),
            compact: RwSignal::new(settings.compact),
            print_receipts: RwSignal::new(settings.print_receipts),
            auto_lock: RwSignal::new(settings.auto_lock_minutes.to_string()),
            cash_step: RwSignal::new(format_number(
                settings.cash_step,
                look::currency(),
                look::locale(),
            )),
            backup_dir: RwSignal::new(settings.backup_dir.clone().unwrap_or_default()),
            kept: StoredValue::new(settings.clone()),
        }
    }

    /// Reads the fields, or says which one does not hold a number.
    pub fn read(self) -> Result<Settings, String> {
        let whole = |text: RwSignal<String>| {
            let typed = text.get_untracked();
            typed
                .trim()
                .parse::<u32>()
                .map_err(|_| format!("“{typed}”: {}", t(Preferences::NumberWrong)))
        };
        let step = self.cash_step.get_untracked();
        let kept = self.kept.get_value();
        let backup = self.backup_dir.get_untracked().trim().to_owned();
        Ok(Settings {
            locale: self.locale.get_untracked(),
            theme: self.theme.get_untracked(),
            cash_step: if step.trim().is_empty() {
                Money::ZERO
            } else {
                read_sum(&step)?
            },
            print_receipts: self.print_receipts.get_untracked(),
            backup_dir: (!backup.is_empty()).then_some(backup),
            auto_lock_minutes: whole(self.auto_lock)?,
            compact: self.compact.get_untracked(),
            ..kept
        })
    }
}

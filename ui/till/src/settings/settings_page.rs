use bezmen_contract::till::Theme;
use bezmen_domain::locale::Locale;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choice::Choice;
use super::draft::Draft;
use super::unpair_dialog::UnpairDialog;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Devices, Preferences, t};

/// Language, look, rounding, locking; the way to the devices.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let desk = Desk::here();
    let draft = Draft::of(&desk.status.with_untracked(|status| status.settings.clone()));
    let (busy, unpairing) = (RwSignal::new(false), RwSignal::new(false));
    leave_keys(desk, Screen::Sell, |_| bezmen_kit::beep::bad());
    let save = move || match draft.read() {
        Err(words) => desk.say(Tone::Bad, words),
        Ok(settings) => {
            busy.set(true);
            spawn_local(async move {
                if desk.keep(|kept| *kept = settings).await {
                    desk.say(Tone::Good, t(Preferences::Saved));
                }
                busy.try_set(false);
            });
        }
    };
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Preferences::Title) />
            <div class="bz-settings">
                <LookForm draft=draft />
                <WorkForm draft=draft />
                <div class="flex flex-col gap-4">
                    <Button
                        word=t(Devices::Title)
                        icon=icondata::LuCable
                        test_id="settings-devices"
                        on_press=move || desk.go(Screen::Devices)
                    />
                    <Button
                        word=t(Preferences::PairAgain)
                        icon=icondata::LuLink
                        test_id="settings-pair-again"
                        on_press=move || desk.go(Screen::PairAgain)
                    />
                    <Button word=t(Preferences::Unpair) weight=Weight::Danger test_id="unpair" on_press=move || unpairing.set(true) />
                </div>
            </div>
            <SaidStrip />
            <div class="bz-page-foot">
                <span class="grow"></span>
                <Button
                    word=t(Preferences::Save)
                    weight=Weight::Main
                    busy=busy
                    class="bz-button-tall min-w-64"
                    test_id="settings-save"
                    on_press=save
                />
            </div>
        </div>
        <Show when=move || unpairing.get()>
            <UnpairDialog close=Callback::new(move |()| unpairing.set(false)) />
        </Show>
    }
}

#[component]
fn LookForm(draft: Draft) -> impl IntoView {
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4">
            <Choice label=t(Preferences::Language) value=draft.locale options=vec![(Locale::Ru, "Русский", "lang-ru"), (Locale::En, "English", "lang-en")] />
            <Choice
                label=t(Preferences::Theme)
                value=draft.theme
                options=vec![
                    (Theme::System, t(Preferences::System), "theme-system"),
                    (Theme::Light, t(Preferences::Light), "theme-light"),
                    (Theme::Dark, t(Preferences::Dark), "theme-dark"),
                ]
            />
            <Choice
                label=t(Preferences::Density)
                value=draft.compact
                options=vec![(false, t(Preferences::Roomy), "density-usual"), (true, t(Preferences::Compact), "density-compact")]
            />
        </section>
    }
}

#[component]
fn WorkForm(draft: Draft) -> impl IntoView {
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4">
            <Choice
                label=t(Preferences::PrintAlways)
                value=draft.print_receipts
                options=vec![(true, t(Preferences::Always), "print-always"), (false, t(Preferences::OnDemand), "print-on-demand")]
            />
            <Field label=t(Preferences::AutoLock) value=draft.auto_lock mode="numeric" test_id="auto-lock" />
            <Field label=t(Preferences::CashStep) value=draft.cash_step mode="decimal" test_id="cash-step" />
            <Field label=t(Preferences::Backup) value=draft.backup_dir example=t(Preferences::BackupExample) test_id="backup-dir" />
        </section>
    }
}

use bezmen_contract::till::{ChoicesView, ProfileView};
use bezmen_kit::field::Field;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::printer_draft::PrinterDraft;
use crate::words::{Printers, fill, t};

/// Chooses the printer's model by searching for it.
#[component]
pub fn ProfileChoice(
    /// The fields.
    draft: PrinterDraft,
    /// What can be chosen.
    choices: RwSignal<Option<ChoicesView>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = search.get().to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let mut profiles = choices
            .with(|view| view.as_ref().map(|view| view.profiles.clone()))
            .unwrap_or_default();
        profiles.retain(|profile| {
            let text = format!("{} {}", profile.title, profile.name).to_lowercase();
            words.iter().all(|word| text.contains(word))
        });
        profiles
    });
    let nothing = move || choices.with(Option::is_some) && found.with(Vec::is_empty);
    let own = move || {
        let name = draft.profile.get();
        let words = fill(Printers::OwnProfile, &[&name]);
        draft
            .has_own_profile()
            .then(|| view! { <Notice tone=Tone::Attention text=words test_id="own-profile" /> })
    };
    view! {
        <div class="flex flex-col gap-2">
            <Field label=t(Printers::Model) value=search example=t(Printers::ModelExample) test_id="profile-search" />
            {own}
            <div class="bz-profiles" role="listbox" aria-label=t(Printers::ModelSearch) data-testid="profiles">
                <For each=move || found.get() key=|profile| profile.name.clone() let:profile>
                    <Profile profile=profile draft=draft />
                </For>
                <Show when=nothing>
                    <p class="text-faint p-3">{t(Printers::NoModel)}</p>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Profile(profile: ProfileView, draft: PrinterDraft) -> impl IntoView {
    let name = StoredValue::new(profile.name.clone());
    let columns = fill(Printers::Columns, &[&profile.columns.to_string()]);
    let is_chosen = Memo::new(move |_| {
        !draft.has_own_profile() && draft.profile.with(|chosen| *chosen == name.get_value())
    });
    let button = NodeRef::<leptos::html::Button>::new();
    // The chosen one is in sight when the list comes up.
    Effect::new(move |_| {
        if let Some(button) = button.get()
            && is_chosen.get_untracked()
        {
            button.scroll_into_view_with_bool(false);
        }
    });
    view! {
        <button
            type="button"
            role="option"
            class="bz-profile"
            node_ref=button
            data-testid=format!("profile-{}", profile.name)
            aria-selected=move || is_chosen.get().to_string()
            on:click=move |_| draft.choose_profile(name.get_value())
        >
            <strong>{profile.title}</strong>
            <span>{format!("{} · {columns}", profile.name)}</span>
        </button>
    }
}

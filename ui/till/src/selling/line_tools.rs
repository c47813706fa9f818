use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::desk::{Desk, Overlay};
use crate::words::{Selling, t};

/// What can be done to the selected line, for a finger.
#[component]
pub fn LineTools() -> impl IntoView {
    let desk = Desk::here();
    let ask = move || {
        if let Some(line) = untrack(move || desk.selected_line()) {
            desk.overlay.set(Some(Overlay::Quantity(Box::new(line))));
        }
    };
    // While figures are typed or a question stands below, the ticket keeps its height.
    let free = move || {
        desk.typed.with(String::is_empty)
            && desk.times.with(Option::is_none)
            && desk.unknown.with(Option::is_none)
    };
    view! {
        <Show when=move || free() && desk.selected_line().is_some()>
            <div class="bz-line-tools">
                <Button word="" icon=icondata::LuMinus class="bz-square" test_id="line-less" on_press=move || desk.one_less() />
                <Button word=t(Selling::Quantity) class="grow" test_id="line-quantity" on_press=ask />
                <Button word="" icon=icondata::LuPlus class="bz-square" test_id="line-more" on_press=move || desk.one_more() />
                <Button
                    word=t(Selling::Remove)
                    icon=icondata::LuTrash2
                    weight=Weight::Danger
                    key_hint="Del"
                    test_id="line-remove"
                    on_press=move || desk.remove_selected()
                />
            </div>
        </Show>
    }
}

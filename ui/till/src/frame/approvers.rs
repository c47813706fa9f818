use bezmen_contract::till::{ListStaff, StaffTile};
use bezmen_domain::id::PersonId;
use bezmen_domain::permission::Permission;
use bezmen_kit::bridge;
use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use crate::people::color_of;
use crate::words::{Frame, t};

/// Those who may approve, to pick one.
#[component]
pub fn Approvers(
    /// Who was picked.
    picked: RwSignal<Option<PersonId>>,
) -> impl IntoView {
    let staff =
        LocalResource::new(|| async move { bridge::call(ListStaff {}).await.unwrap_or_default() });
    Effect::new(move || {
        if let Some(staff) = staff.get() {
            let mut approvers = staff.iter().filter(|tile| may_approve(tile));
            if let (Some(only), None) = (approvers.next(), approvers.next()) {
                picked.set(Some(only.person_id));
            }
        }
    });
    view! {
        <div class="flex flex-wrap gap-2" role="group" aria-label=t(Frame::ConsentWho)>
            {move || {
                let approvers: Vec<StaffTile> = staff.get()?.iter().filter(|tile| may_approve(tile)).cloned().collect();
                if approvers.is_empty() {
                    return Some(view! { <p class="text-faint">{t(Frame::ConsentNobody)}</p> }.into_any());
                }
                Some(approvers.into_iter().map(|tile| view! { <Approver tile=tile picked=picked /> }).collect_view().into_any())
            }}
        </div>
    }
}

#[component]
fn Approver(tile: StaffTile, picked: RwSignal<Option<PersonId>>) -> impl IntoView {
    let id = tile.person_id;
    view! {
        <button
            type="button"
            class="bz-button bz-person-chip"
            data-testid=format!("approver-{}", tile.name)
            aria-pressed=move || (picked.get() == Some(id)).to_string()
            on:click=move |_| picked.set(Some(id))
        >
            <LetterTile name=tile.name.clone() color=color_of(id) />
            <span>{tile.name.clone()}</span>
        </button>
    }
}

fn may_approve(tile: &StaffTile) -> bool {
    tile.has_pin && tile.role.may(Permission::Approve)
}

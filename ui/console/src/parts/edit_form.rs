//! The form of a record.

use bezmen_contract::failure::Failure;
use leptos::prelude::*;

use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::record::{Edit, Record};
use crate::parts::save_failure::SaveFailure;
use crate::words;

/// The fields of a record with their button. When somebody else was quicker, both ways on are offered.
#[component]
pub fn EditForm<R: Record>(
    /// The record being typed.
    edit: Edit<R>,
    /// Checks what was typed and sends it.
    save: impl Fn() + Copy + Send + Sync + 'static,
    /// Takes a newer state into the fields.
    #[prop(into)]
    take: Callback<R>,
    /// The name that tests find the button by.
    #[prop(into)]
    test_id: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let ask = move || async move {
        match edit.id {
            Some(id) => R::newest(id).await,
            // What does not exist yet cannot be out of date.
            None => Err(Failure::new("NOT_FOUND", words::gone())),
        }
    };
    let take_theirs = move |theirs: R| {
        edit.revision.set(Some(theirs.revision()));
        take.run(theirs);
    };
    let keep_mine = move |theirs: R| {
        edit.revision.set(Some(theirs.revision()));
        save();
    };
    view! {
        <Form on_submit=save>
            {children()}
            <div class="cs-form-foot">
                <SaveFailure saving=edit.saving ask=ask take_theirs=take_theirs keep_mine=keep_mine />
                <Submit word=words::save() busy=edit.saving.busy test_id=test_id />
            </div>
        </Form>
    }
}

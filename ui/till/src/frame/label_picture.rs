use bezmen_contract::till::LabelView;
use leptos::prelude::*;

use crate::words::{Labels, t};

/// A label as it comes out of its printer, and what there was no room for.
#[component]
pub fn LabelPicture(
    /// The label.
    label: LabelView,
) -> impl IntoView {
    let text = label.texts.join("\n");
    view! {
        <figure class="bz-expected">
            <figcaption class="bz-label">{t(Labels::Expected)}</figcaption>
            <img class="bz-label-picture" src=label.picture alt=text data-testid="label-picture" />
        </figure>
        {(!label.left_out.is_empty()).then(|| view! { <p class="text-faint" data-testid="label-left-out">{label.left_out}</p> })}
    }
}

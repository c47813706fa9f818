use bezmen_contract::till::{LabelOrder, LabelView, PreviewLabel, PrintLabels, ProductView};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::{Desk, with_consent};
use crate::frame::{Ask, LabelPicture};
use crate::shift::AmountEntry;
use crate::words::{Labels, t};

/// The most labels of one product at a time, as the engine takes them.
const MOST_COPIES: u16 = 500;

/// The label of a product, and how many of it are printed.
#[component]
pub fn LabelDialog(
    /// The product.
    product: ProductView,
) -> impl IntoView {
    let desk = Desk::here();
    let (value, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let close = move || desk.overlay.set(None);
    let product_id = product.product_id;
    let label = RwSignal::new(None::<Result<LabelView, String>>);
    spawn_local(async move {
        let shown = bridge::call(PreviewLabel { product_id }).await;
        label.try_set(Some(shown.map_err(|failure| failure.message)));
    });
    let print = Callback::new(move |()| {
        let typed = value.get_untracked();
        let copies = match typed.trim() {
            "" => Ok(1),
            typed => typed.parse::<u16>(),
        };
        match copies {
            Ok(copies) if (1..=MOST_COPIES).contains(&copies) => {
                let order = LabelOrder { product_id, copies };
                with_consent(
                    desk,
                    move |approval| PrintLabels {
                        labels: vec![order.clone()],
                        approval,
                    },
                    move |reply| match reply {
                        Ok(queued) => {
                            close();
                            desk.say(Tone::Good, queued.words);
                        }
                        Err(failure) => desk.refuse(&failure),
                    },
                );
            }
            Ok(_) | Err(_) => wrong.set(t(Labels::CopiesWrong).to_owned()),
        }
    });
    view! {
        <Ask title=t(Labels::PrintFor) on_close=close on_enter=print figures=value wide=true test_id="labels">
            <p class="text-faint">{product.name}</p>
            <div class="bz-label-ask">
                <div>
                    {move || match label.get() {
                        None => ().into_any(),
                        Some(Ok(label)) => view! { <LabelPicture label=label /> }.into_any(),
                        Some(Err(words)) => view! { <Notice tone=Tone::Bad text=words test_id="labels-refused" /> }.into_any(),
                    }}
                </div>
                <AmountEntry
                    label=t(Labels::Copies)
                    value=value
                    suggestion=Signal::stored("1".to_owned())
                    unit=Signal::stored(String::new())
                    error=wrong
                    test_id="labels-copies"
                />
            </div>
            <Button word=t(Labels::PrintNow) weight=Weight::Main icon=icondata::LuPrinter key_hint="Enter" test_id="labels-print" on_press=move || print.run(()) />
        </Ask>
    }
}

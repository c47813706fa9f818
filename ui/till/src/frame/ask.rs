use bezmen_kit::beep;
use bezmen_kit::dialog::Dialog;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

use crate::desk::{Desk, Figures, type_figures};

/// A dialog of the till: while it is open the keys are its own, and a scan changes nothing behind it.
#[component]
pub fn Ask(
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// Closes it.
    on_close: impl Fn() + Copy + Send + Sync + 'static,
    /// What Enter does outside a field.
    #[prop(into, optional)]
    on_enter: Option<Callback<()>>,
    /// The number that figures typed outside a field go to.
    #[prop(into, optional)]
    figures: Option<RwSignal<String>>,
    /// Whether it takes more width than usual.
    #[prop(optional)]
    wide: bool,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let spare = RwSignal::new(String::new());
    Desk::here().keys.take(move |heard| {
        if figures.is_none() && matches!(heard.reading, Reading::Scanned(_)) {
            beep::bad();
            return true;
        }
        match type_figures(figures.unwrap_or(spare), &heard) {
            Figures::Entered if !heard.in_field => on_enter.is_some_and(|on_enter| {
                on_enter.run(());
                true
            }),
            Figures::Left => {
                on_close();
                true
            }
            // Function keys of the screen behind stay silent.
            Figures::Key(key) => key.starts_with('F') && key.len() > 1,
            Figures::Changed | Figures::Entered | Figures::Nothing => false,
        }
    });
    view! {
        <Dialog title=title on_close=on_close wide=wide test_id=test_id>
            {children()}
        </Dialog>
    }
}

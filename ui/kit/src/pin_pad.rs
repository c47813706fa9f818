//! A PIN to be typed, by touch or by the figures of any keyboard.

use leptos::prelude::*;

use crate::look;
use crate::sign::Sign;

/// PINs have this many figures at most; the pad takes no more.
pub const MAX_PIN_LENGTH: usize = 8;

/// Dots for the figures typed so far, and the figures to touch. The screen around it feeds keys to `value` itself.
#[component]
pub fn PinPad(
    /// What has been typed.
    value: RwSignal<String>,
    /// Whether it takes no keys, because a try is under way or must wait.
    #[prop(into)]
    off: Signal<bool>,
    /// Tries the PIN.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let press = move |digit: u8| {
        value.update(|pin| {
            if pin.len() < MAX_PIN_LENGTH {
                pin.push(char::from(b'0' + digit));
            }
        });
    };
    view! {
        <div class="bz-pin">
            <div class="bz-pin-dots" aria-live="polite" aria-label=look::locale().pick("Введено цифр", "Figures typed")>
                {move || {
                    let typed = value.get().len();
                    (0..typed.max(4)).map(|index| view! { <i class:bz-dot-full=index < typed></i> }).collect_view()
                }}
            </div>
            <div class="bz-pad">
                {[1_u8, 2, 3, 4, 5, 6, 7, 8, 9]
                    .map(|digit| {
                        view! {
                            <button
                                type="button"
                                class="bz-pad-key"
                                data-testid=format!("pin-{digit}")
                                disabled=move || off.get()
                                on:click=move |_| press(digit)
                            >
                                {digit}
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="bz-pad-key"
                    data-testid="pin-back"
                    disabled=move || off.get()
                    aria-label=look::locale().pick("Стереть", "Delete")
                    on:click=move |_| value.update(|pin| { pin.pop(); })
                >
                    <Sign icon=icondata::LuDelete />
                </button>
                <button type="button" class="bz-pad-key" data-testid="pin-0" disabled=move || off.get() on:click=move |_| press(0)>
                    "0"
                </button>
                <button
                    type="button"
                    class="bz-pad-key bz-pad-key-main"
                    data-testid="pin-enter"
                    disabled=move || off.get() || value.get().is_empty()
                    aria-label=look::locale().pick("Войти", "Sign in")
                    on:click=move |_| on_enter.run(())
                >
                    <Sign icon=icondata::LuCheck />
                </button>
            </div>
        </div>
    }
}

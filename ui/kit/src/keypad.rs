//! Figures to touch.

use leptos::prelude::*;

use crate::look;
use crate::sign::Sign;

/// A key of the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PadKey {
    /// A figure.
    Digit(u8),
    /// The mark between whole and minor units.
    Mark,
    /// Two zeros.
    DoubleZero,
    /// Takes the last character away.
    Back,
}

impl PadKey {
    /// Applies the key to a text that is being typed.
    pub fn apply(self, text: &mut String) {
        match self {
            Self::Digit(digit) => text.push(char::from(b'0' + digit.min(9))),
            Self::Mark if text.contains([',', '.']) => {}
            Self::Mark => {
                if text.is_empty() {
                    text.push('0');
                }
                text.push_str(look::locale().decimal_mark());
            }
            Self::DoubleZero => text.push_str("00"),
            Self::Back => {
                text.pop();
            }
        }
    }
}

/// Three columns of figures for sums and quantities.
#[component]
pub fn Keypad(
    /// What has been typed.
    value: RwSignal<String>,
    /// Whether only whole numbers make sense.
    #[prop(optional)]
    whole: bool,
    /// Tells that a key was touched, for beginning anew over a suggested sum.
    #[prop(into, optional)]
    on_touch: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |key: PadKey| {
        if let Some(on_touch) = on_touch {
            on_touch.run(());
        }
        value.update(|text| key.apply(text));
    };
    let mark_key = if whole {
        PadKey::DoubleZero
    } else {
        PadKey::Mark
    };
    let mark_word = if whole {
        "00"
    } else {
        look::locale().decimal_mark()
    };
    view! {
        <div class="bz-pad" role="group" aria-label=look::locale().pick("Цифры", "Figures")>
            {[7_u8, 8, 9, 4, 5, 6, 1, 2, 3]
                .map(|digit| {
                    view! {
                        <button type="button" class="bz-pad-key" data-testid=format!("key-{digit}") on:click=move |_| press(PadKey::Digit(digit))>
                            {digit}
                        </button>
                    }
                })}
            <button type="button" class="bz-pad-key" data-testid="key-mark" on:click=move |_| press(mark_key)>{mark_word}</button>
            <button type="button" class="bz-pad-key" data-testid="key-0" on:click=move |_| press(PadKey::Digit(0))>"0"</button>
            <button
                type="button"
                class="bz-pad-key"
                data-testid="key-back"
                aria-label=look::locale().pick("Стереть", "Delete")
                on:click=move |_| press(PadKey::Back)
            >
                <Sign icon=icondata::LuDelete />
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::PadKey;

    #[test]
    fn keys_build_a_sum() {
        let mut text = String::new();
        for key in [
            PadKey::Mark,
            PadKey::Digit(5),
            PadKey::Mark,
            PadKey::Digit(0),
            PadKey::Back,
        ] {
            key.apply(&mut text);
        }
        assert_eq!(text, "0,5");
    }
}

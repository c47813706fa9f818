use bezmen_contract::till::{LineView, SetLineDiscount, SetReceiptDiscount};
use bezmen_domain::discount::Discount;
use bezmen_domain::quantity::Quantity;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look;
use bezmen_kit::notice::{InlineError, Notice, Tone};
use leptos::prelude::*;

use crate::desk::{Desk, with_consent};
use crate::frame::Ask;
use crate::shift::{AmountEntry, read_sum};
use crate::words::{Selling, t};

/// A discount in per cent or as a sum, on the selected line or on the whole receipt.
#[component]
pub fn DiscountDialog() -> impl IntoView {
    let desk = Desk::here();
    let line = untrack(move || desk.selected_line());
    let (on_line, as_sum) = (RwSignal::new(false), RwSignal::new(false));
    let value = RwSignal::new(String::new());
    let (wrong, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let close = move || desk.overlay.set(None);
    let line_id = line.as_ref().map(|line| line.line_id);
    let send = move |discount: Option<Discount>| {
        let done = move |reply| desk.take_answer(reply, error);
        match line_id.filter(|_| on_line.get_untracked()) {
            Some(line_id) => with_consent(
                desk,
                move |approval| SetLineDiscount {
                    line_id,
                    discount,
                    approval,
                },
                done,
            ),
            None => with_consent(
                desk,
                move |approval| SetReceiptDiscount { discount, approval },
                done,
            ),
        }
    };
    let give = Callback::new(move |()| {
        match read_discount(&value.get_untracked(), as_sum.get_untracked()) {
            Ok(discount) => send(Some(discount)),
            Err(words) => wrong.set(words),
        }
    });
    let unit = Signal::derive(move || {
        if as_sum.get() {
            look::currency().symbol().to_owned()
        } else {
            "%".to_owned()
        }
    });
    view! {
        <Ask title=t(Selling::DiscountTitle) on_close=close on_enter=give figures=value test_id="discount">
            <Show when=move || desk.is_empty()>
                <Notice tone=Tone::Attention text=t(Selling::DiscountNoLine) />
            </Show>
            <Choice picked=on_line words=[t(Selling::DiscountReceipt), t(Selling::DiscountLine)] test_ids=["discount-receipt", "discount-line"] />
            {line.map(|line| view! { <LineName line=line on_line=on_line /> })}
            <Choice picked=as_sum words=[t(Selling::DiscountPercent), t(Selling::DiscountSum)] test_ids=["discount-percent", "discount-sum"] />
            <AmountEntry label="" value=value unit=unit error=wrong test_id="discount-value" />
            <InlineError text=error />
            <div class="grid grid-cols-[auto_1fr] gap-2">
                <Button word=t(Selling::DiscountClear) test_id="discount-clear" on_press=move || send(None) />
                <Button
                    word=t(Selling::DiscountGive)
                    weight=Weight::Main
                    key_hint="Enter"
                    off=Signal::derive(move || desk.is_empty())
                    test_id="discount-confirm"
                    on_press=move || give.run(())
                />
            </div>
        </Ask>
    }
}

#[component]
fn LineName(line: LineView, on_line: RwSignal<bool>) -> impl IntoView {
    view! {
        <Show when=move || on_line.get()>
            <p class="text-faint truncate">{line.name.clone()}</p>
        </Show>
    }
}

/// Two ways, one of which is picked.
#[component]
fn Choice(
    picked: RwSignal<bool>,
    words: [&'static str; 2],
    test_ids: [&'static str; 2],
) -> impl IntoView {
    let way = move |index: usize| {
        let value = index == 1;
        view! {
            <button
                type="button"
                aria-pressed=move || (picked.get() == value).to_string()
                data-testid=test_ids[index]
                on:click=move |_| picked.set(value)
            >
                {words[index]}
            </button>
        }
    };
    view! { <div class="bz-choice">{way(0)} {way(1)}</div> }
}

/// Reads a discount as typed; a percentage has two decimals, so it parses like a quantity.
fn read_discount(text: &str, as_sum: bool) -> Result<Discount, String> {
    if as_sum {
        return read_sum(text).map(|amount| Discount::Amount { amount });
    }
    let too_much = || t(Selling::DiscountTooMuch).to_owned();
    let percent = Quantity::parse(text).map_err(|_| too_much())?;
    let basis_points = u32::try_from(percent.thousandths() / 10).map_err(|_| too_much())?;
    if basis_points > 10_000 {
        Err(too_much())
    } else {
        Ok(Discount::Percent { basis_points })
    }
}

#[cfg(test)]
mod tests {
    use bezmen_domain::discount::Discount;
    use bezmen_domain::money::Money;

    use super::read_discount;

    #[test]
    fn a_typed_discount_is_read_exactly() {
        assert_eq!(
            read_discount("7,5", false),
            Ok(Discount::Percent { basis_points: 750 })
        );
        assert_eq!(
            read_discount("100", false),
            Ok(Discount::Percent {
                basis_points: 10_000
            })
        );
        assert_eq!(
            read_discount("50,5", true),
            Ok(Discount::Amount {
                amount: Money::from_minor(5_050)
            })
        );
        assert!(read_discount("101", false).is_err() && read_discount("", false).is_err());
    }
}

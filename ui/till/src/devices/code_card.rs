use bezmen_contract::till::CodeView;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::code_bench::CodeBench;
use crate::words::{Barcodes, t};

/// What a code is: its kind, its product, the rule that fired, what it holds, and what is wrong with it.
#[component]
pub fn CodeCard(
    /// The bench.
    bench: CodeBench,
) -> impl IntoView {
    move || {
        bench
            .code
            .get()
            .map(|code| view! { <Explained code=code /> })
    }
}

#[component]
fn Explained(code: CodeView) -> impl IntoView {
    let CodeView {
        kind,
        rule,
        fields,
        product,
        warnings,
        ..
    } = code;
    let or = |text: String, none: Barcodes| {
        if text.is_empty() {
            (t(none).to_owned(), "text-faint")
        } else {
            (text, "")
        }
    };
    let (rule, rule_class) = or(rule, Barcodes::NoRule);
    let (product, product_class) = or(product, Barcodes::NoProduct);
    let rows = fields
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd class="bz-figures">{value}</dd> })
        .collect_view();
    let notices = warnings
        .into_iter()
        .map(|words| view! { <Notice tone=Tone::Attention text=words /> })
        .collect_view();
    view! {
        <div class="bz-code-card" data-testid="code-card">
            <strong class="bz-code-kind" data-testid="code-kind">{kind}</strong>
            <div class="flex flex-col gap-2" data-testid="code-warnings">{notices}</div>
            <dl class="bz-facts">
                <dt>{t(Barcodes::Product)}</dt>
                <dd class=product_class data-testid="code-product">{product}</dd>
                <dt>{t(Barcodes::Rule)}</dt>
                <dd class=rule_class data-testid="code-rule">{rule}</dd>
                {rows}
            </dl>
        </div>
    }
}

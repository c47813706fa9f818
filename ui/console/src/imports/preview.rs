//! The first rows of a file, and what each column is.

use bezmen_contract::console::imports::{
    ImportField, ImportJob, ImportPreview, ImportStart, TextEncoding,
};
use bezmen_domain::money::Money;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::imports::columns::{FIELDS, code, field_of, obstacle};
use crate::imports::upload::{EncodingChoice, Upload};
use crate::parts::failure_note::FailureNote;
use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::words::catalog as w;
use crate::{api, words};

/// Writes “csv ;” as people write it: “CSV (;)”.
fn format_words(format: &str) -> String {
    match format.split_once(' ') {
        Some((kind, separator)) => format!("{} ({separator})", kind.to_uppercase()),
        None => format.to_uppercase(),
    }
}

/// The choices before an import begins.
#[component]
pub fn Preview(
    /// What is in the file.
    file: ImportPreview,
    /// Where the file came from.
    upload: Upload,
    /// Told which import began.
    on_started: impl Fn(String) + Copy + Send + Sync + 'static,
    /// Takes another file.
    on_another: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let columns = RwSignal::new(file.guess.clone());
    let has_header = RwSignal::new(file.has_header);
    let update_known = RwSignal::new(true);
    let default_price = RwSignal::new(String::new());
    let saving = Saving::new();
    let id = StoredValue::new(file.import_id.clone());
    let encoding = file.encoding;
    let about = format!(
        "{} · {} · {}",
        file.file_name,
        format_words(&file.format),
        words::rows(file.rows)
    );
    let other_sheets = file.other_sheets.join(", ");
    let other_sheets = (!other_sheets.is_empty()).then(|| w::other_sheets(&other_sheets));
    let rows_above = (file.rows_above_head > 0).then(|| w::rows_above_head(file.rows_above_head));
    let price_wrong = move || {
        default_price
            .with(|text| !text.trim().is_empty() && Money::parse(text, look::currency()).is_err())
    };
    let price_error = Signal::derive(move || {
        if price_wrong() {
            w::price_wrong().to_owned()
        } else {
            String::new()
        }
    });
    let in_the_way = Signal::derive(move || columns.with(|columns| obstacle(columns)));
    let no_price = move || {
        let marked = columns.with(|columns| columns.contains(&ImportField::Price));
        !marked && default_price.with(|text| text.trim().is_empty())
    };
    let start = move || {
        if untrack(|| in_the_way.get().is_some() || price_wrong()) {
            return;
        }
        let form = ImportStart {
            columns: columns.get_untracked(),
            has_header: has_header.get_untracked(),
            update_known: update_known.get_untracked(),
            default_price_minor: default_price
                .with_untracked(|text| Money::parse(text, look::currency()).ok())
                .map(Money::minor),
        };
        let path = format!("/imports/{}/start", id.get_value());
        saving.send(
            async move { api::post::<_, ImportJob>(&path, &form).await },
            move |_| on_started(id.get_value()),
        );
    };
    view! {
        <Form on_submit=start>
            <div>
                <h2 class="text-lg font-semibold">{w::check_columns()}</h2>
                <p class="cs-faint">{about}</p>
                <p class="cs-hint">{w::check_columns_hint()}</p>
                {rows_above.map(|words| view! { <p class="cs-hint">{words}</p> })}
            </div>
            {other_sheets.map(|words| view! { <Notice tone=Tone::Attention text=words /> })}
            {encoding.map(|encoding| view! { <Encoding chosen=encoding upload=upload /> })}
            <Sample file=file columns=columns />
            <div class="flex flex-wrap gap-x-8 gap-y-2 items-start">
                <Switch label=w::first_row_head() value=has_header />
                <Switch label=w::update_known() value=update_known test_id="import-update" />
                <TextField
                    label=w::default_price()
                    value=default_price
                    kind=Kind::Figures
                    hint=w::default_price_hint()
                    error=price_error
                    test_id="import-default-price"
                    class="w-64"
                />
            </div>
            <Show when=no_price>
                <Notice tone=Tone::Attention text=w::no_price().to_owned() />
            </Show>
            {move || in_the_way.get().map(|found| view! { <Notice tone=Tone::Attention text=found.words().to_owned() /> })}
            <FailureNote failure=saving.failure />
            <div class="cs-import-foot">
                <Submit word=w::start() busy=saving.busy test_id="import-start" />
                <Button word=w::other_file() weight=Weight::Quiet on_press=on_another />
            </div>
        </Form>
    }
}

/// The encoding in which a text table is shown, and the choice of another one.
#[component]
fn Encoding(
    /// In which it is shown.
    chosen: TextEncoding,
    /// Where the file came from.
    upload: Upload,
) -> impl IntoView {
    let choices = TextEncoding::ALL
        .map(|encoding| {
            let word = w::encoding_word(encoding).to_owned();
            (encoding.name().to_owned(), word)
        })
        .to_vec();
    let value = Signal::derive(move || {
        // A refused choice leaves the file in the encoding in which it is shown.
        upload.saving.failure.track();
        chosen.name().to_owned()
    });
    let choose = move |name: String| {
        if let Some(encoding) = TextEncoding::from_name(&name) {
            upload.send_in(encoding);
        }
    };
    view! {
        <div class="w-64">
            <Select
                label=w::encoding()
                choices=choices
                value=value
                on_choose=choose
                hint=w::encoding_hint()
                test_id="import-encoding"
            />
        </div>
        <FailureNote failure=upload.saving.failure />
        <EncodingChoice upload=upload />
    }
}

/// The rows as they are, each column under the choice of what it is.
#[component]
fn Sample(
    /// What is in the file.
    file: ImportPreview,
    /// What each column is.
    columns: RwSignal<Vec<ImportField>>,
) -> impl IntoView {
    let field = move |place: usize| {
        columns.with(|columns| columns.get(place).copied().unwrap_or(ImportField::Skip))
    };
    let choices = FIELDS
        .map(|field| (code(field).to_owned(), w::field_word(field).to_owned()))
        .to_vec();
    let heads = file.columns.into_iter().enumerate().map(|(place, name)| {
        let choices = choices.clone();
        let choose = move |chosen: String| {
            columns.update(|columns| {
                if let Some(column) = columns.get_mut(place) {
                    *column = field_of(&chosen);
                }
            });
        };
        view! {
            <th scope="col">
                <Select
                    label=name
                    choices=choices
                    value=Signal::derive(move || code(field(place)).to_owned())
                    on_choose=choose
                    test_id=format!("import-column-{place}")
                />
            </th>
        }
    });
    let row = move |cells: Vec<String>| {
        let cells = cells.into_iter().enumerate().map(move |(place, cell)| {
            let whole = cell.clone();
            view! { <td class:cs-skipped=move || field(place) == ImportField::Skip title=whole>{cell}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="cs-preview" data-testid="import-preview" tabindex="0" role="region" aria-label=w::check_columns()>
            <table>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{file.sample.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

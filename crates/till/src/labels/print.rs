//! Labels on their way to the printer.

use std::sync::Arc;

use bezmen_contract::till::{LabelPrinterSettings, LabelsQueuedView, PrintLabels, Settings};
use bezmen_devices::transport::Limits;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;
use bezmen_domain::permission::Permission;

use super::content::label_of;
use super::view::laid_out;
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::printing::{LabelPaper, PrinterSetup, SetupError, WaitingLabel, is_receipt_printer};
use crate::refusal::Refusal;
use crate::status;
use crate::store;

/// The most labels of one product at a time: more is a slip of the finger.
pub const MOST_COPIES: u16 = 500;

/// The most labels of one order.
const MOST_LABELS: u32 = 5_000;

/// So many labels are a job: a receipt waits for no more of them.
const LABELS_OF_A_JOB: u16 = 10;

/// The paper that labels are laid out for.
///
/// # Errors
/// No label printer is set up, or its settings cannot be used.
pub fn paper_of(settings: &Settings) -> Result<LabelPaper, Refusal> {
    let printer = settings
        .label_printer
        .as_ref()
        .ok_or(Refusal::NoLabelPrinter)?;
    LabelPaper::of(printer).map_err(|error| Refusal::PrinterUnusable(SetupError::Labels(error)))
}

/// The same, and the printer can print on it.
fn paper_that_fits(settings: &Settings) -> Result<LabelPaper, Refusal> {
    let printer = settings
        .label_printer
        .as_ref()
        .ok_or(Refusal::NoLabelPrinter)?;
    let paper = label_setup(printer, settings)?.paper();
    paper.map_err(|error| Refusal::LabelUnprintable {
        words: error.words(settings.locale),
    })
}

/// A printer of labels as settings describe it; of the receipt printer where labels come out of that.
///
/// # Errors
/// The settings cannot be used.
pub fn label_setup(
    labels: &LabelPrinterSettings,
    settings: &Settings,
) -> Result<PrinterSetup, Refusal> {
    if !is_receipt_printer(labels) {
        return PrinterSetup::for_labels(labels, Limits::USUAL).map_err(Refusal::PrinterUnusable);
    }
    let printer = settings.printer.as_ref().ok_or(Refusal::NoPrinter)?;
    let paper = LabelPaper::of(labels)
        .map_err(|error| Refusal::PrinterUnusable(SetupError::Labels(error)))?;
    let setup = PrinterSetup::new(printer, Limits::USUAL).map_err(Refusal::PrinterUnusable)?;
    Ok(setup.with_labels(paper))
}

impl Answer for PrintLabels {
    fn answer(self, engine: &Arc<Engine>) -> Result<LabelsQueuedView, Refusal> {
        let orders = self.labels;
        let count = |total: u32, copies: u16| total.saturating_add(u32::from(copies));
        let labels = orders.iter().map(|order| order.copies).fold(0, count);
        if labels == 0 || orders.iter().any(|order| order.copies == 0) {
            return Err(Refusal::AmountNotPositive);
        }
        let is_much = orders.iter().any(|order| order.copies > MOST_COPIES);
        if is_much || labels > MOST_LABELS {
            return Err(Refusal::TooManyLabels {
                most: if is_much {
                    u32::from(MOST_COPIES)
                } else {
                    MOST_LABELS
                },
            });
        }
        let words = engine.write(self.approval, |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::ManageCatalog)?;
            let shop = desk.shop()?;
            let paper = paper_that_fits(&shop.settings)?;
            let today = BusinessDate::from_wall(desk.wall_ms, shop.utc_offset_minutes);
            for order in &orders {
                let product = store::get_product(desk.tx, order.product_id)?
                    .ok_or(Refusal::ProductUnknown)?;
                let content = label_of(&product, &shop, today)?;
                // What does not fit is said now, not by a job that fails later.
                laid_out(&content, paper.media, &product.name)?;
                queue(desk, &content, order.copies)?;
            }
            Ok(queued(labels, shop.locale))
        })?;
        status::announce_lamps(engine);
        Ok(LabelsQueuedView { labels, words })
    }
}

fn queue(
    desk: &mut Desk<'_>,
    content: &bezmen_devices::label::LabelContent,
    copies: u16,
) -> Result<(), Refusal> {
    let locale = desk.shop()?.locale;
    let mut left = copies;
    while left > 0 {
        let copies = left.min(LABELS_OF_A_JOB);
        left -= copies;
        let id = PrintJobId::from_parts(desk.id_ms(), desk.random());
        let title = format!(
            "{}: {} × {copies}",
            locale.pick("Этикетка", "Label"),
            content.name
        );
        let labels = vec![WaitingLabel {
            content: content.clone(),
            copies,
        }];
        store::insert_label_job(desk.tx, id, &title, labels, desk.now_ms())?;
        desk.effects.print_jobs += 1;
    }
    Ok(())
}

fn queued(labels: u32, locale: Locale) -> String {
    match locale {
        Locale::Ru => format!("Этикеток отправлено на печать: {labels}."),
        Locale::En => format!("Labels sent to print: {labels}."),
    }
}

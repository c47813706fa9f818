//! Documents of the drawer and the shift.

use super::build::{Page, tender_name};
use super::input::{CashMoveReceipt, ShiftReport};
use super::{Align, ReceiptDocument, ReceiptKind, Row, Style};
use crate::locale::Locale;
use crate::money::Currency;
use crate::shift::CashDirection;

/// Builds the slip of a cash move.
pub fn build_cash_move(
    cash: &CashMoveReceipt,
    locale: Locale,
    currency: Currency,
) -> ReceiptDocument {
    let mut page = Page::new(locale, currency);
    page.head(&cash.head);
    page.title(match cash.direction {
        CashDirection::In => locale.pick("ВНЕСЕНИЕ ДЕНЕГ", "CASH IN"),
        CashDirection::Out => locale.pick("ИЗЪЯТИЕ ДЕНЕГ", "CASH OUT"),
    });
    page.when_and_who(&cash.head);
    page.words(locale.pick("Причина", "Reason"), &cash.reason);
    page.rows.push(Row::Rule);
    page.strong(locale.pick("СУММА", "AMOUNT"), cash.amount, Style::Large);
    page.rows.push(Row::Blank);
    page.words(locale.pick("Подпись", "Signature"), "______________");
    page.finish(ReceiptKind::CashMove)
}

/// Builds the X report: the state of a shift that goes on.
pub fn build_x(report: &ShiftReport, locale: Locale, currency: Currency) -> ReceiptDocument {
    let title = locale.pick("X-ОТЧЁТ", "X REPORT");
    shift_page(report, title, locale, currency).finish(ReceiptKind::XReport)
}

/// Builds the X report for somebody who counts the drawer blind: how many receipts, what other tenders took, which cash was
/// brought and taken out. Nothing on it lets the cash be reckoned: no sums of sales, taxes or discounts.
pub fn build_blind_x(report: &ShiftReport, locale: Locale, currency: Currency) -> ReceiptDocument {
    let totals = &report.totals;
    let mut page = shift_head(report, locale.pick("X-ОТЧЁТ", "X REPORT"), locale, currency);
    let count = |page: &mut Page, name: &str, count: u64| page.words(name, &count.to_string());
    count(
        &mut page,
        locale.pick("Продаж", "Sales"),
        totals.sales.count,
    );
    count(
        &mut page,
        locale.pick("Возвратов", "Returns"),
        totals.returns.count,
    );
    for total in totals
        .by_tender
        .iter()
        .filter(|total| !total.kind.is_cash())
    {
        page.strong(tender_name(total.kind, locale), total.net, Style::Bold);
    }
    page.rows.push(Row::Rule);
    drawer_rows(&mut page, report, locale);
    page.text(
        locale.pick(
            "Сколько должно быть, покажет Z-отчёт",
            "The Z report tells what should be there",
        ),
        Align::Left,
        Style::Normal,
    );
    page.finish(ReceiptKind::XReport)
}

/// Builds the Z report: the end of a shift, with what was counted and the difference.
pub fn build_z(report: &ShiftReport, locale: Locale, currency: Currency) -> ReceiptDocument {
    let title = format!(
        "{} {}",
        locale.pick("Z-ОТЧЁТ №", "Z REPORT No."),
        report.shift_number
    );
    let mut page = shift_page(report, &title, locale, currency);
    if let Some(counted) = report.counted_cash {
        let difference = counted - report.totals.expected_cash;
        page.pair(locale.pick("Пересчитано", "Counted"), counted);
        let name = if difference.is_negative() {
            locale.pick("НЕДОСТАЧА", "SHORT")
        } else if difference.is_positive() {
            locale.pick("ИЗЛИШЕК", "OVER")
        } else {
            locale.pick("РАСХОЖДЕНИЕ", "DIFFERENCE")
        };
        page.strong(name, difference, Style::Bold);
    }
    page.rows.push(Row::Blank);
    page.words(locale.pick("Подпись", "Signature"), "______________");
    page.finish(ReceiptKind::ZReport)
}

/// Which shift, when and whose.
fn shift_head(report: &ShiftReport, title: &str, locale: Locale, currency: Currency) -> Page {
    let totals = &report.totals;
    let mut page = Page::new(locale, currency);
    page.head(&report.head);
    page.title(title);
    page.when_and_who(&report.head);
    page.words(
        locale.pick("Смена №", "Shift No."),
        &report.shift_number.to_string(),
    );
    let opened = page.time(report.opened_ms, report.head.utc_offset_minutes);
    page.words(locale.pick("Открыта", "Opened"), &opened);
    if let (Some(from), Some(to)) = (totals.receipts_from, totals.receipts_to) {
        page.words(
            locale.pick("Чеки", "Receipts"),
            &format!("{}-{from:06} .. {to:06}", report.series),
        );
    }
    page.rows.push(Row::Rule);
    page
}

/// What was brought into the drawer and taken out by hand.
fn drawer_rows(page: &mut Page, report: &ShiftReport, locale: Locale) {
    let totals = &report.totals;
    page.pair(
        locale.pick("На начало смены", "Opening float"),
        totals.opening_float,
    );
    page.pair(locale.pick("Внесено", "Cash in"), totals.cash_in);
    page.pair(locale.pick("Изъято", "Cash out"), -totals.cash_out);
}

fn shift_page(report: &ShiftReport, title: &str, locale: Locale, currency: Currency) -> Page {
    let totals = &report.totals;
    let mut page = shift_head(report, title, locale, currency);
    let counted = |name: &str, count: u64| format!("{name} ({count})");
    page.pair(
        &counted(locale.pick("Продажи", "Sales"), totals.sales.count),
        totals.sales.sum,
    );
    page.pair(
        &counted(locale.pick("Возвраты", "Returns"), totals.returns.count),
        -totals.returns.sum,
    );
    page.strong(
        locale.pick("ВЫРУЧКА", "TAKINGS"),
        totals.takings(),
        Style::Large,
    );
    page.pair(locale.pick("Скидки", "Discounts"), totals.discounts);
    if !totals.rounding.is_zero() {
        page.pair(locale.pick("Округление", "Rounding"), totals.rounding);
    }
    page.taxes(&totals.taxes);
    if !totals.by_tender.is_empty() {
        page.rows.push(Row::Rule);
    }
    for total in &totals.by_tender {
        page.strong(tender_name(total.kind, locale), total.net, Style::Bold);
        if !total.returns.is_zero() {
            page.pair(locale.pick("принято", "taken"), total.sales);
            page.pair(locale.pick("возвращено", "given back"), -total.returns);
        }
    }
    page.rows.push(Row::Rule);
    drawer_rows(&mut page, report, locale);
    page.strong(
        locale.pick("Должно быть в кассе", "Expected in drawer"),
        totals.expected_cash,
        Style::Bold,
    );
    page
}

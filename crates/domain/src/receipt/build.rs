//! Documents of sales and returns.

use super::input::{ReceiptHead, ReceiptLine, ReturnReceipt, SaleReceipt};
use super::{Align, ReceiptDocument, ReceiptKind, Row, Style};
use crate::business_date::LocalTime;
use crate::locale::Locale;
use crate::money::{self, Currency, Money};
use crate::quantity;
use crate::tax::{TaxMode, TaxTotal};
use crate::tender::{Payment, TenderKind};

/// Stands beside a marked piece, as the printed form of a Russian receipt has it. A hard space keeps it with the name.
const MARKED: &str = "\u{a0}[M]";

/// Builds the receipt of a sale.
pub fn build_sale(sale: &SaleReceipt, locale: Locale, currency: Currency) -> ReceiptDocument {
    let mut page = Page::new(locale, currency);
    page.head(&sale.head);
    page.title(&format!(
        "{} {}",
        locale.pick("ЧЕК №", "RECEIPT No."),
        sale.number
    ));
    page.when_and_who(&sale.head);
    page.customer(sale.customer_name.as_deref());
    page.goods_and_total(sale);
    for payment in &sale.payments {
        page.payment(payment, payment.tendered);
    }
    if sale.change.is_positive() {
        page.pair(locale.pick("Сдача", "Change"), sale.change);
    }
    page.taxes(&sale.taxes);
    page.foot(sale);
    page.finish(ReceiptKind::Sale)
}

/// Builds the receipt of a return.
pub fn build_return(back: &ReturnReceipt, locale: Locale, currency: Currency) -> ReceiptDocument {
    let receipt = &back.receipt;
    let mut page = Page::new(locale, currency);
    page.head(&receipt.head);
    page.title(&format!(
        "{} {}",
        locale.pick("ВОЗВРАТ №", "RETURN No."),
        receipt.number
    ));
    page.when_and_who(&receipt.head);
    if let Some(number) = &back.sale_number {
        page.words(locale.pick("По чеку", "Of receipt"), &number.to_string());
    }
    if let Some(reason) = back
        .reason
        .as_deref()
        .filter(|reason| !reason.trim().is_empty())
    {
        page.words(locale.pick("Причина", "Reason"), reason);
    }
    page.customer(receipt.customer_name.as_deref());
    page.goods_and_total(receipt);
    page.text(
        locale.pick("Выдано покупателю:", "Given back:"),
        Align::Left,
        Style::Normal,
    );
    for payment in &receipt.payments {
        page.payment(payment, payment.amount);
    }
    page.taxes(&receipt.taxes);
    page.rows.push(Row::Blank);
    page.words(
        locale.pick("Подпись покупателя", "Customer's signature"),
        "______________",
    );
    page.foot(receipt);
    page.finish(ReceiptKind::Return)
}

/// Returns the name of a way to pay, as receipts and reports print it.
pub const fn tender_name(kind: TenderKind, locale: Locale) -> &'static str {
    match kind {
        TenderKind::Cash => locale.pick("Наличными", "Cash"),
        TenderKind::Card => locale.pick("Картой", "Card"),
        TenderKind::Bonus => locale.pick("Бонусами", "Points"),
        TenderKind::GiftCard => locale.pick("Подарочной картой", "Gift card"),
        TenderKind::OnAccount => locale.pick("В долг", "On account"),
    }
}

/// A document while it is being written.
pub(super) struct Page {
    pub(super) locale: Locale,
    currency: Currency,
    pub(super) rows: Vec<Row>,
}

impl Page {
    pub(super) const fn new(locale: Locale, currency: Currency) -> Self {
        Self {
            locale,
            currency,
            rows: Vec::new(),
        }
    }

    pub(super) fn finish(mut self, kind: ReceiptKind) -> ReceiptDocument {
        self.rows.push(Row::Cut);
        ReceiptDocument {
            kind,
            locale: self.locale,
            rows: self.rows,
        }
    }

    /// Writes a sum with hard spaces, so that it never breaks across lines, and a minus that printers have.
    pub(super) fn sum(&self, amount: Money) -> String {
        money::format_printed(amount, self.currency, self.locale).replace(' ', "\u{a0}")
    }

    pub(super) fn text(&mut self, text: &str, align: Align, style: Style) {
        self.rows.push(Row::Text {
            text: text.to_owned(),
            align,
            style,
        });
    }

    /// A name and words.
    pub(super) fn words(&mut self, left: &str, right: &str) {
        self.rows.push(Row::Pair {
            left: left.to_owned(),
            right: right.to_owned(),
            style: Style::Normal,
        });
    }

    /// A name and a sum.
    pub(super) fn pair(&mut self, left: &str, amount: Money) {
        let right = self.sum(amount);
        self.words(left, &right);
    }

    /// A name and a sum that stand out.
    pub(super) fn strong(&mut self, left: &str, amount: Money, style: Style) {
        let right = self.sum(amount);
        self.rows.push(Row::Pair {
            left: left.to_owned(),
            right,
            style,
        });
    }

    pub(super) fn head(&mut self, head: &ReceiptHead) {
        self.text(&head.shop_name, Align::Center, Style::Bold);
        for line in &head.address_lines {
            self.text(line, Align::Center, Style::Normal);
        }
        if let Some(tax_id) = &head.tax_id {
            let label = self.locale.pick("ИНН", "Tax ID");
            self.text(&format!("{label} {tax_id}"), Align::Center, Style::Normal);
        }
        self.rows.push(Row::Blank);
    }

    pub(super) fn title(&mut self, title: &str) {
        self.text(title, Align::Center, Style::Bold);
    }

    pub(super) fn when_and_who(&mut self, head: &ReceiptHead) {
        let when = self.time(head.wall_ms, head.utc_offset_minutes);
        self.words(&when, &head.terminal_name);
        self.words(self.locale.pick("Кассир", "Cashier"), &head.cashier_name);
    }

    pub(super) fn time(&self, wall_ms: i64, utc_offset_minutes: i32) -> String {
        LocalTime::from_wall(wall_ms, utc_offset_minutes).format(self.locale)
    }

    fn customer(&mut self, name: Option<&str>) {
        if let Some(name) = name {
            self.words(self.locale.pick("Покупатель", "Customer"), name);
        }
    }

    fn goods_and_total(&mut self, receipt: &SaleReceipt) {
        let locale = self.locale;
        self.rows.push(Row::Rule);
        for line in &receipt.lines {
            self.item(line);
        }
        self.rows.push(Row::Rule);
        let on_top: Vec<&TaxTotal> = receipt
            .taxes
            .iter()
            .filter(|tax| tax.rate.mode == TaxMode::OnTop)
            .collect();
        if !receipt.discount.is_zero() || !on_top.is_empty() {
            self.pair(locale.pick("Сумма", "Subtotal"), receipt.gross);
        }
        if !receipt.discount.is_zero() {
            self.pair(locale.pick("Скидка", "Discount"), -receipt.discount);
        }
        for tax in on_top {
            self.pair(&tax.rate.name, tax.tax);
        }
        self.strong(locale.pick("ИТОГО", "TOTAL"), receipt.total, Style::Large);
        if !receipt.rounding.is_zero() {
            self.pair(locale.pick("Округление", "Rounding"), receipt.rounding);
            self.strong(locale.pick("К ОПЛАТЕ", "DUE"), receipt.due, Style::Bold);
        }
    }

    fn item(&mut self, line: &ReceiptLine) {
        let quantity = if line.quantity.is_whole() && !line.unit.is_weighed() {
            quantity::format_number(line.quantity, line.unit, self.locale)
        } else {
            quantity::format(line.quantity, line.unit, self.locale)
        };
        let quantity = quantity.replace('\u{2009}', "\u{a0}");
        let (details, sum) = (
            format!("{quantity} × {}", self.sum(line.unit_price)),
            self.sum(line.gross),
        );
        let mut name = line.name.clone();
        if line.is_marked {
            name.push_str(MARKED);
        }
        self.rows.push(Row::Item { name, details, sum });
        if !line.line_discount.is_zero() {
            self.pair(self.locale.pick("Скидка", "Discount"), -line.line_discount);
        }
    }

    fn payment(&mut self, payment: &Payment, amount: Money) {
        let name = tender_name(payment.kind, self.locale);
        match &payment.reference {
            Some(reference) if !reference.trim().is_empty() => {
                self.pair(&format!("{name} ({reference})"), amount)
            }
            Some(_) | None => self.pair(name, amount),
        }
    }

    /// Each rate with its base and its tax.
    pub(super) fn taxes(&mut self, taxes: &[TaxTotal]) {
        if taxes.is_empty() {
            return;
        }
        self.rows.push(Row::Rule);
        for total in taxes {
            let included = match total.rate.mode {
                TaxMode::Included => self.locale.pick("в т.ч. ", "incl. "),
                TaxMode::OnTop => "",
            };
            let base = self.sum(total.base);
            let label = format!(
                "{included}{} ({} {base})",
                total.rate.name,
                self.locale.pick("с суммы", "on")
            );
            self.pair(&label, total.tax);
        }
    }

    fn foot(&mut self, receipt: &SaleReceipt) {
        if !receipt.foot_lines.is_empty() {
            self.rows.push(Row::Blank);
        }
        for line in &receipt.foot_lines {
            self.text(line, Align::Center, Style::Normal);
        }
        if let Some(data) = &receipt.qr {
            self.rows.push(Row::Blank);
            self.rows.push(Row::Qr { data: data.clone() });
        }
    }
}

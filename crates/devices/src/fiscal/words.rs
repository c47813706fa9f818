//! Outcomes in words that say what to do.

use bezmen_domain::locale::Locale;

use super::outcome::{FiscalDoubt, FiscalOutcome, FiscalWait, Refusal, RefusalReason};

impl FiscalOutcome {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::Done(done) if done.not_printed => locale
                .pick(
                    "Документ зарегистрирован, но не напечатан: проверьте бумагу и напечатайте копию",
                    "The document is registered but not printed: check the paper and print a copy",
                )
                .to_owned(),
            Self::Done(_) => locale
                .pick("Документ зарегистрирован", "The document is registered")
                .to_owned(),
            Self::Refused(refusal) => refusal.words(locale),
            Self::Pending { wait } => wait.words(locale).to_owned(),
            Self::Unknown { doubt } => doubt.words(locale).to_owned(),
        }
    }
}

impl Refusal {
    /// The sentence for the person at the till, with what the device says.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let said = self.reason.words(locale);
        match (&self.device_text, self.device_code) {
            (Some(text), Some(code)) => format!("{said} ({text}, {code})"),
            (Some(text), None) => format!("{said} ({text})"),
            (None, Some(code)) => format!("{said} ({code})"),
            (None, None) => said.to_owned(),
        }
    }
}

impl RefusalReason {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotReached => "not_reached",
            Self::Unauthorized => "unauthorized",
            Self::DeviceNotReady => "device_not_ready",
            Self::DoesNotAddUp => "does_not_add_up",
            Self::PaperOut => "paper_out",
            Self::CoverOpen => "cover_open",
            Self::PrinterFault => "printer_fault",
            Self::ShiftExpired => "shift_expired",
            Self::ShiftClosed => "shift_closed",
            Self::ShiftOpen => "shift_open",
            Self::NotEnoughCash => "not_enough_cash",
            Self::Payments => "payments",
            Self::Tax => "tax",
            Self::Storage => "storage",
            Self::BadRequest => "bad_request",
            Self::Canceled => "canceled",
            Self::Other => "other",
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::NotReached => locale.pick(
                "Сервер ККТ не отвечает: проверьте, что он запущен, адрес и порт. Документ не отправлен",
                "The fiscal server does not answer: check that it runs, its address and port. Nothing was sent",
            ),
            Self::Unauthorized => locale.pick(
                "Сервер ККТ не принимает имя и пароль: исправьте их в настройках",
                "The fiscal server does not take the user and password: correct them in the settings",
            ),
            Self::DeviceNotReady => locale.pick(
                "Сервер не соединён с ККТ: проверьте кабель и питание кассы",
                "The server is not connected to the fiscal device: check its cable and power",
            ),
            Self::DoesNotAddUp => locale.pick(
                "Суммы документа не сходятся: проверьте чек",
                "The document’s sums do not add up: check the receipt",
            ),
            Self::PaperOut => locale.pick(
                "В ККТ нет бумаги: вставьте рулон и повторите",
                "The fiscal device has no paper: put a roll in and repeat",
            ),
            Self::CoverOpen => locale.pick(
                "Открыта крышка ККТ: закройте и повторите",
                "The fiscal device’s cover is open: close it and repeat",
            ),
            Self::PrinterFault => locale.pick(
                "Принтер ККТ неисправен: выключите и включите кассу, проверьте отрезчик",
                "The fiscal printer is out of order: switch it off and on, check the cutter",
            ),
            Self::ShiftExpired => locale.pick(
                "Смена длится больше 24 часов: закройте её и откройте новую",
                "The shift is older than 24 hours: close it and open a new one",
            ),
            Self::ShiftClosed => locale.pick(
                "Смена на ККТ закрыта: откройте её",
                "No shift is open at the fiscal device: open one",
            ),
            Self::ShiftOpen => locale.pick(
                "Смена на ККТ уже открыта",
                "A shift is open at the fiscal device already",
            ),
            Self::NotEnoughCash => locale.pick(
                "В ККТ нет столько наличных: внесите деньги",
                "There is not so much cash in the fiscal device: put some in",
            ),
            Self::Payments => locale.pick(
                "ККТ не принимает оплаты чека: проверьте суммы",
                "The fiscal device does not take the payments: check the sums",
            ),
            Self::Tax => locale.pick(
                "ККТ не принимает налог или систему налогообложения: проверьте настройки",
                "The fiscal device does not take the tax or the system of taxation: check the settings",
            ),
            Self::Storage => locale.pick(
                "Ошибка фискального накопителя: вызовите техника",
                "The fiscal storage has an error: call a technician",
            ),
            Self::BadRequest => locale.pick(
                "ККТ не поняла задание: сообщите технику",
                "The fiscal device did not understand the request: tell a technician",
            ),
            Self::Canceled => locale.pick(
                "Задание отменено на сервере ККТ",
                "The request was cancelled at the fiscal server",
            ),
            Self::Other => locale.pick("ККТ отказала", "The fiscal device refused"),
        }
    }
}

impl FiscalWait {
    /// The sentence for the person at the till.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Working => locale.pick("ККТ выполняет задание", "The fiscal device is at work"),
            Self::Paper => locale.pick(
                "ККТ ждёт бумагу: вставьте рулон и закройте крышку",
                "The fiscal device waits for paper: put a roll in and close the cover",
            ),
            Self::Connection => locale.pick(
                "Сервер потерял связь с ККТ: проверьте кабель. Не пробивайте чек второй раз",
                "The server lost the fiscal device: check the cable. Do not register the receipt again",
            ),
            Self::Storage => locale.pick(
                "ККТ проверяет фискальный накопитель. Не пробивайте чек второй раз",
                "The fiscal device checks its storage. Do not register the receipt again",
            ),
        }
    }
}

impl FiscalDoubt {
    /// The sentence for the person at the till.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::NoAnswer => locale.pick(
                "ККТ не ответила, документ мог зарегистрироваться. Не пробивайте его второй раз: спросите ККТ снова",
                "The fiscal device did not answer and may have registered the document. Do not repeat it: ask again",
            ),
            Self::Unauthorized => locale.pick(
                "Сервер ККТ требует имя и пароль, чтобы сообщить судьбу документа: исправьте их в настройках",
                "The fiscal server wants a user and password before it tells: correct them in the settings",
            ),
            Self::Forgotten => locale.pick(
                "ККТ не помнит документ, хотя могла его зарегистрировать: сверьте последний чек на бумаге",
                "The fiscal device does not remember the document but may have registered it: compare the last receipt on paper",
            ),
            Self::NotThere => locale.pick(
                "ККТ не знает этот документ",
                "The fiscal device does not know this document",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{in_both_languages, is_kept};

    #[test]
    fn every_outcome_has_words_in_both_languages() {
        let reasons = [
            RefusalReason::NotReached,
            RefusalReason::Unauthorized,
            RefusalReason::DeviceNotReady,
            RefusalReason::DoesNotAddUp,
            RefusalReason::PaperOut,
            RefusalReason::CoverOpen,
            RefusalReason::PrinterFault,
            RefusalReason::ShiftExpired,
            RefusalReason::ShiftClosed,
            RefusalReason::ShiftOpen,
            RefusalReason::NotEnoughCash,
            RefusalReason::Payments,
            RefusalReason::Tax,
            RefusalReason::Storage,
            RefusalReason::BadRequest,
            RefusalReason::Canceled,
            RefusalReason::Other,
        ];
        let doubts = [
            FiscalDoubt::NoAnswer,
            FiscalDoubt::Unauthorized,
            FiscalDoubt::Forgotten,
            FiscalDoubt::NotThere,
        ];
        let waits = [
            FiscalWait::Working,
            FiscalWait::Paper,
            FiscalWait::Connection,
            FiscalWait::Storage,
        ];
        let outcomes = reasons
            .map(FiscalOutcome::refused)
            .into_iter()
            .chain(doubts.map(FiscalOutcome::unknown))
            .chain(waits.map(|wait| FiscalOutcome::Pending { wait }));
        for outcome in outcomes {
            in_both_languages(|locale| outcome.words(locale));
            is_kept(&outcome);
        }
    }
}

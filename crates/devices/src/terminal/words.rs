//! Outcomes in words that say what to do.

use bezmen_domain::locale::Locale;

use super::outcome::{Decline, DeclineReason, Doubt, Outcome, ScreenMessage};
use super::zvt::codes;

impl ScreenMessage {
    /// Makes a message.
    #[must_use]
    pub fn new(code: &str, ru: &str, en: &str) -> Self {
        Self {
            code: code.to_owned(),
            ru: ru.to_owned(),
            en: en.to_owned(),
        }
    }

    /// While the terminal is looked for.
    #[must_use]
    pub fn connecting() -> Self {
        Self::new(
            "connecting",
            "Соединяемся с терминалом",
            "Connecting to the terminal",
        )
    }

    /// While the terminal works and does not say at what.
    #[must_use]
    pub fn working() -> Self {
        Self::new(
            "working",
            "Следуйте указаниям на терминале",
            "Follow the terminal’s display",
        )
    }

    /// While the terminal is asked about an operation in doubt.
    #[must_use]
    pub fn inquiring() -> Self {
        Self::new(
            "inquiring",
            "Связь прервалась. Узнаём у терминала, прошла ли оплата; не проводите её снова",
            "The connection broke. Asking the terminal whether the payment went through; do not repeat it",
        )
    }

    /// The sentence in a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        locale.pick(&self.ru, &self.en)
    }
}

impl Outcome {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match self {
            Self::Pending { message } => message.words(locale).to_owned(),
            Self::Approved(_) => locale
                .pick("Операция выполнена", "The terminal has done it")
                .to_owned(),
            Self::Declined(decline) => decline.words(locale),
            Self::Unknown { doubt } => doubt.words(locale).to_owned(),
        }
    }
}

impl Decline {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let said = self.reason.words(locale);
        match &self.device_text {
            Some(text) if !text.is_empty() => format!("{said} ({text})"),
            Some(_) | None => said,
        }
    }
}

impl DeclineReason {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::NotReached => "not_reached",
            Self::BadAmount => "bad_amount",
            Self::NotJournaled => "not_journaled",
            Self::NeverSent => "never_sent",
            Self::NotCharged => "not_charged",
            Self::EarlierUnsettled { .. } => "earlier_unsettled",
            Self::Cancelled => "cancelled",
            Self::NoSuchIntent => "no_such_intent",
            Self::ByHand => "by_hand",
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Refused { code } => match codes::result(code) {
                Some((ru, en)) => locale.pick(ru, en).to_owned(),
                None => match locale {
                    Locale::Ru => format!("Терминал отказал, код {code:02X}"),
                    Locale::En => format!("The terminal refused, code {code:02X}"),
                },
            },
            Self::NotReached => locale
                .pick(
                    "Терминал не отвечает: проверьте питание и сеть. Деньги не списаны",
                    "The terminal does not answer: check its power and network. Nothing was charged",
                )
                .to_owned(),
            Self::BadAmount => locale
                .pick(
                    "Терминал не принимает такую сумму: проверьте число цифр",
                    "The terminal does not take this amount: check the number of digits",
                )
                .to_owned(),
            Self::NotJournaled => locale
                .pick(
                    "Журнал операций не записался, поэтому терминал не вызван: проверьте место на диске",
                    "The journal could not be written, so the terminal was not called: check the disk",
                )
                .to_owned(),
            Self::NeverSent => locale
                .pick(
                    "Касса остановилась раньше, чем вызвала терминал. Деньги не списаны, можно начать снова",
                    "The till stopped before it called the terminal. Nothing was charged; begin again",
                )
                .to_owned(),
            Self::NotCharged => locale
                .pick(
                    "Терминал подтвердил: деньги не списаны, можно начать снова",
                    "The terminal confirms that nothing was charged; begin again",
                )
                .to_owned(),
            Self::EarlierUnsettled { .. } => locale
                .pick(
                    "Исход прошлой операции ещё не известен: сначала выясните его",
                    "An earlier operation is not settled: find out what became of it first",
                )
                .to_owned(),
            Self::Cancelled => locale
                .pick(
                    "Операция отменена, деньги не списаны",
                    "Cancelled; nothing was charged",
                )
                .to_owned(),
            Self::NoSuchIntent => locale
                .pick("Такой операции нет в журнале", "The journal knows no such operation")
                .to_owned(),
            Self::ByHand => locale
                .pick("Отмечено вручную: деньги не списаны", "Marked by hand as not charged")
                .to_owned(),
        }
    }
}

impl Doubt {
    /// The sentence for the person at the till.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::ConnectionLost => locale.pick(
                "Связь с терминалом прервалась, деньги могли списаться. Не повторяйте оплату: проверьте её на терминале",
                "The connection to the terminal broke and the card may have been charged. Do not repeat: check at the terminal",
            ),
            Self::NoAnswer => locale.pick(
                "Терминал не ответил вовремя, деньги могли списаться. Не повторяйте оплату: проверьте её на терминале",
                "The terminal did not answer in time and the card may have been charged. Do not repeat: check at the terminal",
            ),
            Self::NoResult => locale.pick(
                "Терминал не сообщил итог. Не повторяйте оплату: проверьте её на терминале",
                "The terminal did not say how it ended. Do not repeat: check at the terminal",
            ),
            Self::Garbled => locale.pick(
                "Ответ терминала искажён. Не повторяйте оплату: проверьте её на терминале",
                "The terminal’s answer is garbled. Do not repeat: check at the terminal",
            ),
            Self::OtherAmount => locale.pick(
                "Терминал провёл другую сумму: сверьте чек терминала с суммой продажи",
                "The terminal booked another amount: compare its slip with the sale",
            ),
            Self::Interrupted => locale.pick(
                "Касса остановилась во время оплаты: спросите терминал, чем она закончилась",
                "The till stopped during the payment: ask the terminal how it ended",
            ),
            Self::NotTold => locale.pick(
                "Терминал не сообщает последнюю операцию: посмотрите её на терминале и отметьте вручную",
                "The terminal does not tell its last transaction: look at the terminal and mark it by hand",
            ),
            Self::OtherTransaction => locale.pick(
                "Последняя операция терминала другая: посмотрите журнал терминала и отметьте вручную",
                "The terminal’s last transaction is another one: look at its journal and mark it by hand",
            ),
            Self::JournalUnreadable => locale.pick(
                "Журнал операций не читается: проверьте диск и не повторяйте оплату",
                "The journal cannot be read: check the disk and do not repeat the payment",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::intent::IntentId;
    use crate::testing::{in_both_languages, is_kept};

    #[test]
    fn every_outcome_has_words_in_both_languages() {
        let id = IntentId::from_uuid(Uuid::nil());
        let reasons = [
            DeclineReason::NotReached,
            DeclineReason::BadAmount,
            DeclineReason::NotJournaled,
            DeclineReason::NeverSent,
            DeclineReason::NotCharged,
            DeclineReason::EarlierUnsettled { id },
            DeclineReason::Cancelled,
            DeclineReason::NoSuchIntent,
            DeclineReason::ByHand,
        ];
        let doubts = [
            Doubt::ConnectionLost,
            Doubt::NoAnswer,
            Doubt::NoResult,
            Doubt::Garbled,
            Doubt::OtherAmount,
            Doubt::Interrupted,
            Doubt::NotTold,
            Doubt::OtherTransaction,
            Doubt::JournalUnreadable,
        ];
        // Every result code, those included that the protocol does not name.
        let codes = (0..=255).map(|code| DeclineReason::Refused { code });
        let messages = (0..=255)
            .filter_map(codes::intermediate)
            .map(|(ru, en)| Outcome::Pending {
                message: ScreenMessage::new("x", ru, en),
            });
        let outcomes = reasons
            .into_iter()
            .chain(codes)
            .map(Outcome::declined)
            .chain(doubts.map(Outcome::unknown))
            .chain(messages);
        for outcome in outcomes {
            in_both_languages(|locale| outcome.words(locale));
            is_kept(&outcome);
        }
    }
}

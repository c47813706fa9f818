//! What an answer or a block means, in words.

use bezmen_domain::locale::Locale;

use super::{AutomaticStatus, Paper, PrinterStatus};

impl Paper {
    /// The state in words.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Ok => locale.pick("бумага есть", "paper is there"),
            Self::NearEnd => locale.pick("бумага кончается", "the paper is about to end"),
            Self::End => locale.pick("бумаги нет", "no paper"),
        }
    }
}

impl PrinterStatus {
    /// All that the answer says, in words.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let pick = |set: bool, russian, english| set.then(|| locale.pick(russian, english));
        let said = match *self {
            Self::Printer {
                online,
                drawer_pin3_high,
                waiting_recovery,
                feed_button,
            } => vec![
                Some(online_words(online, locale)),
                Some(drawer_words(drawer_pin3_high, locale)),
                pick(
                    waiting_recovery,
                    "ждёт восстановления после ошибки",
                    "waits to be recovered from an error",
                ),
                pick(
                    feed_button,
                    "нажата кнопка протяжки",
                    "the feed button is held",
                ),
            ],
            Self::OfflineCause {
                cover_open,
                feeding,
                paper_end,
                error,
            } => vec![
                Some(cover_words(cover_open, locale)),
                pick(
                    feeding,
                    "бумагу протягивают кнопкой",
                    "paper is being fed with the button",
                ),
                pick(
                    paper_end,
                    "остановлен: кончилась бумага",
                    "stopped: the paper ended",
                ),
                pick(error, "ошибка", "an error"),
            ],
            Self::ErrorCause {
                recoverable,
                cutter_error,
                unrecoverable,
                recovers_itself,
            } => error_words(
                [recoverable, cutter_error, unrecoverable, recovers_itself],
                locale,
            ),
            Self::Paper { paper } => vec![Some(paper.words(locale))],
        };
        joined(&said)
    }
}

impl AutomaticStatus {
    /// All that the block says, in words.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let mut said = vec![
            Some(online_words(self.online, locale)),
            Some(drawer_words(self.drawer_pin3_high, locale)),
            Some(cover_words(self.cover_open, locale)),
            Some(self.paper.words(locale)),
        ];
        said.extend(error_words(
            [
                self.recoverable,
                self.cutter_error,
                self.unrecoverable,
                self.recovers_itself,
            ],
            locale,
        ));
        joined(&said)
    }
}

fn joined(said: &[Option<&'static str>]) -> String {
    said.iter()
        .flatten()
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

const fn online_words(online: bool, locale: Locale) -> &'static str {
    if online {
        locale.pick("на связи", "online")
    } else {
        locale.pick("не печатает", "offline")
    }
}

const fn drawer_words(high: bool, locale: Locale) -> &'static str {
    if high {
        locale.pick("датчик ящика: высокий", "drawer sensor: high")
    } else {
        locale.pick("датчик ящика: низкий", "drawer sensor: low")
    }
}

const fn cover_words(open: bool, locale: Locale) -> &'static str {
    if open {
        locale.pick("крышка открыта", "the cover is open")
    } else {
        locale.pick("крышка закрыта", "the cover is closed")
    }
}

fn error_words(
    [recoverable, cutter, unrecoverable, itself]: [bool; 4],
    locale: Locale,
) -> Vec<Option<&'static str>> {
    let pick = |set: bool, russian, english| set.then(|| locale.pick(russian, english));
    let none = !(recoverable || cutter || unrecoverable || itself);
    vec![
        pick(none, "ошибок нет", "no errors"),
        pick(
            recoverable,
            "устранимая ошибка",
            "an error that can be cleared",
        ),
        pick(cutter, "нож застрял", "the cutter is stuck"),
        pick(unrecoverable, "нужен ремонт", "it needs service"),
        pick(
            itself,
            "пройдёт сама (перегрев)",
            "it recovers by itself (a hot head)",
        ),
    ]
}

use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_domain::locale::Locale;
use bezmen_sync::pull::PullNonsense;
use bezmen_sync::push::PushNonsense;

use crate::refusal::{self, Refusal};
use crate::store::StoreError;

/// Why the till and the server are not level. Nothing is ever lost by it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The till belongs to no company.
    #[error("the till is not paired")]
    NotPaired,
    /// The server does not answer.
    #[error("the server does not answer: {0}")]
    Offline(String),
    /// Nobody answers at the address that the till is to be paired at.
    #[error("nobody answers at {0}")]
    NobodyAnswers(String),
    /// What answers does not speak as a Bezmen server does.
    #[error("the server's answer makes no sense: {0}")]
    Rubbish(String),
    /// The server asks to come later.
    #[error("the server is busy")]
    Busy(Option<Duration>),
    /// The server does not know the token, or there is none.
    #[error("the server does not know this till")]
    Unknown,
    /// The owner has revoked the till.
    #[error("the till was revoked")]
    Revoked,
    /// The cursor is outside what the server keeps.
    #[error("the stream must be read anew")]
    Gone,
    /// The run is too large.
    #[error("the run is too large")]
    TooLarge,
    /// The server refuses with a sentence of its own.
    #[error("the server refuses: {0}")]
    Refused(Failure),
    /// The log here is damaged.
    #[error("the log of this till is damaged at operation {0}")]
    LogDamaged(u64),
    /// A stream does not add up, even read anew.
    #[error("the stream {0} does not add up")]
    DoesNotAddUp(&'static str),
    /// Something of the company is left to do, so the till cannot leave it.
    #[error("the till cannot leave its company: {0}")]
    Stays(Box<Refusal>),
    /// What was typed is no address.
    #[error("{0:?} is not the address of a server")]
    BadAddress(String),
    /// The database of the till.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file next to the database.
    #[error("{0}")]
    File(std::io::Error),
}

impl From<PushNonsense> for Trouble {
    fn from(nonsense: PushNonsense) -> Self {
        Self::Rubbish(nonsense.to_string())
    }
}

impl From<PullNonsense> for Trouble {
    fn from(nonsense: PullNonsense) -> Self {
        Self::Rubbish(nonsense.to_string())
    }
}

impl Trouble {
    /// Says of a server that was asked for a pairing what helps there: a till that may have sold nothing yet is not told to go
    /// on selling.
    pub(super) fn while_pairing(self, address: &str) -> Self {
        match self {
            Self::Offline(_) => Self::NobodyAnswers(address.to_owned()),
            other => other,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        match self {
            Self::Stays(refusal) => refusal.code(),
            Self::NotPaired => "NOT_PAIRED",
            Self::Offline(_) | Self::NobodyAnswers(_) => "SERVER_OFFLINE",
            Self::Rubbish(_) => "SERVER_NONSENSE",
            Self::Busy(_) => "SERVER_BUSY",
            Self::Unknown => "UNAUTHENTICATED",
            Self::Revoked => "REVOKED",
            Self::Gone => "RESYNC",
            Self::TooLarge => "TOO_LARGE",
            Self::Refused(_) => "SERVER_REFUSES",
            Self::LogDamaged(_) => "LOG_DAMAGED",
            Self::DoesNotAddUp(_) => "DOES_NOT_ADD_UP",
            Self::BadAddress(_) => "BAD_ADDRESS",
            _ if self.is_disk_full() => "DISK_FULL",
            Self::Store(_) | Self::File(_) => "INTERNAL",
        }
    }

    /// Whether it is for want of room on the till's disk: in the database, or in a file next to it.
    fn is_disk_full(&self) -> bool {
        match self {
            Self::Store(error) => error.is_disk_full(),
            Self::File(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }

    /// What to tell a person.
    pub fn sentence(&self, locale: Locale) -> String {
        let (ru, en) = self.sentences();
        match locale {
            Locale::Ru => ru,
            Locale::En => en,
        }
    }

    /// The failure as it crosses the edge.
    pub fn failure(&self, locale: Locale) -> Failure {
        Failure::new(self.code(), self.sentence(locale))
    }

    fn sentences(&self) -> (String, String) {
        let pair = |ru: &str, en: &str| (ru.to_owned(), en.to_owned());
        match self {
            Self::NotPaired => pair(
                "Касса ещё не подключена к компании. Откройте «Подключение кассы», получите код и введите его в консоли.",
                "This till belongs to no company yet. Open “Connect this till”, get a code and type it in the console.",
            ),
            Self::Offline(_) => pair(
                "Сервер не отвечает. Продавайте дальше: чеки сохранены и уйдут сами. Проверьте сеть и адрес сервера.",
                "The server does not answer. Go on selling: receipts are kept and will be sent. Check the network and the server's address.",
            ),
            Self::NobodyAnswers(address) => (
                format!("По адресу {address} никто не отвечает. Проверьте адрес и сеть."),
                format!("At {address} nobody answers. Check the address and the network."),
            ),
            Self::Rubbish(why) => (
                format!(
                    "Сервер отвечает непонятно ({why}). Чеки сохранены. Проверьте, что по этому адресу работает сервер Bezmen."
                ),
                format!(
                    "The server's answers make no sense ({why}). Receipts are kept. Check that this address is a Bezmen server's."
                ),
            ),
            Self::Busy(_) => pair(
                "Сервер занят. Чеки сохранены; открытая касса повторит попытку сама.",
                "The server is busy. Receipts are kept; a till that is open will try again by itself.",
            ),
            Self::Unknown => pair(
                "Сервер не узнаёт эту кассу. Чеки сохранены. Откройте «Связь и печать» и подключите кассу заново.",
                "The server does not know this till. Receipts are kept. Open “Sync and printing” and connect the till again.",
            ),
            Self::Revoked => pair(
                "Владелец отключил эту кассу. Чеки сохранены. Чтобы работать дальше, откройте «Связь и печать» и подключите кассу заново.",
                "The owner has switched this till off. Receipts are kept. To go on, open “Sync and printing” and connect the till again.",
            ),
            Self::Gone => pair(
                "Товары и цены загружаются с сервера заново.",
                "Products and prices are being loaded from the server anew.",
            ),
            Self::TooLarge => pair(
                "Сервер не принимает такой большой чек. Чек сохранён; сообщите в поддержку.",
                "The server does not take so large a receipt. It is kept; tell the support.",
            ),
            Self::Refused(failure) => (
                format!("Сервер отказывает: {}", failure.message),
                format!("The server refuses: {}", failure.message),
            ),
            Self::LogDamaged(seq) => (
                format!(
                    "Журнал кассы повреждён (операция {seq}). Не удаляйте данные, выгрузите журнал в файл и обратитесь в поддержку."
                ),
                format!(
                    "The log of this till is damaged (operation {seq}). Delete nothing, export the log to a file and ask the support."
                ),
            ),
            Self::DoesNotAddUp(_) => pair(
                "Данные с сервера не сходятся по контрольной сумме. Касса работает с прежними и попробует снова.",
                "The server's data do not add up. The till works with what it has and will try again.",
            ),
            Self::Stays(refusal) => (
                refusal::in_words(refusal, Locale::Ru),
                refusal::in_words(refusal, Locale::En),
            ),
            Self::BadAddress(text) => (
                format!("«{text}» — не адрес сервера. Введите его так: https://shop.example"),
                format!("“{text}” is not an address; write it like https://shop.example"),
            ),
            _ if self.is_disk_full() => pair(
                "На диске кассы нет места. Освободите место: данные с сервера не сохраняются.",
                "The till's disk is full. Free some space: what the server sends cannot be kept.",
            ),
            Self::Store(error) => (
                format!("База кассы не отвечает: {error}"),
                format!("The till's database does not answer: {error}"),
            ),
            Self::File(error) => (
                format!(
                    "Файл кассы не читается или не пишется: {error}. Проверьте права на папку данных."
                ),
                format!(
                    "A file of the till cannot be read or written: {error}. Check the rights of the data folder."
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_till_that_is_being_paired_is_not_told_to_go_on_selling() {
        let silent = || Trouble::Offline("refused".to_owned());
        let pairing = silent().while_pairing("http://shop.example");
        assert_eq!(pairing.code(), silent().code());
        assert_eq!(
            pairing.sentence(Locale::En),
            "At http://shop.example nobody answers. Check the address and the network."
        );
        assert!(silent().sentence(Locale::En).contains("Go on selling"));
        let known = Trouble::Revoked.while_pairing("http://shop.example");
        assert_eq!(known.code(), "REVOKED");
    }

    #[test]
    fn a_full_disk_is_named_whatever_file_meets_it() {
        let no_room = || Error::from(ErrorKind::StorageFull);
        for trouble in [
            Trouble::File(no_room()),
            Trouble::Store(StoreError::of_file("outbox.jsonl", &no_room())),
        ] {
            assert_eq!(trouble.code(), "DISK_FULL");
            assert!(trouble.sentence(Locale::Ru).contains("нет места"));
            assert!(trouble.sentence(Locale::En).contains("Free some space"));
        }
        let forbidden = Trouble::File(Error::from(ErrorKind::PermissionDenied));
        assert_eq!(forbidden.code(), "INTERNAL");
        assert!(forbidden.sentence(Locale::En).contains("Check the rights"));
    }
}

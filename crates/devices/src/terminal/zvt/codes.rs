//! What the numbers of the protocol mean, in Russian and in English. Source of the numbers: PA00P015, chapters
//! “Error-Messages” and “Intermediate-Status”, as listed in Portalum.Zvt; the sentences are our own.

/// “Please wait”: busy with something else.
pub const BUSY: u8 = 0x9c;
/// “Other or unknown error”, used where a terminal gives no code.
pub const SYSTEM_ERROR: u8 = 0xff;

/// A result code in words: Russian, English.
#[must_use]
pub const fn result(code: u8) -> Option<(&'static str, &'static str)> {
    Some(match code {
        0x64 | 0x65 | 0x66 | 0x72 => (
            "Карта не читается: попробуйте ещё раз или другую карту",
            "The card cannot be read: try again or another card",
        ),
        0x67 | 0x68 | 0xc5 | 0xd2 | 0xea | 0x7a => (
            "Эта карта не обслуживается: предложите другую",
            "This card is not accepted: ask for another one",
        ),
        0x6a | 0xb1 | 0xb2 | 0xf0 => (
            "Память терминала заполнена: сделайте сверку итогов",
            "The terminal’s memory is full: do the end of day",
        ),
        0x6b => (
            "Терминал не зарегистрирован на кассе: проверьте настройки",
            "The terminal is not registered with the till: check the settings",
        ),
        0x6c => (
            "Операция отменена на терминале или вышло время",
            "Cancelled at the terminal, or the time ran out",
        ),
        0x6e | 0x76 | 0xc1 => (
            "Карта заблокирована: предложите другую",
            "The card is blocked: ask for another one",
        ),
        0x6f | 0xc6 | 0xcb => (
            "Терминал не принимает эту валюту: проверьте код валюты",
            "The terminal does not take this currency: check the currency code",
        ),
        0x71 | 0xc3 | 0xc9 => (
            "Недостаточно средств или превышен лимит карты",
            "Not enough money, or above the card’s limit",
        ),
        0x73 | 0x75 | 0xe9 => (
            "Данные карты неверны: предложите другую",
            "The card’s data is wrong: ask for another one",
        ),
        0x77 => (
            "Сверка итогов сейчас невозможна",
            "The end of day is not possible now",
        ),
        0x78 => ("Срок действия карты истёк", "The card has expired"),
        0x79 => ("Карта ещё не действует", "The card is not valid yet"),
        0x7b | 0x7c | 0x7e => (
            "Магнитная полоса не принимается: вставьте карту чипом",
            "The magnetic stripe is not accepted: insert the chip",
        ),
        0x7d | 0x9b | 0xa0 | 0xa1 | 0xa3 => (
            "Терминал не соединился с банком: попробуйте ещё раз",
            "The terminal could not reach the bank: try again",
        ),
        0x83 | 0xa5 | 0xeb => (
            "Терминал не умеет такую операцию",
            "The terminal cannot do this",
        ),
        0x89 | 0xec | 0xed => (
            "Клавиатура ПИН-кода неисправна: вызовите техника",
            "The PIN pad is defective: call a technician",
        ),
        0x9a => (
            "Терминал не понял кассу: проверьте настройки протокола",
            "The terminal did not understand the till: check the protocol’s settings",
        ),
        BUSY => ("Терминал занят: подождите", "The terminal is busy: wait"),
        0xb4 => ("Операция уже отменена", "It has been reversed already"),
        0xb5 => (
            "Отменить нельзя: оформите возврат на карту",
            "It cannot be reversed: make a refund to the card",
        ),
        0xb7 | 0xb8 | 0xc8 => (
            "Терминал не принимает такую сумму",
            "The terminal does not take this amount",
        ),
        0xc2 | 0xc4 | 0xe4 | 0xf6 | 0x85 => (
            "Терминалу нужна диагностика: запустите её в меню терминала",
            "The terminal needs a diagnosis: start it in its menu",
        ),
        0xcc => (
            "В терминале нет бумаги или неисправен принтер",
            "The terminal’s printer has no paper or is defective",
        ),
        0xcd => ("Выдача наличных невозможна", "Cash back is not possible"),
        0xdc => ("В терминале осталась карта", "A card is in the terminal"),
        0xe0 => (
            "Терминал обслуживается удалённо: подождите",
            "The terminal is being serviced remotely: wait",
        ),
        0xbf | 0xc0 | 0xdd | 0xde | 0xe2 | 0xe3 | 0xfc => (
            "Считыватель карт неисправен: вызовите техника",
            "The card reader is defective: call a technician",
        ),
        SYSTEM_ERROR => (
            "Терминал сообщил об ошибке: попробуйте ещё раз",
            "The terminal reports an error: try again",
        ),
        _ => return None,
    })
}

/// An intermediate status in words: Russian, English. Codes of `40` and above mean the same as those `40` below, with
/// the request to take the card out.
#[must_use]
pub const fn intermediate(code: u8) -> Option<(&'static str, &'static str)> {
    let base = match code {
        0x41..=0x5d | 0x66 | 0x67 => code - 0x40,
        other => other,
    };
    Some(match base {
        0x00 => (
            "Подтвердите сумму на терминале",
            "Confirm the amount at the terminal",
        ),
        0x01 | 0x02 => ("Покупатель вводит ПИН-код", "The customer enters the PIN"),
        0x03 | 0x07 | 0x08 | 0x10 => ("Карта не принята", "The card is not accepted"),
        0x04 | 0x17 | 0xf2 => (
            "Терминал ждёт ответа банка",
            "The terminal waits for the bank",
        ),
        0x05 => ("Терминал отменяет операцию", "The terminal is reversing"),
        0x06 => (
            "Терминал досылает операции в банк",
            "The terminal sends stored bookings",
        ),
        0x09 => ("Срок действия карты истёк", "The card has expired"),
        0x0a | 0x2a => ("Приложите или вставьте карту", "Present or insert the card"),
        0x0b => ("Заберите карту", "Take the card out"),
        0x0c | 0x19 => ("Карта не читается", "The card cannot be read"),
        0x0d | 0x12 => ("Сбой терминала", "The terminal has a fault"),
        0x0e | 0x2b | 0x2c => ("Подождите", "Please wait"),
        0x0f => (
            "Терминал делает сверку итогов",
            "The terminal does its end of day",
        ),
        0x13 => ("Оплата невозможна", "The payment is not possible"),
        0x14 | 0x16 => ("Недостаточно средств", "Not enough money"),
        0x15 => ("Неверный ПИН-код", "Wrong PIN"),
        0x18 => ("Попытки ввода ПИН-кода исчерпаны", "Too many wrong PINs"),
        0x1a => (
            "Терминал в сервисном режиме",
            "The terminal is in service mode",
        ),
        0x1b | 0x1c => (
            "Банк одобрил, ждём завершения",
            "The bank agrees; waiting for the end",
        ),
        0x1d => ("Отказано", "Declined"),
        0x68 => ("Карта вставлена", "The card is in"),
        0xc8 => (
            "Терминал ждёт кассира",
            "The terminal waits for the cashier",
        ),
        0xc9 | 0xca => ("Терминал проверяет себя", "The terminal checks itself"),
        0xd2 | 0xd3 => (
            "Терминал соединяется с банком",
            "The terminal connects to the bank",
        ),
        0xe0 => ("Выберите приложение карты", "Choose the card’s application"),
        0xe1 => ("Выберите язык", "Choose the language"),
        0xf1 | 0xf3 => (
            "Терминал работает без связи с банком",
            "The terminal works offline",
        ),
        _ => return None,
    })
}

/// Whether a terminal status (answer to 05 01) means that it is still at work on something. `DC` and `E1` are a card
/// that is in the reader. Source: general knowledge of chapter “Terminal status codes”.
#[must_use]
pub const fn is_at_work(terminal_status: u8) -> bool {
    matches!(terminal_status, BUSY | 0x9d | 0xdc | 0xe1)
}

/// Whether a refusal to tell the last transaction may pass, so that it does not mean that there is none.
#[must_use]
pub const fn is_passing(code: u8) -> bool {
    matches!(
        code,
        BUSY | 0x6b | 0x6c | 0x83 | 0x9a | 0xa0 | 0xcc | 0xdc | 0xe0
    )
}

/// The number of a currency (ISO 4217), which terminals use instead of its letters.
#[must_use]
pub fn currency_number(code: &str) -> Option<u16> {
    let numbers = [
        ("RUB", 643),
        ("GBP", 826),
        ("EUR", 978),
        ("USD", 840),
        ("KZT", 398),
        ("AED", 784),
        ("AMD", 51),
        ("AUD", 36),
        ("AZN", 944),
        ("BYN", 933),
        ("CAD", 124),
        ("CHF", 756),
        ("CNY", 156),
        ("CZK", 203),
        ("GEL", 981),
        ("ILS", 376),
        ("INR", 356),
        ("JPY", 392),
        ("KGS", 417),
        ("KRW", 410),
        ("KWD", 414),
        ("MDL", 498),
        ("PLN", 985),
        ("RSD", 941),
        ("SEK", 752),
        ("TJS", 972),
        ("TRY", 949),
        ("UAH", 980),
        ("UZS", 860),
        ("VND", 704),
    ];
    let found = numbers.iter().find(|(letters, _)| *letters == code);
    found.map(|(_, number)| *number)
}

//! Prices and payments that do not fit, in words.

use bezmen_domain::locale::Locale;
use bezmen_domain::tender::SettleError;
use bezmen_domain::ticket::{MAX_LINES, PriceError};

/// Says why a ticket cannot be priced.
pub(super) fn price(error: &PriceError, locale: Locale) -> String {
    if locale == Locale::En {
        return capital(&error.to_string());
    }
    match error {
        PriceError::TooManyLines => {
            format!("В чеке не больше {MAX_LINES} строк. Оплатите этот и начните следующий.")
        }
        PriceError::NegativePrice { name, .. } => {
            format!("Цена «{name}» отрицательная. Задайте цену не меньше нуля.")
        }
        PriceError::PriceTooLarge { name, .. } => {
            format!("Цена «{name}» слишком велика. Проверьте количество цифр.")
        }
        PriceError::QuantityNotPositive { name, .. } => {
            format!(
                "Количество «{name}» должно быть больше нуля. Удалите строку или оформите возврат."
            )
        }
        PriceError::QuantityTooLarge { name, .. } => {
            format!("Количество «{name}» слишком велико. Проверьте, не попал ли туда штрихкод.")
        }
        PriceError::LineDiscountOutOfRange { name, .. } => {
            format!("Скидка на «{name}» должна быть от 0 до 100 %.")
        }
        PriceError::TaxRateTooHigh { name, .. } => {
            format!("Ставка налога «{name}» выше 100 %. Исправьте её в каталоге.")
        }
        PriceError::ReceiptDiscountOutOfRange => {
            "Скидка на чек должна быть от 0 до 100 %.".to_owned()
        }
        PriceError::TotalTooLarge => {
            "Сумма слишком велика для одного чека. Проверьте количество и цены.".to_owned()
        }
    }
}

/// Says why tenders do not pay a total; `sum` is the sum of the error in words.
pub(super) fn settle(error: &SettleError, sum: &str, locale: Locale) -> String {
    match (error, locale) {
        (SettleError::NoTender, Locale::Ru) => "Оплаты ещё нет. Примите деньги.".to_owned(),
        (SettleError::NoTender, Locale::En) => "Nothing is paid yet. Take the money.".to_owned(),
        (SettleError::Short { .. }, Locale::Ru) => format!("Не хватает {sum}. Примите остальное."),
        (SettleError::Short { .. }, Locale::En) => format!("{sum} is missing. Take the rest."),
        (SettleError::CardAboveDue { .. }, Locale::Ru) => {
            format!("Сдача даётся только с наличных. Уменьшите эту оплату на {sum}.")
        }
        (SettleError::CardAboveDue { .. }, Locale::En) => {
            format!("Only cash gives change. Lower this payment by {sum}.")
        }
        (SettleError::CashNotNeeded, Locale::Ru) => {
            "Наличными платить нечего. Верните их покупателю.".to_owned()
        }
        (SettleError::CashNotNeeded, Locale::En) => {
            "Nothing is left to pay in cash. Give the cash back.".to_owned()
        }
        (SettleError::NotPositive { .. }, Locale::Ru) => {
            "Каждая оплата должна быть больше нуля.".to_owned()
        }
        (SettleError::NotPositive { .. }, Locale::En) => {
            "Each payment must be more than zero.".to_owned()
        }
        (SettleError::NegativeTotal, Locale::Ru) => {
            "Сумма отрицательная. Оформите возврат.".to_owned()
        }
        (SettleError::NegativeTotal, Locale::En) => {
            "The total is negative. Use a return.".to_owned()
        }
        (SettleError::TooLarge, Locale::Ru) => {
            "Сумма слишком велика. Проверьте количество цифр.".to_owned()
        }
        (SettleError::TooLarge, Locale::En) => {
            "The amount is too large. Check the number of digits.".to_owned()
        }
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(characters)
            .chain(['.'])
            .collect()
    })
}

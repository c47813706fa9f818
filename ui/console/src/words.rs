//! Every word of the console in both languages, room by room.
//!
//! A text without a place to fill in is one line of `catalogue!`; one with places is a function beside it.

use bezmen_domain::locale::Locale;
use bezmen_kit::look;

/// Makes a function of each text: `name: "по-русски" / "in English";`.
macro_rules! catalogue {
    ($($name:ident: $ru:literal / $en:literal;)+) => {$(
        #[doc = $en]
        pub fn $name() -> &'static str {
            bezmen_kit::look::locale().pick($ru, $en)
        }
    )+};
}

pub mod account;
pub mod catalog;
pub mod company;
pub mod frame;
pub mod people;
pub mod rules;
pub mod sales;
pub mod terminals;
pub mod today;

catalogue! {
    unreachable: "Сервер не отвечает. Проверьте сеть и повторите." / "The server does not answer. Check the network and try again.";
    cut_off: "Ответ сервера оборвался. Повторите." / "The server's answer was cut off. Try again.";
    too_large: "Файл слишком большой для сервера. Разделите его на части." / "The file is too large for the server. Split it into parts.";
    not_understood: "Сервер ответил непонятно. Обновите страницу; если не помогло — обновите программу." / "The server's answer makes no sense. Reload the page; if that does not help, update the program.";
    stale: "Пока вы редактировали, это изменил кто-то другой. Ваш текст остался в форме: сравните и решите." / "Somebody else changed this while you were editing. What you typed is still here: compare and decide.";
    gone: "Этого больше нет. Закройте форму и обновите список." / "This is no longer there. Close the form and reload the list.";
    take_theirs: "Взять новое с сервера" / "Take the new one from the server";
    keep_mine: "Сохранить моё поверх" / "Save mine over it";
    try_again: "Повторить" / "Try again";
    save: "Сохранить" / "Save";
    close: "Закрыть" / "Close";
    clear: "Очистить" / "Clear";
    next_page: "Дальше" / "Next";
    first_page: "К началу" / "To the first page";
    required: "Заполните это поле." / "Fill in this field.";
    unsaved: "Введённое не сохранено." / "What you typed is not saved.";
    go_on_editing: "Вернуться к форме" / "Go on editing";
    drop_changes: "Закрыть без сохранения" / "Close without saving";
    copied: "Ссылка скопирована" / "Link copied";
    nothing_found: "Ничего не нашлось" / "Nothing found";
    change_filters: "Измените слова поиска или снимите фильтры." / "Change the search or clear the filters.";
    filters: "Фильтры" / "Filters";
    clear_filters: "Снять фильтры" / "Clear filters";
    no_access: "У вашей роли нет доступа сюда. Попросите владельца." / "Your role has no access here. Ask the owner.";
    page_missing: "Такой страницы нет" / "There is no such page";
    page_missing_hint: "Проверьте адрес или начните с главной." / "Check the address or start from the first page.";
    language: "Язык" / "Language";
    dark_look: "Тёмное оформление" / "Dark look";
    light_look: "Светлое оформление" / "Light look";
}

/// Picks the form of a noun for a number: one, a few, many in Russian; one, several in English.
const fn plural(
    locale: Locale,
    number: u64,
    ru: [&'static str; 3],
    en: [&'static str; 2],
) -> &'static str {
    match (locale, number % 10, number % 100) {
        (Locale::Ru, 1, rest) if rest != 11 => ru[0],
        (Locale::Ru, 2..=4, rest) if rest < 12 || rest > 14 => ru[1],
        (Locale::Ru, ..) => ru[2],
        (Locale::En, ..) => en[(number != 1) as usize],
    }
}

/// Writes a number with its thousands apart.
pub fn number(number: u64) -> String {
    number_in(look::locale(), number)
}

fn number_in(locale: Locale, number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(locale.group_mark());
        }
        text.push(digit);
    }
    text
}

/// “214 receipts”.
pub fn receipts(count: u64) -> String {
    counted(count, ["чек", "чека", "чеков"], ["receipt", "receipts"])
}

/// “120 products”.
pub fn products(count: u64) -> String {
    counted(
        count,
        ["товар", "товара", "товаров"],
        ["product", "products"],
    )
}

/// “30 days”.
pub fn days(count: u64) -> String {
    counted(count, ["день", "дня", "дней"], ["day", "days"])
}

/// “12 rows”.
pub fn rows(count: u64) -> String {
    counted(count, ["строка", "строки", "строк"], ["row", "rows"])
}

/// “5 operations”.
pub fn operations(count: u64) -> String {
    counted(
        count,
        ["операция", "операции", "операций"],
        ["operation", "operations"],
    )
}

/// “7 in all”.
pub fn in_all(count: u64) -> String {
    let count = number(count);
    match look::locale() {
        Locale::Ru => format!("всего {count}"),
        Locale::En => format!("{count} in all"),
    }
}

fn counted(count: u64, ru: [&'static str; 3], en: [&'static str; 2]) -> String {
    counted_in(look::locale(), count, ru, en)
}

fn counted_in(locale: Locale, count: u64, ru: [&'static str; 3], en: [&'static str; 2]) -> String {
    format!(
        "{}\u{a0}{}",
        number_in(locale, count),
        plural(locale, count, ru, en)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_the_number() {
        let receipts = |locale, count| {
            counted_in(
                locale,
                count,
                ["чек", "чека", "чеков"],
                ["receipt", "receipts"],
            )
        };
        for (count, text) in [
            (0, "0 чеков"),
            (1, "1 чек"),
            (3, "3 чека"),
            (11, "11 чеков"),
            (12, "12 чеков"),
            (122, "122 чека"),
        ] {
            assert_eq!(receipts(Locale::Ru, count).replace('\u{a0}', " "), text);
        }
        assert_eq!(receipts(Locale::Ru, 21_012), "21\u{2009}012\u{a0}чеков");
        assert_eq!(receipts(Locale::En, 1), "1\u{a0}receipt");
        assert_eq!(receipts(Locale::En, 1_200), "1,200\u{a0}receipts");
    }
}

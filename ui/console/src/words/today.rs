//! Words of the first page.

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_kit::look;

use super::{days, number, operations, receipts};
use crate::moments;

catalogue! {
    title: "Сегодня" / "Today";
    overview: "Обзор" / "Overview";
    takings: "Выручка" / "Takings";
    receipts_word: "Чеки" / "Receipts";
    average: "Средний чек" / "Average receipt";
    returns: "Возвраты" / "Returns";
    average_day: "В среднем за день" / "Average a day";
    by_hour: "Выручка по часам" / "Takings by hour";
    by_day: "Выручка по дням" / "Takings by day";
    hour: "Час" / "Hour";
    day: "День" / "Day";
    as_table: "Таблица" / "Table";
    as_chart: "График" / "Chart";
    tenders: "Способы оплаты" / "Tenders";
    no_tenders: "Оплат ещё не было." / "Nothing has been paid yet.";
    on_shift: "На смене" / "On shift";
    nobody: "Смены закрыты. Кассир открывает смену на кассе." / "No shift is open. A cashier opens it on the till.";
    since: "с" / "since";
    tills: "Кассы" / "Tills";
    waiting: "Ждут отправки" / "Waiting to be sent";
    all_sent: "Всё отправлено" / "All sent";
    last_seen: "Последняя связь" / "Last seen";
    online: "на связи" / "online";
    offline: "не на связи" / "offline";
    never: "ещё ни разу" / "never yet";
    pair: "Подключить кассу" / "Connect a till";
    first_steps: "Три шага до первой продажи" / "Three steps to the first sale";
    first_steps_hint: "Порядок любой. Когда касса пробьёт первый чек, здесь появится выручка." / "In any order. When a till makes its first receipt, the takings appear here.";
    step_products: "Заведите товары" / "Bring in products";
    step_products_hint: "Прайс-лист из файла CSV, TSV или XLSX — или по одному руками." / "A price list from a CSV, TSV or XLSX file, or one by one.";
    step_products_go: "Загрузить из файла" / "Import a file";
    step_people: "Задайте PIN кассиру" / "Give a cashier a PIN";
    step_people_hint: "С ним человек входит на кассе. Начать можно с себя." / "It is what people sign in with on a till. Begin with yourself.";
    step_people_go: "К сотрудникам" / "To the people";
    step_till: "Подключите кассу" / "Connect a till";
    step_till_hint: "Установите программу кассы, выберите «Подключить» и введите здесь код с её экрана." / "Install the till program, choose “Connect” and type the code from its screen here.";
    no_sales_yet: "Продаж ещё не было." / "Nothing has been sold yet.";
    all_well: "Всё в порядке" / "All is well";
    all_well_hint: "Чеки получены, касса сошлась, внимания ничего не требует." / "Receipts are complete and cash agrees; nothing needs a look.";
    concerns: "Требует внимания" / "Needs a look";
    to_till: "К кассе" / "To the till";
    to_shifts: "К сменам" / "To the shifts";
    no_compare: "сравнить не с чем" / "nothing to compare with";
    no_data_before: "нет данных за прошлый период" / "no data for the period before";
    against: "к" / "against";
    discounts: "Скидки" / "Discounts";
    sales: "Продажи" / "Sales";
    cash: "Наличные" / "Cash";
    card: "Карта" / "Card";
    bonus: "Баллы" / "Points";
    gift_card: "Подарочная карта" / "Gift card";
    on_account: "В долг" / "On account";
}

/// “214 of 214 receipts received”.
pub fn received(received: u64, numbered: u64) -> String {
    match look::locale() {
        Locale::Ru => format!("Получено {} из {}", number(received), receipts_of(numbered)),
        Locale::En => format!("{} of {} received", number(received), receipts(numbered)),
    }
}

// After “из” the noun stands in the genitive.
fn receipts_of(count: u64) -> String {
    let noun = if count % 10 == 1 && count % 100 != 11 {
        "чека"
    } else {
        "чеков"
    };
    format!("{}\u{a0}{noun}", number(count))
}

/// “as of 14:02”.
pub fn as_of(time: &str) -> String {
    match look::locale() {
        Locale::Ru => format!("на {time}, обновляется само"),
        Locale::En => format!("as of {time}, refreshes itself"),
    }
}

/// A till sells, as far as is known here, and is not heard of.
pub fn out_of_touch(till: &str) -> (String, &'static str) {
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: смена открыта, а связи нет"),
            "Проверьте, включена ли касса и есть ли у неё сеть. Чеки хранятся на ней и дойдут сами.",
        ),
        Locale::En => (
            format!("“{till}” has an open shift and is out of touch"),
            "Check that the till is on and has a network. It keeps its receipts and sends them by itself.",
        ),
    }
}

/// What a concern is, and what to do about it.
pub fn silent_till(till: &str) -> (String, &'static str) {
    match look::locale() {
        Locale::Ru => (
            format!("«{till}» молчит больше суток"),
            "Включите кассу и проверьте её сеть. Чеки хранятся на ней и дойдут сами.",
        ),
        Locale::En => (
            format!("“{till}” has been silent for more than a day"),
            "Switch the till on and check its network. It keeps its receipts and sends them by itself.",
        ),
    }
}

/// “1 Nov – 14 Nov, whole days”.
pub fn whole_days((from, to): (BusinessDate, BusinessDate)) -> String {
    let (from, to) = (moments::short_day(from), moments::short_day(to));
    match look::locale() {
        Locale::Ru => format!("{from}\u{2013}{to}, целые дни"),
        // A dash between words, other than one between figures, stands apart.
        Locale::En => format!("{from} \u{2013} {to}, whole days"),
    }
}

/// After [`against`]: “this time on Sat, 14 Nov”.
pub fn this_time_on(date: BusinessDate) -> String {
    let day = moments::weekday_day(date);
    match look::locale() {
        Locale::Ru => format!("этому часу {day}"),
        Locale::En => format!("this time on {day}"),
    }
}

/// “over 30 days”.
pub fn of_days(count: i32) -> String {
    let count = count.unsigned_abs().into();
    match look::locale() {
        Locale::Ru => format!("за {}", days(count)),
        Locale::En => format!("over {}", days(count)),
    }
}

/// “0.2 % of the sales”.
pub fn of_sales(percent: &str) -> String {
    match look::locale() {
        Locale::Ru => format!("{percent}\u{a0}% от продаж"),
        Locale::En => format!("{percent}\u{a0}% of the sales"),
    }
}

/// Receipts are missing.
pub fn missing_receipts(till: &str, count: u64) -> (String, &'static str) {
    let count = receipts(count);
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: не хватает {count}"),
            "Обычно они ещё в пути. Если касса на связи, а число не меняется — откройте на ней «Состояние».",
        ),
        Locale::En => (
            format!("“{till}”: {count} missing"),
            "They are usually on their way. If the till is online and this does not change, open “Status” on it.",
        ),
    }
}

/// Receipts where there are any, else operations.
fn receipts_or_operations(count: u64, receipts_among: u64) -> String {
    if receipts_among > 0 {
        receipts(receipts_among)
    } else {
        operations(count)
    }
}

/// Operations are parked.
pub fn parked_ops(till: &str, count: u64, receipts_among: u64) -> (String, &'static str) {
    let count = receipts_or_operations(count, receipts_among);
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: не удалось учесть {count}"),
            "Сервер всё сохранил, но не смог разнести по отчётам. На странице кассы сказано почему и что делать.",
        ),
        Locale::En => (
            format!("“{till}”: {count} could not be counted"),
            "The server has kept everything but could not count it. The till's page says why and what to do.",
        ),
    }
}

/// Operations wait for somebody to let them count.
pub fn quarantined_ops(till: &str, count: u64, receipts_among: u64) -> (String, &'static str) {
    let count = receipts_or_operations(count, receipts_among);
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: ждёт решения {count}"),
            "Касса прислала это после отключения или замены. Если продажи настоящие, учтите их на странице кассы.",
        ),
        Locale::En => (
            format!("“{till}”: {count} kept aside"),
            "The till sent this after it had been disconnected or replaced. If the sales are real, let them count on the till's page.",
        ),
    }
}

/// A shift was closed with a difference.
pub fn cash_difference(till: &str, amount: &str) -> (String, &'static str) {
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: смена закрыта с расхождением {amount}"),
            "Сверьте внесения и изъятия в отчёте смены и поговорите с кассиром.",
        ),
        Locale::En => (
            format!("“{till}”: a shift was closed with a difference of {amount}"),
            "Check cash in and out in the shift's report and talk to the cashier.",
        ),
    }
}

/// A till was cloned or set back.
pub fn fork(till: &str) -> (String, &'static str) {
    match look::locale() {
        Locale::Ru => (
            format!("«{till}»: две машины выдают себя за одну кассу"),
            "Касса восстановлена из копии или клонирована. Подключите её заново кодом; чеки обеих сохранены.",
        ),
        Locale::En => (
            format!("“{till}”: two machines claim to be this till"),
            "It was restored from a copy or cloned. Connect it anew by code; the receipts of both are kept.",
        ),
    }
}

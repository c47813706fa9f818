//! Words of tills.

use bezmen_domain::locale::Locale;
use bezmen_kit::look;

use super::{operations, receipts};

catalogue! {
    terminals: "Кассы" / "Tills";
    terminal: "Касса" / "Till";
    pair: "Подключить кассу" / "Connect a till";
    name: "Название" / "Name";
    store: "Магазин" / "Store";
    health: "Состояние" / "Health";
    last_seen: "Последняя связь" / "Last seen";
    version: "Версия" / "Version";
    series: "Серия чеков" / "Receipt series";
    paired: "Подключена" / "Connected";
    received: "Получено операций" / "Operations received";
    waiting: "Ждут на кассе" / "Waiting on the till";
    parked: "Ещё не учтено сервером" / "Not counted by the server yet";
    aside: "Ещё не учтено" / "Not counted yet";
    let_count: "Учесть" / "Let them count";
    count_again: "Повторить" / "Try again";
    clock: "Часы" / "Clock";
    clock_right: "идут верно" / "right";
    never: "ещё ни разу" / "never yet";
    no_terminals: "Ни одной кассы ещё нет" / "No tills yet";
    no_terminals_hint: "Установите программу кассы на компьютер у прилавка, выберите в ней «Подключить» — появится код. Введите его здесь." / "Install the till program on the computer at the counter and choose “Connect” in it: a code appears. Type it here.";
    rename: "Переименовать" / "Rename";
    revoke: "Отключить кассу" / "Disconnect the till";
    revoke_ask: "Отключить эту кассу?" / "Disconnect this till?";
    revoke_hint: "Она перестанет получать цены и людей. Уже пробитые чеки она ещё отдаст. Вернуть её можно только новым кодом." / "It stops getting prices and people. Receipts it has already made are still taken. Only a new code brings it back.";
    revoke_waiting: "На ней ещё есть неотправленные операции: лучше сначала дать ей связь." / "It still holds operations that were not sent: better connect it first.";
    keep: "Оставить" / "Keep it";
    without_revoked: "Подключённые" / "Connected";
    revoked: "Отключена" / "Disconnected";
    quarantined: "Нужно подключить заново" / "Has to be connected anew";
    quarantined_hint: "Касса восстановлена из копии или клонирована. Введите новый код с её экрана и выберите, что она заменяет эту кассу: чеки сохранены." / "It was restored from a copy or cloned. Type the new code from its screen and choose that it replaces this till: its receipts are kept.";
    all_well: "Всё отправлено" / "All sent";
    silent: "Давно молчит: включите её и проверьте сеть" / "Silent for long: switch it on and check the network";
    show_revoked: "И отключённые" / "And disconnected";
    search: "Название или магазин" / "Name or store";

    pair_title: "Подключение кассы" / "Connect a till";
    step_install: "Запустите программу кассы и выберите «Подключить»." / "Start the till program and choose “Connect”.";
    step_code: "Введите код, который она показывает. Он действует 10 минут." / "Type the code that it shows. It is valid for 10 minutes.";
    step_name: "Выберите магазин и назовите кассу так, как её зовут люди." / "Choose the store and call the till what people call it.";
    code: "Код с экрана кассы" / "Code on the till's screen";
    code_hint: "Регистр, пробелы и дефисы не важны." / "Case, spaces and dashes do not matter.";
    code_short: "Введите код целиком, как на экране кассы." / "Type the whole code as the till shows it.";
    till_name: "Как назвать" / "What to call it";
    till_name_example: "Например: Касса 1" / "For example: Till 1";
    replaces: "Это новая касса или замена?" / "A new till or a replacement?";
    new_till: "Новая касса" / "A new till";
    confirm: "Подключить" / "Connect";
    paired_now: "Касса подключена" / "The till is connected";
    paired_hint: "Через несколько секунд она получит товары и людей и будет готова продавать." / "In a few seconds it has the products and people and is ready to sell.";
    to_terminals: "К кассам" / "To the tills";
    another: "Подключить ещё одну" / "Connect another one";
    not_mine: "Это не моя касса" / "Not mine";
    refused_now: "Кассе отказано" / "The till was refused";
    refused_hint: "Она узнает об этом через несколько секунд, а её код больше не действует. Если код вам прислал незнакомый человек, больше ничего делать не нужно." / "It hears of it in a few seconds, and its code is good for nothing any more. If somebody you do not know sent you the code, there is nothing else to do.";
    other_code: "Ввести другой код" / "Type another code";
    no_right: "Подключать кассы может владелец. Попросите его ввести этот код." / "The owner connects tills. Ask them to type this code.";
}

/// “12 operations wait”.
pub fn waits(count: u64) -> String {
    let count = operations(count);
    match look::locale() {
        Locale::Ru => format!("Ещё не отправлено: {count}"),
        Locale::En => format!("Not sent yet: {count}"),
    }
}

/// “3 operations not counted yet”, for one of several reasons, which the till's page tells.
pub fn not_counted(count: u64) -> String {
    let count = operations(count);
    match look::locale() {
        Locale::Ru => format!("Ещё не учтено: {count}. Почему — на странице кассы"),
        Locale::En => format!("Not counted yet: {count}. The till's page says why"),
    }
}

/// “3 operations wait for a decision”.
pub fn kept_aside(count: u64) -> String {
    let count = operations(count);
    match look::locale() {
        Locale::Ru => format!("Ждут решения: {count}"),
        Locale::En => format!("Wait for a decision: {count}"),
    }
}

/// “3 receipts, 200.00 ₽”, or operations where there are no receipts.
pub fn aside_size(operations_count: u64, receipts_count: u64, sum: Option<&str>) -> String {
    if receipts_count == 0 {
        return operations(operations_count);
    }
    match sum {
        Some(sum) => format!("{}, {sum}", receipts(receipts_count)),
        None => receipts(receipts_count),
    }
}

/// What became of it.
pub fn aside_done(counted: u64, parked: u64) -> String {
    let (counted, left) = (operations(counted), operations(parked));
    match (look::locale(), parked) {
        (Locale::Ru, 0) => format!("Учтено: {counted}."),
        (Locale::En, 0) => format!("Counted: {counted}."),
        (Locale::Ru, _) => format!("Учтено: {counted}. Не удалось учесть: {left}."),
        (Locale::En, _) => format!("Counted: {counted}. Could not be counted: {left}."),
    }
}

/// A clock that is wrong by so many seconds, and what to do.
pub fn clock_off(seconds: i64) -> String {
    let locale = look::locale();
    let size = seconds.unsigned_abs();
    let (number, unit) = match size {
        0..=119 => (size, locale.pick("с", "s")),
        120..=7_199 => (size / 60, locale.pick("мин", "min")),
        _ => (size / 3_600, locale.pick("ч", "h")),
    };
    let direction = if seconds > 0 {
        locale.pick("спешат на", "fast by")
    } else {
        locale.pick("отстают на", "slow by")
    };
    format!(
        "{direction} {number}\u{a0}{unit}; {}",
        locale.pick("поправьте время на кассе", "set the time on the till")
    )
}

/// “Replaces Till 1”.
pub fn replaces_till(name: &str, store: &str) -> String {
    match look::locale() {
        Locale::Ru => format!("Заменяет: {name} ({store})"),
        Locale::En => format!("Replaces {name} ({store})"),
    }
}

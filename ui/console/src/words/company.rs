//! Words of the company's room.

catalogue! {
    company: "Компания" / "Company";
    stores: "Магазины" / "Stores";
    new_store: "Новый магазин" / "New store";
    name: "Название" / "Name";
    address: "Адрес" / "Address";
    address_hint: "Печатается на чеке." / "Printed on receipts.";
    tax_number: "ИНН" / "Tax number";
    tax_number_hint: "Печатается на чеке как есть." / "Printed on receipts as it is.";
    footer: "Внизу каждого чека" / "Under every receipt";
    footer_hint: "Одна или несколько строк, например: «Спасибо за покупку!»" / "One line or several, for example: “Thank you!”";
    offset: "Часовой пояс" / "Time zone";
    offset_hint: "По нему считаются рабочие дни." / "Business days are counted by it.";
    taxes: "Налоги" / "Taxes";
    new_tax: "Новая ставка" / "New rate";
    percent: "Ставка, %" / "Rate, %";
    percent_wrong: "Введите ставку числом, например 20 или 8,25." / "Type the rate as a number, for example 20 or 8.25.";
    mode: "Как считается" / "How it is counted";
    included: "Уже в цене" / "Included in the price";
    on_top: "Сверх цены" / "On top of the price";
    is_default: "Для товаров без своей ставки" / "For products without a rate of their own";
    usual: "обычная" / "usual";
    no_address: "Адрес не указан" / "No address yet";
    programs: "Для программ" / "For programs";
    programs_hint: "Всё, что показывает консоль, доступно другим программам: тот же REST API с описанием, которое можно попробовать." / "Everything the console shows is open to other programs: the same REST API, with a description to try it out.";
    api_docs: "Описание API" / "API documentation";
    prices_in: "Цены в" / "Prices in";
}

/// “UTC+3”, “UTC+5:30”.
pub fn utc(minutes: i32) -> String {
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}

/// “20 %”, “8.25 %” of hundredths of a per cent.
pub fn percent_of(basis_points: u32) -> String {
    let mark = bezmen_kit::look::locale().decimal_mark();
    let (whole, rest) = (basis_points / 100, basis_points % 100);
    match rest {
        0 => format!("{whole}"),
        rest if rest % 10 == 0 => format!("{whole}{mark}{}", rest / 10),
        rest => format!("{whole}{mark}{rest:02}"),
    }
}

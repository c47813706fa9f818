//! Words of receipts and shifts.

use bezmen_domain::locale::Locale;
use bezmen_kit::look;

catalogue! {
    receipts: "Чеки" / "Receipts";
    receipt: "Чек" / "Receipt";
    search_receipts: "Номер, товар, штрихкод" / "Number, item, barcode";
    number: "Номер" / "Number";
    time: "Время" / "Time";
    till: "Касса" / "Till";
    store: "Магазин" / "Store";
    cashier: "Кассир" / "Cashier";
    customer: "Покупатель" / "Customer";
    items: "Товары" / "Items";
    paid_by: "Оплата" / "Paid by";
    total: "Сумма" / "Total";
    sale: "Продажа" / "Sale";
    return_word: "Возврат" / "Return";
    all_kinds: "Все чеки" / "All receipts";
    only_sales: "Только продажи" / "Sales only";
    only_returns: "Только возвраты" / "Returns only";
    any_tender: "Любая оплата" / "Any tender";
    any_till: "Все кассы" / "All tills";
    any_cashier: "Все кассиры" / "All cashiers";
    min_total: "Сумма от" / "Total from";
    max_total: "до" / "to";
    no_receipts: "За этот период чеков нет" / "No receipts in this period";
    no_receipts_hint: "Выберите другой период вверху — или пробейте первый чек на кассе, он появится здесь сам." / "Choose another period at the top, or sell something on a till: the receipt appears here by itself.";
    as_printed: "Как напечатан" / "As printed";
    sold: "Пробит" / "Sold";
    received: "Получен сервером" / "Received by the server";
    business_day: "Рабочий день" / "Business day";
    gross: "До скидок" / "Before discounts";
    discount: "Скидки" / "Discounts";
    rounding: "Округление наличных" / "Cash rounding";
    reason: "Причина" / "Reason";
    original: "Исходный чек" / "The original receipt";
    marking: "Маркировка" / "Marking";
    returns_made: "Возвраты по этому чеку" / "Returns from this receipt";
    all_of_shift: "Чеки этой смены" / "Receipts of this shift";
    shift_filter: "Показана одна смена" / "One shift is shown";
    number_filter: "Номер ищется за всё время" / "A number is looked for in all days";
    customer_filter: "Показан один покупатель" / "One customer is shown";

    shifts: "Смены" / "Shifts";
    shift: "Смена" / "Shift";
    all_shifts: "Все смены" / "All shifts";
    open_shifts: "Открытые" / "Open";
    closed_shifts: "Закрытые" / "Closed";
    opened: "Открыта" / "Opened";
    closed: "Закрыта" / "Closed";
    open_now: "Открыта сейчас" / "Open now";
    takings: "Выручка" / "Takings";
    difference: "Расхождение" / "Difference";
    no_difference: "сошлось" / "agrees";
    expected_cash: "Должно быть в кассе" / "Expected in the drawer";
    counted_cash: "Посчитано" / "Counted";
    opening_float: "Размен на начало" / "Opening float";
    cash_in: "Внесено" / "Cash in";
    cash_out: "Изъято" / "Cash out";
    sales: "Продажи" / "Sales";
    returns: "Возвраты" / "Returns";
    discounts: "Скидки" / "Discounts";
    cash_moves: "Внесения и изъятия" / "Cash in and out";
    no_cash_moves: "Денег не вносили и не изымали." / "No cash was put in or taken out.";
    tenders: "По способам оплаты" / "By tender";
    note: "Комментарий кассира" / "The cashier's note";
    z_report: "Z-отчёт" / "Z report";
    z_later: "Z-отчёт появится, когда смену закроют на кассе." / "The Z report appears when the shift is closed on the till.";
    check: "Сверка" / "Check";
    check_open: "Смена открыта" / "Shift open";
    check_incomplete: "Ещё не всё получено" / "Not all received yet";
    check_incomplete_hint: "Часть операций смены ещё на кассе. Включите её и подключите к сети: сверка пройдёт сама." / "Some operations of the shift are still on the till. Switch it on and connect it: the check runs by itself.";
    check_verified: "Сошлось с чеками" / "Agrees with the receipts";
    check_verified_hint: "Сервер сложил все операции смены; суммы равны Z‑отчёту." / "The server added up all operations of the shift; the sums equal the Z report.";
    check_mismatch: "Не сходится с чеками" / "Does not agree with the receipts";
    check_mismatch_hint: "Все операции здесь, но их сумма другая, чем в Z-отчёте. Запустите на кассе проверку (verify) и покажите её тому, кто вас поддерживает." / "All operations are here, but they add up to something else than the Z report. Run “verify” on the till and show it to whoever supports you.";
    no_shifts: "Смен ещё не было" / "No shifts yet";
    no_shifts_hint: "Кассир открывает смену на кассе: входит по PIN и указывает размен." / "A cashier opens a shift on the till: signs in by PIN and enters the float.";
}

/// “Shift 12”.
pub fn shift_number(number: u64) -> String {
    match look::locale() {
        Locale::Ru => format!("Смена {number}"),
        Locale::En => format!("Shift {number}"),
    }
}

/// “Receipt A1-000123”.
pub fn receipt_number(number: &str, is_return: bool) -> String {
    format!(
        "{} {number}",
        if is_return { return_word() } else { receipt() }
    )
}

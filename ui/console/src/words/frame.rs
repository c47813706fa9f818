//! Words around every room.

catalogue! {
    rooms: "Разделы" / "Rooms";
    more: "Ещё" / "More";
    today: "Сегодня" / "Today";
    receipts: "Чеки" / "Receipts";
    shifts: "Смены" / "Shifts";
    products: "Товары" / "Products";
    people: "Сотрудники" / "People";
    customers: "Покупатели" / "Customers";
    terminals: "Кассы" / "Tills";
    company: "Компания" / "Company";
    store: "Магазин" / "Store";
    all_stores: "Все магазины" / "All stores";
    period: "Период" / "Period";
    today_only: "Сегодня" / "Today";
    yesterday: "Вчера" / "Yesterday";
    seven_days: "7 дней" / "7 days";
    thirty_days: "30 дней" / "30 days";
    this_month: "Этот месяц" / "This month";
    own_period: "Свой период" / "Own period";
    from: "С" / "From";
    to: "По" / "To";
    sign_out: "Выйти" / "Sign out";
    still_in: "Вы ещё не вышли." / "You are still signed in.";
    copy_link: "Ссылка" / "Link";
    skip: "К содержимому" / "Skip to content";
    start_page: "На главную" / "To the first page";
    owner: "Владелец" / "Owner";
    manager: "Управляющий" / "Manager";
    cashier: "Кассир" / "Cashier";
    stockkeeper: "Кладовщик" / "Stockkeeper";
}

use bezmen_domain::permission::Role;

/// The word for a role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => owner(),
        Role::Manager => manager(),
        Role::Cashier => cashier(),
        Role::Stockkeeper => stockkeeper(),
    }
}

//! Words of people and customers.

use bezmen_domain::permission::Role;
use bezmen_kit::look;

catalogue! {
    people: "Сотрудники" / "People";
    new_person: "Новый сотрудник" / "New person";
    name: "Имя" / "Name";
    role: "Роль" / "Role";
    email: "Почта для входа в консоль" / "E-mail for the console";
    email_hint: "Пусто — человек входит только на кассе по PIN." / "Empty: the person signs in on tills only, by PIN.";
    password: "Пароль для консоли" / "Password for the console";
    password_keep: "Пусто — пароль не меняется." / "Empty: the password stays as it is.";
    password_new: "Не короче 10 знаков. Нужен, если указана почта." / "At least 10 characters. Needed when there is an e-mail.";
    password_short: "Пароль короче 10 знаков." / "The password is shorter than 10 characters.";
    pin: "PIN для кассы" / "PIN for tills";
    pin_set: "PIN задан" / "PIN set";
    pin_not_set: "PIN не задан: на кассу не войти" / "No PIN: cannot sign in on a till";
    no_pin: "PIN не задан" / "No PIN";
    pin_new: "Новый PIN" / "New PIN";
    pin_hint: "От 4 до 8 цифр. Кассы узнают его за секунды." / "4 to 8 digits. Tills know it within seconds.";
    pin_wrong: "PIN — это от 4 до 8 цифр." / "A PIN is 4 to 8 digits.";
    pin_save: "Задать PIN" / "Set the PIN";
    pin_clear: "Убрать PIN" / "Clear the PIN";
    pin_saved: "PIN задан." / "The PIN is set.";
    pin_cleared: "PIN убран." / "The PIN is cleared.";
    active: "Может входить" / "May sign in";
    inactive: "Не работает" / "Left";
    works: "Работают" / "Working here";
    left: "Уволенные" / "Left";
    everybody: "Все" / "Everybody";
    console: "Консоль" / "Console";
    search_people: "Имя или почта" / "Name or e-mail";
    no_people: "Сотрудников ещё нет" / "Nobody yet";
    no_people_hint: "Добавьте кассира и задайте ему PIN: с ним он входит на кассе." / "Add a cashier and set a PIN: it is what they sign in with on a till.";
    all_roles: "Все роли" / "All roles";

    customers: "Покупатели" / "Customers";
    search_customers: "Имя, телефон или карта" / "Name, phone or card";
    customer: "Покупатель" / "Customer";
    phone: "Телефон" / "Phone";
    card: "Карта" / "Card";
    receipts: "Чеки" / "Receipts";
    spent: "Куплено" / "Bought";
    last: "Последний чек" / "Last receipt";
    no_customers: "Покупателей ещё нет" / "No customers yet";
    no_customers_hint: "Кассир добавляет покупателя к чеку клавишей F3: по телефону, имени или карте. Он появится здесь." / "A cashier attaches a customer to a receipt with F3: by phone, name or card. The customer then appears here.";
    no_name: "Без имени" / "No name";
}

/// What a role may do, in a sentence.
pub fn role_hint(role: Role) -> &'static str {
    let (ru, en) = match role {
        Role::Owner => (
            "Может всё: деньги, люди, кассы, настройки.",
            "May do everything: money, people, tills, settings.",
        ),
        Role::Manager => (
            "Отчёты, товары, возвраты, скидки; подтверждает то, чего кассир не может сам.",
            "Reports, products, returns, discounts; approves what a cashier may not do alone.",
        ),
        Role::Cashier => (
            "Продаёт и принимает возвраты по чеку.",
            "Sells, and takes returns by receipt.",
        ),
        Role::Stockkeeper => (
            "Ведёт товары и цены; не продаёт.",
            "Keeps products and prices; does not sell.",
        ),
    };
    look::locale().pick(ru, en)
}

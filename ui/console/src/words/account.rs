//! Words of registering and signing in.

catalogue! {
    sign_in_verb: "Войти" / "Sign in";
    sign_in_lead: "Консоль владельца" / "The owner's console";
    email: "Электронная почта" / "E-mail";
    password: "Пароль" / "Password";
    password_hint: "Не короче 10 знаков." / "At least 10 characters.";
    password_short: "Пароль короче 10 знаков. Добавьте слово-другое." / "The password is shorter than 10 characters. Add a word or two.";
    email_wrong: "Это не похоже на адрес почты. Пример: anna@shop.ru" / "This does not look like an e-mail address. Example: anna@shop.com";
    no_company_yet: "Ещё нет компании?" / "No company yet?";
    register: "Зарегистрировать компанию" / "Register a company";
    registration_closed: "На этом сервере новые компании не регистрируются. Попросите того, кто ведёт сервер, завести вашу." / "This server takes no new companies. Ask whoever runs it to make yours.";
    register_verb: "Создать компанию" / "Create the company";
    have_account: "Уже есть вход?" / "Already registered?";
    company: "Название компании" / "Company name";
    store: "Первый магазин" / "First store";
    store_hint: "Например: «На Садовой». Другие магазины добавите потом." / "For example: “Garden Street”. Add other stores later.";
    your_name: "Ваше имя" / "Your name";
    currency: "Валюта цен" / "Currency of prices";
    currency_hint: "Потом не меняется." / "Cannot be changed later.";
    receipt_language: "Язык чеков" / "Language of receipts";
    russian: "Русский" / "Russian";
    english: "Английский" / "English";
    signed_out: "Сеанс закончился" / "The session has ended";
    signed_out_hint: "Войдите ещё раз: всё, что вы ввели, осталось на странице." / "Sign in again: everything you typed is still on the page.";
}

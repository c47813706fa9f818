use super::catalogue;

catalogue! {
    /// What the buyer reads.
    Customer {
        Welcome: "Добро пожаловать!", "Welcome!";
        Closed: "Касса закрыта", "This till is closed";
        ClosedHint: "Пожалуйста, пройдите к другой кассе.", "Please go to another till.";
        Total: "Итого", "Total";
        Saved: "Ваша скидка", "You save";
        ToPay: "К оплате", "To pay";
        Taken: "Получено", "Received";
        Missing: "Осталось оплатить", "Still to pay";
        Paid: "Получено", "Received";
        Change: "Ваша сдача", "Your change";
        Thanks: "Спасибо за покупку!", "Thank you!";
        Lost: "Нет связи с кассой", "The till does not answer";
    }
}

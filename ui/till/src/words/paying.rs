use super::catalogue;

catalogue! {
    /// Payment.
    Paying {
        Due: "К оплате", "To pay";
        CashDue: "Наличными {}", "{} in cash";
        Missing: "Осталось внести", "Still to pay";
        Change: "Сдача", "Change";
        NoChange: "Без сдачи", "No change";
        Cash: "Наличные", "Cash";
        Card: "Карта", "Card";
        Bonus: "Бонусы", "Points";
        GiftCard: "Подарочная карта", "Gift card";
        OnAccount: "В долг", "On account";
        Exact: "Ровно", "Exact";
        Received: "Получено от покупателя", "Received from the customer";
        AddCash: "Внести наличными", "Take as cash";
        AddCard: "Внести картой", "Take by card";
        CardRest: "Всё картой", "All by card";
        CardHint: "Проведите сумму на терминале, затем подтвердите здесь.", "Charge the sum on the card terminal, then confirm here.";
        Taken: "Внесено", "Taken";
        TakeBack: "Убрать {}", "Take back {}";
        BackToTicket: "К чеку", "Back to the ticket";
        ScanFirst: "Сначала закончите оплату или вернитесь к чеку (Esc).", "Finish the payment first, or go back to the ticket (Esc).";
        CashNotNeeded: "Наличными платить нечего. Уберите наличные.", "Nothing is left to pay in cash. Take the cash off.";
        CardAbove: "Картой можно взять не больше остатка: сдачу даём только с наличных.", "A card pays no more than what is due: only cash gives change.";
        TooLarge: "Слишком большая сумма: проверьте число цифр.", "The sum is too large: check the number of digits.";
        Sold: "Чек {}", "Receipt {}";
        Refunded: "Возврат {}", "Return {}";
        GiveBack: "Отдайте покупателю", "Hand to the customer";
        GivenBack: "Возвращено на карту", "Refunded to the card";
        NothingBack: "Возвращать нечего", "Nothing to give back";
        NextSale: "Следующая продажа", "Next sale";
        NextHint: "Сканируйте товар следующего покупателя.", "Scan the next customer’s first item.";
        Rounding: "Округление", "Rounding";
        NotPrinted: "Принтер не настроен: чек сохранён, его можно напечатать позже.", "No printer is set up: the receipt is kept and can be printed later.";
    }
}

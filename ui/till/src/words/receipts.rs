use super::catalogue;

catalogue! {
    /// Receipts and returns.
    Receipts {
        Title: "Чеки этой кассы", "Receipts of this till";
        Search: "Номер, сумма, товар или код чека", "Number, sum, item or receipt code";
        Day: "День", "Day";
        DaysAll: "Все дни", "All days";
        DaysToday: "Сегодня", "Today";
        DaysYesterday: "Вчера", "Yesterday";
        DaysOwn: "Другой день", "Another day";
        DayBefore: "На день раньше", "A day earlier";
        DayAfter: "На день позже", "A day later";
        DayWrong: "Введите день, например 20.11.2026.", "Type a day, for example 2026-11-20.";
        LookInAllDays: "Искать за все дни", "Look in all days";
        EmptyTitle: "Чеков не нашлось", "No receipts found";
        EmptyHint: "Введите номер, сумму или часть названия товара, или отсканируйте чек.", "Type a number, a sum or part of an item, or scan the receipt.";
        PickTitle: "Выберите чек", "Pick a receipt";
        PickHint: "Здесь он появится таким, каким был напечатан.", "It will stand here as it was printed.";
        Waiting: "Ждёт отправки", "Waiting";
        Return: "Возврат", "Return";
        PartlyReturned: "Есть возврат", "Returned from";
        Reprint: "Печать копии", "Print a copy";
        Reprinted: "Копия отправлена на принтер.", "The copy is on its way to the printer.";
        ReprintedNowhere: "Принтер не настроен. Добавьте его в настройках.", "No printer is set up. Add one in the settings.";
        StartReturn: "Вернуть товар", "Return goods";
        ReturnTitle: "Возврат по чеку {}", "Return from receipt {}";
        ReturnAll: "Вернуть всё", "Return all";
        ReturnNone: "Ничего", "None";
        SoldFor: "Продано {} за {}", "{} sold for {}";
        AlreadyBack: "уже вернули {}", "{} came back before";
        AllBack: "Всё уже вернули", "All came back";
        Reason: "Причина возврата", "Reason for the return";
        ReasonDefect: "Брак", "Faulty";
        ReasonUnfit: "Не подошло", "Did not suit";
        ReasonMistake: "Ошибка кассира", "Cashier’s mistake";
        RefundAs: "Как вернуть деньги", "How to refund";
        RefundSame: "Как платили", "As it was paid";
        Refund: "К возврату", "To refund";
        DoRefund: "Вернуть деньги", "Refund";
        NothingPicked: "Отметьте, что возвращают.", "Pick what comes back.";
        ReturnKeys: "Скан кода маркировки или ↑ ↓ — позиция · + − сколько · буквы — причина · Enter вернуть", "Scan of a marking code, or ↑ ↓: the line · + − how many · letters are the reason · Enter refunds";
        PieceCameBack: "Эту штуку по этому чеку уже вернули.", "This piece of the receipt has come back already.";
        PieceNotHere: "Такого кода в этом чеке нет. Сканируйте код маркировки с товара или выберите строку.", "This receipt has no such code. Scan the marking code on the item, or pick the line.";
        ReasonMissing: "Выберите или напишите причину.", "Pick or write the reason.";
    }
}

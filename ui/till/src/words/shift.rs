use super::catalogue;

catalogue! {
    /// Shift and cash.
    Shift {
        OpenTitle: "Открыть смену", "Open the shift";
        OpenHint: "Сколько денег в ящике сейчас?", "How much cash is in the drawer now?";
        Float: "Размен в ящике", "Opening float";
        Open: "Открыть смену", "Open the shift";
        Title: "Смена {}", "Shift {}";
        OpenedBy: "Открыл(а) {}, {}", "Opened by {}, {}";
        Sales: "Продажи", "Sales";
        Returns: "Возвраты", "Returns";
        Takings: "Выручка", "Takings";
        Discounts: "Скидки", "Discounts";
        Rounding: "Округление", "Rounding";
        ByTender: "По видам оплаты", "By tender";
        Taxes: "Налоги", "Taxes";
        Drawer: "Деньги в ящике", "Cash drawer";
        FloatRow: "Размен", "Float";
        CashIn: "Внесено", "Cash in";
        CashOut: "Изъято", "Cash out";
        Expected: "Должно быть", "Should be";
        SoFar: "За смену", "This shift";
        SumsHidden: "Суммы покажем, когда деньги в ящике будут пересчитаны.", "Sums are shown once the cash in the drawer is counted.";
        Receipts: "Чеки {}–{}", "Receipts {}–{}";
        Moves: "Внесения и изъятия", "Cash moves";
        NoMoves: "Пока не было", "None so far";
        PutIn: "Внести", "Cash in";
        TakeOut: "Изъять", "Cash out";
        PutInTitle: "Внести деньги в ящик", "Put cash into the drawer";
        TakeOutTitle: "Изъять деньги из ящика", "Take cash out of the drawer";
        Reason: "Причина", "Reason";
        ReasonIn: "Например: размен из банка", "For example: change from the bank";
        ReasonOut: "Например: инкассация", "For example: to the safe";
        ReasonMissing: "Напишите причину: она попадёт в отчёт.", "Write the reason: it goes to the report.";
        AmountMissing: "Введите сумму больше нуля.", "Type a sum above zero.";
        PrintX: "Печать X-отчёта", "Print X report";
        PrintedX: "X-отчёт отправлен на принтер.", "The X report is on its way to the printer.";
        Close: "Закрыть смену", "Close the shift";
        CloseTitle: "Закрытие смены {}", "Closing shift {}";
        CloseHint: "Пересчитайте деньги в ящике. Ожидаемую сумму покажем после.", "Count the cash in the drawer. The expected sum is shown after.";
        OpenLines: "В открытом чеке {}: оплатите или аннулируйте его.", "The open ticket has {}: pay or void it.";
        Held: "Есть {}: верните и оплатите или аннулируйте.", "There are {}: recall and pay or void them.";
        Unprinted: "Не напечатано: {}. Печать продолжится.", "Not printed yet: {}. Printing goes on.";
        Unsent: "Ещё не отправлено на сервер: {}. Они сохранены.", "Not on the server yet: {}. They are kept safe.";
        Counted: "Пересчитано", "Counted";
        Pieces: "шт.", "pcs";
        Note: "Пояснение", "Note";
        NoteExample: "Если знаете, откуда разница", "If you know where a difference comes from";
        CloseDo: "Закрыть смену и напечатать Z", "Close and print Z";
        ClosedTitle: "Смена {} закрыта", "Shift {} is closed";
        Difference: "Разница", "Difference";
        Agrees: "Деньги сошлись", "The cash agrees";
        Over: "Излишек", "Over";
        Short: "Недостача", "Short";
        Done: "Готово", "Done";
        NoShiftTitle: "Смена закрыта", "No shift is open";
        NoShiftHint: "Откройте смену, чтобы продавать.", "Open a shift to sell.";
        Earlier: "Прошлые смены", "Earlier shifts";
    }
}

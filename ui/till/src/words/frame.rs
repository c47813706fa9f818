use super::catalogue;

catalogue! {
    /// The frame around every screen.
    Frame {
        Shift: "Смена {}", "Shift {}";
        NoShift: "Смена закрыта", "No shift";
        Menu: "Меню", "Menu";
        Sell: "Продажа", "Sell";
        Receipts: "Чеки", "Receipts";
        ShiftAndCash: "Смена и деньги", "Shift and cash";
        SyncAndPrint: "Связь и печать", "Sync and printing";
        Settings: "Настройки", "Settings";
        Back: "Назад", "Back";
        Close: "Закрыть", "Close";
        Cancel: "Отмена", "Cancel";
        Retry: "Повторить", "Try again";
        Printer: "Принтер", "Printer";
        PrinterAbsent: "Нет принтера", "No printer";
        PrinterWants: "Бумага кончается", "Paper runs low";
        PrinterFails: "Принтер не готов", "Printer not ready";
        PrinterWaiting: "Ждёт печати: {}", "To be printed: {}";
        Scale: "Весы", "Scale";
        ScaleAbsent: "Нет весов", "No scale";
        ScaleLost: "Весы молчат", "Scale is silent";
        SyncLevel: "На связи · всё отправлено", "Online · all sent";
        SyncSending: "На связи · отправляем {}", "Online · sending {}";
        SyncSendingSome: "На связи · отправляем", "Online · sending";
        SyncOffline: "Нет связи · всё сохранено", "Offline · all kept safe";
        SyncOfflineWaiting: "Нет связи · {} в сохранности, с {}", "Offline · {} kept safe, oldest {}";
        SyncTrouble: "Связь: нужно внимание", "Sync needs a look";
        SyncRevoked: "Владелец отключил кассу", "Disconnected by the owner";
        SyncRevokedWaiting: "Владелец отключил кассу · {} в сохранности", "Disconnected by the owner · {} kept safe";
        SyncForgotten: "Сервер не узнаёт кассу", "Unknown to the server";
        SyncForgottenWaiting: "Сервер не узнаёт кассу · {} в сохранности", "Unknown to the server · {} kept safe";
        SyncUnpaired: "Касса не подключена", "Not connected";
        EngineLost: "Касса не отвечает. Ждём…", "The till does not answer. Waiting…";
        Starting: "Касса запускается…", "The till is starting…";
        CannotStart: "Касса не запустилась", "The till did not start";
        Downloading: "Загружаем товары: {} из {}", "Loading products: {} of {}";
        Customer: "Покупатель", "Customer";
        Discount: "Скидка", "Discount";
        Hold: "Отложить", "Hold";
        Recall: "Отложенные", "Recall";
        Return: "Возврат", "Return";
        Weigh: "Взвесить", "Weigh";
        Exact: "Без сдачи", "Exact cash";
        Drawer: "Ящик", "Drawer";
        Lock: "Блокировка", "Lock";
        Pay: "Оплата", "Pay";
        ConsentTitle: "Нужно разрешение", "Approval needed";
        ConsentWho: "Кто разрешает", "Who approves";
        ConsentReason: "Причина", "Reason";
        ConsentReasonExample: "Например: ошибка в цене", "For example: wrong price tag";
        ConsentPin: "PIN разрешающего", "Approver’s PIN";
        ConsentReasonMissing: "Напишите причину: она попадёт в журнал.", "Write the reason: it goes to the audit trail.";
        ConsentNobody: "В этом магазине некому разрешить: владелец может дать PIN управляющему в консоли.", "Nobody here can approve: the owner can give a manager a PIN in the console.";
        ConsentOwner: "Столько управляющий разрешить не может: нужен PIN владельца.", "A manager cannot allow this much: the owner’s PIN is needed.";
        ConsentGive: "Разрешить", "Approve";
    }
}

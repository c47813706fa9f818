use super::catalogue;

catalogue! {
    /// Sync and printing in detail.
    Health {
        SyncTitle: "Связь с сервером", "Sync with the server";
        Server: "Сервер", "Server";
        LastContact: "Последний ответ", "Last answer";
        Never: "ещё не было", "never";
        NextTry: "Следующая попытка", "Next try";
        OpsKept: "Записано на кассе", "Kept at the till";
        OpsReceived: "Получено сервером", "Received by the server";
        OpsParked: "Ждут разбора на сервере", "Parked at the server";
        LastNumber: "Последний номер чека", "Last receipt number";
        Revision: "Редакция каталога", "Catalogue revision";
        Products: "Товаров на кассе", "Products at the till";
        ClockAhead: "Часы кассы отстают на", "This till’s clock is slow by";
        ClockBehind: "Часы кассы спешат на", "This till’s clock is fast by";
        SyncNow: "Связаться сейчас", "Sync now";
        Export: "Сохранить неотправленное в файл", "Export what waits";
        Exported: "Записано в файл {} (записей: {}).", "Written to {} ({} entries).";
        Notices: "Сообщения", "Notices";
        Dismiss: "Прочитано", "Dismiss";
        PrintTitle: "Печать", "Printing";
        PrintEmptyTitle: "Ничего не печаталось", "Nothing was printed yet";
        PrintEmptyHint: "Здесь будут чеки и отчёты, отправленные на принтер.", "Receipts and reports sent to the printer will stand here.";
        Queued: "В очереди", "Queued";
        Sending: "Печатается", "Printing";
        Done: "Напечатан", "Printed";
        Failed: "Не напечатан", "Not printed";
        RetryPrint: "Печатать ещё раз", "Print again";
        Attempts: "попытка {}", "try {}";
        Version: "Версия {}", "Version {}";
    }
}

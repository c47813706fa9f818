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
        RevokedTitle: "Владелец отключил эту кассу", "The owner has disconnected this till";
        ForgottenTitle: "Сервер не узнаёт эту кассу", "The server does not know this till";
        SellsOn: "Продажи идут как обычно, каждый чек хранится на кассе.", "Sales go on here as usual, and every receipt is kept safe.";
        SellsOnWaiting: "Продажи идут как обычно, каждый чек хранится на кассе. Ждут отправки: {}.", "Sales go on here as usual, and every receipt is kept safe. Waiting to be sent: {}.";
        PairAgainHow: "Чтобы чеки снова уходили, а товары и цены обновлялись, подключите кассу заново: владелец подтвердит код в консоли.", "To send receipts and get new products and prices again, connect the till once more: the owner confirms a code in the console.";
        PairAgain: "Подключить кассу заново", "Connect this till again";
        PairAgainHint: "Чеки, смена и настройки остаются на месте. Назад можно в любой момент: продажам это не мешает.", "Receipts, shift and settings stay as they are. You can go back at any time: selling goes on.";
        PairedAgain: "Касса снова подключена. Отправляем то, что ждало.", "The till is connected again. What waited is being sent.";
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
        DropPrint: "Не печатать", "Do not print";
        Attempts: "попытка {}", "try {}";
        Version: "Версия {}", "Version {}";
    }
}

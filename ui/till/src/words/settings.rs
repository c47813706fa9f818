use super::catalogue;

catalogue! {
    /// Settings of the till.
    Preferences {
        Title: "Настройки кассы", "Settings of this till";
        Language: "Язык", "Language";
        Theme: "Тема", "Theme";
        System: "Как в системе", "As the system";
        Light: "Светлая", "Light";
        Dark: "Тёмная", "Dark";
        Density: "Строки чека", "Ticket lines";
        Roomy: "Обычные", "Usual";
        Compact: "Плотные", "Compact";
        AutoLock: "Блокировать без касаний, минут (0 — никогда)", "Lock when idle, minutes (0 is never)";
        PrintAlways: "Печатать чек", "Print receipts";
        Always: "Всегда", "Always";
        OnDemand: "По кнопке", "On demand";
        Backup: "Папка для второй копии", "Folder for a second backup";
        BackupExample: "Например: флешка", "For example: a memory stick";
        CashStep: "Округление наличных до", "Round cash to";
        Save: "Сохранить", "Save";
        Saved: "Настройки сохранены.", "Settings saved.";
        NumberWrong: "Здесь нужно целое число.", "This must be a whole number.";
        PairAgain: "Подключить кассу заново", "Connect this till again";
        Unpair: "Отключить кассу от магазина", "Disconnect this till from the shop";
        UnpairAsk: "Касса забудет магазин. Сначала закройте смену и дождитесь, пока все чеки уйдут на сервер.", "The till will forget the shop. Close the shift first, and wait until every receipt is on the server.";
        UnpairYes: "Да, отключить", "Yes, disconnect";
    }
}

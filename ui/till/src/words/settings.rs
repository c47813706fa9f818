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
        Printer: "Принтер чеков", "Receipt printer";
        None: "Нет", "None";
        Network: "Сетевой", "Network";
        Serial: "COM-порт", "Serial";
        File: "Файл или устройство", "File or device";
        Other: "USB или очередь", "USB or queue";
        OtherPlace: "USB-принтер или очередь печати", "USB printer or print queue";
        AddressTcp: "Адрес, порт 9100 обычно", "Address, usually port 9100";
        Port: "Порт", "Port";
        Baud: "Скорость, бод", "Bits per second";
        Path: "Путь", "Path";
        Profile: "Модель (профиль)", "Model (profile)";
        Drawer: "Денежный ящик", "Cash drawer";
        DrawerYes: "Подключён к принтеру", "On the printer";
        DrawerNo: "Нет", "None";
        TestPage: "Пробная печать", "Print a test page";
        TestSent: "Пробная страница отправлена на принтер.", "The test page is on its way to the printer.";
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

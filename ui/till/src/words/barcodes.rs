use super::catalogue;

catalogue! {
    /// The bench of scanners and codes.
    Barcodes {
        TryTitle: "Проверка сканера и кодов", "Trying scanners and codes";
        TryHint: "Считайте любой код или вставьте его в поле. Здесь ничего не продаётся.", "Scan any code, or paste it into the field. Nothing is sold here.";
        CodeField: "Код", "Code";
        Explain: "Разобрать", "Explain";
        NothingTitle: "Пока ничего не считано", "Nothing has been scanned yet";
        NothingHint: "Здесь будет видно, что прислал сканер, что это за код и какой это товар.", "What the scanner sent, what the code is and which product it stands for will stand here.";
        Arrived: "Что пришло", "What arrived";
        Hex: "Байты", "Bytes";
        Pace: "Скорость", "Speed";
        PerSecond: "{} знаков, {} в секунду", "{} characters, {} a second";
        AtOnce: "{} знаков разом", "{} characters at once";
        Layout: "Раскладка", "Layout";
        LayoutLatin: "латинская", "Latin";
        LayoutOther: "другая, например русская; код прочтён по месту клавиш и верен", "another, such as Russian; the code was read by the place of the keys and is right";
        LayoutCaps: "включён Caps Lock; код прочтён верно", "Caps Lock is on; the code was read right";
        Separator: "Разделитель GS", "Separator GS";
        GsControl: "пришёл как Ctrl+]", "came as Ctrl+]";
        GsF8: "пришёл как F8", "came as F8";
        GsAlt: "пришёл как Alt+0029", "came as Alt+0029";
        GsItself: "пришёл сам", "came as itself";
        GsNone: "не пришёл", "did not come";
        Pasted: "вставлено или набрано", "pasted or typed";
        Way: "Способ", "Way";
        WayKeyboard: "сканер-клавиатура", "a scanner that types";
        TestTitle: "Пробный код", "A code to try";
        TestHint: "Считайте его с экрана: станет ясно, доходят ли разделители GS и буквы.", "Scan it off the screen: it shows whether separators (GS) and letters come through.";
        TestKept: "Сканер настроен верно: GS и буквы дошли.", "The scanner is set up well: GS and letters came through.";
        TestLost: "Сканер теряет GS. Включите в нём передачу управляющих символов (GS, код 29) и считайте код снова.", "The scanner loses GS. Let it send control characters (GS, code 29), and scan the code again.";
        TestChanged: "Код дошёл изменённым. Проверьте в сканере раскладку клавиатуры (US), префикс и регистр букв.", "The code came changed. Check the scanner's keyboard layout (US), its prefix and its letter case.";
        Rule: "Правило", "Rule";
        NoRule: "ни одно не подошло", "none fits";
        Product: "Товар", "Product";
        NoProduct: "в каталоге нет", "not in the catalogue";
        ConflictsTitle: "Правила этикеток", "Label rules";
        NoConflicts: "Правила друг другу не мешают.", "The rules are not in each other's way.";
        Example: "Показать на примере {}", "Show on {}";
        OwnTitle: "Сканер кассы", "The till's scanner";
        OwnHint: "Сканер, который печатает как клавиатура, обычно настраивать не нужно. Здесь указывают сканер на COM-порту, в сети или HID.", "A scanner that types as a keyboard usually needs no setting up. A scanner on a serial port, the network or HID is set here.";
        OwnField: "Порт или адрес", "Port or address";
        OwnExample: "/dev/ttyACM0, COM5, tcp://192.168.1.20:4001", "/dev/ttyACM0, COM5, tcp://192.168.1.20:4001";
        Save: "Сохранить", "Save";
        Remove: "Убрать", "Remove";
        OwnSaved: "Сканер сохранён. Считайте им код.", "The scanner is kept. Scan a code with it.";
        OwnRemoved: "Сканер убран из настроек.", "The scanner was removed from the settings.";
        WayOwn: "сканер кассы", "the till's scanner";
    }
}

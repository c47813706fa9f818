use super::catalogue;

catalogue! {
    /// Setting up what the buyer sees.
    Displays {
        OwnTitle: "Двухстрочный дисплей", "Two-line display";
        OwnHint: "Дисплей на порту компьютера, в сети или за принтером чеков. Касса показывает на нём товары, итог и сдачу.", "A display at a port of this computer, on the network or behind the receipt printer. The till shows goods, the total and the change on it.";
        Model: "Модель", "Model";
        Field: "Порт или адрес", "Port or address";
        Example: "/dev/ttyUSB0, COM3 или 192.168.1.30:4001", "/dev/ttyUSB0, COM3 or 192.168.1.30:4001";
        BehindPrinter: "Через принтер чеков", "Through the receipt printer";
        Brightness: "Яркость", "Brightness";
        TestField: "Проверочный текст", "Test text";
        TestText: "Привет / Hello", "Hello / Привет";
        Test: "Показать", "Show it";
        Save: "Сохранить", "Save";
        Remove: "Убрать", "Remove";
        Saved: "Дисплей сохранён.", "The display is kept.";
        Removed: "Дисплей убран из настроек.", "The display was removed from the settings.";
        GlassTitle: "Проверка дисплея", "Try the display";
        GlassHint: "Нажмите «Показать»: здесь будут те же две строки, что на дисплее.", "Press “Show it”: the same two lines as on the display will stand here.";
        WindowTitle: "Окно покупателя", "Customer window";
        WindowHint: "Покупки крупными буквами на втором экране. Окно открывается вместе с кассой, пока его не уберут.", "The sale in large type on a second screen. The window opens with the till until it is put away.";
        WindowOpen: "Открыть окно", "Open the window";
        WindowClose: "Убрать окно", "Put the window away";
        PageHint: "Откройте страницу и перенесите её на второй экран. Она показывает только то, что видит покупатель.", "Open the page and move it to a second screen. It shows only what a customer may see.";
        PageOpen: "Открыть страницу покупателя", "Open the customer page";
    }
}

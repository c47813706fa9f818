use super::catalogue;

catalogue! {
    /// Labels: their printer, the scales that print them, and printing one for a product.
    Labels {
        PrinterHint: "Ценники и этикетки печатает отдельный принтер или принтер чеков. Настройте его и напечатайте пробную.", "A printer of its own or the receipt printer prints price labels. Set it up and print a test.";
        Where: "Где печатать", "Where to print";
        Nowhere: "Нигде", "Nowhere";
        OnReceipts: "Принтер чеков", "Receipt printer";
        OnOwn: "Свой принтер", "A label printer";
        Address: "Адрес принтера этикеток", "Address of the label printer";
        AddressExample: "192.168.1.60:9100, usb:0a5f:0166, /dev/usb/lp1", "192.168.1.60:9100, usb:0a5f:0166, /dev/usb/lp1";
        Language: "Язык принтера", "Language of the printer";
        Width: "Ширина, мм", "Width, mm";
        Height: "Высота, мм", "Height, mm";
        Dpi: "Точек на дюйм", "Dots per inch";
        Save: "Сохранить принтер этикеток", "Keep this label printer";
        Saved: "Принтер этикеток сохранён.", "The label printer is kept.";
        Removed: "Принтер этикеток убран из настроек.", "The label printer was removed from the settings.";
        Unsaved: "Изменения ещё не сохранены.", "The changes are not kept yet.";
        WrongNumber: "Размеры и точность — целые числа.", "Sizes and dots are whole numbers.";
        NoAddress: "Укажите адрес принтера этикеток.", "Say where the label printer is.";
        Show: "Показать этикетку", "Show the label";
        Print: "Напечатать пробную", "Print a test";
        TryTitle: "Проверьте этикетку", "Check the label";
        TryHint: "Здесь появится картинка пробной этикетки в настоящих точках принтера. Печать не мешает продавать.", "A picture of a test label in the printer's own dots appears here. Printing does not disturb selling.";
        Expected: "Так должна выглядеть этикетка", "The label should look like this";
        ScaleHint: "Весы, которые сами печатают этикетки, узнают от кассы названия, цены и номера весовых товаров.", "Scales that print labels are told names, prices and numbers of weighed goods by the till.";
        ScaleKind: "Весы или файл", "Scale or file";
        ScaleAddress: "Адрес весов", "Address of the scale";
        ScaleNumber: "Номер весов (если не 1)", "Number of the scale (unless 1)";
        ScalePassword: "Пароль (если не заводской)", "Password (unless the maker's)";
        ScaleSave: "Сохранить весы", "Keep this scale";
        ScaleSaved: "Весы с этикетками сохранены.", "The label scale is kept.";
        ScaleRemove: "Убрать", "Remove";
        ScaleRemoved: "Весы с этикетками убраны из настроек.", "The label scale was removed from the settings.";
        ScaleNoAddress: "Укажите адрес весов.", "Say where the scale is.";
        NumberWrong: "Номер весов — от 1 до 255.", "The number of a scale is from 1 to 255.";
        Check: "Проверить товары", "Check the goods";
        Send: "Отправить на весы", "Send to the scale";
        SaveFile: "Сохранить файл", "Save the file";
        FileSaved: "Файл {} записан (товаров: {}). Загрузите его в программу весов.", "The file {} was written ({} goods). Load it in the scale's program.";
        GoodsTitle: "Товары для весов", "Goods for the scale";
        GoodsHint: "Проверьте, какие весовые товары весы могут принять, и отправьте их. Продажа не прерывается.", "Check which weighed goods the scale can hold, and send them. Selling goes on.";
        More: "И ещё строк: {}", "And {} more";
        Written: "на весах", "on the scale";
        Ready: "подходит", "fits";
        Shortened: "сокращено", "shortened";
        NotTaken: "не принят", "not taken";
        Unknown: "неизвестно", "not known";
        Refused: "не подходит", "does not fit";
        NoNumber: "нет номера", "no number";
        NotSent: "не отправлен", "not sent";
        ForProduct: "Этикетки", "Labels";
        PrintFor: "Печать этикеток", "Print labels";
        Copies: "Сколько этикеток", "How many labels";
        CopiesWrong: "Введите число от 1 до 500", "Type a number from 1 to 500";
        PrintNow: "Печатать", "Print";
    }
}

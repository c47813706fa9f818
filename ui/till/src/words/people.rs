use super::catalogue;

catalogue! {
    /// Pairing and signing in.
    People {
        WhoSells: "Кто работает за кассой?", "Who is at the till?";
        TypePin: "{}, введите PIN", "{}, type your PIN";
        PickTile: "Выберите себя касанием или стрелками, затем введите PIN.", "Pick your name by touch or arrow keys, then type your PIN.";
        NoPin: "PIN не задан", "no PIN yet";
        WaitFor: "Слишком много ошибок. Подождите {}.", "Too many wrong PINs. Wait {}.";
        Owner: "Владелец", "Owner";
        Manager: "Управляющий", "Manager";
        Cashier: "Кассир", "Cashier";
        Stockkeeper: "Кладовщик", "Stockkeeper";
        NobodyTitle: "Пока некому войти", "Nobody can sign in yet";
        NobodyHint: "Владелец добавляет сотрудников и их PIN в консоли; касса получит их сама, как только будет связь.", "The owner adds people and their PINs in the console; the till gets them by itself once it is online.";
        PairTitle: "Подключение кассы", "Connect this till";
        PairHint: "Касса подключается к магазину один раз. Дальше она продаёт и без сети.", "A till is connected to its shop once. After that it sells with or without a network.";
        ServerAddress: "Адрес сервера", "Server address";
        DeviceName: "Название этого компьютера", "Name of this machine";
        DeviceExample: "Касса у входа", "Till by the door";
        Asking: "Просим у сервера код…", "Asking the server for a code…";
        GetCode: "Получить код", "Get a code";
        CodeHint: "Откройте консоль, раздел «Кассы», и введите этот код:", "Open the console, section “Tills”, and type this code:";
        CodeUntil: "Код действует до {}", "The code is valid until {}";
        Waiting: "Ждём подтверждения…", "Waiting for confirmation…";
        Expired: "Код больше не действует. Получите новый.", "The code is no longer valid. Get a new one.";
        Denied: "В подключении отказано. Проверьте код у владельца и получите новый.", "The owner refused. Check the code with the owner, then get a new one.";
        PairDone: "Готово. Загружаем товары и сотрудников…", "Done. Loading products and people…";
        OtherServer: "Другой сервер", "Another server";
        NewCode: "Новый код", "New code";
        AddressMissing: "Напишите адрес сервера, например https://shop.example", "Type the server’s address, such as https://shop.example";
    }
}

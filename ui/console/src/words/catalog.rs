//! Words of products, categories and imports.

use bezmen_contract::console::imports::{ImportField, TextEncoding};
use bezmen_contract::console::products::ProductSort;
use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::Unit;
use bezmen_kit::look;

use super::{number, rows};

catalogue! {
    products: "Товары" / "Products";
    product: "Товар" / "Product";
    new_product: "Новый товар" / "New product";
    search_products: "Название, артикул или штрихкод" / "Name, article or barcode";
    name: "Название" / "Name";
    category: "Категория" / "Category";
    price: "Цена" / "Price";
    barcode: "Штрихкод" / "Barcode";
    barcodes: "Штрихкоды" / "Barcodes";
    barcodes_hint: "Наведите сканер или введите цифры и нажмите Enter. Контрольная цифра проверяется." / "Scan, or type the digits and press Enter. The check digit is verified.";
    add_barcode: "Добавить" / "Add";
    remove_barcode: "Убрать штрихкод" / "Remove the barcode";
    sku: "Артикул" / "Article";
    unit: "Единица" / "Unit";
    tax: "Налог" / "Tax";
    default_tax: "Обычный" / "The usual one";
    no_category: "Без категории" / "No category";
    all_categories: "Все категории" / "All categories";
    on_sale: "В продаже" / "On sale";
    not_on_sale: "Снят с продажи" / "Not on sale";
    on_and_off: "В продаже и нет" / "On sale or not";
    quick_key: "Быстрая клавиша" / "Quick key";
    quick_key_hint: "Число: чем меньше, тем раньше. Пусто — товара на клавишах нет." / "A number: the smaller, the earlier. Empty: not on the keys.";
    quick_key_wrong: "Введите целое число или оставьте пустым." / "Type a whole number or leave it empty.";
    changed: "Изменён" / "Changed";
    sort_name: "По названию" / "By name";
    sort_price_up: "Сначала дешёвые" / "Cheapest first";
    sort_price_down: "Сначала дорогие" / "Dearest first";
    sort_changed: "Сначала изменённые" / "Changed last first";
    no_products: "Товаров ещё нет" / "No products yet";
    no_products_hint: "Загрузите прайс-лист из файла или заведите первый товар руками: через секунды он будет на всех кассах." / "Import a price list from a file or create the first product by hand: seconds later it is on every till.";
    import: "Загрузить из файла" / "Import a file";
    from_file: "Из файла" / "From a file";
    price_wrong: "Введите цену цифрами, например 89,90." / "Type the price in digits, for example 89.90.";
    name_long: "Название длиннее 200 знаков. Сократите его." / "The name is longer than 200 characters. Shorten it.";
    wait_barcode: "Добавьте введённый штрихкод или сотрите его." / "Add the typed barcode or clear it.";

    categories: "Категории" / "Categories";
    new_category: "Новая категория" / "New category";
    color: "Цвет на кассе" / "Colour on the till";
    position: "Порядок" / "Order";
    position_hint: "Чем меньше число, тем раньше на быстрых клавишах." / "The smaller the number, the earlier on the quick keys.";
    position_wrong: "Введите целое число: 0, 1, 2…" / "Type a whole number: 0, 1, 2…";
    no_categories: "Категорий ещё нет" / "No categories yet";
    no_categories_hint: "Категория даёт товару цвет и место на быстрых клавишах. При загрузке файла они создаются сами." / "A category gives products a colour and a place on the quick keys. An import creates them by itself.";

    import_title: "Загрузка товаров" / "Import products";
    drop: "Перетащите сюда файл" / "Drop a file here";
    drop_hint: "CSV, TSV или XLSX; сжатый .gz тоже. Кодировка и разделитель определятся сами." / "CSV, TSV or XLSX; .gz works too. Encoding and separator are found out.";
    choose_file: "Выбрать файл" / "Choose a file";
    reading: "Читаем файл…" / "Reading the file…";
    check_columns: "Проверьте, что в каждой колонке" / "Check what each column is";
    check_columns_hint: "Пока ничего не изменено. Нужна хотя бы колонка с названием." / "Nothing is changed yet. A column with the name is needed at least.";
    encoding: "Кодировка" / "Encoding";
    encoding_hint: "Если слова ниже не читаются, выберите другую." / "Choose another one if the words below cannot be read.";
    how_it_looks: "Так выглядит файл" / "How the file looks";
    first_row_head: "Первая строка — заголовки" / "The first row is a head";
    update_known: "Известные штрихкоды обновляют свой товар" / "A known barcode updates its product";
    default_price: "Цена для строк без цены" / "Price of rows without one";
    default_price_hint: "Пусто — такие строки попадут в список ошибок." / "Empty: such rows go to the list of bad rows.";
    start: "Начать загрузку" / "Start the import";
    other_file: "Другой файл" / "Another file";
    need_name: "Отметьте колонку с названием товара: без неё нечего заводить." / "Mark the column with the product's name: nothing can be created without it.";
    no_price: "Ни одна колонка не отмечена как цена. Укажите цену для строк без цены, иначе новые товары не заведутся." / "No column is marked as the price. Type the price of rows without one, else no new product can be created.";
    twice: "Две колонки отмечены одинаково. Оставьте одну." / "Two columns are marked alike. Keep one of them.";
    skip: "Не брать" / "Leave out";
    brand: "Бренд" / "Brand";
    running: "Загружаем" / "Importing";
    running_hint: "Можно уйти со страницы: загрузка идёт на сервере." / "You can leave this page: the import runs on the server.";
    done: "Готово" / "Done";
    failed: "Загрузка остановилась" / "The import stopped";
    failed_hint: "То, что уже взято, осталось. Исправьте причину и загрузите файл снова: известные товары не удвоятся." / "What was taken stays. Mend the cause and import the file again: known products are not doubled.";
    created: "Создано" / "Created";
    updated: "Обновлено" / "Updated";
    unchanged: "Без изменений" / "Unchanged";
    bad: "С ошибками" / "Bad rows";
    bad_rows: "Строки, которые не взяты" / "Rows that were not taken";
    download_bad: "Скачать все (CSV)" / "Download all (CSV)";
    line: "Строка" / "Line";
    what_is_wrong: "Что не так" / "What is wrong";
    to_products: "К товарам" / "To the products";
    no_bad_rows: "Взяты все строки." / "Every row was taken.";
}

/// The word for a unit.
pub fn unit_word(unit: Unit) -> &'static str {
    let (ru, en) = match unit {
        Unit::Piece => ("штука", "piece"),
        Unit::Kilogram => ("килограмм", "kilogram"),
        Unit::Gram => ("грамм", "gram"),
        Unit::Litre => ("литр", "litre"),
        Unit::Metre => ("метр", "metre"),
    };
    look::locale().pick(ru, en)
}

/// The name of an encoding.
pub fn encoding_word(encoding: TextEncoding) -> &'static str {
    let (ru, en) = match encoding {
        TextEncoding::Utf8 => ("UTF-8", "UTF-8"),
        TextEncoding::Utf16Le => ("UTF-16 LE", "UTF-16 LE"),
        TextEncoding::Utf16Be => ("UTF-16 BE", "UTF-16 BE"),
        TextEncoding::Windows1251 => ("Windows-1251", "Windows-1251"),
        TextEncoding::Ibm866 => ("DOS (CP866)", "DOS (CP866)"),
        TextEncoding::Koi8R => ("КОИ-8", "KOI8-R"),
        TextEncoding::MacCyrillic => ("Mac (кириллица)", "Mac (Cyrillic)"),
        TextEncoding::Windows1252 => ("Западная (Windows-1252)", "Western (Windows-1252)"),
    };
    look::locale().pick(ru, en)
}

/// What a price is for: “за шт”, “each”, “per kg”.
pub fn per_unit(unit: Unit) -> String {
    let locale = look::locale();
    match (locale, unit) {
        (Locale::En, Unit::Piece) => "each".to_owned(),
        (Locale::En, _) => format!("per\u{a0}{}", unit.abbreviation(locale)),
        (Locale::Ru, _) => format!("за\u{a0}{}", unit.abbreviation(locale)),
    }
}

/// The word for an order.
pub fn sort_word(sort: ProductSort) -> &'static str {
    match sort {
        ProductSort::Name => sort_name(),
        ProductSort::PriceUp => sort_price_up(),
        ProductSort::PriceDown => sort_price_down(),
        ProductSort::Changed => sort_changed(),
    }
}

/// The word for what a column is.
pub fn field_word(field: ImportField) -> &'static str {
    match field {
        ImportField::Skip => skip(),
        ImportField::Barcode => barcode(),
        ImportField::Name => name(),
        ImportField::Price => price(),
        ImportField::Category => category(),
        ImportField::Brand => brand(),
        ImportField::Sku => sku(),
        ImportField::Unit => unit(),
        ImportField::Tax => tax(),
    }
}

/// “12,000 of 100,000 rows”.
pub fn progress(done: u64, all: u64) -> String {
    match look::locale() {
        // After “из” the noun stands in the genitive.
        Locale::Ru if all % 10 == 1 && all % 100 != 11 => {
            format!("{} из {} строки", number(done), number(all))
        }
        Locale::Ru => format!("{} из {} строк", number(done), number(all)),
        Locale::En => format!("{} of {}", number(done), rows(all)),
    }
}

/// What of a workbook stays out.
pub fn other_sheets(names: &str) -> String {
    match look::locale() {
        Locale::Ru => {
            format!(
                "Загружается только один лист. Эти останутся в стороне: {names}. Сохраните каждый отдельным файлом."
            )
        }
        Locale::En => {
            format!(
                "Only one sheet is imported. These are left out: {names}. Save each as a file of its own."
            )
        }
    }
}

/// What of a price list stands above its head.
pub fn rows_above_head(count: u64) -> String {
    match look::locale() {
        Locale::Ru => format!(
            "Строк над заголовками: {}. Они не загружаются.",
            number(count)
        ),
        Locale::En => format!(
            "Rows above the heads: {}. They are not imported.",
            number(count)
        ),
    }
}

/// “the first 200 of 1,204”.
pub fn first_of(shown: u64, all: u64) -> String {
    if shown >= all {
        return number(all);
    }
    match look::locale() {
        Locale::Ru => format!("первые {} из {}", number(shown), number(all)),
        Locale::En => format!("the first {} of {}", number(shown), number(all)),
    }
}

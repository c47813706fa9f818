//! Import of products: good files, bad rows, files that are none.

use std::time::Duration;

use axum::http::Method;
use bezmen_contract::console::imports::{
    EncodingSamples, ImportField, ImportJob, ImportPreview, ImportStart, ImportState, TextEncoding,
};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::Product;
use bezmen_contract::failure::Failure;

use crate::support::{Owner, TestApp, on_both};

const FILE: &str = "штрихкод;наименование;цена;категория\n\
    4600682000174;Кофе чёрный;249,90;Кофе\n\
    4600682000175;Неверная цифра;10;Кофе\n\
    4006381333931;Ручка;дорого;Канцелярия\n\
    4600682000174;Кофе ещё раз;1;Кофе\n\
    87111125;;5;Прочее\n\
    9780201379624;Книга;1 500,00;Книги\n";

fn start(columns: Vec<ImportField>, update_known: bool) -> ImportStart {
    ImportStart {
        columns,
        has_header: true,
        update_known,
        default_price_minor: None,
    }
}

/// Runs an import to its end, asking for its progress as the console does.
pub async fn import(owner: &Owner, content: &[u8], update_known: bool) -> ImportJob {
    let job = begin(owner, content, update_known).await;
    finished(owner, job).await
}

/// Starts an import with the columns that are guessed.
pub async fn begin(owner: &Owner, content: &[u8], update_known: bool) -> ImportJob {
    let preview = owner.preview("file.csv", content).await;
    start_of(owner, preview, update_known).await
}

/// Waits until an import is over.
pub async fn finished(owner: &Owner, mut job: ImportJob) -> ImportJob {
    while job.state == ImportState::Running {
        tokio::time::sleep(Duration::from_millis(5)).await;
        job = owner
            .get(&format!("/api/v1/imports/{}", job.import_id))
            .await;
    }
    job
}

async fn start_of(owner: &Owner, preview: ImportPreview, update_known: bool) -> ImportJob {
    let path = format!("/api/v1/imports/{}/start", preview.import_id);
    owner.post(&path, &start(preview.guess, update_known)).await
}

async fn run(owner: &Owner, preview: ImportPreview, update_known: bool) -> ImportJob {
    let job = start_of(owner, preview, update_known).await;
    finished(owner, job).await
}

/// The prices of the products in the order of their names.
async fn prices(owner: &Owner) -> Vec<(String, i64)> {
    let page: Page<Product> = owner.get("/api/v1/products").await;
    let price = |row: Product| (row.input.name, row.input.price.minor());
    page.rows.into_iter().map(price).collect()
}

on_both! {
    good_rows_come_in_and_bad_ones_are_named(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let (cp1251, ..) = encoding_rs::WINDOWS_1251.encode(FILE);
        let preview = owner.preview("товары.csv", &cp1251).await;
        assert_eq!((preview.encoding, preview.format.as_str(), preview.rows), (Some(TextEncoding::Windows1251), "csv ;", 6));
        assert_eq!(preview.sample[0][1], "Кофе чёрный");
        use ImportField::{Barcode, Category, Name, Price};
        assert_eq!(preview.guess, [Barcode, Name, Price, Category]);

        let job = import(&owner, &cp1251, true).await;
        assert_eq!(job.state, ImportState::Done);
        assert_eq!((job.done, job.created, job.bad), (6, 2, 4));
        let bad: Vec<(u64, &str)> = job.bad_rows.iter().map(|row| (row.line, row.code.as_str())).collect();
        assert_eq!(bad, [(3, "CHECK_DIGIT"), (4, "PRICE_FORM"), (5, "DUPLICATE_IN_FILE"), (6, "NAME_EMPTY")]);
        assert!(job.bad_rows.iter().all(|row| !row.message.is_empty() && !row.text.is_empty()));
        let csv = owner.ask(Method::GET, &format!("/api/v1/imports/{}/bad-rows.csv", job.import_id)).await.text();
        assert_eq!(csv.lines().count(), 5, "{csv}");

        let page: Page<Product> = owner.get("/api/v1/products?sort=price_down").await;
        let shown: Vec<_> = page.rows.iter().map(|p| (p.input.name.as_str(), p.input.price.minor(), p.category.as_str())).collect();
        assert_eq!(shown, [("Книга", 150_000, "Книги"), ("Кофе чёрный", 24_990, "Кофе")]);
    }

    goods_in_old_encodings_come_in_as_they_are_called(database) {
        let app = TestApp::new(database);
        for (place, encoding) in [encoding_rs::IBM866, encoding_rs::KOI8_R].into_iter().enumerate() {
            let owner = app.owner(&format!("Ромашка{place}")).await;
            let (bytes, ..) = encoding.encode(FILE);
            let job = import(&owner, &bytes, true).await;
            assert_eq!((job.created, job.bad), (2, 4));
            let page: Page<Product> = owner.get("/api/v1/products?sort=price_down").await;
            let shown: Vec<_> = page.rows.iter().map(|p| (p.input.name.as_str(), p.category.as_str())).collect();
            assert_eq!(shown, [("Книга", "Книги"), ("Кофе чёрный", "Кофе")]);
        }
    }

    an_encoding_in_doubt_is_chosen_by_the_person_and_kept_to_the_end(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Café").await;
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("name;price\nCafé crème;3,20\nThé vert;2,10\n");
        let refused: Failure = serde_json::from_slice(&owner.upload("menu.csv", &bytes).await.body).unwrap();
        assert_eq!(refused.code, "ENCODING_UNSURE");
        let samples: EncodingSamples = serde_json::from_value(refused.details.unwrap()).unwrap();
        let readable = samples.encodings.iter().find(|sample| sample.text.contains("Café crème")).unwrap();
        assert_eq!(readable.encoding, TextEncoding::Windows1252);

        let address = format!("/api/v1/imports/preview?encoding={}", readable.encoding.name());
        let answer = owner.upload_to(&address, "menu.csv", &bytes).await;
        assert!(answer.status.is_success(), "{}", answer.text());
        let preview: ImportPreview = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((preview.encoding, preview.sample[0][0].as_str()), (Some(TextEncoding::Windows1252), "Café crème"));
        let job = run(&owner, preview, true).await;
        assert_eq!((job.state, job.created), (ImportState::Done, 2), "{}", job.error);
        let page: Page<Product> = owner.get("/api/v1/products").await;
        let names: Vec<_> = page.rows.iter().map(|p| p.input.name.as_str()).collect();
        assert_eq!(names, ["Café crème", "Thé vert"]);

        let wrong = owner.upload_to("/api/v1/imports/preview?encoding=utf-8", "menu.csv", &bytes).await;
        assert!(wrong.text().contains("ENCODING_WRONG"), "{}", wrong.text());
    }

    one_broken_byte_or_open_quote_costs_one_row(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let file = "наименование;цена\nКофе чёрный;249,90\nМолоко;80\n\"Сыр Российский;500\nХлеб;40\nСоль;20\n";
        let mut bytes = file.as_bytes().to_vec();
        let place = file.find("олоко").unwrap();
        bytes[place] = b'?';
        let job = import(&owner, &bytes, true).await;
        assert_eq!((job.rows, job.created, job.bad), (5, 3, 2));
        let bad: Vec<_> = job.bad_rows.iter().map(|row| (row.line, row.code.as_str(), row.text.as_str())).collect();
        assert_eq!(bad, [(3, "TEXT_DAMAGED", "М?\u{fffd}локо | 80"), (4, "QUOTE_OPEN", "\"Сыр Российский;500")]);
        let page: Page<Product> = owner.get("/api/v1/products").await;
        let names: Vec<_> = page.rows.iter().map(|p| p.input.name.as_str()).collect();
        assert_eq!(names, ["Кофе чёрный", "Соль", "Хлеб"]);
    }

    a_row_that_the_catalogue_cannot_hold_costs_itself_alone(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let file = format!("name;price;category;sku\nКофе;10;Напи\u{1}тки;1\nЧай;5;Напитки;{}\nСок;7;{};3\nМёд;9;Сладкое;4\n", "9".repeat(65), "К".repeat(201));
        let job = import(&owner, file.as_bytes(), true).await;
        assert_eq!((job.state, job.created, job.bad), (ImportState::Done, 1, 3), "{}", job.error);
        let bad: Vec<_> = job.bad_rows.iter().map(|row| (row.line, row.code.as_str())).collect();
        assert_eq!(bad, [(2, "CONTROL_CHARACTER"), (3, "SKU_LONG"), (4, "CATEGORY_LONG")]);
        assert!(job.bad_rows.iter().all(|row| row.message != row.code), "each has its words");
    }

    a_second_import_makes_nothing_twice(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let file = "name\tprice\tbarcode\nКофе\t10\t4600682000174\nРазвесное без кода\t20\t\n";
        let first = import(&owner, file.as_bytes(), true).await;
        assert_eq!((first.created, first.bad), (2, 0));
        let again = import(&owner, file.as_bytes(), true).await;
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2));
        let dearer = import(&owner, file.replace("10", "12").as_bytes(), true).await;
        assert_eq!((dearer.updated, dearer.unchanged), (1, 1));
        let kept = import(&owner, file.as_bytes(), false).await;
        assert_eq!(kept.bad_rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["KNOWN_BARCODE", "KNOWN_NAME"]);
    }

    a_file_has_the_same_result_however_often_it_comes(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        // The two rows of one name come in batches of their own.
        let mut file = "name;price\nХлеб;30\n".to_owned();
        for n in 0..1000 {
            file.push_str(&format!("Товар {n};{n}\n"));
        }
        file.push_str("ХЛЕБ;32\n");
        for made in [1001, 0, 0] {
            let job = import(&owner, file.as_bytes(), true).await;
            assert_eq!((job.created, job.updated, job.unchanged, job.bad), (made, 0, 1001 - made, 1));
            assert_eq!((job.bad_rows[0].line, job.bad_rows[0].code.as_str()), (1003, "DUPLICATE_NAME"));
        }
        let page: Page<Product> = owner.get("/api/v1/products?query=Хлеб").await;
        assert_eq!(page.rows[0].input.price.minor(), 3_000);
    }

    the_first_row_of_a_product_counts_by_whichever_barcode_it_is_named(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut known = import(&owner, "barcode;name;price\nА-1;Хлеб;1\n".as_bytes(), true).await;
        assert_eq!(known.created, 1);
        let page: Page<Product> = owner.get("/api/v1/products").await;
        let mut bread = page.rows[0].input.clone();
        bread.barcodes.push("А-2".to_owned());
        bread.expected_revision = Some(page.rows[0].revision);
        let _: Product = owner.put(&format!("/api/v1/products/{}", page.rows[0].product_id), &bread).await;
        for updated in [1, 0, 0] {
            known = import(&owner, "barcode;name;price\nА-1;Хлеб;30\nА-2;Хлеб;1\n".as_bytes(), true).await;
            assert_eq!((known.updated, known.unchanged, known.bad), (updated, 1 - updated, 1));
            assert_eq!((known.bad_rows[0].line, known.bad_rows[0].code.as_str()), (3, "DUPLICATE_PRODUCT"));
            assert_eq!(prices(&owner).await, [("Хлеб".to_owned(), 3_000)]);
        }
        known = import(&owner, "barcode;name;price\nА-1;Хлеб;32\nА-2;Хлеб;32\n".as_bytes(), true).await;
        assert_eq!((known.updated, known.unchanged, known.bad), (1, 1, 0), "what is said twice alike harms nothing");
    }

    a_workbook_with_numbers_for_barcodes_comes_in(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let job = import(&owner, include_bytes!("files/goods.xlsx"), true).await;
        assert_eq!((job.done, job.created, job.bad), (3, 2, 1));
        assert_eq!((job.bad_rows[0].line, job.bad_rows[0].code.as_str()), (3, "CHECK_DIGIT"));
        let page: Page<Product> = owner.get("/api/v1/products?query=4600682000174").await;
        assert_eq!(page.rows[0].input.name, "Кофе чёрный");
        assert_eq!(page.rows[0].input.price.minor(), 24_990);
    }

    a_price_list_with_a_title_and_more_sheets_comes_in_and_tells_what_is_left_out(database) {
        // Before and behind the sheets that hold something stand empty ones, as in a new workbook.
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let preview = owner.preview("price.xlsx", include_bytes!("files/sheets.xlsx")).await;
        assert_eq!((preview.other_sheets.as_slice(), preview.rows_above_head), (&["Архив".to_owned()][..], 1));
        assert_eq!(preview.columns, ["Штрихкод", "Наименование", "Цена", "Категория"]);
        assert_eq!((preview.rows, preview.sample[0].len()), (3, 4));
        let job = run(&owner, preview, true).await;
        let bad: Vec<_> = job.bad_rows.iter().map(|row| (row.line, row.code.as_str())).collect();
        assert_eq!(bad, [(6, "CHECK_DIGIT"), (7, "NAME_EMPTY")], "a workbook leaves empty cells at the end of a row out");
        assert_eq!(prices(&owner).await, [("Молоко".to_owned(), 9_889)], "a formula's price is what a spreadsheet shows");

        let file = "Прайс-лист от 1 ноября\n\nШтрихкод;Наименование;Цена\n4600682000174;Молоко;89,90\n4600682000175;Сыр;5,00\n";
        let preview = owner.preview("price.csv", file.as_bytes()).await;
        assert_eq!((preview.format.as_str(), preview.rows, preview.rows_above_head), ("csv ;", 2, 1));
        let job = run(&owner, preview, true).await;
        assert_eq!((job.updated, job.bad_rows[0].line), (1, 5));
    }

    what_is_no_table_is_refused(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let wide = format!("name{}x\n", ";".repeat(1000));
        for (content, code) in [
            (&b""[..], "FILE_EMPTY"),
            (&b"\x89PNG\r\n\x00\xff\x00"[..], "FILE_FORMAT"),
            (&b"PK\x03\x04rubbish"[..], "FILE_DAMAGED"),
            (&b"\x1f\x8brubbish"[..], "FILE_DAMAGED"),
            (wide.as_bytes(), "FILE_WIDE"),
        ] {
            let answer = owner.upload("x.bin", content).await;
            assert!(answer.text().contains(code), "{code}: {}", answer.text());
        }
        let preview = owner.preview("x.csv", b"name,price\nCoffee,1\n").await;
        let path = format!("/api/v1/imports/{}/start", preview.import_id);
        let without_name = start(vec![ImportField::Skip, ImportField::Price], true);
        owner.refused(Method::POST, &path, &without_name, "NO_NAME_COLUMN").await;
        let good = start(vec![ImportField::Name, ImportField::Price], true);
        let _: ImportJob = owner.post(&path, &good).await;
        owner.refused(Method::POST, &path, &good, "ALREADY_STARTED").await;
    }

    thousands_of_rows_come_in_whole(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let mut file = "sku\tname\tprice\n".to_owned();
        for n in 0..2500 {
            file.push_str(&format!("A{n}\tТовар {n}\t{n}.50\n"));
        }
        let job = import(&owner, file.as_bytes(), true).await;
        assert_eq!((job.rows, job.done, job.created, job.bad), (2500, 2500, 2500, 0));
    }
}

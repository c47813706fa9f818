//! Labels and goods for label scales from the command line.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::Path;

use bezmen_devices::printer::interpret::{Interpreter, Rendering};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_till::{Till, TillOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::device_tools::Playing;
use super::shell::{run, words};

fn seeded() -> TempDir {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["dev-seed"]).status.success());
    folder
}

#[track_caller]
fn lines(folder: &Path, arguments: &[&str], code: i32) -> Vec<Value> {
    let output = run(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

/// Changes the settings of a till as a manager does.
fn settings(folder: &Path, change: impl FnOnce(&mut Value)) {
    let till = Till::open(TillOptions::new(folder)).unwrap();
    till.sign_in_from_the_shell(bezmen_till::fixture::manager());
    let mut settings = till.call_json("get_settings", Value::Null).unwrap();
    change(&mut settings);
    till.call_json("save_settings", json!({ "settings": settings }))
        .unwrap();
    till.close();
}

#[test]
fn labels_are_shown_and_written_in_every_format() {
    let folder = seeded();
    let data = folder.path();
    let shown = lines(data, &["label", "show", "4600682000174", "1007"], 0);
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0]["name"], "Молоко 3,2 % 930 мл");
    assert_eq!(
        (&shown[0]["code"], &shown[0]["price"]),
        (&json!("4600682000174"), &json!(8_990))
    );
    // Weighed goods bear the number that their label would begin with, and the price of a kilogram.
    assert_eq!(shown[1]["code"], "2100006000009");
    let texts = shown[1]["texts"].to_string();
    assert!(texts.contains("/ кг") && texts.contains("Лавка"), "{texts}");

    let file = |name: &str| data.join(name).display().to_string();
    let write = |name: &str, more: &[&str]| {
        let path = file(name);
        let mut arguments = vec!["label", "print", "1007", "--output", &path];
        arguments.extend(more);
        let told = lines(data, &arguments, 0);
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(told[0]["bytes"], bytes.len());
        bytes
    };
    let zpl = write("a.zpl", &["--copies", "7", "--size", "43x25"]);
    let zpl = String::from_utf8(zpl).unwrap();
    assert!(zpl.contains("^PW344") && zpl.contains("^PQ7,"), "{zpl}");
    assert!(write("a.tspl", &[]).starts_with(b"SIZE 58 mm,40 mm"));
    assert!(write("a.pdf", &["--copies", "30", "--sheets"]).starts_with(b"%PDF"));
    assert!(write("a.png", &["--dpi", "300"]).starts_with(b"\x89PNG"));
    let escpos = write("a.bin", &["--format", "escpos", "--profile", "virtual"]);
    let profile = PrinterProfile::virtual_printer();
    let mut interpreter = Interpreter::drawing(&profile);
    interpreter.feed(&escpos);
    let paper = Rendering::join(interpreter.finish());
    assert!(paper.to_png().is_some(), "the label is a picture");

    let refused = |arguments: &[&str], code| words(&run(data, arguments), code);
    assert!(refused(&["label", "print"], 2).contains("--all-changed"));
    assert!(refused(&["label", "show", "777"], 1).contains("CODE_UNKNOWN"));
    assert!(refused(&["label", "print", "1007"], 1).contains("NO_LABEL_PRINTER"));
    let name = file("a.doc");
    assert!(refused(&["label", "print", "1007", "--output", &name], 2).contains("--format"));
    let name = file("b.png");
    let many = [
        "label", "print", "--search", "хлеб", "--copies", "2", "--output", &name,
    ];
    assert!(refused(&many, 2).contains("one label"));
    let tiny = [
        "label", "print", "1007", "--size", "12x10", "--output", &name,
    ];
    assert!(refused(&tiny, 1).contains("возьмите этикетку больше"));
}

#[test]
fn labels_of_changed_goods_are_printed_once() {
    let folder = seeded();
    let data = folder.path();
    assert_eq!(
        lines(data, &["label", "show", "--all-changed"], 0).len(),
        40
    );
    lines(data, &["label", "print", "--all-changed", "--mark-only"], 0);
    assert!(lines(data, &["label", "show", "--all-changed"], 0).is_empty());
    let till = Till::open(TillOptions::new(data)).unwrap();
    let mut milk = bezmen_till::fixture::products().remove(0);
    milk.price = bezmen_domain::money::Money::from_minor(9_990);
    till.store()
        .write(|tx| bezmen_till::store::put_product(tx, &milk, 2))
        .unwrap();
    till.close();
    let file = data.join("changed.zpl").display().to_string();
    let print = ["label", "print", "--all-changed", "--output", &file];
    assert_eq!(lines(data, &print, 0)[0]["goods"], 1);
    assert_eq!(lines(data, &print, 0)[0]["goods"], 0);
}

#[test]
fn labels_come_out_of_the_printer_of_the_settings() {
    let folder = seeded();
    let data = folder.path();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    settings(data, |settings| {
        settings["label_printer"] = json!({
            "address": address, "language": "tspl", "width_mm": 43, "height_mm": 25, "dpi": 203,
        });
    });
    let printer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let told = lines(
        data,
        &["label", "print", "1007", "1001", "--copies", "2"],
        0,
    );
    assert_eq!(
        (&told[0]["goods"], &told[0]["labels"]),
        (&json!(2), &json!(4))
    );
    let bytes = printer.join().unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("SIZE 43 mm,25 mm"), "{text}");
    assert_eq!(text.matches("PRINT 1,2").count(), 2);
    // Nothing listens any more.
    let told = words(&run(data, &["label", "print", "1007"]), 1);
    assert!(told.contains("LABELS_NOT_PRINTED"), "{told}");
}

#[test]
fn weighed_goods_are_checked_sent_and_written_as_files() {
    let folder = seeded();
    let data = folder.path();
    let targets = lines(data, &["plu", "targets"], 0);
    assert!(targets.iter().any(|target| target["name"] == "massa_k"));
    let checked = lines(data, &["plu", "check", "--to", "cas_lp"], 0);
    assert_eq!(checked.len(), 11, "ten weighed goods, and all of them");
    assert_eq!(checked[10]["total"], 10);

    let mut scale = Playing::start(&["plu", "cas_lp"]);
    let address = scale.place().to_owned();
    let send = ["plu", "send", "--to", "cas_lp", "--address", &address];
    let sent = lines(data, &send, 0);
    assert_eq!(
        (&sent[10]["state"], &sent[10]["written"]),
        (&json!("done"), &json!(10))
    );
    assert!(sent[..10].iter().all(|row| row["fate"] == "written"));
    let stored = scale.told("stored");
    assert_eq!(
        (&stored["plu"], &stored["price_minor"]),
        (&json!(13), &json!(13_990)),
        "bananas are the first by name"
    );
    scale.write("nak");
    let refused = lines(data, &send, 1);
    assert_eq!(refused[10]["state"], "incomplete");
    assert_eq!(refused[0]["fate"], "not_taken");
    assert!(refused[0]["words"].as_str().unwrap().contains("не приняли"));

    let file = data.join("goods.csv").display().to_string();
    let written = lines(
        data,
        &["plu", "file", "--format", "massa_k", "--output", &file],
        0,
    );
    assert_eq!(
        (&written[0]["goods"], &written[0]["usual_name"]),
        (&json!(10), &json!("massak.csv"))
    );
    assert!(!std::fs::read(&file).unwrap().is_empty());

    let wrong = |arguments: &[&str], code| words(&run(data, arguments), code);
    assert!(wrong(&["plu", "send"], 2).contains("--to"));
    assert!(wrong(&["plu", "check", "--to", "toaster"], 2).contains("cas_lp"));
    let by_file = [
        "plu",
        "send",
        "--to",
        "file:massa_k",
        "--address",
        "127.0.0.1:9",
    ];
    assert!(wrong(&by_file, 1).contains("файл"));
}

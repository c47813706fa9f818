//! The technician's tools on the command line, against devices that the program plays itself.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take on a machine that builds something else meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bezmen-till"));
    program.env_remove("BEZMEN_TILL_DATA");
    program
}

/// A device that is played by another process until this is dropped.
pub struct Playing {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    place: String,
}

impl Playing {
    pub fn start(what: &[&str]) -> Self {
        let mut child = program()
            .args(["device", "simulate"])
            .args(what)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (give, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if give.send(line).is_err() {
                    return;
                }
            }
        });
        let first = lines.recv_timeout(PATIENCE).unwrap();
        let place = first.strip_prefix("listening ").unwrap().to_owned();
        Self {
            child,
            input,
            lines,
            place,
        }
    }

    /// Where it listens.
    pub fn place(&self) -> &str {
        &self.place
    }

    pub fn write(&mut self, line: &str) {
        writeln!(self.input, "{line}").unwrap();
    }

    /// The next line with such a key; others are passed over.
    pub fn told(&self, key: &str) -> Value {
        let end = Instant::now() + PATIENCE;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            let line = self.lines.recv_timeout(left).unwrap();
            let line: Value = serde_json::from_str(&line).unwrap();
            if let Some(value) = line.get(key) {
                return value.clone();
            }
        }
        panic!("nothing told of {key}");
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(arguments: &[&str]) -> (Output, Vec<Value>) {
    let output = program().args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines = lines.collect();
    (output, lines)
}

fn step<'a>(steps: &'a [Value], name: &str) -> &'a Value {
    let found = steps.iter().find(|step| step["step"] == name);
    found.unwrap_or_else(|| panic!("no step {name} in {steps:?}"))
}

#[test]
fn every_kind_of_device_is_played_and_says_what_drives_it() {
    let kinds: [&[&str]; 7] = [
        &["mettler_8217", "--listen", "127.0.0.1:0"],
        &["--listen", "127.0.0.1:0", "scale", "mt_sics"],
        &["printer", "--profile", "epson"],
        &["scanner"],
        &["fiscal"],
        &["terminal"],
        &["plu", "digi"],
    ];
    for kind in kinds {
        let mut device = Playing::start(kind);
        device.write("help");
        let lines = device.told("help");
        assert!(lines.as_array().unwrap().len() > 8, "{kind:?}: {lines}");
    }
    for wrong in [
        vec!["scale"],
        vec!["plu"],
        vec!["plu", "toaster"],
        vec!["toaster"],
        vec!["printer", "epson"],
    ] {
        let output = program()
            .args(["device", "simulate"])
            .args(wrong)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(words.lines().count(), 1, "{words}");
    }
}

#[test]
fn a_scale_is_tested_as_it_is() {
    let mut scale = Playing::start(&["scale", "mt_sics"]);
    scale.write("0.512");
    let place = scale.place.clone();
    let test = [
        "device",
        "test",
        "scale",
        &place,
        "--protocol",
        "mt_sics",
        "--seconds",
        "2",
    ];
    let (output, steps) = answer(&test);
    assert!(output.status.success(), "{steps:?}");
    assert_eq!(step(&steps, "reading")["weight"], "0.512");
    assert_eq!(step(&steps, "sale")["kg"], "0.512");
    scale.write("silent");
    let (output, steps) = answer(&test);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(step(&steps, "link")["state"], "silent");
}

#[test]
fn a_scanner_is_tested_by_what_it_reads() {
    let mut scanner = Playing::start(&["scanner"]);
    scanner.write("]d2010460703495001921Abc<GS>93dGVz");
    let (output, steps) = answer(&[
        "device",
        "test",
        "scanner",
        &scanner.place,
        "--seconds",
        "2",
    ]);
    assert!(output.status.success(), "{steps:?}");
    let scan = &step(&steps, "scan")["scan"];
    assert_eq!(scan["text"], "010460703495001921Abc\u{1d}93dGVz");
    assert_eq!(scan["symbology"], "]d2");
    assert_eq!(step(&steps, "scan")["what"]["kind"], "marking");
    let (output, _) = answer(&[
        "device",
        "test",
        "scanner",
        &scanner.place,
        "--seconds",
        "1",
    ]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_printer_prints_its_test_page_and_opens_its_drawer() {
    let mut printer = Playing::start(&["printer", "--profile", "epson", "--sensor", "low"]);
    let place = printer.place.clone();
    let test = ["device", "test", "printer", &place, "--profile", "epson"];
    let (output, steps) = answer(&test);
    assert!(output.status.success(), "{steps:?}");
    assert_eq!(step(&steps, "page")["confirmed"], true);
    let drawer = step(&steps, "drawer");
    assert_eq!(
        (&drawer["before"], &drawer["after"]),
        (&json!("high"), &json!("low"))
    );
    let receipt = printer.told("receipt");
    assert!(receipt["lines"].to_string().contains("французских булок"));
    printer.write("cover-open");
    assert_eq!(printer.told("fault"), "cover-open");
    let (output, steps) = answer(&test);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        step(&steps, "status")["en"]
            .to_string()
            .contains("cover is open")
    );
}

#[test]
fn money_moves_and_papers_are_printed_only_when_they_really_shall() {
    let fiscal = Playing::start(&["fiscal"]);
    let terminal = Playing::start(&["terminal"]);
    for (kind, place) in [("fiscal", &fiscal.place), ("terminal", &terminal.place)] {
        let (output, steps) = answer(&["device", "test", kind, place]);
        assert!(output.status.success(), "{steps:?}");
        assert_eq!(steps.len(), 1);
    }
    assert_eq!(terminal.told("authorisations"), 0, "only asked");
    let (output, _) = answer(&["device", "test", "fiscal", &fiscal.place, "--really"]);
    assert!(output.status.success());
    assert_eq!(fiscal.told("text"), "Проверка связи");
    let (output, steps) = answer(&["device", "test", "terminal", &terminal.place, "--really"]);
    assert!(output.status.success(), "{steps:?}");
    assert_eq!(step(&steps, "reversal")["ok"], true);
}

#[test]
fn the_list_says_how_the_devices_of_the_till_are() {
    let mut scale = Playing::start(&["scale", "mt_sics"]);
    scale.write("0.512");
    let printer = Playing::start(&["printer", "--profile", "epson"]);
    let folder = tempfile::tempdir().unwrap();
    let till = bezmen_till::Till::open(bezmen_till::TillOptions::new(folder.path())).unwrap();
    let mut settings = till.call_json("get_settings", json!({})).unwrap();
    settings["scale"] =
        json!({ "address": format!("tcp://{}", scale.place), "protocol": "mt_sics" });
    settings["printer"] = json!({
        "address": { "kind": "tcp", "address": printer.place }, "profile": "epson", "drawer": true,
    });
    till.call_json("save_settings", json!({ "settings": settings }))
        .unwrap();
    till.close();
    let data = folder.path().display().to_string();
    let (output, lines) = answer(&["device", "list", "--data", &data]);
    assert!(output.status.success(), "{lines:?}");
    let of = |kind: &str| {
        lines
            .iter()
            .find(|line| line["kind"] == kind)
            .unwrap()
            .clone()
    };
    let words = of("scale")["words"].as_str().unwrap().to_owned();
    assert!(words.contains("0,512"), "{words}");
    assert_eq!(of("scale")["lamp"], "ready");
    assert_eq!(of("printer")["lamp"], "ready");
    assert_eq!(of("printer")["words"], "готов");
    drop(printer);
    let (output, lines) = answer(&["device", "list", "--data", &data]);
    assert!(output.status.success());
    let gone = lines.iter().find(|line| line["kind"] == "printer").unwrap();
    assert_eq!(gone["lamp"], "trouble");
}

#[test]
fn a_display_shows_the_test_text_in_every_model_and_tells_its_faults() {
    for model in ["dm-d", "cd5220", "aures"] {
        let display = Playing::start(&["display", model]);
        let place = display.place.clone();
        let test = [
            "device",
            "test",
            "display",
            &place,
            "--model",
            model,
            "--brightness",
            "2",
        ];
        let (output, steps) = answer(&test);
        assert!(output.status.success(), "{steps:?}");
        let shown = step(&steps, "show");
        assert_eq!(shown["upper"], "   Привет / Hello   ");
        assert_eq!(shown["lower"], "ИТОГО       1 234,56");
        let end = Instant::now() + PATIENCE;
        while display.told("display")["lower"] != shown["lower"] {
            assert!(Instant::now() < end);
        }
    }
    let mut display = Playing::start(&["display"]);
    display.write("unplug");
    display.write("lines");
    assert_eq!(display.told("display")["upper"], " ".repeat(20));
    let wrong = program()
        .args(["device", "simulate", "display", "nokia"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("ocd-300"));
    let nobody = answer(&[
        "device",
        "test",
        "display",
        "127.0.0.1:1",
        "--model",
        "dm-d",
    ]);
    assert_eq!(nobody.0.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_display_on_a_serial_line_shows_the_test_text() {
    let folder = tempfile::tempdir().unwrap();
    let line = folder.path().join("display");
    let line = line.to_str().unwrap();
    let display = Playing::start(&["display", "ocd-300", "--line", line]);
    let (output, steps) = answer(&["device", "test", "display", line, "--model", "ocd-300"]);
    assert!(output.status.success(), "{steps:?}");
    let end = Instant::now() + PATIENCE;
    while display.told("display")["upper"] != "   Привет / Hello   " {
        assert!(Instant::now() < end);
    }
}

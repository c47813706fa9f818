//! The program itself: exit codes, words, and being killed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::desk::MILK;

fn till(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bezmen-till"));
    command.arg("--data").arg(folder);
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    till(folder)
        .args(arguments)
        .output()
        .expect("the program runs")
}

/// Runs the program for no till in particular. Its input is written aside, for a long one would fill the pipe while the
/// program fills the other; a command that is used wrongly does not read it.
pub fn piped(arguments: &[&str], input: impl Into<Vec<u8>>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bezmen-till"))
        .args(arguments)
        .env_remove("BEZMEN_TILL_DATA")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut pipe = child.stdin.take().expect("an input");
    let input = input.into();
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().expect("an output");
    let _ = writer.join();
    output
}

/// The one line on stderr.
#[track_caller]
pub fn words(output: &Output, code: i32) -> String {
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
    words
}

#[test]
fn the_command_line_sells_refuses_and_is_used_wrongly() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    let unpaired = run(data, &["sell", "--item", MILK, "--pay", "cash:500"]);
    assert!(words(&unpaired, 1).contains("NOT_PAIRED"));
    assert!(run(data, &["dev-seed"]).status.success());

    let sold = run(
        data,
        &[
            "sell",
            "--item",
            &format!("{MILK}*2"),
            "--pay",
            "cash:500",
            "--person",
            "Анна Кассирова",
            "--pin",
            "1111",
        ],
    );
    let receipt: Value = serde_json::from_slice(&sold.stdout).expect("the receipt is JSON");
    assert_eq!(receipt["number"], "A1-000001");
    assert_eq!(receipt["change"], 50_000 - 2 * 8_990);

    assert!(
        words(&run(data, &["sell", "--item", MILK, "--pay", "cash:5"]), 1).contains("PAID_SHORT")
    );
    assert!(
        words(
            &run(
                data,
                &["sell", "--item", "5901234123457", "--pay", "cash:5"]
            ),
            1
        )
        .contains("такого кода нет в каталоге")
    );
    assert!(
        words(
            &run(
                data,
                &["sell", "--item", MILK, "--pay", "cash:5", "--pin", "9"]
            ),
            1
        )
        .contains("PIN_WRONG")
    );
    words(
        &run(
            data,
            &["sell", "--item", &format!("{MILK}*many"), "--pay", "cash:5"],
        ),
        2,
    );
    words(
        &run(data, &["sell", "--item", MILK, "--pay", "shells:5"]),
        2,
    );
    words(&run(data, &["sell"]), 2);
    words(&run(data, &["dance"]), 2);
    words(&run(data, &["replay", "nowhere.tsv"]), 1);

    let verified: Value = serde_json::from_slice(&run(data, &["verify"]).stdout).unwrap();
    assert_eq!(verified["receipts"], 1, "the refused sales left nothing");
    let backup =
        String::from_utf8(run(data, &["backup", data.join("copies").to_str().unwrap()]).stdout)
            .unwrap();
    assert!(backup.trim().ends_with(".db"), "{backup}");
}

#[test]
fn a_backup_is_a_whole_till() {
    let folder = TempDir::new().unwrap();
    let (data, copy) = (folder.path().join("till"), folder.path().join("copy"));
    run(&data, &["dev-seed"]);
    run(&data, &["sell", "--item", MILK, "--pay", "cash:500"]);
    std::fs::create_dir(&copy).unwrap();
    let file = copy.join("till.db");
    assert!(
        run(&data, &["backup", file.to_str().unwrap()])
            .status
            .success()
    );
    let verified: Value = serde_json::from_slice(&run(&copy, &["verify"]).stdout).unwrap();
    assert_eq!(
        (verified["receipts"].clone(), verified["faults"].clone()),
        (1.into(), Value::Array(Vec::new()))
    );
}

#[test]
fn barcodes_are_told_as_json_lines() {
    let label = super::day::label("2100006", 512);
    let codes = format!("{MILK}\n{label}\nhello\n4600682000175\n");
    let output = piped(&["barcode"], codes);
    let lines: Vec<Value> = output
        .stdout
        .lines()
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect();
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| line["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["gtin", "in_store", "unknown", "unknown"]);
    assert_eq!(lines[0]["gtin"], "04600682000174");
    assert_eq!(
        (lines[1]["value"].as_str(), lines[1]["unit"].as_str()),
        (Some("0.512"), Some("kg"))
    );
    assert_eq!(
        (&lines[3]["expected"], &lines[3]["found"]),
        (&4.into(), &5.into())
    );
}

#[test]
fn what_was_acknowledged_is_there_after_being_killed() {
    let folder = TempDir::new().unwrap();
    let data = folder.path();
    run(data, &["dev-seed"]);
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..6_usize {
        let seed = round.to_string();
        let mut child = till(data)
            .args(["soak", "--seed", &seed])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // A different number of sales in each round, so that the kill falls into different moments.
        for _ in 0..4 + round * 3 {
            acknowledged.push(lines.next().expect("it goes on selling").unwrap());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(
            lines
                .map_while(Result::ok)
                .filter(|line| line.split(' ').count() == 3),
        );
    }
    let till = bezmen_till::Till::open(bezmen_till::TillOptions::new(data)).unwrap();
    assert_eq!(till.verify().unwrap().faults, Vec::<String>::new());
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let mut seen = std::collections::BTreeSet::new();
    for line in &acknowledged {
        let parts: Vec<&str> = line.split(' ').collect();
        assert!(
            seen.insert(parts[0].to_owned()),
            "{} was acknowledged twice",
            parts[0]
        );
        let receipt = till
            .call_json("get_receipt", serde_json::json!({ "sale_id": parts[1] }))
            .unwrap();
        assert_eq!(receipt["row"]["number"], parts[0]);
        assert_eq!(receipt["row"]["total"].to_string(), parts[2]);
    }
}

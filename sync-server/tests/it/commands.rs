//! The program as people start it: its answers, its refusals, its end.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::support::program::{Program, get, program, refused, run, said, serve};
use crate::support::{TestDatabase, on_both};

const NOBODY: &str = "00000000-0000-0000-0000-000000000001";

/// Runs a command that must do its work, and reads its answer.
fn answer(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
}

fn create(database: &TestDatabase) -> Value {
    answer(&[
        "tenant",
        "create",
        "--database-url",
        &database.address,
        "--name",
        "Ромашка",
        "--owner-email",
        "o@shop.example",
        "--password",
        "a long password",
    ])
}

on_both! {
    a_company_is_made_and_its_products_come_from_a_file(database) {
        let made = create(database);
        let tenant = made["tenant_id"].as_str().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("goods.tsv");
        std::fs::write(&file, "barcode\tname\tprice\n4600682000174\tКофе\t10\n4600682000175\tЧай\t5\n4006381333931\tРучка\t\n").unwrap();
        let bad = folder.path().join("bad.tsv");
        let arguments = [
            "import", "products", "--database-url", &database.address, "--tenant", &tenant, "--bad-rows", bad.to_str().unwrap(),
            file.to_str().unwrap(),
        ];
        let output = run(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).starts_with("line 3: The last digit of the barcode does not fit."), "{}", said(&output));
        let counts: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((counts["created"].as_u64(), counts["bad"].as_u64()), (Some(2), Some(1)));
        assert_eq!(counts["bad_reasons"]["CHECK_DIGIT"], 1);
        assert_eq!(counts["without_price"], 1);
        assert!(said(&output).contains("products without a price: 1; a till asks for it"), "{}", said(&output));
        assert!(std::fs::read_to_string(&bad).unwrap().starts_with("3\tCHECK_DIGIT\t"));
    }

    a_row_that_was_not_taken_is_one_line_whatever_its_cells_hold(database) {
        let made = create(database);
        let folder = tempfile::tempdir().unwrap();
        let (file, bad) = (folder.path().join("goods.csv"), folder.path().join("bad.tsv"));
        std::fs::write(&file, "barcode;name\r4600682000175;\"Чай\rчёрный\tбайховый\"\r4600682000176;Кофе\r").unwrap();
        let output = run(&[
            "import", "products", "--database-url", &database.address, "--tenant", made["tenant_id"].as_str().unwrap(),
            "--bad-rows", bad.to_str().unwrap(), file.to_str().unwrap(),
        ]);
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(
            std::fs::read_to_string(&bad).unwrap(),
            "2\tCHECK_DIGIT\t4600682000175 | Чай чёрный байховый\n4\tCHECK_DIGIT\t4600682000176 | Кофе\n"
        );
        assert_eq!(said(&output).lines().count(), 2, "{}", said(&output));
    }

    an_encoding_in_doubt_is_named_on_the_command_line(database) {
        let made = create(database);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("menu.csv");
        std::fs::write(&file, b"name;price\nCaf\xe9 cr\xe8me;3.20\n").unwrap();
        let import = |encoding: &[&str]| {
            let tenant = made["tenant_id"].as_str().unwrap();
            let line = ["import", "products", "--database-url", &database.address, "--tenant", tenant, file.to_str().unwrap()];
            program(&[&line, encoding].concat())
        };
        let line = refused(import(&[]), 1);
        assert!(line.contains("windows-1252 “Café crème;3.20”"), "{line}");
        let line = refused(import(&["--encoding", "latin"]), 2);
        assert!(line.contains("windows-1251, ibm866"), "{line}");
        let output = import(&["--encoding", "windows-1252"]).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        let counts: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((counts["encoding"].as_str(), counts["created"].as_u64()), (Some("windows-1252"), Some(1)));
    }

    what_of_a_file_is_not_imported_is_told(database) {
        let made = create(database);
        let tenant = made["tenant_id"].as_str().unwrap();
        let workbook = "tests/it/files/sheets.xlsx";
        let output = run(&["import", "products", "--database-url", &database.address, "--tenant", tenant, workbook]);
        let counts: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&counts["other_sheets"], &counts["rows_above_head"]), (&serde_json::json!(["Архив"]), &1.into()));
        assert!(said(&output).contains("not read: Архив"), "{}", said(&output));

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("goods.csv");
        std::fs::write(&file, "штрихкод;как зовут;цена\n4600682000174;Кофе;10\n").unwrap();
        let line = refused(
            program(&["import", "products", "--database-url", &database.address, "--tenant", tenant, file.to_str().unwrap()]),
            1,
        );
        assert!(line.contains("goods.csv") && line.contains("head it with") && line.contains("наименование"), "{line}");
    }

    what_cannot_be_done_is_said_in_one_line(database) {
        create(database);
        let address = &database.address;
        for (arguments, words) in [
            (vec!["tenant", "create", "--database-url", address, "--name", "x", "--owner-email", "o@shop.example", "--password", "short"], "10 to 200 characters"),
            (vec!["tenant", "create", "--database-url", address, "--name", "x", "--owner-email", "nobody", "--password", "a long password"], "e-mail"),
            (vec!["import", "products", "--database-url", address, "--tenant", NOBODY, "/nowhere.tsv"], "cannot be read"),
        ] {
            let line = refused(program(&arguments), 1);
            assert!(line.contains(words), "{line}");
        }
    }

    a_company_is_named_by_its_name_when_only_one_has_it(database) {
        let made = create(database);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("goods.tsv");
        std::fs::write(&file, "barcode\tname\tprice\n4600682000174\tКофе\t10\n").unwrap();
        let import = |company: &str| {
            program(&["import", "products", "--database-url", &database.address, "--tenant", company, file.to_str().unwrap()])
        };
        let output = import("Ромашка").output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        let replay = ["ops", "replay", "--database-url", &database.address, "--tenant", "Ромашка"];
        assert_eq!(answer(&replay)["counted"], 0);
        for unknown in ["Ромаш", "ромашка", NOBODY] {
            let line = refused(import(unknown), 1);
            assert!(line.contains("there is no company") && line.contains(unknown), "{line}");
        }
        refused(import(" "), 2);

        let again = answer(&[
            "tenant", "create", "--database-url", &database.address, "--name", "Ромашка", "--owner-email", "p@shop.example",
            "--password", "a long password",
        ]);
        let line = refused(import("Ромашка"), 1);
        for company in [&made, &again] {
            let id = company["tenant_id"].as_str().unwrap();
            assert!(line.contains("2 companies are named") && line.contains(id), "{line}");
            assert!(import(id).output().unwrap().status.success());
        }
    }

    a_log_that_goes_into_a_file_has_no_colours(database) {
        create(database);
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut command = serve(&database.address, folder.path());
        command.args(["--metrics-listen", "none"]).stdout(Stdio::piped()).stderr(std::fs::File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        // The server says where it listens after it has logged that it is ready.
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let logged = std::fs::read_to_string(&log).unwrap();
        assert!(logged.contains("server ready") && !logged.contains('\x1b'), "{logged}");
    }

    the_server_becomes_ready_and_stops_when_told(database) {
        create(database);
        let mut server = Program::serve(database);
        assert_eq!(get(&server.address, "/readyz").1, "ready");
        server.tell_to_stop();
        assert!(server.wait().success(), "told to stop, the server ends well");
    }
}

#[test]
fn wrong_usage_is_told_from_refusal() {
    for (arguments, words) in [
        (&["nonsense"][..], "nonsense"),
        (&["serve", "--listen", "here"], "--listen"),
        (&["serve", "--metrics-listen", "there"], "the word none"),
        (&["serve", "--registration", "perhaps"], "open, closed"),
        (
            &["serve", "--database-url", "mysql://root:secret@x"],
            "sqlite: or postgres:",
        ),
        (&["serve", "--database-url", "postgres://x:port/y"], "port"),
        (&["serve", "--database-url", "sqlite:"], "sqlite:FILE"),
        (
            &["migrate", "--database-url", "postgres://x:port/y"],
            "port",
        ),
        (&["migrate", "--database-url", "sqlite://"], "sqlite:FILE"),
        (&["import", "products", "x.tsv"], "--tenant"),
        (
            &[
                "import",
                "products",
                "--tenant",
                NOBODY,
                "--default-price",
                "-5",
                "x.tsv",
            ],
            "--default-price",
        ),
        (
            &[
                "tenant",
                "create",
                "--name",
                "x",
                "--owner-email",
                "o@shop.example",
                "--password",
                "p",
                "--currency",
                "RUR",
            ],
            "--currency",
        ),
        (&["tenant"], "say what to do"),
        (&[], "say what to do"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = program(arguments);
        command.current_dir(folder.path());
        let line = refused(command, 2);
        assert!(
            line.starts_with("bezmen-server: ") && line.contains(words),
            "{arguments:?}: {line}"
        );
        assert!(
            !line.contains("secret"),
            "a password is not repeated: {line}"
        );
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0, "{arguments:?} leaves nothing behind");
    }
}

#[test]
fn help_and_version_are_answers() {
    for (arguments, words) in [
        (["--help"], "Usage: bezmen-server"),
        (["--version"], "bezmen-server "),
    ] {
        let output = run(&arguments);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{}",
            said(&output)
        );
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(words),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_server_that_cannot_start_says_why_and_nothing_before_it() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();
    for (flag, other, words) in [
        ("--listen", "--metrics-listen", "cannot listen at"),
        ("--metrics-listen", "--listen", "cannot serve metrics at"),
    ] {
        let data = tempfile::tempdir().unwrap();
        let mut command = program(&["serve", flag, &port, other, "127.0.0.1:0", "--data"]);
        command.arg(data.path());
        let line = refused(command, 1);
        assert!(line.contains(words) && line.contains(&port), "{line}");
    }
}

#[test]
fn the_document_can_be_printed() {
    assert_eq!(answer(&["openapi"])["openapi"], "3.1.0");
}

#[test]
fn an_unknown_setting_stops_the_server_by_its_name() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(
        Path::new(data.path()).join("bezmen-server.toml"),
        "lisen = '127.0.0.1:80'\n",
    )
    .unwrap();
    let output = program(&["serve", "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("lisen"), "{}", said(&output));
}

#[test]
fn a_postgres_without_a_schema_is_not_served() {
    let Some(server) = crate::support::postgres_server() else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let mut command = serve(&server, data.path());
    command.args(["--metrics-listen", "none"]);
    let line = refused(command, 1);
    assert!(line.contains("bezmen-server migrate"), "{line}");
}

/// What each command that works on what is there needs beside the database.
const WORKING: [&[&str]; 4] = [
    &["restored"],
    &["import", "products", "--tenant", NOBODY, "goods.tsv"],
    &["ops", "replay", "--tenant", NOBODY],
    &["ops", "release", "--tenant", NOBODY, "--terminal", NOBODY],
];

#[test]
fn a_mistyped_folder_is_refused_and_nothing_is_made_in_it() {
    for arguments in WORKING {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("goods.tsv"), "barcode\tname\n").unwrap();
        let in_folder = |place: [&str; 2]| {
            let mut command = program(&[arguments, &place].concat());
            command.current_dir(folder.path());
            command
        };
        std::fs::write(folder.path().join("empty.db"), "").unwrap();
        for (place, file) in [
            (["--data", "typo"], "typo/bezmen-server.db"),
            (["--database-url", "sqlite:typo/shop.db"], "typo/shop.db"),
            (["--database-url", "sqlite:empty.db"], "empty.db"),
        ] {
            let line = refused(in_folder(place), 1);
            let told = format!("there is no database in {file}: check --data");
            assert!(line.contains(&told), "{arguments:?}: {line}");
        }
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 2, "{arguments:?} leaves nothing behind");
    }
}

#[test]
fn a_postgres_that_was_never_migrated_is_refused_by_every_command() {
    let Some(server) = crate::support::postgres_server() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("goods.tsv"), "barcode\tname\n").unwrap();
    for arguments in WORKING {
        let mut command = program(&[arguments, &["--database-url", &server]].concat());
        command.current_dir(folder.path());
        let line = refused(command, 1);
        assert!(
            line.contains("the database is empty: check --database-url"),
            "{arguments:?}: {line}"
        );
    }
}

#[test]
fn a_postgres_that_does_not_answer_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    // Port 1 belongs to nobody.
    let address = "postgres://owner:secret@127.0.0.1:1/shop";
    for arguments in [&["migrate"][..], &["restored"], &["serve"]] {
        let mut command = program(&[arguments, &["--database-url", address]].concat());
        command.current_dir(folder.path());
        let line = refused(command, 1);
        assert!(
            line.contains("no PostgreSQL answers at 127.0.0.1:1/shop")
                && line.contains("correct --database-url")
                && !line.contains("secret"),
            "{arguments:?}: {line}"
        );
    }
}

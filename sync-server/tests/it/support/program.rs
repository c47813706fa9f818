use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::database::TestDatabase;

/// Longest time a test waits for a byte before it fails.
const SILENCE: Duration = Duration::from_secs(20);

/// A command of the program.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bezmen-server"));
    command.args(arguments);
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// What a command said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// A command that must be refused with an exit code and one line, which is answered.
pub fn refused(mut command: Command, code: i32) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{command:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{command:?}: {said}");
    assert!(output.stdout.is_empty(), "{command:?} answers nothing");
    said.trim().to_owned()
}

/// The server as people start it.
pub struct Program {
    pub child: Child,
    /// Where it listens.
    pub address: String,
    /// Where it serves metrics.
    pub metrics: Option<String>,
    _folder: Option<TempDir>,
}

impl Program {
    /// Serves a database without metrics, from a data folder of its own.
    pub fn serve(database: &TestDatabase) -> Self {
        Self::with_metrics(database, "none")
    }

    /// Serves a database and perhaps metrics.
    pub fn with_metrics(database: &TestDatabase, metrics: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut started = Self::start(&database.address, folder.path(), metrics);
        started._folder = Some(folder);
        started
    }

    /// Serves a database from a data folder that stays.
    pub fn start(database: &str, data: &Path, metrics: &str) -> Self {
        let mut child = serve(database, data)
            .args(["--metrics-listen", metrics])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = || {
            let line = lines.next().expect("the server starts").unwrap();
            let (_, address) = line.split_once("http://").unwrap();
            address.to_owned()
        };
        let listens = address();
        let metrics =
            (metrics != "none").then(|| address().trim_end_matches("/metrics").to_owned());
        Self {
            child,
            address: listens,
            metrics,
            _folder: None,
        }
    }

    /// SIGTERM.
    pub fn tell_to_stop(&self) {
        let told = Command::new("kill")
            .arg("-TERM")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `serve` on a free port, without metrics unless they are named.
pub fn serve(database: &str, data: &Path) -> Command {
    let mut command = program(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database-url",
        database,
    ]);
    command.arg("--data").arg(data);
    command
}

/// Connects, and fails rather than waits for ever.
pub fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(SILENCE)).unwrap();
    stream
}

/// Gets a page: its status and body.
pub fn get(address: &str, path: &str) -> (u16, String) {
    let mut stream = connect(address);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    answer(stream)
}

/// Reads an answer to its end.
pub fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let status = text.split(' ').nth(1).and_then(|word| word.parse().ok());
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (
        status.unwrap_or_else(|| panic!("no answer: {text:?}")),
        body.to_owned(),
    )
}

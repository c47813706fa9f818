//! The real programs, as a shop runs them.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The folder of the built programs: that of `BEZMEN_BIN_DIR`, else the one this test was built into.
pub fn program(name: &str) -> PathBuf {
    let folder = std::env::var_os("BEZMEN_BIN_DIR")
        .map(PathBuf::from)
        .unwrap_or_else(|| {
            let this = std::env::current_exe().expect("a test has a program");
            this.ancestors().nth(2).expect("target/debug").to_path_buf()
        });
    let program = folder.join(name);
    assert!(
        program.exists(),
        "{} is not built: cargo build --bins",
        program.display()
    );
    program
}

/// A command of the till on a data folder.
pub fn till(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program("bezmen-till"));
    command.arg("--data").arg(data).args(arguments);
    command
}

/// Runs a command of the till to its end.
pub fn run_till(data: &Path, arguments: &[&str]) -> Output {
    till(data, arguments).output().expect("bezmen-till starts")
}

/// A server process that can be killed and started again on the same port and database.
pub struct Server {
    data: PathBuf,
    database: String,
    pub address: String,
    pub child: Option<Child>,
}

impl Server {
    pub fn start(data: PathBuf, database: &str) -> Self {
        let mut server = Self {
            data,
            database: database.to_owned(),
            address: "127.0.0.1:0".to_owned(),
            child: None,
        };
        server.start_again();
        server
    }

    pub fn start_again(&mut self) {
        let mut child = Command::new(program("bezmen-server"))
            .args([
                "serve",
                "--metrics-listen",
                "none",
                "--listen",
                &self.address,
                "--database-url",
                &self.database,
            ])
            .arg("--data")
            .arg(&self.data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("bezmen-server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let said = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned()));
        self.address = said.expect("the server says where it listens");
        // Nobody reads on, but the pipe must not fill up.
        std::thread::spawn(move || lines.for_each(drop));
        self.child = Some(child);
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

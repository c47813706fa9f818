//! Python with other people's packages.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Names the folder that the packages are installed into, so that they outlive the build folder.
const FOLDER: &str = "BEZMEN_ORACLES";

fn beside(name: &str) -> PathBuf {
    // Tests run in the folder of their package, and the scripts in one of their own.
    let package = std::env::current_dir().expect("the package's folder is there");
    package.join("tests/oracles").join(name)
}

/// A folder for files between the two, of its own for each test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the build folder can be written");
    }
    std::fs::create_dir_all(&folder).expect("the build folder can be written");
    folder
}

fn installed() -> PathBuf {
    let folder = std::env::var_os(FOLDER).map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracles"),
        PathBuf::from,
    );
    let output = Command::new("python3")
        .arg(beside("install.py"))
        .arg(folder)
        .output()
        .expect("Python 3 is installed");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8(output.stdout).expect("a path in UTF-8");
    PathBuf::from(said.lines().last().expect("the path of Python"))
}

/// Asks a script of this folder: JSON goes in, JSON comes out.
pub fn ask(script: &str, question: &Value) -> Value {
    let mut child = Command::new(installed())
        .arg(beside(script))
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = child.stdin.take().expect("a pipe");
    input
        .write_all(question.to_string().as_bytes())
        .expect("Python reads");
    drop(input);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).expect("the script answers JSON")
}

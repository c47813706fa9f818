use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A private server lives as long as the standard input of its keeper is open, that is, as long as this process.
pub struct PrivateServer {
    pub address: String,
    _keeper: Child,
}

static PRIVATE: OnceLock<Option<PrivateServer>> = OnceLock::new();

/// Makes a cluster in `$1` with the programs of `$2`, serves it on the local socket, says `ready`, and takes everything
/// away when the input ends.
const KEEPER: &str = r#"
set -e
"$2/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$1/initdb.log" 2>&1
"$2/pg_ctl" -D "$1/data" -w -l "$1/server.log" -o "-k $1 -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=300" start >/dev/null
echo ready
while read -r _; do :; done
"$2/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1 || true
rm -rf "$1"
"#;

/// The address of a PostgreSQL server with a superuser: `TEST_DATABASE_URL`, else a private one started for this process.
pub fn server_address() -> Option<String> {
    if let Ok(address) = std::env::var("TEST_DATABASE_URL") {
        return Some(address);
    }
    let server = PRIVATE.get_or_init(start);
    if server.is_none() {
        eprintln!(
            "PostgreSQL is not installed: this test runs on SQLite only (apt-get install postgresql)"
        );
    }
    server.as_ref().map(|server| server.address.clone())
}

/// Starts a server that no other test shares; `None` where none is installed.
pub fn start() -> Option<PrivateServer> {
    let programs = programs()?;
    let folder = tempfile::Builder::new()
        .prefix("bezmen-pg-")
        .tempdir()
        .unwrap()
        .keep();
    let mut command = keeper_command(&folder);
    let mut keeper = command
        .args(["sh", "-c", KEEPER, "keeper"])
        .arg(&folder)
        .arg(&programs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the keeper of a private PostgreSQL server starts");
    let mut said = String::new();
    BufReader::new(keeper.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert_eq!(
        said.trim(),
        "ready",
        "the private PostgreSQL server did not start: see {}",
        folder.display()
    );
    let socket = folder.display().to_string().replace('/', "%2F");
    Some(PrivateServer {
        address: format!("postgres://postgres@{socket}/postgres"),
        _keeper: keeper,
    })
}

/// PostgreSQL refuses to run as root; root becomes the user that the package made.
fn keeper_command(folder: &Path) -> Command {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    if id.stdout.trim_ascii() != b"0" {
        return Command::new("env");
    }
    let owned = Command::new("chown")
        .arg("postgres")
        .arg(folder)
        .status()
        .expect("chown runs");
    assert!(
        owned.success(),
        "the folder of the private server can be given to the user postgres"
    );
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).current_dir(folder);
    command
}

/// Finds the newest server that Debian installed, or the one on the path.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().or_else(|| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths).find(|folder| folder.join("initdb").exists())
    })
}

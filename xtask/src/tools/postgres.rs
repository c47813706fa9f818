//! A PostgreSQL cluster of the tests' own: made in a temporary folder, on a free port, gone at the end.

use super::apt;
use crate::progress::say;
use crate::run::{Run, run};
use anyhow::{Context, Result};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// Where Debian keeps the server's programs, one folder a version; they are not on the search path.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

/// The system's user that the server runs as when this is root, which PostgreSQL refuses to be.
const SERVER_USER: &str = "postgres";

/// A running cluster. It stops, and its folder goes, when this is dropped.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Installs PostgreSQL where it is missing, makes a cluster and starts it.
    pub fn start() -> Result<Self> {
        apt::ensure(apt::POSTGRESQL)?;
        let programs = newest_programs(Path::new(DEBIAN_VERSIONS))?;
        let port = free_port()?;
        let folder = run("mktemp")
            .args(["--directory", "--tmpdir=/tmp", "bezmen-postgres-XXXXXX"])
            .text()
            .context("cannot make a folder for PostgreSQL")?;
        if apt::is_root() {
            run("chown").arg(SERVER_USER).arg(folder.trim()).quietly()?;
        }
        let cluster = Self {
            programs,
            folder: PathBuf::from(folder.trim()),
            port,
        };
        as_server_user(&cluster.programs.join("initdb"))
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "-D",
            ])
            .arg(cluster.data())
            .quietly()?;
        // Tests lose nothing when the power goes, so nothing has to reach the disk.
        let options = format!(
            "-p {port} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB",
            cluster.folder.display()
        );
        as_server_user(&cluster.programs.join("pg_ctl"))
            .args(["--wait", "--silent", "-D"])
            .arg(cluster.data())
            .arg("-l")
            .arg(cluster.folder.join("log"))
            .arg("-o")
            .arg(options)
            .args(["start"])
            // A server that inherited the pipe would keep its reader waiting for ever.
            .detached()
            .with_context(|| cluster.last_words())?;
        say(&format!("PostgreSQL of the tests: {}", cluster.url()));
        Ok(cluster)
    }

    /// The address of the superuser, as sqlx reads it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn last_words(&self) -> String {
        let log = as_server_user(Path::new("cat"))
            .arg(self.folder.join("log"))
            .text()
            .unwrap_or_default();
        format!(
            "PostgreSQL did not start: {}",
            log.lines().last().unwrap_or("it left no word in its log")
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Nothing is left to do about a server that does not stop; the next run uses another port and folder.
        let _stopped = as_server_user(&self.programs.join("pg_ctl"))
            .args(["stop", "--silent", "--mode=immediate", "-D"])
            .arg(self.data())
            .succeeds();
        let _removed = fs::remove_dir_all(&self.folder);
    }
}

/// A port that nobody listens on at the moment.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener
        .local_addr()
        .context("a listener without an address")?
        .port())
}

fn as_server_user(program: &Path) -> Run {
    let line = if apt::is_root() {
        run("runuser").args(["-u", SERVER_USER, "--"]).arg(program)
    } else {
        run(program)
    };
    // The checkout may lie in a folder that the server's user may not enter.
    line.folder("/tmp").env("LC_ALL", "C.UTF-8")
}

fn newest_programs(versions: &Path) -> Result<PathBuf> {
    let folders = fs::read_dir(versions)
        .with_context(|| format!("no PostgreSQL in {}", versions.display()))?;
    let newest = folders
        .flatten()
        .filter_map(|folder| {
            Some((
                folder.file_name().to_str()?.parse::<u32>().ok()?,
                folder.path().join("bin"),
            ))
        })
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .max_by_key(|(version, _)| *version);
    newest
        .map(|(_, programs)| programs)
        .with_context(|| format!("no PostgreSQL server in {}", versions.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_while_it_is_held_and_leaves_nothing() {
        let cluster = Cluster::start().unwrap();
        let asked = run(cluster.programs.join("psql"))
            .args(["-XAt", "-c", "select 6 * 7", &cluster.url()])
            .text();
        assert_eq!(asked.unwrap().trim(), "42");
        let folder = cluster.folder.clone();
        drop(cluster);
        assert!(!folder.exists());
    }
}

//! Where a demo lives, and that only one lives there at a time.

use crate::progress::say;
use crate::run::run;
use crate::tools::postgres::free_port;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// The month behind the shop ends on the day it is made; one that was made earlier is of another day.
const FRESH_FOR: Duration = Duration::from_secs(16 * 60 * 60);

/// How long a server of a demo that has just been killed may still hold its port.
const LETS_GO_WITHIN: Duration = Duration::from_secs(3);

/// The folder of a demo, held against a second one until this is dropped or the process is gone.
#[derive(Debug)]
pub struct Place {
    /// The folder for everything that the demo keeps.
    pub folder: PathBuf,
    usual_port: Option<u16>,
    held: File,
}

/// What an earlier demo left in the folder. Times are local, such as `2026-11-20 17:05`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// A shop that was not finished.
    Unfinished,
    /// A shop whose month has ended some time ago.
    Old {
        /// When it was made.
        made: String,
    },
    /// A shop to go on with.
    Fresh {
        /// When it was made.
        made: String,
    },
}

impl Place {
    /// Takes a folder; `usual_port` is the server's when nothing else listens there, so that a bookmark stays true.
    pub fn take(folder: PathBuf, usual_port: Option<u16>) -> Result<Self> {
        // The lock lies beside the folder, which may be removed while it is held.
        let path = folder.with_extension("lock");
        let held = folder
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| {
                File::options()
                    .read(true)
                    .write(true)
                    .create(true)
                    .truncate(false)
                    .open(&path)
            })
            .with_context(|| format!("cannot write {}", path.display()))?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("{}", already(&held)),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        let place = Self {
            folder,
            usual_port,
            held,
        };
        place.tell("")?;
        Ok(place)
    }

    /// Tells a second demo where this one is.
    pub fn tell(&self, console: &str) -> Result<()> {
        let mut file = &self.held;
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{} {console}", std::process::id()))
            .context("cannot write who holds the demo")
    }

    /// Looks what an earlier demo has left.
    pub fn kept(&self) -> Kept {
        let data = self.folder.join("server");
        let told = data.join("demo.json");
        let Ok(at) = fs::metadata(&told).and_then(|file| file.modified()) else {
            return if data.exists() {
                Kept::Unfinished
            } else {
                Kept::Nothing
            };
        };
        let made = run("date").arg("-r").arg(&told).arg("+%F %H:%M").text();
        let made = made.unwrap_or_default().trim().to_owned();
        if SystemTime::now()
            .duration_since(at)
            .is_ok_and(|age| age > FRESH_FOR)
        {
            Kept::Old { made }
        } else {
            Kept::Fresh { made }
        }
    }

    /// Removes what an earlier demo left.
    pub fn forget(&self) -> Result<()> {
        forget(&self.folder)
    }

    /// Chooses the server's port: the one where a kept till looks for it, else the usual one, else any that is free.
    pub fn port(&self, paired_with: Option<u16>) -> Result<u16> {
        self.port_within(LETS_GO_WITHIN, paired_with)
    }

    fn port_within(&self, patience: Duration, paired_with: Option<u16>) -> Result<u16> {
        if let Some(port) = paired_with {
            let last = Instant::now() + patience;
            loop {
                if is_free(port) {
                    return Ok(port);
                }
                if Instant::now() > last {
                    break;
                }
                thread::sleep(Duration::from_millis(100));
            }
        }
        let other = match self.usual_port.filter(|port| is_free(*port)) {
            Some(usual) => usual,
            None => free_port()?,
        };
        if let Some(taken) = paired_with
            .or(self.usual_port)
            .filter(|port| *port != other)
        {
            say(&format!(
                "port {taken} is taken by another program; taking {other}"
            ));
        }
        Ok(other)
    }
}

/// Removes a folder with everything in it.
pub fn forget(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove the earlier demo in {}", folder.display()))?;
    }
    Ok(())
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

/// Says who holds the folder.
fn already(mut held: &File) -> String {
    let mut told = String::new();
    // Without its word the other one is there all the same.
    let _read = held.read_to_string(&mut told);
    let (process, console) = told.split_once(' ').unwrap_or(("", ""));
    let doing = if console.is_empty() {
        "being started".to_owned()
    } else {
        format!("running at {}", console.trim_end_matches('/'))
    };
    format!("a demo is already {doing} (process {process}); stop it first")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        std::env::temp_dir()
            .join(format!("bezmen-xtask-{name}-{}", std::process::id()))
            .join("demo")
    }

    fn remove(folder: &Path) {
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_second_demo_is_told_of_the_first_and_takes_nothing_away() {
        let folder = folder("second");
        let first = Place::take(folder.clone(), None).unwrap();
        let process = std::process::id();
        let refusal = || Place::take(folder.clone(), None).unwrap_err().to_string();
        assert_eq!(
            refusal(),
            format!("a demo is already being started (process {process}); stop it first")
        );
        fs::create_dir_all(folder.join("server")).unwrap();
        first.tell("http://127.0.0.1:8787/").unwrap();
        assert_eq!(
            refusal(),
            format!(
                "a demo is already running at http://127.0.0.1:8787 (process {process}); stop it first"
            )
        );
        assert!(folder.join("server").is_dir());
        drop(first);
        Place::take(folder.clone(), None).unwrap();
        remove(&folder);
    }

    #[test]
    fn the_server_goes_where_the_kept_till_looks_for_it() {
        let (usual, paired) = (free_port().unwrap(), free_port().unwrap());
        let place = Place::take(folder("port"), Some(usual)).unwrap();
        let port = |paired| place.port_within(Duration::ZERO, paired).unwrap();
        assert_eq!(port(None), usual);
        assert_eq!(port(Some(paired)), paired);
        let _other_program = TcpListener::bind(("127.0.0.1", paired)).unwrap();
        assert_eq!(port(Some(paired)), usual);
        let _another = TcpListener::bind(("127.0.0.1", usual)).unwrap();
        let other = port(Some(paired));
        assert!(other != usual && other != paired);
        remove(&place.folder);
    }

    #[test]
    fn a_shop_of_an_earlier_day_is_old() {
        let place = Place::take(folder("kept"), None).unwrap();
        assert_eq!(place.kept(), Kept::Nothing);
        let told = place.folder.join("server/demo.json");
        fs::create_dir_all(told.parent().unwrap()).unwrap();
        assert_eq!(place.kept(), Kept::Unfinished);
        let file = File::create(&told).unwrap();
        assert!(
            matches!(place.kept(), Kept::Fresh { made } if made.len() == "2026-11-20 17:05".len())
        );
        file.set_modified(SystemTime::now() - 2 * FRESH_FOR)
            .unwrap();
        assert!(matches!(place.kept(), Kept::Old { .. }));
        remove(&place.folder);
    }
}

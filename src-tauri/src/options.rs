//! The words on the window's command line.

use bezmen_till::sync::SyncOptions;
use clap::Parser;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The till in a window of its own.
#[derive(Debug, Clone, Parser)]
#[command(name = "bezmen", version)]
pub struct Options {
    /// The till's data folder; each till has its own. Without it: `bezmen/till` among this user's application data.
    #[arg(long, env = "BEZMEN_TILL_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Fills the screen without frame or title, as a till on a counter does.
    #[arg(long)]
    pub kiosk: bool,
    /// Talks to the server at once instead of spreading the tills of a shop over half a minute.
    #[arg(long)]
    in_a_hurry: bool,
}

impl Options {
    /// How patient the till is with the server.
    pub fn sync(&self) -> SyncOptions {
        if self.in_a_hurry {
            SyncOptions::at_once()
        } else {
            SyncOptions::default()
        }
    }

    /// The till's data folder.
    pub fn data(&self) -> PathBuf {
        let chosen = self
            .data
            .clone()
            .or_else(|| Some(dirs::data_local_dir()?.join("bezmen").join("till")));
        // A user without a home folder still gets a till, where the program was started.
        chosen.unwrap_or_else(|| PathBuf::from("bezmen-till"))
    }
}

/// The name under which a window of this data folder is found on the session bus: two tills on one machine may both
/// have a window, one till may have only one.
pub fn instance_name(data: &Path) -> String {
    let full = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    let mut hasher = DefaultHasher::new();
    full.hash(&mut hasher);
    format!("org.bezmen.till.d{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_data_folder_has_a_window_of_its_own() {
        let here = instance_name(Path::new("/srv/till-1"));
        assert_eq!(here, instance_name(Path::new("/srv/till-1")));
        assert_ne!(here, instance_name(Path::new("/srv/till-2")));
    }

    #[test]
    fn the_tills_of_a_shop_do_not_all_call_at_once() {
        use std::time::Duration;
        let waits = |words: &[&str]| Options::parse_from(words).sync().start_within;
        assert_eq!(waits(&["bezmen"]), Duration::from_secs(30));
        assert_eq!(waits(&["bezmen", "--in-a-hurry"]), Duration::ZERO);
    }

    #[test]
    fn the_named_folder_is_taken() {
        let options = Options::parse_from(["bezmen", "--data", "/srv/till-1"]);
        assert_eq!(options.data(), Path::new("/srv/till-1"));
    }
}

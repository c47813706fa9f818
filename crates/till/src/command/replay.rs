//! `replay`

use std::io::Write;
use std::path::PathBuf;

use bezmen_till::TillOptions;
use bezmen_till::replay::{ReplayError, replay};
use clap::Args;

use super::{CommandError, say};

/// Sells every invoice of a file. Run again, it goes on where it stopped and counts nothing twice.
#[derive(Debug, Args)]
pub struct Replay {
    /// The file of invoices, tab-separated, packed or plain.
    file: PathBuf,
    /// Says nothing while it works.
    #[arg(long)]
    quiet: bool,
}

impl Replay {
    /// Sells the file, syncs when the till is paired, and prints the sums as one JSON object.
    pub fn run(self, options: TillOptions) -> Result<(), CommandError> {
        let replayed = replay(options, &self.file, |done, total| {
            self.mention(&format!("{done} of {total} invoices"));
        })?;
        say(&serde_json::to_string(&replayed.report)
            .map_err(|error| CommandError::Refused(error.to_string()))?);
        match replayed.synced {
            Some(Err(failure)) => return Err(failure.into()),
            Some(Ok(counts)) => self.mention(&format!("sent {} operations", counts.pushed_ops)),
            None => self.mention("this folder is paired with no server, so nothing was sent"),
        }
        Ok(())
    }

    fn mention(&self, words: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{words}");
        }
    }
}

impl From<ReplayError> for CommandError {
    fn from(error: ReplayError) -> Self {
        Self::Refused(error.to_string())
    }
}

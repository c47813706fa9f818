//! `replay`

use std::io::Write;
use std::path::PathBuf;

use bezmen_till::TillOptions;
use bezmen_till::replay::{ReplayError, replay};
use clap::Args;

use super::{CommandError, say};

/// Sells every invoice of a file.
#[derive(Debug, Args)]
pub struct Replay {
    /// The file of invoices, tab-separated, packed or plain.
    file: PathBuf,
    /// Says nothing while it works.
    #[arg(long)]
    quiet: bool,
}

impl Replay {
    /// Sells the file and prints the sums as one JSON object.
    pub fn run(self, options: TillOptions) -> Result<(), CommandError> {
        let report = replay(options, &self.file, |done, total| {
            if !self.quiet {
                let _ = writeln!(std::io::stderr(), "{done} of {total} invoices");
            }
        })?;
        say(&serde_json::to_string(&report)
            .map_err(|error| CommandError::Refused(error.to_string()))?);
        Ok(())
    }
}

impl From<ReplayError> for CommandError {
    fn from(error: ReplayError) -> Self {
        Self::Refused(error.to_string())
    }
}

//! `verify`, `backup` and the seed.

use std::path::PathBuf;

use bezmen_domain::locale::Locale;
use bezmen_till::{Till, fixture};

use super::{CommandError, say};

/// Checks everything and says what is wrong, one finding a line.
pub fn verify(till: Till) -> Result<(), CommandError> {
    let report = till.verify()?;
    let locale = till.locale();
    say(&serde_json::to_string(&report).unwrap_or_default());
    match report.faults.len() {
        0 => Ok(()),
        count => {
            let first = report
                .faults
                .first()
                .map(String::as_str)
                .unwrap_or_default();
            Err(CommandError::Refused(match locale {
                Locale::Ru => format!(
                    "найдено неисправностей: {count}, первая: {first}; не трогайте эту папку и обратитесь в поддержку"
                ),
                Locale::En => format!(
                    "faults found: {count}, the first: {first}; keep this folder as it is and call for help"
                ),
            }))
        }
    }
}

/// Copies the database.
pub fn backup(till: Till, target: Option<PathBuf>) -> Result<(), CommandError> {
    let file = match target {
        Some(file)
            if file.extension().is_some_and(|extension| extension == "db") && !file.is_dir() =>
        {
            till.back_up_to(&file)?;
            file
        }
        folder => till.back_up(folder.as_deref())?,
    };
    say(&file.display().to_string());
    Ok(())
}

/// Makes a paired till with a small catalogue.
pub fn dev_seed(till: Till) -> Result<(), CommandError> {
    fixture::seed(&till, fixture::ShopKind::GROCERY)?;
    say("seeded: cashier PIN 1111, manager PIN 2222, owner PIN 3333");
    till.close();
    Ok(())
}

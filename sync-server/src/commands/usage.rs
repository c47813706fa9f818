use clap::error::ErrorKind;

use crate::platform::db::OpenDbError;

/// Says in one line what is wrong with a command line, and where to read how it should be; `None` when help or the version
/// was asked for.
pub fn usage(error: &clap::Error) -> Option<String> {
    if !error.use_stderr() {
        return None;
    }
    let about = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "say what to do".to_owned(),
        _ => first_part(&error.to_string()),
    };
    Some(format!("{about}; see bezmen-server help"))
}

/// What stands before the synopsis, on one line.
fn first_part(words: &str) -> String {
    let about: Vec<&str> = words
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .filter(|line| !line.is_empty())
        .collect();
    about.join(" ").trim_start_matches("error: ").to_owned()
}

/// 2 when the words of a command cannot be right whatever the world is like, 1 when they may be.
pub fn exit_code(error: &anyhow::Error) -> u8 {
    let is_usage = error.chain().any(|cause| {
        matches!(
            cause.downcast_ref(),
            Some(OpenDbError::UnknownScheme(_) | OpenDbError::NoFile | OpenDbError::BadAddress(_))
        )
    });
    if is_usage { 2 } else { 1 }
}

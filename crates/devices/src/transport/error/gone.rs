//! Tells a device that is gone from one that is only in trouble.

use std::io;

/// What the system says of a port whose device is gone: EIO, ENXIO, ENODEV.
#[cfg(not(windows))]
const GONE: [i32; 3] = [5, 6, 19];

/// What the system says of a port whose device is gone: ERROR_BAD_COMMAND, ERROR_GEN_FAILURE, ERROR_DEVICE_NOT_CONNECTED,
/// ERROR_NO_SUCH_DEVICE.
#[cfg(windows)]
const GONE: [i32; 4] = [22, 31, 1167, 433];

/// What the serial library says instead of the system's number.
const GONE_WORDS: [&str; 3] = ["I/O error", "No such device", "No such device or address"];

/// Tells whether the device is gone. Some libraries keep what the system said only as text.
pub(super) fn is_gone(error: &io::Error) -> bool {
    let text = error.to_string();
    let in_text = || {
        let (_, number) = text.rsplit_once("(os error ")?;
        number.trim_end_matches(')').parse().ok()
    };
    error
        .raw_os_error()
        .or_else(in_text)
        .is_some_and(|number| GONE.contains(&number))
        || GONE_WORDS.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(io::Error::other("I/O error"), true)]
    #[case(io::Error::other("No such device"), true)]
    #[case(io::Error::other("Out of memory"), false)]
    #[case(io::ErrorKind::BrokenPipe.into(), false)]
    fn words_tell_a_device_that_is_gone(#[case] error: io::Error, #[case] gone: bool) {
        assert_eq!(is_gone(&error), gone, "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn numbers_tell_a_device_that_is_gone_also_out_of_text() {
        for number in [5, 6, 19] {
            let error = io::Error::from_raw_os_error(number);
            assert!(is_gone(&error), "{error}");
            assert!(is_gone(&io::Error::other(error.to_string())), "{error}");
        }
        assert!(!is_gone(&io::Error::from_raw_os_error(28)));
    }
}

//! The virtual scale's pan: what is typed at this terminal lies on it.

use crate::progress::print_line;
use std::io::{self, Write};
use std::process::ChildStdin;
use std::thread;

/// What the scale calls the ways in which it can be out of order, and being well again.
const FAULTS: [&str; 5] = ["silent", "busy", "garbage", "disconnect", "ok"];

/// What most shop scales can carry, in kilograms.
const CARRIES_KG: f64 = 30.0;

/// Hands what is typed at this terminal to the scale, and says what became of it, until either ends.
pub fn watch(mut scale: ChildStdin) {
    thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            match typed(line) {
                Ok(Typed { told, words }) => {
                    if writeln!(scale, "{told}").is_err() {
                        return;
                    }
                    print_line(&words);
                }
                Err(words) => print_line(&words),
            }
        }
    });
}

/// A line as the scale takes it, and what it means.
#[derive(Debug, PartialEq, Eq)]
struct Typed {
    told: String,
    words: String,
}

fn typed(line: &str) -> Result<Typed, String> {
    if FAULTS.contains(&line) {
        return Ok(Typed {
            told: line.to_owned(),
            words: format!("  the scale is now: {line}"),
        });
    }
    let (number, moving) = match line.split_once(' ') {
        Some((number, "moving")) => (number, " moving"),
        _ => (line, ""),
    };
    let number = number.replace(',', ".");
    let decimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, "0"));
    let is_weight = !whole.is_empty()
        && !fraction.is_empty()
        && fraction.len() <= 3
        && decimal(whole)
        && decimal(fraction)
        && number.parse().is_ok_and(|kg: f64| kg <= CARRIES_KG);
    if !is_weight {
        return Err(format!(
            "  “{line}” is no weight: type kilograms from 0 to {CARRIES_KG} with up to three decimals, such as 0.512"
        ));
    }
    Ok(Typed {
        words: format!("  on the scale: {number} kg{moving}"),
        told: format!("{number}{moving}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_goes_to_the_scale() {
        for (line, told) in [
            ("0.512", "0.512"),
            ("0,512", "0.512"),
            ("3", "3"),
            ("0", "0"),
            ("1.5 moving", "1.5 moving"),
            ("silent", "silent"),
        ] {
            assert_eq!(typed(line).unwrap().told, told, "{line}");
        }
        assert_eq!(typed("0,512").unwrap().words, "  on the scale: 0.512 kg");
    }

    #[test]
    fn what_is_no_weight_gets_a_word() {
        for line in ["abc", "-1", "31", "0.5123", "1.", ".5", "1 2", "nan", "1e1"] {
            let words = typed(line).unwrap_err();
            assert!(words.contains(line) && words.contains("0.512"), "{words}");
        }
    }
}

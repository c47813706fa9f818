//! What the person at the terminal reads: numbered steps with their time, notes, the closing table.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this module is the command's output"
)]

use anyhow::{Error, Result};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Whether progress goes to standard error, because standard output is for a program to read.
static ON_STDERR: AtomicBool = AtomicBool::new(false);

/// Sends everything but results to standard error from now on.
pub fn speak_on_stderr() {
    ON_STDERR.store(true, Ordering::Relaxed);
}

/// Whether progress goes to standard error.
pub fn speaks_on_stderr() -> bool {
    ON_STDERR.load(Ordering::Relaxed)
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it says.
    Done,
    /// It failed; the reason is printed where it happened.
    Failed,
}

/// A numbered run of steps. What was not run is not in the closing table.
#[derive(Debug)]
pub struct Steps {
    total: usize,
    log: Vec<(String, Duration, Outcome)>,
    begun: Instant,
}

impl Steps {
    /// Begins a run that is expected to have `total` steps.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            log: Vec::new(),
            begun: Instant::now(),
        }
    }

    /// Runs one step and gives its error on: the command cannot go on without it.
    pub fn need<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = self.head(title);
        let result = work();
        self.tail(
            title,
            started,
            if result.is_ok() {
                Outcome::Done
            } else {
                Outcome::Failed
            },
        );
        result
    }

    /// Runs one step, prints its error and goes on, so that one run shows everything that is wrong.
    pub fn attempt<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let started = self.head(title);
        let result = work();
        let outcome = if result.is_ok() {
            Outcome::Done
        } else {
            Outcome::Failed
        };
        let value = result.map_err(|error| say_error(&error)).ok();
        self.tail(title, started, outcome);
        value
    }

    /// How many steps went well, and how many failed.
    pub fn counts(&self) -> (usize, usize) {
        let failed = self
            .log
            .iter()
            .filter(|(_, _, outcome)| *outcome == Outcome::Failed)
            .count();
        (self.log.len() - failed, failed)
    }

    /// Prints each step with its time and outcome.
    pub fn print_table(&self) {
        speak("");
        for (title, time, outcome) in &self.log {
            let word = if *outcome == Outcome::Done {
                "ok    "
            } else {
                "FAILED"
            };
            speak(&format!("  {word} {:>9}  {title}", clock(*time)));
        }
        speak(&format!(
            "         {:>9}  in all",
            clock(self.begun.elapsed())
        ));
        flush();
    }

    fn head(&self, title: &str) -> Instant {
        println!(
            "{} {title}",
            paint(&format!(
                "[{}/{}]",
                self.log.len() + 1,
                self.total.max(self.log.len() + 1)
            ))
        );
        flush();
        Instant::now()
    }

    fn tail(&mut self, title: &str, started: Instant, outcome: Outcome) {
        let time = started.elapsed();
        if time > Duration::from_secs(1) {
            println!(
                "      {} after {}",
                if outcome == Outcome::Done {
                    "done"
                } else {
                    "FAILED"
                },
                clock(time)
            );
        }
        flush();
        self.log.push((title.to_owned(), time, outcome));
    }
}

/// Prints a line below the step that is running.
pub fn say(text: &str) {
    speak(&format!("      {text}"));
}

/// Prints a line of a child's output.
pub fn echo(line: &str) {
    speak(line);
}

fn speak(line: &str) {
    if speaks_on_stderr() {
        eprintln!("{line}");
    } else {
        println!("{line}");
    }
    flush();
}

/// Prints a line as it is, for results that others read.
pub fn print_line(text: &str) {
    println!("{text}");
    flush();
}

/// Prints an error with its causes, in words.
pub fn say_error(error: &Error) {
    flush();
    eprintln!("error: {error:#}");
}

/// A time as a person says it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn clock(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn paint(text: &str) -> String {
    if std::io::stdout().is_terminal() {
        format!("\u{1b}[1;36m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

fn flush() {
    // A closed pipe is the reader's wish; the work goes on without an audience.
    let _closed = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_as_a_person_says_it() {
        assert_eq!(clock(Duration::from_millis(430)), "0.4 s");
        assert_eq!(clock(Duration::from_secs(12)), "12 s");
        assert_eq!(clock(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_failed_step_is_counted_and_the_next_one_runs() {
        let mut steps = Steps::new(2);
        assert_eq!(
            steps.attempt("first", || -> Result<()> { anyhow::bail!("no") }),
            None
        );
        assert_eq!(steps.attempt("second", || Ok(7)), Some(7));
        assert_eq!(steps.counts(), (1, 1));
    }
}

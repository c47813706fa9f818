//! Programs that run beside the command and end with it.

use crate::run::Run;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// How long a program may take to finish after it was asked to.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

/// A running program. It is asked to end when this is dropped, and also when this process is gone in whatever way.
#[derive(Debug)]
pub struct Background {
    name: String,
    child: Child,
    lines: Receiver<String>,
    log: PathBuf,
}

impl Background {
    /// Starts a program; both its outputs also go to `<logs>/<name>.log`.
    pub fn start(name: &str, program: Run, logs: &Path) -> Result<Self> {
        Self::spawn(name, program, logs, Stdio::null())
    }

    /// Starts a program that reads what [`Self::input`] is told.
    pub fn start_with_input(name: &str, program: Run, logs: &Path) -> Result<Self> {
        Self::spawn(name, program, logs, Stdio::piped())
    }

    /// What the program reads; once, and only of one that was started with an input.
    pub fn input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Hands over what the program says from now on.
    pub fn lines(&mut self) -> Receiver<String> {
        std::mem::replace(&mut self.lines, mpsc::channel().1)
    }

    fn spawn(name: &str, program: Run, logs: &Path, input: Stdio) -> Result<Self> {
        fs::create_dir_all(logs).with_context(|| format!("cannot make {}", logs.display()))?;
        let log = logs.join(format!("{name}.log"));
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut child = ended_with_us(program.into_command())
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(file.try_clone().context("a second handle on the log")?)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let pipe = child.stdout.take().context("a child without its output")?;
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || keep(pipe, file, &sender));
        Ok(Self {
            name: name.to_owned(),
            child,
            lines,
            log,
        })
    }

    /// Waits for the line in which the program says what `find` looks for.
    pub fn said<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        let last = Instant::now() + READY_WITHIN;
        loop {
            match self
                .lines
                .recv_timeout(last.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    if let Some(found) = find(&line) {
                        return Ok(found);
                    }
                }
                Err(RecvTimeoutError::Timeout) => bail!(
                    "{} is not ready after {} s{}",
                    self.name,
                    READY_WITHIN.as_secs(),
                    self.words()
                ),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("{} ended before it was ready{}", self.name, self.words())
                }
            }
        }
    }

    /// Waits until a look from outside says that the program is ready.
    pub fn ready_when(&mut self, look: impl Fn() -> bool) -> Result<()> {
        let last = Instant::now() + READY_WITHIN;
        while !look() {
            if !matches!(self.child.try_wait(), Ok(None)) {
                bail!("{} ended before it was ready{}", self.name, self.words());
            }
            if Instant::now() > last {
                bail!(
                    "{} is not ready after {} s{}",
                    self.name,
                    READY_WITHIN.as_secs(),
                    self.words()
                );
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Waits until the program ends by itself, or until it is no longer to be waited for.
    pub fn wait_unless(&mut self, is_enough: impl Fn() -> bool) -> Result<()> {
        loop {
            let ended = self
                .child
                .try_wait()
                .with_context(|| format!("waiting for {}", self.name))?;
            // Ctrl-C reaches the program too, and it may be gone a moment before this process has heard of it.
            thread::sleep(Duration::from_millis(100));
            match ended {
                _ if is_enough() => return Ok(()),
                None => {}
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("{} ended with {status}{}", self.name, self.words()),
            }
        }
    }

    fn words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.trim_end().lines().collect();
        format!(
            "; it said ({}):\n{}",
            self.log.display(),
            lines[lines.len().saturating_sub(8)..].join("\n")
        )
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // A program that has ended needs no more; one that does not listen is killed.
        let _asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .stderr(Stdio::null())
            .status();
        let last = Instant::now() + ENDS_WITHIN;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < last {
            thread::sleep(Duration::from_millis(20));
        }
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Lets the kernel end the child when this process is killed and cannot.
fn ended_with_us(program: Command) -> Command {
    let mut wrapped = Command::new("setpriv");
    wrapped
        .args(["--pdeathsig", "TERM", "--"])
        .arg(program.get_program())
        .args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    if let Some(folder) = program.get_current_dir() {
        wrapped.current_dir(folder);
    }
    wrapped
}

fn keep(pipe: impl std::io::Read, mut log: File, sender: &mpsc::Sender<String>) {
    for line in BufReader::new(pipe).lines().map_while(Result::ok) {
        // A full disk costs the log, not the program.
        let _written = writeln!(log, "{line}");
        // Nobody listens any more once the program is ready.
        let _heard = sender.send(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::run;

    fn logs(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("bezmen-xtask-{name}-{}", std::process::id()))
    }

    #[test]
    fn a_program_is_ready_when_it_says_so() {
        let program = run("sh").args([
            "-c",
            "echo starting; echo listening on 127.0.0.1:81; exec sleep 100",
        ]);
        let mut running = Background::start("ready", program, &logs("ready")).unwrap();
        let address = running
            .said(|line| line.strip_prefix("listening on ").map(str::to_owned))
            .unwrap();
        assert_eq!(address, "127.0.0.1:81");
        drop(running);
        fs::remove_dir_all(logs("ready")).unwrap();
    }

    #[test]
    fn the_last_words_of_a_program_that_ends_are_in_the_error() {
        let program = run("sh").args(["-c", "echo the port is taken >&2; exit 1"]);
        let mut running = Background::start("ends", program, &logs("ends")).unwrap();
        let error = running.said(|_| None::<()>).unwrap_err().to_string();
        assert!(error.contains("the port is taken"), "{error}");
        fs::remove_dir_all(logs("ends")).unwrap();
    }
}

//! Runs another program and says in words what went wrong.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, thread};

/// A command line being put together. The child writes to the same terminal unless its output is asked for.
#[derive(Debug)]
pub struct Run {
    inner: Command,
}

/// Begins a command line.
pub fn run(program: impl AsRef<OsStr>) -> Run {
    Run {
        inner: Command::new(program),
    }
}

/// Begins a command line of a cargo that knows nothing of the `cargo run` which this program was started by: some build
/// scripts (ring's) watch those variables and would build half of the tree anew.
pub fn cargo(program: impl AsRef<OsStr>) -> Run {
    let ours = env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    });
    ours.fold(run(program), |line, name| {
        line.without_env(&name.to_string_lossy())
    })
}

impl Run {
    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.inner.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.inner.args(arguments);
        self
    }

    /// Sets a variable of the child.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Removes a variable from the child.
    pub fn without_env(mut self, name: &str) -> Self {
        self.inner.env_remove(name);
        self
    }

    /// Sets the folder the child runs in.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.inner.current_dir(folder);
        self
    }

    /// Runs to the end; anything but success is an error.
    pub fn done(mut self) -> Result<()> {
        if crate::progress::speaks_on_stderr() {
            self.inner.stdout(std::io::stderr());
        }
        let status = self.inner.status().with_context(|| self.cannot_start())?;
        if status.success() {
            Ok(())
        } else {
            bail!("`{}` ended with {status}", self.line())
        }
    }

    /// Runs without showing output; the last lines of it are in the error.
    pub fn quietly(self) -> Result<()> {
        self.text().map(drop)
    }

    /// Runs to the end and answers what the child wrote to its standard output.
    pub fn text(mut self) -> Result<String> {
        let output = self
            .inner
            .stdin(Stdio::null())
            .output()
            .with_context(|| self.cannot_start())?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!(
                "`{}` ended with {}: {}",
                self.line(),
                output.status,
                last_lines(&said, 12)
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether the child runs and succeeds. Its output is not shown.
    pub fn succeeds(mut self) -> bool {
        self.inner
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|output| output.status.success())
    }

    /// Runs to the end, shows every line as it comes and keeps them.
    /// Answers the lines of both outputs and whether the child succeeded.
    pub fn watched(mut self) -> Result<(String, bool)> {
        let mut child = self
            .inner
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| self.cannot_start())?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let errors = thread::spawn(move || err.map(echo).unwrap_or_default());
        let mut lines = out.map(echo).unwrap_or_default();
        lines.push_str(&errors.join().unwrap_or_default());
        let status = child
            .wait()
            .with_context(|| format!("waiting for `{}`", self.line()))?;
        Ok((lines, status.success()))
    }

    /// Runs to the end without giving its pipes to what it leaves running behind.
    pub fn detached(mut self) -> Result<()> {
        self.inner
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.done()
    }

    /// Gives the command to a caller that keeps the child running.
    pub fn into_command(self) -> Command {
        self.inner
    }

    fn line(&self) -> String {
        let words = std::iter::once(self.inner.get_program()).chain(self.inner.get_args());
        words
            .map(|word| word.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn cannot_start(&self) -> String {
        format!(
            "cannot start `{}`",
            self.inner.get_program().to_string_lossy()
        )
    }
}

/// Looks a program up on the search path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The search path with folders put before it.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .context("a folder with a colon in its name")
}

fn echo(pipe: impl std::io::Read) -> String {
    let mut kept = String::new();
    for line in BufReader::new(pipe).lines().map_while(Result::ok) {
        crate::progress::echo(&line);
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let error = run("sh")
            .args(["-c", "echo no such shop >&2; exit 3"])
            .text()
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no such shop") && error.contains("3") && error.starts_with("`sh -c"),
            "{error}"
        );
    }

    #[test]
    fn both_outputs_of_a_watched_child_are_kept() {
        let (lines, well) = run("sh")
            .args(["-c", "echo one; echo two >&2; exit 1"])
            .watched()
            .unwrap();
        assert!(lines.contains("one\n") && lines.contains("two\n") && !well);
    }
}

//! `barcode`

use std::io::Read;
use std::path::PathBuf;

use bezmen_devices::scanner::scan::Scan;
use bezmen_domain::barcode::gs1::Linter;
use bezmen_domain::barcode::rule::{Preset, RuleSpec};
use bezmen_domain::barcode::{AimId, Rule, RuleSet, Symbology, recognise};
use bezmen_domain::locale::Locale;
use chrono::Datelike;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::lines::{self, Line};
use super::{CommandError, existing, say};

mod told;

/// How much of a rules file is read: thousands of rules.
const MAX_RULES_BYTES: u64 = 1_000_000;

/// Reads codes line by line and tells what each is, as JSON lines.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Barcode {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    choice: RuleChoice,
    /// The kind of barcode of all lines: an identifier such as ]d2, or a name such as ean13 or gs1-datamatrix.
    #[arg(long, value_name = "ID")]
    symbology: Option<String>,
}

/// Which rules apply.
#[derive(Debug, Args)]
struct RuleChoice {
    /// A JSON file with the rules: `[{"encoding": "ean13", "pattern": "21.....{NNDDD}.", "sequence": 1, "kind": "weight"}]`.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// A ready set of rules: standard, ru, odoo, us, or a country such as se, no, fi, ee, lv, lt, dk, de, gb.
    #[arg(long, value_name = "NAME", conflicts_with = "rules")]
    preset: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Reads lines of a linter's name, a tab and a value, and answers each with ok or the name of the fault.
    Gs1Lint,
    /// Prints the conflicts between rules, and with the numbers of real products, as JSON lines.
    CheckRules(RuleChoice),
}

impl Barcode {
    /// Does the task. The till's own rules are read when its folder is named.
    pub fn run(self, data: Option<PathBuf>) -> Result<(), CommandError> {
        match self.task {
            Some(Task::Gs1Lint) => each_line(|line| say(line.map_or("LINE_TOO_LONG", lint))),
            Some(Task::CheckRules(choice)) => check(&choice.read(data)?),
            None => {
                let rules = self.choice.read(data)?;
                let symbology = self.symbology.as_deref().map(Symbology::parse).transpose();
                let symbology =
                    symbology.map_err(|error| CommandError::Usage(error.to_string()))?;
                let year = u16::try_from(chrono::Local::now().year()).unwrap_or_default();
                each_line(|line| {
                    let Some(line) = line else {
                        return say(&told::too_long().to_string());
                    };
                    let line = line.strip_suffix('\r').unwrap_or(line);
                    if !line.is_empty() {
                        let recognised = recognise(line, symbology, &rules);
                        say(&told::line(line, &recognised, year).to_string());
                    }
                })
            }
        }
    }
}

/// What a scanned code is by the standard rules, as a line of `barcode` says it.
pub fn explained(scan: &Scan) -> Value {
    let year = u16::try_from(chrono::Local::now().year()).unwrap_or_default();
    let symbology = scan.symbology.map(AimId::symbology);
    let recognised = recognise(&scan.text, symbology, &Preset::Standard.rules());
    told::line(&scan.text, &recognised, year)
}

impl RuleChoice {
    fn read(self, data: Option<PathBuf>) -> Result<RuleSet, CommandError> {
        match (self.rules, self.preset, data) {
            (Some(file), _, _) => from_file(&file),
            (None, Some(name), _) => Preset::from_name(&name).map(Preset::rules).ok_or_else(|| {
                let known: Vec<&str> = Preset::all().map(Preset::name).collect();
                CommandError::Usage(format!(
                    "there are no rules “{name}”; use {}",
                    known.join(", ")
                ))
            }),
            (None, None, Some(data)) => Ok(existing(Some(data))?.barcode_rules()?),
            (None, None, None) => Ok(Preset::Standard.rules()),
        }
    }
}

/// Reads a file of rules. Every error names the file, and the rule by its place and pattern.
fn from_file(file: &std::path::Path) -> Result<RuleSet, CommandError> {
    let refused = |words: String| CommandError::Usage(format!("{}: {words}", file.display()));
    let mut text = String::new();
    std::fs::File::open(file)
        .and_then(|opened| opened.take(MAX_RULES_BYTES).read_to_string(&mut text))
        .map_err(|error| refused(error.to_string()))?;
    let rows: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| refused(format!("this is no JSON array of rules: {error}")))?;
    let mut rules = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let place = index + 1;
        let shown = match row["pattern"].as_str() {
            Some(pattern) => format!("rule {place} “{pattern}”"),
            None => format!("rule {place}"),
        };
        let rule = serde_json::from_value::<RuleSpec>(row)
            .map_err(|error| error.to_string())
            .and_then(|spec| Rule::try_from(spec).map_err(|error| error.to_string()));
        rules.push(rule.map_err(|words| refused(format!("{shown}: {words}")))?);
    }
    Ok(RuleSet::new(rules))
}

fn check(rules: &RuleSet) -> Result<(), CommandError> {
    let pattern = |index: usize| rules.rules().get(index).map(|rule| rule.text.clone());
    for conflict in rules.conflicts() {
        let line = json!({
            "conflict": conflict.kind.name(),
            "rule": pattern(conflict.rule),
            "rule_place": conflict.rule + 1,
            "other": conflict.other.and_then(pattern),
            "other_place": conflict.other.map(|other| other + 1),
            "example": conflict.example,
            "words": conflict.words(rules.rules(), Locale::En),
        });
        say(&line.to_string());
    }
    Ok(())
}

/// Answers one line of `gs1-lint`. The value is everything after the first tab, a carriage return included.
fn lint(line: &str) -> &'static str {
    let (name, value) = line.split_once('\t').unwrap_or((line, ""));
    match Linter::from_name(name).map(|linter| linter.lint(value)) {
        Some(Ok(())) => "ok",
        Some(Err(error)) => error.fault.name(),
        None => "UNKNOWN_LINTER",
    }
}

/// Reads lines; nothing in place of one that is too long. What is not UTF-8 is read byte by byte: a scanner may send
/// anything.
fn each_line(mut work: impl FnMut(Option<&str>)) -> Result<(), CommandError> {
    lines::each(std::io::stdin().lock(), |line| match line {
        Line::Text(text) => work(Some(text)),
        Line::Bytes(bytes) => {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            work(Some(&text));
        }
        Line::TooLong => work(None),
    })
}

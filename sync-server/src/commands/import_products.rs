use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, ensure};
use bezmen_contract::console::imports::{ImportField, ImportStart, TextEncoding};
use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use clap::Args;

use super::company::Company;
use super::{answer, open};
use crate::imports::{
    BadRowRecord, Import, ImportOptions, Progress, guess_columns, head_words, read_table,
};
use crate::platform::clock::Clock;
use crate::platform::config::Settings;
use crate::platform::db::{Db, sql};

/// Bad rows written to standard error; `--bad-rows` takes all of them.
const SHOWN_BAD_ROWS: usize = 20;

/// What `import products` is told.
#[derive(Debug, Args)]
pub(super) struct ImportProducts {
    #[command(flatten)]
    settings: Settings,
    /// The company: its identifier, as `tenant create` printed it, or its whole name when only one has it.
    #[arg(long, value_name = "COMPANY")]
    tenant: Company,
    /// The table: CSV, TSV (also gzipped) or XLSX, of which the first sheet that is shown is read. Its columns are known by
    /// their heads, which may stand below a title.
    file: PathBuf,
    /// Price of rows without one, in minor units. 0 lets the till ask for it.
    #[arg(long, default_value_t = 0, value_name = "MINOR", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(0..))]
    default_price: i64,
    /// Makes prices up from the digits of the barcodes, for trying things out.
    #[arg(long)]
    price_from_barcode: bool,
    /// Leaves products with a known barcode as they are and counts their rows as bad.
    #[arg(long)]
    keep_known: bool,
    /// The encoding of a text table: windows-1251, cp866, koi8-r, utf-8, utf-16le, utf-16be, x-mac-cyrillic, windows-1252.
    /// It is found out when it is left out.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<TextEncoding>,
    /// Writes all rows that were not taken to a file: line, code, content, between tabs.
    #[arg(long, value_name = "FILE")]
    bad_rows: Option<PathBuf>,
}

fn encoding(name: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_name(name).ok_or_else(|| {
        let names = TextEncoding::ALL.map(TextEncoding::name).join(", ");
        format!("it is not one of {names}")
    })
}

impl ImportProducts {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let started = Instant::now();
        let bytes = std::fs::read(&self.file)
            .with_context(|| format!("{} cannot be read", self.file.display()))?;
        let table =
            read_table(&bytes, self.encoding).with_context(|| self.file.display().to_string())?;
        let (columns, has_header) = guess_columns(&table);
        ensure!(
            columns.contains(&ImportField::Name),
            "{}: no column is known as the product's name; head it with one of the words {}, or choose the column in the console",
            self.file.display(),
            head_words(ImportField::Name).join(", ")
        );
        let options = ImportOptions {
            start: ImportStart {
                columns,
                has_header,
                update_known: !self.keep_known,
                default_price_minor: (!self.price_from_barcode).then_some(self.default_price),
            },
            price_from_barcode: self.price_from_barcode,
        };
        let (format, encoding) = (table.format.clone(), table.encoding);
        let (other_sheets, rows_above) = (table.other_sheets.clone(), table.rows_above);
        let db = open(self.settings).await?;
        let tenant_id = self.tenant.find(&db).await?;
        let mut import = Import::new(&db, &Clock::system(), tenant_id, table, options).await?;
        let (mut progress, mut bad) = (Progress::default(), Vec::new());
        while let Some((so_far, rows)) = import.next_batch().await? {
            progress = so_far;
            bad.extend(rows);
        }
        let without_price = count_without_price(&db, tenant_id).await?;
        db.close().await;
        tell_left_out(&other_sheets, rows_above);
        tell_bad_rows(&bad);
        tell_without_price(without_price);
        if let Some(path) = &self.bad_rows {
            std::fs::write(path, as_lines(&bad))
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &bad {
            *reasons.entry(row.reason.code()).or_default() += 1;
        }
        answer(serde_json::json!({
            "format": format,
            "encoding": encoding,
            "other_sheets": other_sheets,
            "rows_above_head": rows_above,
            "rows": progress.done,
            "created": progress.created,
            "updated": progress.updated,
            "unchanged": progress.unchanged,
            "bad": progress.bad,
            "bad_reasons": reasons,
            "without_price": without_price,
            "milliseconds": u64::try_from(started.elapsed().as_millis())?,
        }));
        Ok(())
    }
}

/// Products of the company, imported now or before, that a till cannot sell without asking for a price.
async fn count_without_price(db: &Db, tenant_id: TenantId) -> anyhow::Result<u64> {
    let mut tx = db.read(tenant_id).await?;
    let (count,): (i64,) = sql(
        "select count(*) from product where tenant_id = $1 and price_minor = 0 and active = true",
    )
    .bind(tenant_id)
    .one(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(u64::try_from(count)?)
}

#[expect(
    clippy::print_stderr,
    reason = "a catalogue that cannot be sold as it is is told next to the answer"
)]
fn tell_without_price(count: u64) {
    if count > 0 {
        eprintln!(
            "products without a price: {count}; a till asks for it, with a manager's consent, at each sale: set prices in the \
             console, or import a table with a price column"
        );
    }
}

#[expect(
    clippy::print_stderr,
    reason = "what of the file was not read is told next to the answer"
)]
fn tell_left_out(other_sheets: &[String], rows_above: usize) {
    if !other_sheets.is_empty() {
        eprintln!(
            "sheets that were not read: {}; save each as a file of its own to import it",
            other_sheets.join(", ")
        );
    }
    if rows_above > 0 {
        eprintln!("rows above the head that were not read: {rows_above}");
    }
}

#[expect(
    clippy::print_stderr,
    reason = "what was not taken is told next to the answer"
)]
fn tell_bad_rows(bad: &[BadRowRecord]) {
    for row in bad.iter().take(SHOWN_BAD_ROWS) {
        eprintln!(
            "line {}: {} ({})",
            row.line,
            row.reason.message(Locale::En),
            row.content
        );
    }
    if bad.len() > SHOWN_BAD_ROWS {
        eprintln!(
            "and {} more; --bad-rows FILE writes all of them",
            bad.len() - SHOWN_BAD_ROWS
        );
    }
}

fn as_lines(bad: &[BadRowRecord]) -> String {
    bad.iter()
        .map(|row| format!("{}\t{}\t{}\n", row.line, row.reason.code(), row.content))
        .collect()
}

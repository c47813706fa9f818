use axum::Json;
use axum::extract::{Multipart, Query, State};
use bezmen_contract::console::imports::{ImportField, ImportPreview, TextEncoding};
use bezmen_domain::id::TenantId;
use bezmen_domain::permission::Permission;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::refusals;
use super::{Table, TableRow, guess_columns, read_table};
use crate::app::App;
use crate::platform::clock::random;
use crate::platform::db::sql;
use crate::platform::http::{ApiError, ApiResult};
use crate::platform::session::Signed;

/// Rows of the sample.
const SAMPLE_ROWS: usize = 20;

/// A file in a form.
#[derive(utoipa::ToSchema)]
#[expect(
    dead_code,
    reason = "it describes the form in the OpenAPI document only"
)]
struct FileForm {
    /// CSV, TSV (also gzipped) or XLSX.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// How a file is to be read.
#[derive(Debug, Deserialize)]
pub struct PreviewAsk {
    encoding: Option<TextEncoding>,
}

/// What of a preview its start needs: the file is taken in the encoding in which it was shown.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Previewed {
    pub encoding: Option<TextEncoding>,
}

/// Reads an uploaded file and guesses its columns. No product is changed.
///
/// A text table whose encoding cannot be told is refused with `ENCODING_UNSURE` and a sample in each encoding; it is sent
/// again with the one that can be read.
#[utoipa::path(post, path = "/imports/preview", tag = "imports", params(("encoding" = Option<TextEncoding>, Query, description = "The encoding of a text table; it is found out when it is left out.")), request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = ImportPreview)))]
pub async fn preview(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<PreviewAsk>,
    form: Multipart,
) -> ApiResult<Json<ImportPreview>> {
    signed.require(Permission::ManageCatalog)?;
    let (file_name, content) = file_of(form).await?;
    let bytes = content.clone();
    let (table, guess, has_header) = tokio::task::spawn_blocking(move || {
        let table = read_table(&bytes, ask.encoding)?;
        let (guess, has_header) = guess_columns(&table);
        Ok((table, guess, has_header))
    })
    .await
    .map_err(ApiError::fault)?
    .map_err(refusals::of_table)?;
    let id = Uuid::from_bytes(random());
    let preview = describe(id, file_name, &table, guess, has_header);
    store(&app, &signed, id, &preview, content).await?;
    Ok(Json(preview))
}

async fn file_of(mut form: Multipart) -> Result<(String, Vec<u8>), ApiError> {
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|_| refusals::FILE_MISSING)?
    {
        if field.name() == Some("file") {
            let name: String = field
                .file_name()
                .unwrap_or("file")
                .chars()
                .take(200)
                .collect();
            let content = field
                .bytes()
                .await
                .map_err(|_| crate::platform::http::refusals::TOO_LARGE)?;
            return Ok((name, content.to_vec()));
        }
    }
    Err(refusals::FILE_MISSING.into())
}

fn describe(
    id: Uuid,
    file_name: String,
    table: &Table,
    guess: Vec<ImportField>,
    has_header: bool,
) -> ImportPreview {
    let letters = ('A'..='Z').map(String::from);
    let head = table
        .rows
        .first()
        .filter(|_| has_header)
        .map(|row| filled_up(row, guess.len()));
    let skipped = usize::from(has_header);
    let columns = guess.len();
    ImportPreview {
        import_id: id.to_string(),
        file_name,
        format: table.format.clone(),
        encoding: table.encoding,
        other_sheets: table.other_sheets.clone(),
        rows_above_head: table.rows_above as u64,
        columns: head.unwrap_or_else(|| letters.take(guess.len()).collect()),
        guess,
        has_header,
        sample: table
            .rows
            .iter()
            .skip(skipped)
            .take(SAMPLE_ROWS)
            .map(|row| filled_up(row, columns))
            .collect(),
        rows: (table.rows.len() - skipped) as u64,
    }
}

/// The cells of a row, with empty ones for the columns that it does not reach.
fn filled_up(row: &TableRow, columns: usize) -> Vec<String> {
    let mut cells = row.cells.clone();
    cells.resize(columns.max(cells.len()), String::new());
    cells
}

async fn store(
    app: &App,
    signed: &Signed,
    id: Uuid,
    preview: &ImportPreview,
    content: Vec<u8>,
) -> Result<(), ApiError> {
    let tenant_id: TenantId = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    // Files that were looked at and never started are let go with the next one.
    sql("delete from import_job where tenant_id = $1 and person_id = $2 and state = 'previewed'")
        .bind(tenant_id)
        .bind(signed.person_id)
        .run(&mut tx)
        .await?;
    sql("insert into import_job (tenant_id, id, state, file_name, person_id, content, total_rows, created_at_ms, options) \
         values ($1, $2, 'previewed', $3, $4, $5, $6, $7, $8)")
    .bind(tenant_id)
    .bind(id)
    .bind(&preview.file_name)
    .bind(signed.person_id)
    .bind(content)
    .bind(preview.rows.cast_signed())
    .bind(app.clock.now_ms())
    .bind(serde_json::to_string(&Previewed {
        encoding: preview.encoding,
    })?)
    .run(&mut tx)
    .await?;
    Ok(tx.commit().await?)
}

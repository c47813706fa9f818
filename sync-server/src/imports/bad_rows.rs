use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use super::job;
use crate::app::App;
use crate::platform::http::{ApiError, ApiResult, Language};
use crate::platform::session::Signed;

/// Gives all rows that were not taken as a file: line, code, what is wrong, the row.
#[utoipa::path(get, path = "/imports/{id}/bad-rows.csv", tag = "imports", params(("id" = Uuid, Path)), responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn bad_rows(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
    Path(id): Path<Uuid>,
) -> ApiResult<impl IntoResponse> {
    signed.require(Permission::ManageCatalog)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    job::load(&mut tx, true, signed.tenant_id, id, locale).await?;
    let rows = job::bad_rows(&mut tx, signed.tenant_id, id, locale, i64::MAX).await?;
    // Spreadsheets take a text for UTF-8 when it begins with this mark.
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = match locale {
        bezmen_domain::locale::Locale::Ru => ["строка", "код", "что не так", "содержимое"],
        bezmen_domain::locale::Locale::En => ["line", "code", "what is wrong", "content"],
    };
    file.write_record(heads).map_err(ApiError::fault)?;
    for row in rows {
        file.write_record([row.line.to_string(), row.code, row.message, row.text])
            .map_err(ApiError::fault)?;
    }
    let file = file.into_inner().map_err(ApiError::fault)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"bad-rows.csv\"",
        ),
    ];
    Ok((headers, file))
}

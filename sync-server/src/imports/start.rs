use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::imports::{ImportField, ImportJob, ImportStart, TextEncoding};
use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use super::job::{self, RunningImport};
use super::preview::Previewed;
use super::{Import, ImportError, ImportOptions, read_table, refusals};
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::http::{ApiResult, Language};
use crate::platform::session::Signed;

/// Starts an import; it goes on in the background.
#[utoipa::path(post, path = "/imports/{id}/start", tag = "imports", params(("id" = Uuid, Path)), request_body = ImportStart, responses((status = 200, body = ImportJob)))]
pub async fn start(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
    Path(id): Path<Uuid>,
    Json(ask): Json<ImportStart>,
) -> ApiResult<Json<ImportJob>> {
    signed.require(Permission::ManageCatalog)?;
    if !ask.columns.contains(&ImportField::Name) {
        return Err(refusals::NO_NAME_COLUMN.into());
    }
    let tenant_id = signed.tenant_id;
    let options = ImportOptions {
        start: ask,
        price_from_barcode: false,
    };
    let mut tx = app.db.write(tenant_id).await?;
    let previewed: Option<(String,)> = sql(
        "select options from import_job where tenant_id = $1 and id = $2 and state = 'previewed'",
    )
    .bind(tenant_id)
    .bind(id)
    .optional(&mut tx)
    .await?;
    let content: Option<(Vec<u8>,)> = sql(
        "update import_job set state = 'running', options = $3 where tenant_id = $1 and id = $2 and state = 'previewed' \
         and content is not null returning content",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(serde_json::to_string(&options)?)
    .optional(&mut tx)
    .await?;
    let (Some((previewed,)), Some((content,))) = (previewed, content) else {
        // An unknown job is said to be unknown, another one to be under way.
        job::load(&mut tx, true, tenant_id, id, locale).await?;
        return Err(refusals::ALREADY_STARTED.into());
    };
    let previewed: Previewed = serde_json::from_str(&previewed)?;
    let guard = app.imports.begin(tenant_id, id);
    let shown = job::load(&mut tx, true, tenant_id, id, locale).await?;
    tx.commit().await?;
    let file = File {
        content,
        encoding: previewed.encoding,
    };
    tokio::spawn(run(app, tenant_id, id, file, options, locale, guard));
    Ok(Json(shown))
}

/// A file as it was previewed.
struct File {
    content: Vec<u8>,
    encoding: Option<TextEncoding>,
}

async fn run(
    app: App,
    tenant_id: TenantId,
    id: Uuid,
    file: File,
    options: ImportOptions,
    locale: Locale,
    guard: RunningImport,
) {
    let failure = match work(&app, tenant_id, id, file, options).await {
        Ok(()) => String::new(),
        Err(error) => {
            tracing::error!(tenant.id = %tenant_id, import.id = %id, error.cause = %error, "import failed");
            let words = locale.pick(
                "Загрузка остановилась из-за ошибки на сервере. Принятое осталось; загрузите файл ещё раз.",
                "The import stopped because of a fault on the server. What was taken stays; upload the file again.",
            );
            words.to_owned()
        }
    };
    let finished = async {
        let mut tx = app.db.write(tenant_id).await?;
        job::finish(&mut tx, tenant_id, id, &failure, app.clock.now_ms()).await?;
        tx.commit().await
    };
    if let Err(error) = finished.await {
        tracing::error!(tenant.id = %tenant_id, import.id = %id, error.cause = %error, "end of import not recorded");
    }
    drop(guard);
}

async fn work(
    app: &App,
    tenant_id: TenantId,
    id: Uuid,
    file: File,
    options: ImportOptions,
) -> Result<(), ImportError> {
    let read = tokio::task::spawn_blocking(move || read_table(&file.content, file.encoding));
    let table = read
        .await
        .map_err(|error| ImportError::Publish(error.to_string()))?;
    let table = table.map_err(|error| ImportError::Publish(error.to_string()))?;
    let mut import = Import::new(&app.db, &app.clock, tenant_id, table, options).await?;
    while let Some((progress, bad)) = import.next_batch().await? {
        let mut tx = app.db.write(tenant_id).await?;
        job::write_progress(&mut tx, tenant_id, id, &progress, &bad).await?;
        tx.commit().await?;
    }
    Ok(())
}

//! The server's interface: `POST requests`, `GET requests/{uuid}`.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::state::{Job, State};
use super::{FiscalFault, tasks};
use crate::simulate::playing::Shared;

/// A request as it came.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) authorization: Option<String>,
    pub(super) body: Vec<u8>,
}

/// A posted request; its tasks stay text, so that their numbers are read exactly.
#[derive(Debug, Deserialize)]
struct Post<'a> {
    #[serde(default)]
    uuid: String,
    #[serde(borrow, default)]
    request: Vec<&'a RawValue>,
}

/// What the client gets.
#[derive(Debug)]
pub(super) enum Answer {
    Say { status: u16, body: String },
    SayHalf { status: u16, body: String },
    Close,
    Silence,
}

fn say(status: u16, body: &Value) -> Answer {
    Answer::Say {
        status,
        body: body.to_string(),
    }
}

/// Errors of the server have the number 505, whatever they are.
fn error(status: u16, description: &str) -> Answer {
    say(
        status,
        &json!({ "error": { "code": 505, "description": description } }),
    )
}

pub(super) fn answer(request: &Request, shared: &Shared<State>) -> Answer {
    let mut state = shared.lock();
    let is_post = request.method == "POST";
    if is_post {
        state.counts.posts += 1;
    } else {
        state.counts.questions += 1;
    }
    match state.fault {
        FiscalFault::Silent => return Answer::Silence,
        FiscalFault::Unauthorized => return error(401, "unauthorized"),
        FiscalFault::ServerError => return error(500, "internal error"),
        FiscalFault::DropsPosts(left) if is_post && left > 0 => {
            state.fault = FiscalFault::DropsPosts(left - 1);
            return Answer::Close;
        }
        _ => {}
    }
    if state.user.is_some() && state.user != request.authorization {
        return error(401, "unauthorized");
    }
    let path = request.path.split('?').next().unwrap_or_default();
    let answer = match (
        request.method.as_str(),
        path.strip_prefix("/api/v2/requests"),
    ) {
        ("POST", Some("")) => post(&mut state, &request.body),
        ("GET", Some(uuid)) => get(&mut state, uuid.trim_start_matches('/')),
        _ => error(404, "Нет такого метода"),
    };
    match (state.fault, answer) {
        (FiscalFault::DiesAfterTaking, _) if is_post => Answer::Close,
        (FiscalFault::Garbage, Answer::Say { status, .. }) => Answer::Say {
            status,
            body: "<html>Перезапуск</html>".to_owned(),
        },
        (FiscalFault::LosesAnswers(left), Answer::Say { status, body }) if !is_post && left > 0 => {
            state.fault = FiscalFault::LosesAnswers(left - 1);
            Answer::SayHalf { status, body }
        }
        (_, answer) => answer,
    }
}

fn post(state: &mut State, body: &[u8]) -> Answer {
    let body: Post<'_> = match serde_json::from_slice(body) {
        Ok(body) => body,
        Err(cause) => return error(400, &cause.to_string()),
    };
    let (uuid, tasks) = (body.uuid.as_str(), body.request);
    if uuid.is_empty() {
        return error(400, "Поле 'uuid' не задано");
    }
    if tasks.is_empty() {
        return error(400, "Поле 'request' не задано или пустое");
    }
    if state.jobs.contains_key(uuid) {
        state.counts.repeated_posts += 1;
        return error(
            409,
            &format!("Не удалось добавить задание с UUID [{uuid}], задание с таким UUID уже есть"),
        );
    }
    if state.fault == FiscalFault::NotConnected {
        return error(409, "ККТ не подключена");
    }
    let mut results = Vec::new();
    for task in tasks {
        let failed = results.iter().any(Result::is_err);
        let result = if failed {
            Err((502, "Выполнение прервано из-за предыдущих ошибок"))
        } else {
            tasks::perform(state, uuid, task.get())
        };
        results.push(result);
    }
    let blocked = match state.fault {
        FiscalFault::PaperEnds => Some(44),
        FiscalFault::LinkBreaks => Some(2),
        _ => None,
    };
    let job = Job {
        results,
        questions_left: state.questions_of_a_job(),
        blocked,
    };
    if state.fault != FiscalFault::Forgets {
        state.jobs.insert(uuid.to_owned(), job);
    }
    let answer =
        json!({ "number": state.jobs.len(), "uuid": uuid, "isBlocked": false, "blockedUUID": "" });
    say(201, &answer)
}

fn get(state: &mut State, uuid: &str) -> Answer {
    let Some(job) = state.jobs.get_mut(uuid) else {
        return error(404, &format!("Задание с UUID [{uuid}] не найдено"));
    };
    let open = job.questions_left;
    job.questions_left = open.saturating_sub(1);
    let result = |result: &Result<Value, (i64, &'static str)>| match (open, job.blocked, result) {
        (2.., ..) => json!({ "status": "wait", "error": no_error() }),
        (1, ..) => json!({ "status": "inProgress", "error": no_error() }),
        (0, Some(code), Ok(_)) => {
            json!({ "status": "blocked", "error": { "code": code, "description": "Очередь остановлена" } })
        }
        (0, _, Ok(value)) => json!({ "status": "ready", "error": no_error(), "result": value }),
        (0, _, Err((502, words))) => {
            json!({ "status": "interrupted", "error": { "code": 502, "description": words } })
        }
        (0, _, Err((code, words))) => {
            json!({ "status": "error", "error": { "code": code, "description": words } })
        }
    };
    let results: Vec<Value> = job.results.iter().map(result).collect();
    say(200, &json!({ "results": results }))
}

fn no_error() -> Value {
    json!({ "code": 0, "description": "Ошибок нет" })
}

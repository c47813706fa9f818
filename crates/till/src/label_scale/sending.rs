//! Sending goods to a label scale, aside from the till's other work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use bezmen_contract::till::{PluFate, PluRowView, PluState, PluView};
use bezmen_devices::plu::{NetworkScale, PluPlan, SendLimits, SendOptions, SendReport, plan, send};
use bezmen_devices::transport::PortAddress;
use bezmen_domain::locale::Locale;

use super::list::PluList;
use super::numbering::numbered;
use crate::engine::lock;
use crate::store::StoreError;

/// Goods on their way to a scale, or how the last sending ended.
#[derive(Debug, Default)]
pub struct Sending {
    view: Arc<Mutex<Option<PluView>>>,
    is_running: Arc<AtomicBool>,
}

/// What is sent where.
#[derive(Debug)]
pub struct Errand {
    /// The goods.
    pub list: PluList,
    /// To what kind of scale.
    pub scale: NetworkScale,
    /// How it is spoken to.
    pub options: SendOptions,
    /// Where it is.
    pub address: PortAddress,
    /// The same as it was typed.
    pub typed: String,
    /// The language of the screens.
    pub locale: Locale,
}

impl Sending {
    /// How it goes.
    pub fn look(&self) -> PluView {
        lock(&self.view).clone().unwrap_or_else(|| PluView {
            state: PluState::Idle,
            address: String::new(),
            total: 0,
            written: 0,
            words: String::new(),
            rows: Vec::new(),
        })
    }

    /// Begins to send, unless something is being sent already.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(&self, errand: Errand) -> Result<PluView, StoreError> {
        if self.is_running.swap(true, Ordering::SeqCst) {
            return Ok(self.look());
        }
        let first = progress(&errand, &plan_of(&errand), &SendReport::default(), false);
        *lock(&self.view) = Some(first.clone());
        let (view, is_running) = (Arc::clone(&self.view), Arc::clone(&self.is_running));
        let work = move || {
            let last = send_now(&errand, |now| *lock(&view) = Some(now.clone()));
            *lock(&view) = Some(last);
            is_running.store(false, Ordering::SeqCst);
        };
        let started = thread::Builder::new()
            .name("bezmen-plu".to_owned())
            .spawn(work);
        if let Err(error) = started {
            self.is_running.store(false, Ordering::SeqCst);
            return Err(StoreError::File {
                path: "bezmen-plu".to_owned(),
                reason: error.to_string(),
            });
        }
        Ok(first)
    }
}

fn plan_of(errand: &Errand) -> PluPlan {
    let facts = errand.scale.facts();
    plan(&numbered(&errand.list, &facts), &facts)
}

/// Sends, and answers how it ended; tells after each of the goods how it goes.
pub fn send_now(errand: &Errand, mut tell: impl FnMut(&PluView)) -> PluView {
    let plan = plan_of(errand);
    let report = send(
        &plan,
        errand.scale,
        &errand.options,
        &errand.address,
        &SendLimits::USUAL,
        |report| tell(&progress(errand, &plan, report, false)),
    );
    progress(errand, &plan, &report, true)
}

fn progress(errand: &Errand, plan: &PluPlan, report: &SendReport, is_over: bool) -> PluView {
    let locale = errand.locale;
    let mut rows = checked(&errand.list, plan, locale);
    for row in &mut rows {
        let Some(plu) = row.plu else { continue };
        if !matches!(row.fate, PluFate::Ready | PluFate::Shortened) {
            continue;
        }
        if let Some(refused) = report.not_taken.iter().find(|one| one.plu == plu) {
            row.fate = PluFate::NotTaken;
            row.words = match locale {
                Locale::Ru => format!(
                    "весы не приняли (код {}): освободите на них место или дайте товару другой номер",
                    refused.code
                ),
                Locale::En => format!(
                    "the scale did not take it (code {}): free room there, or give it another number",
                    refused.code
                ),
            };
        } else if report.unknown == Some(plu) {
            row.fate = PluFate::Unknown;
            locale
                .pick(
                    "связь прервалась на этом товаре: отправьте ещё раз, это ничего не испортит",
                    "the line was lost at this one: send again, it does no harm",
                )
                .clone_into(&mut row.words);
        } else if report.written.contains(&plu) {
            row.fate = PluFate::Written;
        } else if is_over {
            row.fate = PluFate::NotSent;
            locale
                .pick("не отправлен: отправьте ещё раз", "not sent: send again")
                .clone_into(&mut row.words);
        }
    }
    rows.sort_by_key(|row| row.fate);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let is_whole = report.is_whole() && report.written.len() == plan.ready.len();
    PluView {
        state: match (is_over, is_whole) {
            (false, _) => PluState::Running,
            (true, true) => PluState::Done,
            (true, false) => PluState::Incomplete,
        },
        address: errand.typed.clone(),
        total: count(plan.ready.len()),
        written: count(report.written.len()),
        words: words(plan, report, is_over, locale),
        rows,
    }
}

fn words(plan: &PluPlan, report: &SendReport, is_over: bool, locale: Locale) -> String {
    let (written, all) = (report.written.len(), plan.ready.len());
    if !is_over {
        return match locale {
            Locale::Ru => format!("Отправляем: {written} из {all}"),
            Locale::En => format!("Sending: {written} of {all}"),
        };
    }
    let mut words = match locale {
        Locale::Ru => format!("Принято весами: {written} из {all}."),
        Locale::En => format!("Taken by the scale: {written} of {all}."),
    };
    if let Some(stop) = &report.stopped {
        let reason = stop.words(locale);
        words = format!("{words} {}.", capital(&reason));
    }
    words
}

/// Begins a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What the check of a list says of each of its goods.
pub fn checked(list: &PluList, plan: &PluPlan, locale: Locale) -> Vec<PluRowView> {
    let name = |place: usize| {
        let goods = place.checked_sub(1).and_then(|at| list.goods.get(at));
        goods.map(|one| one.row.name.clone()).unwrap_or_default()
    };
    let refused = plan.refused.iter().map(|row| {
        let problems = row.problems.iter().map(|problem| problem.words(locale));
        PluRowView {
            plu: Some(row.plu),
            name: name(row.place),
            fate: PluFate::Refused,
            words: problems.collect::<Vec<_>>().join("; "),
        }
    });
    let without = list.left_out.iter().map(|one| PluRowView {
        plu: None,
        name: one.name.clone(),
        fate: PluFate::NoNumber,
        words: one.reason.words(locale),
    });
    let ready = plan.ready.iter().map(|row| PluRowView {
        plu: Some(row.row.plu),
        name: name(row.place),
        fate: if row.shortened {
            PluFate::Shortened
        } else {
            PluFate::Ready
        },
        words: if row.shortened {
            let shown = row.name.join(" / ");
            match locale {
                Locale::Ru => format!("на весах: {shown}"),
                Locale::En => format!("on the scale: {shown}"),
            }
        } else {
            String::new()
        },
    });
    let mut rows: Vec<PluRowView> = refused.chain(without).chain(ready).collect();
    rows.sort_by_key(|row| row.fate);
    rows
}

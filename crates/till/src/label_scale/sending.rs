//! Sending goods to a label scale, aside from the till's other work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bezmen_contract::till::{PluFate, PluRowView, PluState, PluView};
use bezmen_devices::plu::{NetworkScale, PluPlan, SendLimits, SendOptions, SendReport, plan, send};
use bezmen_devices::transport::PortAddress;
use bezmen_domain::locale::Locale;

use super::list::PluList;
use super::numbering::numbered;
use crate::engine::lock;
use crate::store::StoreError;
use crate::worker_thread;

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
        self.begin_by(errand, |errand, tell| send_now(errand, tell))
    }

    fn begin_by(
        &self,
        errand: Errand,
        send: impl FnOnce(&Errand, &dyn Fn(&PluView)) -> PluView + Send + 'static,
    ) -> Result<PluView, StoreError> {
        if self.is_running.swap(true, Ordering::SeqCst) {
            return Ok(self.look());
        }
        let first = progress(&errand, &plan_of(&errand), &SendReport::default(), false);
        *lock(&self.view) = Some(first.clone());
        let run = Run {
            view: Arc::clone(&self.view),
            is_running: Arc::clone(&self.is_running),
            locale: errand.locale,
        };
        let work = move || {
            let last = send(&errand, &|now| *lock(&run.view) = Some(now.clone()));
            *lock(&run.view) = Some(last);
        };
        worker_thread::spawn("bezmen-plu", work)?;
        Ok(first)
    }
}

/// A sending under way. However it ends, the next one can begin, and what is shown does not stay under way.
struct Run {
    view: Arc<Mutex<Option<PluView>>>,
    is_running: Arc<AtomicBool>,
    locale: Locale,
}

impl Drop for Run {
    fn drop(&mut self) {
        if let Some(view) = lock(&self.view).as_mut()
            && view.state == PluState::Running
        {
            cut_short(view, self.locale);
        }
        self.is_running.store(false, Ordering::SeqCst);
    }
}

/// Says that a sending ended without its report.
fn cut_short(view: &mut PluView, locale: Locale) {
    view.state = PluState::Incomplete;
    locale
        .pick(
            "Отправка прервалась. Отправьте ещё раз: это ничего не испортит.",
            "The sending was cut short. Send again: it does no harm.",
        )
        .clone_into(&mut view.words);
    for row in &mut view.rows {
        if is_to_send(row) {
            not_sent(row, locale);
        }
    }
    view.rows.sort_by_key(|row| row.fate);
}

/// Whether nothing has become of one of the goods yet.
const fn is_to_send(row: &PluRowView) -> bool {
    matches!(row.fate, PluFate::Ready | PluFate::Shortened)
}

fn not_sent(row: &mut PluRowView, locale: Locale) {
    row.fate = PluFate::NotSent;
    locale
        .pick("не отправлен: отправьте ещё раз", "not sent: send again")
        .clone_into(&mut row.words);
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
        if !is_to_send(row) {
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
            not_sent(row, locale);
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use bezmen_domain::barcode::Gtin;
    use bezmen_domain::business_date::BusinessDate;
    use bezmen_domain::money::Money;

    use super::super::list::PluGoods;
    use super::*;

    fn errand() -> Errand {
        let row = bezmen_devices::plu::PluRow {
            plu: 7,
            name: "Сыр".to_owned(),
            price: Money::from_minor(45_000),
            sold_by: bezmen_devices::plu::SoldBy::Weight,
            tare_grams: 0,
            shelf_life_days: None,
            prefix: 21,
            code: 7,
            gtin: None,
            group: 0,
        };
        let base_code = Gtin::from_payload(210_000_700_000).unwrap();
        Errand {
            list: PluList {
                goods: vec![PluGoods { row, base_code }],
                left_out: Vec::new(),
            },
            scale: NetworkScale::CasLp,
            options: SendOptions::new(BusinessDate::from_ymd(2026, 11, 21).unwrap()),
            address: "127.0.0.1:9".parse().unwrap(),
            typed: "127.0.0.1:9".to_owned(),
            locale: Locale::En,
        }
    }

    fn ended(sending: &Sending) -> PluView {
        let last = Instant::now() + Duration::from_secs(20);
        while sending.is_running.load(Ordering::SeqCst) {
            assert!(Instant::now() < last, "{:?}", sending.look());
            std::thread::sleep(Duration::from_millis(5));
        }
        sending.look()
    }

    #[test]
    fn a_sending_that_breaks_down_is_told_and_the_next_one_begins() {
        let sending = Sending::default();
        let begun = sending.begin_by(errand(), |_, _| panic!("as a defect would"));
        assert_eq!(begun.unwrap().state, PluState::Running);
        let view = ended(&sending);
        assert_eq!(view.state, PluState::Incomplete);
        assert!(view.words.contains("Send again"), "{}", view.words);
        assert_eq!(view.rows[0].fate, PluFate::NotSent);

        let again = sending.begin_by(errand(), |errand, _| {
            progress(errand, &plan_of(errand), &SendReport::default(), true)
        });
        assert_eq!(again.unwrap().state, PluState::Running);
        assert!(ended(&sending).words.starts_with("Taken by the scale: 0"));
    }
}

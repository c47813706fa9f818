use std::sync::atomic::AtomicI32;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use bezmen_contract::till::{ScaleBenchView, ScaleOrder, ScaleView};

use super::*;
use crate::TillOptions;
use crate::fixture;
use crate::hooks::ScaleBench;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

/// A scale that only counts who keeps it off its port.
#[derive(Default)]
struct Held(AtomicI32);

impl ScaleReader for Held {
    fn view(&self) -> ScaleView {
        unreachable!("nobody weighs")
    }

    fn bench(&self) -> Option<&dyn ScaleBench> {
        Some(self)
    }
}

impl ScaleBench for Held {
    fn look(&self, _: u64) -> ScaleBenchView {
        unreachable!("nobody looks")
    }

    fn begin_trial(&self, _: ScaleSettings) {}

    fn end_trial(&self) {}

    fn hold(&self, holds: bool) {
        self.0
            .fetch_add(if holds { 1 } else { -1 }, Ordering::Relaxed);
    }

    fn order(&self, _: ScaleOrder) -> bool {
        false
    }
}

#[test]
fn a_search_that_breaks_off_lets_the_own_scale_go_on_and_says_so() {
    let scale = Arc::new(Held::default());
    let view = Arc::new(Mutex::new(DetectionView {
        state: DetectionState::Running,
        ..idle()
    }));
    let search = Search {
        view: Arc::clone(&view),
        stop: Arc::default(),
        address: "serial:/dev/ttyUSB0".parse().unwrap(),
        listens_only: false,
        locale: Locale::Ru,
        held: Some(Arc::clone(&scale) as Arc<dyn ScaleReader>),
    };
    search.run(|_, _, _, _, _| panic!("a fault"));
    assert_eq!(scale.0.load(Ordering::Relaxed), 0);
    let view = lock(&view).clone();
    assert_eq!(view.state, DetectionState::Failed);
    assert!(view.words.contains("Начните его снова"), "{}", view.words);
}

#[test]
fn while_an_old_search_ends_others_can_ask_how_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let till = fixture::owners_till(TillOptions::new(folder.path()));
    let (ends, ended) = channel::<()>();
    let (began, begun) = channel();
    let stop = Arc::new(AtomicBool::new(false));
    let of_thread = Arc::clone(&stop);
    let work = move || {
        while !of_thread.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        began.send(()).unwrap();
        // The port takes its time, until the test lets it go.
        let _ = ended.recv_timeout(LONG);
    };
    *lock(&till.engine().detection) = Some(Detection {
        view: Arc::new(Mutex::new(idle())),
        stop,
        _thread: WorkerThread::start("old-search", work).unwrap(),
    });
    let till = &till;
    thread::scope(|scope| {
        let start = scope.spawn(|| {
            till.ask(StartDetection {
                address: "no address".to_owned(),
            })
        });
        begun.recv_timeout(LONG).unwrap();
        let (answers, answered) = channel();
        let asks = scope.spawn(move || answers.send(till.ask(GetDetection {})).unwrap());
        let answer = answered.recv_timeout(LONG / 2);
        drop(ends);
        assert!(
            !matches!(answer, Err(RecvTimeoutError::Timeout)),
            "the question waits for the old search"
        );
        assert_eq!(answer.unwrap().unwrap().state, DetectionState::Idle);
        asks.join().unwrap();
        start.join().unwrap().unwrap();
    });
}

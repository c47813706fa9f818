//! Who hears the keys: the question in front of the screen, or else the screen.

use bezmen_domain::barcode::ScanMarks;
use bezmen_kit::focus;
use bezmen_kit::keyboard::{self, Heard};
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

/// Hears what was typed, pressed or scanned, and answers whether that was of use.
pub type Sink = Callback<Heard, bool>;

/// Everybody who wants to hear; the last one does.
#[derive(Clone, Copy)]
pub struct Keys {
    sinks: StoredValue<Vec<(u32, Sink)>>,
    next: StoredValue<u32>,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            sinks: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }
}

impl Keys {
    /// Hands the keys to a component until it goes away.
    pub fn take(self, hear: impl Fn(Heard) -> bool + Send + Sync + 'static) {
        let me = self.next.get_value();
        self.next.set_value(me.wrapping_add(1));
        self.sinks
            .update_value(|sinks| sinks.push((me, Callback::new(hear))));
        on_cleanup(move || {
            self.sinks
                .update_value(|sinks| sinks.retain(|(id, _)| *id != me))
        });
    }

    /// Lets whoever has the keys hear something, and answers whether that was of use.
    pub fn hear(self, heard: Heard) -> bool {
        let last = self
            .sinks
            .with_value(|sinks| sinks.last().map(|(_, sink)| *sink));
        last.is_some_and(|sink| sink.run(heard))
    }

    /// Listens to the page. A scan from the keyboard is heard without what its scanner sends besides the code.
    pub fn listen(self, marks: Memo<ScanMarks>) {
        keyboard::listen(move |mut heard| {
            if let Reading::Scanned(text) = &mut heard.reading {
                let bare = marks.with_untracked(|marks| marks.take_off(text)).text;
                if !bare.is_empty() {
                    *text = bare;
                }
            }
            // A function key that means nothing here must not reach the browser: F5 would load the page anew.
            let is_function_key = is_function_key(&heard.reading);
            self.hear(heard) || is_function_key
        });
        focus::release_focus_after_touch();
    }
}

fn is_function_key(reading: &Reading) -> bool {
    match reading {
        Reading::Pressed(stroke) => stroke
            .key
            .strip_prefix('F')
            .is_some_and(|number| number.parse::<u8>().is_ok()),
        Reading::Scanned(_) | Reading::Typed(_) => false,
    }
}

//! Sounds: a short high beep for good, a low double one for bad.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::set_timeout;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

thread_local! {
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
    /// Counts the sounds, so that the last one is known.
    static SOUNDS: Cell<u32> = const { Cell::new(0) };
}

/// An audio device that plays silence wakes the processor hundreds of times a second; after this long without a sound it
/// rests. A queue of scans is quicker than that, so their beeps do not wait for the device to wake up.
const REST_AFTER: Duration = Duration::from_secs(5);

/// Beeps for 100 ms: it went well.
pub fn good() {
    sound(&[(0.0, 1_760.0, 0.1)]);
}

/// Buzzes twice: look at the screen.
pub fn bad() {
    sound(&[(0.0, 330.0, 0.14), (0.2, 262.0, 0.2)]);
}

/// Plays tones of (seconds from now, hertz, seconds). Silence is no failure: a machine may have no loudspeaker.
fn sound(tones: &[(f64, f32, f64)]) {
    CONTEXT.with_borrow_mut(|context| {
        if context.is_none() {
            *context = AudioContext::new().ok();
        }
        if let Some(context) = context {
            for (after, hertz, length) in tones {
                let _ = tone(context, *after, *hertz, *length);
            }
            let _ = context.resume();
        }
    });
    let mine = SOUNDS.get().wrapping_add(1);
    SOUNDS.set(mine);
    set_timeout(move || rest_after(mine), REST_AFTER);
}

fn rest_after(sound: u32) {
    if SOUNDS.get() == sound {
        CONTEXT.with_borrow(|context| context.as_ref().map(AudioContext::suspend));
    }
}

#[expect(
    clippy::float_arithmetic,
    reason = "the audio clock counts seconds in floats; no money is near"
)]
fn tone(context: &AudioContext, after: f64, hertz: f32, length: f64) -> Result<(), JsValue> {
    let (oscillator, gain) = (context.create_oscillator()?, context.create_gain()?);
    oscillator.set_type(OscillatorType::Triangle);
    oscillator.frequency().set_value(hertz);
    gain.gain().set_value(0.12);
    oscillator.connect_with_audio_node(&gain)?;
    gain.connect_with_audio_node(&context.destination())?;
    let start = context.current_time() + after;
    oscillator.start_with_when(start)?;
    oscillator.stop_with_when(start + length)
}

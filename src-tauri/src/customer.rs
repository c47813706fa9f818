//! The customer's window: what the buyer sees, on a second screen where there is one.

use crate::engine::Opened;
use crate::window::WINDOW as TILL;
use bezmen_contract::failure::Failure;
use bezmen_contract::till::{BuyerView, Settings};
use bezmen_domain::locale::Locale;
use serde_json::Value;
use tauri::ipc::Channel;
use tauri::{
    AppHandle, Manager, Monitor, Runtime, State, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

/// The window, also named in `capabilities/customer.json`.
pub const WINDOW: &str = "customer";

/// The page of the screens that the buyer sees.
const PAGE: &str = "index.html#customer";

/// Its size in points where there is no second screen to fill.
const USUAL_SIZE: (f64, f64) = (1024.0, 600.0);

/// Sends what the buyer sees, now and after each change: `invoke("follow_customer", { channel })`. It is all that the
/// customer's window may ask.
#[tauri::command]
pub async fn follow_customer(
    engine: State<'_, Opened>,
    channel: Channel<BuyerView>,
) -> Result<(), Failure> {
    let Some(mut buyer) = engine.inner().clone()?.buyer() else {
        return Ok(());
    };
    loop {
        let view = buyer.borrow_and_update().clone();
        // The window is gone, or the till is.
        if channel.send(view).is_err() || buyer.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Opens the customer's window or puts it away: `invoke("customer_window", { open })`.
#[tauri::command]
pub async fn customer_window<R: Runtime>(app: AppHandle<R>, open: bool) -> Result<(), Failure> {
    let done = if open { show(&app) } else { put_away(&app) };
    let Err(error) = done else { return Ok(()) };
    tracing::warn!(error = %error, "the customer's window could not be opened or closed");
    let locale = settings(&app)
        .await
        .map_or(Locale::default(), |settings| settings.locale);
    let words = locale.pick(
        "Окно покупателя не открылось. Перезапустите кассу и попробуйте снова.",
        "The customer window did not open. Restart the till and try again.",
    );
    Err(Failure::new("NO_CUSTOMER_WINDOW", words))
}

/// Opens the window at the start of a till whose settings say so.
pub async fn open_as_set<R: Runtime>(app: AppHandle<R>) {
    let is_wanted = settings(&app)
        .await
        .is_some_and(|settings| settings.customer_window);
    if is_wanted && let Err(error) = show(&app) {
        tracing::warn!(error = %error, "the customer's window could not be opened");
    }
}

async fn settings<R: Runtime>(app: &AppHandle<R>) -> Option<Settings> {
    let engine = app.state::<Opened>().inner().clone().ok()?;
    let answer = engine.answer("get_settings", Value::Null).await.ok()?;
    serde_json::from_value(answer).ok()
}

fn show<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let other = other_screen(app);
    if let Some(window) = app.get_webview_window(WINDOW) {
        window.unminimize()?;
        window.show()?;
        // The second screen may have been switched on after the window was opened.
        return match other {
            Some(screen) if is_on_screen_of_till(app, &window) => fill(&window, &screen),
            Some(_) | None => Ok(()),
        };
    }
    let builder = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App(PAGE.into()))
        .title("Bezmen")
        .inner_size(USUAL_SIZE.0, USUAL_SIZE.1)
        .focused(false);
    let builder = match other {
        // A window that has its place before it is shown fills the screen it is on.
        Some(screen) => {
            let place = screen.position().to_logical::<f64>(screen.scale_factor());
            builder
                .position(place.x, place.y)
                .decorations(false)
                .fullscreen(true)
        }
        None => builder,
    };
    builder.build().map(drop)
}

/// Moves the window to a screen and fills it. The window cannot be built anew at once: its name is free only when the event
/// loop has let it go.
fn fill<R: Runtime>(window: &WebviewWindow<R>, screen: &Monitor) -> tauri::Result<()> {
    window.set_fullscreen(false)?;
    window.set_decorations(false)?;
    window.set_position(*screen.position())?;
    window.set_fullscreen(true)
}

/// Closes the window; the settings stay as they are.
pub fn put_away<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    app.get_webview_window(WINDOW)
        .map_or(Ok(()), |window| window.destroy())
}

/// A screen that the till's own window is not on.
fn other_screen<R: Runtime>(app: &AppHandle<R>) -> Option<Monitor> {
    let till = app.get_webview_window(TILL)?;
    let of_till = screen_of(&till)?;
    let screens = till.available_monitors().ok()?;
    screens
        .into_iter()
        .find(|screen| screen.position() != of_till.position())
}

/// Whether the window is where the till's own window is, or nowhere: its screen may have been taken away.
fn is_on_screen_of_till<R: Runtime>(app: &AppHandle<R>, window: &WebviewWindow<R>) -> bool {
    let till = app.get_webview_window(TILL);
    let of_till = till.and_then(|till| screen_of(&till));
    match (window.current_monitor().ok().flatten(), of_till) {
        (Some(own), Some(of_till)) => own.position() == of_till.position(),
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

/// Where a window is; a window that is not shown yet will be on the main screen.
fn screen_of<R: Runtime>(window: &WebviewWindow<R>) -> Option<Monitor> {
    let current = window.current_monitor().ok().flatten();
    current.or_else(|| window.primary_monitor().ok().flatten())
}

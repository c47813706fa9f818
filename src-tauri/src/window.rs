//! Opens the till's window and lives as long as it does.

use crate::bridge;
use crate::customer;
use crate::engine::Opened;
use crate::options::{Options, instance_name};
use tauri::{App, AppHandle, Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// The till's own window, also named in `capabilities/till.json`.
pub const WINDOW: &str = "till";

/// The smallest screen that a till is used on, in points.
const SMALLEST: (u32, u32) = (1024, 768);

/// Opens the window on an engine and returns when it is closed and the engine has finished.
pub fn run(options: &Options, engine: Opened) -> tauri::Result<()> {
    let closing = engine.clone();
    let kiosk = options.kiosk;
    let app = tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(instance_name(&options.data()))
                .callback(|app, _arguments, _folder| bring_to_front(app))
                .build(),
        )
        .plugin(
            // The customer's window is placed anew each time: the second screen may have gone.
            tauri_plugin_window_state::Builder::default()
                .with_denylist(&[customer::WINDOW])
                .build(),
        )
        .manage(engine)
        .invoke_handler(tauri::generate_handler![
            bridge::call,
            customer::customer_window,
            customer::follow_customer
        ])
        .on_window_event(|window, event| {
            // The till ends with its own window, whatever the customer's shows.
            if window.label() == WINDOW && matches!(event, WindowEvent::Destroyed) {
                put_customers_away(window.app_handle());
            }
        })
        .setup(move |app| {
            open(app, kiosk)?;
            listen(app.handle().clone());
            tauri::async_runtime::spawn(customer::open_as_set(app.handle().clone()));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(move |_app, event| {
        if let (RunEvent::Exit, Ok(engine)) = (event, closing.as_ref()) {
            engine.close();
        }
    });
    Ok(())
}

fn open(app: &App, kiosk: bool) -> tauri::Result<()> {
    let (width, height) = (f64::from(SMALLEST.0), f64::from(SMALLEST.1));
    WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App("index.html".into()))
        .title("Bezmen")
        .min_inner_size(width, height)
        .inner_size(width, height)
        .fullscreen(kiosk)
        .decorations(!kiosk)
        .build()
        .map(drop)
}

fn listen(app: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let engine = app.state::<Opened>().inner().clone();
        if let Ok(engine) = engine {
            bridge::forward(app, engine.as_ref()).await;
        }
    });
}

fn put_customers_away(app: &AppHandle) {
    if let Err(error) = customer::put_away(app) {
        tracing::warn!(error = %error, "the customer's window could not be closed");
    }
}

/// A second start of the same till only shows the window that is there.
fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW)
        && let Err(error) = window.unminimize().and_then(|()| window.set_focus())
    {
        tracing::warn!(error = %error, "the window could not be brought to the front");
    }
}

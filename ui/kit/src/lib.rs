//! Components and styles shared by the till and the console.
//!
//! - drawing: [`amount`], [`measure`], [`button`], [`sign`], [`dialog`], [`field`], [`keypad`], [`pin_pad`], [`notice`],
//!   [`empty_state`], [`lamp`], [`letter_tile`], [`tied`] names, [`paper`], [`qr_picture`];
//! - hearing and telling: [`scanner`], [`keyboard`] and [`focus`], [`beep`];
//! - talking to the engine: [`bridge`];
//! - what all of them look at: [`look`] (language, currency, theme), [`moment`] (clock times), [`fresh`] (new ids).
//!
//! Styles lie in `ui/kit/styles` and are imported by the style sheet of each app.

pub mod amount;
pub mod beep;
pub mod bridge;
pub mod button;
pub mod dialog;
pub mod empty_state;
pub mod field;
pub mod focus;
pub mod fresh;
pub mod keyboard;
pub mod keypad;
pub mod lamp;
pub mod letter_tile;
pub mod look;
pub mod measure;
pub mod moment;
pub mod notice;
pub mod paper;
pub mod pin_pad;
pub mod qr_picture;
pub mod scanner;
pub mod sign;
pub mod tied;

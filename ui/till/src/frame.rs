//! What surrounds every screen: the top bar, the menu, the questions in front.

mod approvers;
mod ask;
mod auto_lock;
mod clock;
mod consent_dialog;
mod device_lamps;
mod label_picture;
mod line_down_banner;
mod menu;
mod overlay_host;
mod page_head;
mod said_strip;
mod sync_lamp;
mod top_bar;

pub use ask::Ask;
pub use auto_lock::lock_when_idle;
pub use consent_dialog::ConsentDialog;
pub use label_picture::LabelPicture;
pub use line_down_banner::LineDownBanner;
pub use overlay_host::OverlayHost;
pub use page_head::{PageHead, leave_keys};
pub use said_strip::SaidStrip;
pub use top_bar::TopBar;

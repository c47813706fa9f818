//! Small pieces that more than one room is made of.

pub mod area;
pub mod chip;
pub mod copy_link;
pub mod edit_form;
pub mod empty;
pub mod failure_note;
pub mod filter_bar;
pub mod form;
pub mod link_button;
pub mod list;
pub mod loaded;
pub mod opened;
pub mod page_head;
pub mod pager;
pub mod pages;
pub mod press;
pub mod record;
pub mod save_failure;
pub mod saving;
pub mod search_box;
pub mod select;
pub mod sheet;
pub mod skeleton;
pub mod sort_head;
pub mod switch;
pub mod text_field;

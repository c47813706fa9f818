//! Taking the money.

mod done_page;
mod pay_page;
mod tender_list;
mod tender_pad;
mod tender_words;
mod tenders;

pub use done_page::DonePage;
pub use pay_page::PayPage;
pub use tender_words::tender_word;

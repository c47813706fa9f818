//! The REST API `/api/v1` of the owner's console and of other programs.
//!
//! JSON both ways; errors are a [`crate::failure::Failure`] with a fitting status. Lists answer [`page::Page`] and take
//! `limit` (1–200, 50 by default) and `cursor`. Authentication: session cookie of `POST /api/v1/session`, or
//! `authorization: Bearer <session token>` for programs. Sums are minor units of the company's currency, quantities thousandths,
//! times milliseconds since 1970 UTC, business days `YYYY-MM-DD` by the store's clock. Every list narrows by `store_id` where a
//! store makes sense.
//!
//! | call | what |
//! |---|---|
//! | `POST /company` | [`account::RegisterCompany`] → [`account::SignedIn`]; sets the session cookie |
//! | `GET /company/registration` | [`account::RegistrationState`]; asked before anybody is signed in |
//! | `POST /session` | [`account::SignIn`] → [`account::SignedIn`] |
//! | `DELETE /session` | 204 |
//! | `GET /me` | [`account::Me`] |
//! | `GET /stores`, `POST /stores`, `PUT /stores/{id}` | [`company::Store`], [`company::StoreInput`] |
//! | `GET /tax-rates`, `POST /tax-rates`, `PUT /tax-rates/{id}` | [`company::TaxRate`], [`company::TaxRateInput`] |
//! | `GET /barcode-rules`, `PUT /barcode-rules` | [`barcode_rules::BarcodeRules`], [`barcode_rules::BarcodeRulesInput`] |
//! | `GET /people`, `POST /people`, `PUT /people/{id}`, `PUT /people/{id}/pin` | [`people::Person`], [`people::PersonInput`], [`people::PinInput`] |
//! | `GET /today?store_id=&date=` | [`today::Today`] |
//! | `GET /receipts?…` | [`page::Page`] of [`sales::ReceiptRow`], filters [`sales::ReceiptFilter`] |
//! | `GET /receipts/{id}` | [`sales::Receipt`] |
//! | `GET /totals?from=&to=&store_id=&terminal_id=` | [`sales::DayTotals`] list: per day and tender, for proof against the tills |
//! | `GET /shifts?store_id=&terminal_id=` , `GET /shifts/{id}` | [`shifts::ShiftRow`], [`shifts::Shift`] |
//! | `GET /products?query=&category_id=&sort=&active=` , `POST /products`, `GET/PUT /products/{id}` | [`products::Product`], [`products::ProductInput`] |
//! | `GET /categories`, `POST /categories`, `PUT /categories/{id}` | [`products::Category`], [`products::CategoryInput`] |
//! | `POST /imports/preview?encoding=` (multipart `file`) | [`imports::ImportPreview`], or `ENCODING_UNSURE` with [`imports::EncodingSamples`] |
//! | `POST /imports/{id}/start`, `GET /imports/{id}`, `GET /imports/{id}/bad-rows.csv` | [`imports::ImportStart`], [`imports::ImportJob`] |
//! | `GET /customers?query=` | [`people::Customer`] |
//! | `GET /terminals`, `POST /terminals/pair`, `PUT /terminals/{id}`, `POST /terminals/{id}/revoke` | [`terminals::Terminal`], [`terminals::PairConfirm`] |

pub mod account;
pub mod barcode_rules;
pub mod company;
pub mod imports;
pub mod page;
pub mod people;
pub mod products;
pub mod sales;
pub mod shifts;
pub mod terminals;
pub mod today;

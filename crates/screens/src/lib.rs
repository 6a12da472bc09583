//! What people see: one struct per page, one file per message, and the files that browsers load.
//!
//! Doors fill a struct and send its [`Page::html`] with its [`Page::status`]. This room knows no routes
//! (apart from the fixed addresses of [`paths`]), no storage, no clock and no rules: it never decides
//! which page comes next. Journeys 2, 4 and 5.

pub mod access;
pub mod announcements;
pub mod audit_log;
pub mod checker;
pub mod clients;
pub mod fields;
pub mod help;
pub mod keys;
pub mod messages;
pub mod operator;
pub mod paths;
pub mod people;
pub mod portal;
pub mod problems;
pub mod proving;
pub mod registration;
pub mod samples;
pub mod sandbox;
pub mod sharing;
pub mod sign_in;
pub mod traces;
pub mod wording;

mod assets;
mod errors;
mod frame;
mod labels;
mod menu;
mod page;
mod partner;
mod phone;
mod reference;
mod refusal;
mod spoken;

pub use assets::{Asset, asset, assets};
pub use errors::{Errors, FieldError};
pub use frame::{Alert, Brand, Frame, Link, Stage};
pub use help::Article;
pub use labels::{new_sharing_labels, sharing_labels, sharing_labels_at};
pub use menu::{Menu, PLACES, Place};
pub use page::Page;
pub use partner::{DefiniteArticle, PartnerName};
pub use phone::PhoneChannel;
pub use reference::ErrorReference;
pub use refusal::RequestRefused;
pub use spoken::{spoken_minutes, spoken_moment};

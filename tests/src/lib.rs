//! The whole house in process: a `Person` who reads pages and fills in forms by label, a `Partner` that speaks OpenID Connect, and a
//! house with a clock that the test holds.

#![expect(clippy::missing_panics_doc, reason = "a test that cannot go on panics, and says what it saw")]

mod clock;
mod house;
mod page;
mod partner;
mod person;

pub use clock::TestClock;
pub use house::{Storage, TestHouse};
pub use page::Page;
pub use partner::{Authorize, Landing, Partner, TokenReply};
pub use person::Person;

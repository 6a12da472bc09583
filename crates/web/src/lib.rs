//! The narrow hall that every front door stands in: cookies, forms that prove where they came from, who
//! is calling, what every answer carries, and what is shown when something goes wrong.
//!
//! A door wraps its routes in [`stack`] and keeps a [`Front`] in its state; a handler that takes a [`Form`]
//! cannot be reached by a forged one. Two doors share one way in, [`staff`]. This room must not know any other route, any journey
//! or protocol.

mod assets;
mod caller;
mod cookies;
mod csrf;
mod device_label;
mod errors;
mod fields;
mod forms;
mod front;
mod hall;
mod headers;
mod network;
mod new_password;
mod pages;
pub mod staff;
mod uploads;

pub use assets::{assets, has_current};
pub use caller::{Caller, CallerAddress};
pub use cookies::{CookieKind, CookieNames, DoorCookie, set_cookies};
pub use csrf::started_here;
pub use errors::{Audience, Failure};
pub use fields::Fields;
pub use forms::{Form, LongForm, PublicForm, UnguardedForm};
pub use front::{Front, Ledger, Observer, Site};
pub use hall::{stack, stack_of_documents, stack_of_uploads};
pub use headers::{CameraAllowed, FormTargets};
pub use network::{Malformed, Network};
pub use new_password::new_password_errors;
pub use pages::{page, see_other};
pub use uploads::{Upload, Uploaded};

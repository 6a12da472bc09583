//! Proving who one is: acts of the pages between signing in and sharing, and the questions to PDS and the GP systems behind them.
//!
//! An act that asks the world outside writes "asked" first, asks, and writes the outcome as a fact: whoever loses the connection in
//! between finds a page with a way on, and nothing half-written.

pub(crate) mod answers;
mod details;
mod gp;
mod ground;
mod look_up;
mod mobile;
mod outside;
mod recheck;
mod record;
mod view;

pub use details::{
    BirthDateTyped, ConfirmAnswer, NameTyped, NoMatchChoice, NumberAnswer, SomeWrongAnswer,
    StillNoMatchChoice,
};
pub use gp::{ConnectAnswer, GpDetailsTyped, GpFork, GpTurn};
pub use mobile::YesNo;
pub(crate) use outside::wait_a_little;
pub use outside::{Outside, Waits};
pub use view::ProvingView;

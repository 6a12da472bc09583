//! Who may work in the console: the list, invitations, colleagues, one's own sign-in, and arriving.

pub(crate) mod arrival;
pub(crate) mod colleague;
pub(crate) mod invitations;
pub(crate) mod list;
pub(crate) mod own;
pub(crate) mod own_change;
mod ticks;

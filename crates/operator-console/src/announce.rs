//! What is announced and set: alerts, service levels, automation, email domains.

pub(crate) mod alerts;
pub(crate) mod domains;
pub(crate) mod levels;
pub(crate) mod list;

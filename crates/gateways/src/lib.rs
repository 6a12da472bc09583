//! The world outside, as typed clients: email, text messages, voice calls and the national record (PDS).
//!
//! Every outbound connection of the service is made here, with time-outs, without redirects and with
//! bounded answers. This room must not know why a message is sent, when it is sent again, or where it is
//! stored: it tries once and says what happened. Only reads are tried again here. The clock is handed in.

mod delivery;
mod endpoint;
mod http;
mod message;
mod messages;
mod notify;
mod notify_key;
mod pds;
mod sender;
mod settings;
mod smtp;
mod voice;

pub use delivery::{Attempt, Delivery, Refusal, Trouble};
pub use endpoint::Endpoint;
pub use message::{Call, Email, Text};
pub use messages::{GatewayFault, Messages};
pub use notify_key::NotifyKey;
pub use pds::{
    CircuitLimits, Clock, Lookup, Patience, Pds, PdsFault, PdsKey, PdsSettings, PersonSought, Random, Search,
};
pub use sender::Sender;
pub use settings::{
    CallTransport, EmailTransport, MessageSettings, NotifySettings, SmtpSecurity, SmtpSettings,
    TextTransport, TimeLimits, VoiceSettings,
};

//! The world outside, as typed clients: email, text messages, voice calls, the national record (PDS), the GP systems,
//! the document-check provider and the virus scanner.
//!
//! Every outbound connection of the service is made here, with time-outs, without redirects and with
//! bounded answers. This room must not know why a message is sent, when it is sent again, or where it is
//! stored: it tries once and says what happened. Only reads are tried again here. The clock is handed in.

mod again;
mod delivery;
mod endpoint;
mod gp;
mod http;
mod id_check;
mod message;
mod messages;
mod notify;
mod notify_key;
mod pds;
mod sender;
mod settings;
mod smtp;
mod virus_scan;
mod voice;

pub use delivery::{Attempt, Delivery, Refusal, Trouble};
pub use endpoint::Endpoint;
pub use gp::{
    Gp, GpAnswer, GpConnection, GpCredentials, GpDetails, GpFault, GpLink, GpPerson, GpRefusal, GpSettings,
    IdentityCheck, OnlineUser,
};
pub use id_check::{
    Challenge, CheckReason, Clip, ClipFormat, Expected, FaceEvidence, IdCheck, IdCheckFault, IdCheckSettings,
    Jpeg, PhotoFindings, ProviderReference, Readings, Side, Submission, Verdict, WebhookHeaders,
    WebhookRefusal, WebhookSecret,
};
pub use message::{Call, Email, Filling, Text};
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
pub use virus_scan::{Scanned, VirusName, VirusScan, VirusScanFault, VirusScanSettings};

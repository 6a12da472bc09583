//! Stand-ins for the services outside, speaking their real interfaces: GOV.UK Notify, the voice provider, a
//! mail server, the Personal Demographics Service, the GP systems, the document-check provider, a virus scanner.
//!
//! Each is made only with the sandbox witness, so none can run in a production process. This room must not
//! know the service itself: it knows the other side of the wire, checks what real providers check, keeps what
//! it was given, and fails on request.

mod bearer;
mod clamd;
mod fault;
mod gp;
mod id_check;
mod notify;
mod notify_answers;
mod notify_texts;
mod pds;
mod server;
mod smtp;
mod smtp_session;
mod voice;

pub use clamd::ClamdSimulator;
pub use fault::{Fault, Faults};
pub use gp::{GP_ANSWERS, GpPatient, GpScripted, GpSimulator};
pub use id_check::{
    IdCheckSetup, IdCheckSimulator, ReceivedCheck, Scenario, SignedVerdict, sample_dark_photo, sample_photo,
    sample_scan, sample_still_scan, sample_video,
};
pub use notify::{NotifySetup, NotifySimulator};
pub use notify_texts::{NotifyTemplate, SentText};
pub use pds::{AskedOfPds, Behaviour, PdsRecord, PdsSetup, PdsSimulator, PublicKeySource, Standing};
pub use server::{Clock, serve};
pub use smtp::{ReceivedEmail, SmtpLogin, SmtpSink};
pub use voice::{PlacedCall, VoiceSimulator};

//! The words of every error message and success banner. Doors name the problem; the words are here.
//!
//! Journeys 2.0 to 2.4 and 5.4: messages say how to mend the problem and blame nobody.

mod access;
mod audit_log;
mod checker;
mod choice;
mod code;
mod contact;
mod decline;
mod email;
mod history;
mod incident;
mod keys;
mod notice;
mod partner;
mod password;
mod people;
mod person;
mod phone;
mod photo_id;
mod proving;
mod registration;

pub use access::{AccessProblem, OwnSignInProblem, permission_label, person_field_label};
pub use audit_log::{AuditLogProblem, audit_detail, audit_event_name};
pub use checker::{
    AuditProblem, AuthenticatorProblem, CaseProblem, HoldingProblem, OperatorLogInProblem, ReassignProblem,
};
pub use choice::{ChannelProblem, LeaveProblem};
pub use code::{CodeProblem, CodeSent};
pub use contact::{ContactProblem, ExplainProblem};
pub use decline::decline_sentence;
pub use email::EmailProblem;
pub use history::{event_detail, event_words};
pub use incident::IncidentProblem;
pub use keys::{KeyProblem, TraceProblem};
pub use notice::{
    DomainProblem, NoticeProblem, alert, alert_level_label, alert_part_label, service_message,
    service_message_label, spoken_hours,
};
pub use partner::{InspectProblem, LinkProblem};
pub use password::{ConfirmProblem, LoginPasswordProblem, NewPasswordProblem};
pub use people::{ActProblem, ActRefusal, ActWords, SearchProblem, act_words};
pub use person::{BirthDateProblem, NamePart, NameProblem, NhsNumberProblem, PostcodeProblem};
pub use phone::{InternationalProblem, LandlineProblem, MobileProblem};
pub use photo_id::{
    BlurProblem, DocumentProblem, HavePhotoIdProblem, LinkToProblem, NOT_ACCEPTED, PhotoFileProblem,
    PhotoWayProblem, VideoFileProblem, VideoMethodProblem,
};
pub use proving::{GpDetailProblem, ProvingChoiceProblem};
pub use registration::{PartnerKeyProblem, RegistrationProblem};

//! The addresses of a sign-in: its pages are at their slugs, what changes something beside a page's own form at these.

use policy::Page;
use vocabulary::{EvidenceKind, TicketId};

/// The dispatcher.
pub(crate) const CONTINUE: &str = "continue";
/// L0.
pub(crate) const NO_PHONE: &str = "no-phone";
/// "Use a different email address".
pub(crate) const CHANGE_EMAIL: &str = "change-email";
/// "Change your number", and a new code when one expired.
pub(crate) const CHANGE_PHONE: &str = "change-phone";
/// "Send the code again" and "Call me again".
pub(crate) const RESEND: &str = "resend";
/// The other phone instead.
pub(crate) const OTHER_PHONE: &str = "other-phone";
/// "I do not agree" to sharing.
pub(crate) const REFUSE_SHARING: &str = "refuse-sharing";
/// "I do not agree" to the terms.
pub(crate) const REFUSE_TERMS: &str = "refuse-terms";
/// "Go back to …", where nothing else can be done.
pub(crate) const RETURN: &str = "return";

/// "Prove who you are with photo ID".
pub(crate) const PROVE_BY_PHOTO: &str = "prove-by-photo";
/// "Prove who you are without photo ID".
pub(crate) const PROVE_BY_GP: &str = "prove-by-gp";
/// V4: "Send the code again".
pub(crate) const SEND_MATCH_CODE: &str = "send-gp-number-code";
/// V4: "I cannot get a code on this phone".
pub(crate) const LEAVE_MATCH: &str = "leave-gp-number";
/// D12: "Log in with a different email address".
pub(crate) const CHANGE_ACCOUNT: &str = "change-login";
/// G8: "Continue without connecting".
pub(crate) const WITHOUT_GP: &str = "without-gp";
/// D11: "Continue".
pub(crate) const GO_ON: &str = "go-on";

/// The route of what a link to another device opens.
pub(crate) const SWITCH: &str = "/here/{secret}";
/// I21: "Send the link again".
pub(crate) const SEND_LINK: &str = "send-link";
/// I21: "Continue on this device instead".
pub(crate) const STAY_HERE: &str = "stay-here";
/// I8: "Send this photo" and "Use this photo".
pub(crate) const KEEP_PHOTO: &str = "keep-photo";
/// I10 to I12, I22: "Record a video instead".
pub(crate) const VIDEO_INSTEAD: &str = "video-instead";
/// "Take a new photo of your ID", after face scans that could not be used.
pub(crate) const RETAKE_PHOTO: &str = "retake-photo";
/// I15: "Record it again".
pub(crate) const RECORD_AGAIN: &str = "record-again";
/// What somebody sent, to look at it once more.
pub(crate) const EVIDENCE: &str = "evidence/{kind}";

/// Where a file that somebody sent is shown to them.
pub(crate) fn evidence(kind: EvidenceKind) -> String {
    format!("evidence/{}", kind.as_str())
}

/// The address of something in a sign-in.
pub(crate) fn of(ticket: TicketId, last: &str) -> String {
    format!("/t/{ticket}/{last}")
}

/// The address of a page of a sign-in.
pub(crate) fn page(ticket: TicketId, page: Page) -> String {
    of(ticket, page.slug())
}

/// The route template of something in a sign-in.
pub(crate) fn route(last: &str) -> String {
    format!("/t/{{ticket}}/{last}")
}

//! What lies behind a page that stops somebody: the failed check in words, for "explain this error". Nothing of the person is in it.

use vocabulary::{Cid, Explanation};

use crate::page::Page;
use crate::refusal::Failed;

/// A page that stops somebody, with the check that led to it.
type Row = (Page, Failed<'static>);

const fn row(page: Page, rule: &'static str, [check, received, expected, mend]: [&'static str; 4]) -> Row {
    (page, Failed { rule, check, received, expected, mend })
}

/// Every page that stops somebody. Journeys 2.10, 3
const STOPS: &[Row] = &[
    row(
        Page::WaitEmail,
        "Journeys X5",
        [
            "too many email addresses were looked up from one network, or one address too often",
            "more look-ups than the window allows",
            "at most what limits.network_lookups, limits.address_lookups and limits.address_lookups_anywhere allow in limits.network_window_minutes",
            "Wait until the time on the page is over. If many people share the network, raise limits.network_lookups.",
        ],
    ),
    row(
        Page::WaitPassword,
        "Journeys X6",
        [
            "the password was wrong too many times",
            "more wrong passwords than the window allows",
            "at most what limits.wrong_passwords allows in limits.wrong_passwords_window_hours",
            "Wait until the time on the page is over; the right password then works. A password can also be set anew.",
        ],
    ),
    row(
        Page::WaitCode,
        "Journeys X7",
        [
            "security codes were wrong too many times, or too many were sent",
            "more tries or messages than the window allows",
            "at most what limits.wrong_codes and limits.code_sends allow",
            "Wait until the time on the page is over, then ask for a new code.",
        ],
    ),
    row(
        Page::CodeExpired,
        "Journeys S5",
        [
            "the security code is older than it may be",
            "a code past its end",
            "a code used within limits.phone_code_minutes",
            "Ask for a new code and use it at once.",
        ],
    ),
    row(
        Page::EmailCodeExpired,
        "Journeys R3",
        [
            "the code in the email is older than it may be",
            "a code past its end",
            "a code used within limits.email_code_minutes",
            "Ask for a new email. If emails arrive late, look at the message delivery page.",
        ],
    ),
    row(
        Page::PhoneCodeExpired,
        "Journeys R6",
        [
            "the security code is older than it may be",
            "a code past its end",
            "a code used within limits.phone_code_minutes",
            "Ask for a new code and use it at once.",
        ],
    ),
    row(
        Page::LevelUnreachable,
        "F-50, CID2001",
        [
            "every vector asks for a level above the account's, and proving is switched off here",
            "an account below each level in vtr",
            "an account at one of the levels in vtr, or proving.enabled",
            "Ask for a lower level as well, or switch proving on.",
        ],
    ),
    row(
        Page::CredentialUnreachable,
        "F-50",
        [
            "every vector asks for a way of logging in that is not offered here",
            "credentials in vtr that nobody can show here",
            "at least one vector of vtr_values_supported in the discovery document",
            "Ask for a vector with Cp, or Cp.Cd.",
        ],
    ),
    row(
        Page::NoMatch,
        "Journeys D9",
        [
            "no NHS record matches what was typed",
            "details that PDS finds no single record for",
            "name, date of birth and postcode or NHS number as the GP surgery has them",
            "Check the details and try again; the GP surgery can correct the record.",
        ],
    ),
    row(
        Page::StillNoMatch,
        "Journeys D10",
        [
            "no NHS record matched in several rounds",
            "as many rounds without a match as proving.no_match_rounds allows",
            "details that match one record",
            "Prove identity with photo ID, or have the GP surgery correct the record.",
        ],
    ),
    row(
        Page::NumberNotVerified,
        "Journeys D10b",
        [
            "the NHS number and the other details do not belong to one record",
            "an NHS number with details of another record",
            "an NHS number with the details that its record has",
            "Check the number, or look for the record without it.",
        ],
    ),
    row(
        Page::OnAnotherAccount,
        "Journeys D12, CID1006",
        [
            "another account that is in use has this NHS number",
            "an NHS number that is already proven elsewhere",
            "one proven account for each NHS number",
            "Log in with the other email address. If it is lost, support can disable that account.",
        ],
    ),
    row(
        Page::NotMine,
        "Journeys D13, CID1005",
        [
            "the person said that the record found is somebody else's",
            "“these are not my details”",
            "a record that the person recognises",
            "Look again with other details, or have the GP surgery correct the record.",
        ],
    ),
    row(
        Page::SomeWrong,
        "Journeys D14, CID1005",
        [
            "the person said that some details of the record are wrong",
            "“some of these details are wrong”",
            "a record whose details are right",
            "Have the GP surgery correct the record, then prove identity again.",
        ],
    ),
    row(
        Page::RecordsBusy,
        "Journeys D15",
        [
            "PDS did not answer, or asked to wait",
            "no answer in time, or a refusal to answer now",
            "an answer within proving.look_up_patience_seconds",
            "Try again later. If it goes on, look at the service of PDS and at the log.",
        ],
    ),
    row(
        Page::TooYoung,
        "Journeys D16, decision 6",
        [
            "the date of birth on the record is of somebody too young",
            "an age below proving.minimum_age",
            "at least proving.minimum_age years",
            "Nothing: the account can prove identity once the person is old enough.",
        ],
    ),
    row(
        Page::LookUpFailed,
        "Journeys D17",
        [
            "looking for the record took too long",
            "no answer in time",
            "an answer within proving.look_up_patience_seconds",
            "Try again later. If it goes on, look at the service of PDS and at the log.",
        ],
    ),
    row(
        Page::RecordInvalid,
        "Journeys 1.7, CID2011",
        [
            "PDS no longer knows the NHS number",
            "a number that PDS calls invalid",
            "a number with a live record",
            "The person asks their GP surgery which NHS number is theirs.",
        ],
    ),
    row(
        Page::WaitLookUp,
        "Journeys X10",
        [
            "too many searches for an NHS record",
            "more searches than the window allows",
            "at most what proving.look_ups allows",
            "Wait until the time on the page is over.",
        ],
    ),
    row(
        Page::GpChecksFailed,
        "Journeys V7",
        [
            "the GP surgery's system did not answer whether it holds the number",
            "no answer in time, or one that cannot be used",
            "an answer within proving.patience_seconds",
            "Try again later, or prove identity by photo ID. If it goes on, look at the log and at the GP system.",
        ],
    ),
    row(
        Page::ScanStopped,
        "Journeys I11",
        [
            "the person stopped the face scan",
            "“stop”",
            "a scan that comes to its end",
            "Scan again, or record a video.",
        ],
    ),
    row(
        Page::CameraProblem,
        "Journeys I22",
        [
            "the page could not use a camera",
            "no camera, or no permission to use it",
            "a camera that the browser lets the page use",
            "Allow the camera in the browser, use another device, or record a video and send the file.",
        ],
    ),
    row(
        Page::ScanProblem,
        "Journeys I12",
        [
            "the pictures of the face scan could not be used",
            "pictures that are too dark or not sharp",
            "pictures with enough light and sharpness",
            "Scan again with more light on the face, or record a video.",
        ],
    ),
    row(
        Page::OtherLogin,
        "Journeys I21",
        [
            "the link to another device was opened by somebody with another login",
            "a log in to another account than the one that asked for the link",
            "a log in to the same account",
            "Log in on the other device with the email address that was used on the first one.",
        ],
    ),
    row(
        Page::MatchCodeExpired,
        "Journeys V4",
        [
            "the security code to the number on the record is older than it may be",
            "a code past its end",
            "a code used within limits.phone_code_minutes",
            "Ask for a new code and use it at once.",
        ],
    ),
    row(
        Page::CannotUseNumber,
        "Journeys V6",
        [
            "the code to the number on the record was wrong too many times",
            "more wrong codes than the window allows",
            "at most what limits.wrong_codes allows",
            "Wait until the time is over, or prove identity with photo ID.",
        ],
    ),
    row(
        Page::FrontProblem,
        "Journeys I8",
        [
            "the photo of the front cannot be used",
            "a photo that failed a check of its size, kind, sharpness or safety",
            "a clear JPEG or PNG photo within evidence limits",
            "Take the photo again in better light, without covering the document.",
        ],
    ),
    row(
        Page::BackProblem,
        "Journeys I8",
        [
            "the photo of the back cannot be used",
            "a photo that failed a check of its size, kind, sharpness or safety",
            "a clear JPEG or PNG photo within evidence limits",
            "Take the photo again in better light, without covering the document.",
        ],
    ),
    row(
        Page::NotCheckedYet,
        "Journeys I19, CID2001",
        [
            "the ID check is not finished",
            "a case that nobody has decided yet",
            "a decided case",
            "Wait for the email with the result; it comes within the time of the service level.",
        ],
    ),
    row(
        Page::GpRefused,
        "Journeys G4, G8",
        [
            "the GP system refused the registration details or the connection",
            "the answer that the reference stands for",
            "an answer that accepts them",
            "Look the reference up in the list of journeys.md, section 3; usually the surgery gives new details.",
        ],
    ),
    row(
        Page::CannotLogIn,
        "Journeys X12, F-27",
        [
            "the address has no account, and newcomers may not register on their way to this client",
            "an address without an account",
            "an address with an account, or registration allowed in the request and in the client's registration",
            "Register at another service first, or allow registration for this client.",
        ],
    ),
    row(
        Page::Disabled,
        "Journeys X13",
        [
            "the account is disabled",
            "the right password of a disabled account",
            "an account that may be used",
            "Support finds the account, its reason and its history, and can enable it.",
        ],
    ),
    row(
        Page::SessionOver,
        "Journeys X9",
        [
            "the log-in took longer than it may",
            "a log-in past its end",
            "a log-in that ends within limits.journey_minutes",
            "Begin again at the website or app.",
        ],
    ),
];

/// Why `page` stops somebody; none when it is a page like others. `cid` is the reference that the page shows, where that depends on
/// the case.
///
/// Journeys 2.10, 3
#[must_use]
pub fn explain_stop(page: Page, cid: Option<Cid>) -> Option<Explanation> {
    let (_, failed) = STOPS.iter().find(|(stop, _)| *stop == page)?;
    let mut explanation = failed.explained();
    if let Some(cid) = cid {
        explanation.rule = format!("{}, {cid}", explanation.rule);
    }
    Some(explanation)
}

/// Why there is no sign-in at the address of one (X4, CID1004).
#[must_use]
pub fn explain_gone() -> Explanation {
    Failed {
        rule: "Journeys X4, CID1004",
        check: "there is no sign-in at this address for this browser",
        received: "the address of a sign-in that is over, unknown, or another browser's",
        expected: "the address of a sign-in that goes on in this browser",
        mend: "Begin at the website or app again. If it goes on, see that the browser keeps cookies and that no link into a sign-in is saved or passed on.",
    }
    .explained()
}

/// Why no sign-in begins from a network that began too many (X3, CID0002).
#[must_use]
pub fn explain_crowd() -> Explanation {
    Failed {
        rule: "Journeys X3, CID0002",
        check: "too many log ins were begun from one network",
        received: "more log ins than the window allows",
        expected: "at most what limits.network_requests allows in limits.network_window_minutes",
        mend: "Wait until the time on the page is over. If many people share the network, raise limits.network_requests; behind a proxy, see that proxy.trusted names it.",
    }
    .explained()
}

//! Every page that stops somebody and every error that a sign-in returns can be explained.

use policy::{Page, explain_return, explain_stop};
use vocabulary::{Cid, ErrorCode, Explanation};

/// The pages on which somebody is asked to do something, or told that all is well: nothing has failed there.
const NOT_STOPS: &[Page] = &[
    Page::EnterEmail,
    Page::FoundAccount,
    Page::EnterPassword,
    Page::ChooseChannel,
    Page::EnterCode,
    Page::RegisterIntro,
    Page::CreatePassword,
    Page::ConfirmEmail,
    Page::EnterPhone,
    Page::EnterLandline,
    Page::ConfirmPhone,
    Page::AgreeTerms,
    Page::WhatYouNeed,
    Page::KnowNumber,
    Page::GiveName,
    Page::GiveBirthDate,
    Page::GivePostcode,
    Page::CheckDetails,
    Page::Finding,
    Page::ConfirmRecord,
    Page::UseGpChecks,
    Page::IsThisYourNumber,
    Page::EnterMatchCode,
    Page::PhotoIntro,
    Page::HasPhotoId,
    Page::FetchPhotoId,
    Page::SendPhotoIntro,
    Page::ChooseDocument,
    Page::ChoosePhotoWay,
    Page::SendFront,
    Page::SendBack,
    Page::FaceIntro,
    Page::ChooseVideo,
    Page::SendVideo,
    Page::CheckVideo,
    Page::RecordIntro,
    Page::ScanInstructions,
    Page::FaceScan,
    Page::AnotherDevice,
    Page::AnotherDeviceSent,
    Page::FinishedHere,
    Page::Submit,
    Page::Submitted,
    Page::UsesGpServices,
    Page::HasGpDetails,
    Page::GiveGpDetails,
    Page::GpChecking,
    Page::RegisterWithGp,
    Page::AskForGpDetails,
    Page::AskWhetherRegistered,
    Page::ConnectGp,
    Page::PhotoTips,
    Page::PhotoClear,
    Page::PhotoHelp,
    Page::Share,
    Page::ShareMore,
    Page::ReconsiderSharing,
];

/// The words that a sign-in can return, beside those of `prompt=none`.
const RETURNED: [&str; 7] = [
    "ConsentNotGiven",
    "IdentityNotProven",
    "LevelNotReachable",
    "CredentialNotOffered",
    "RegistrationNotOffered",
    "AccountNotUsable",
    "SessionOver",
];

fn is_whole(explanation: &Explanation) -> bool {
    let Explanation { rule, check, received, expected, mend } = explanation;
    [rule, check, received, expected, mend].iter().all(|part| !part.is_empty() && !part.ends_with('…'))
}

#[test]
fn each_page_stops_somebody_and_says_why_or_asks_for_something() {
    for page in Page::ALL {
        match explain_stop(*page, None) {
            Some(explanation) => {
                assert!(is_whole(&explanation), "{page:?}: {explanation:?}");
                assert!(!NOT_STOPS.contains(page), "{page:?}");
            }
            None => assert!(NOT_STOPS.contains(page), "{page:?} has no explanation"),
        }
    }
}

#[test]
fn a_reference_that_depends_on_the_case_is_in_the_rule() {
    let explanation = explain_stop(Page::Disabled, Some(Cid::INVESTIGATED)).expect("a stop");
    assert_eq!(explanation.rule, "Journeys X13, CID2014");
}

#[test]
fn each_error_that_a_sign_in_returns_has_an_explanation_of_its_own() {
    let mut all: Vec<_> =
        RETURNED.iter().map(|words| explain_return(ErrorCode::AccessDenied.as_str(), words)).collect();
    for code in [ErrorCode::ConsentRequired, ErrorCode::InteractionRequired, ErrorCode::LoginRequired] {
        all.push(explain_return(code.as_str(), "in a sentence"));
    }
    for explanation in &all {
        assert!(is_whole(explanation), "{explanation:?}");
    }
    let rules: std::collections::HashSet<_> = all.iter().map(|one| (&one.check, &one.mend)).collect();
    assert_eq!(rules.len(), all.len());
}

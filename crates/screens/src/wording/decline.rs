//! Why a photo ID check was declined, in a patient's words. Journeys 6.2.
//!
//! Nobody is ever told that fraud is suspected, that somebody worries about them, or why a record is closed.

use vocabulary::{DeclineReason as R, ReasonGroup};

/// The reason as one or two sentences, on I1 and in E13 to E15.
#[must_use]
pub fn decline_sentence(reason: R) -> &'static str {
    match reason.group() {
        ReasonGroup::CannotSeeId => photo(reason),
        ReasonGroup::NotGenuine => "We could not use your photo ID to prove who you are.",
        ReasonGroup::NotValid => document(reason),
        ReasonGroup::Record => record(reason),
        ReasonGroup::IdAgainstRecord => comparison(reason),
        ReasonGroup::Video | ReasonGroup::Face => face(reason),
        ReasonGroup::Numbers => numbers(reason),
        ReasonGroup::Safeguarding => safeguarding(reason),
    }
}

fn photo(reason: R) -> &'static str {
    match reason {
        R::NoIdSent => "We did not get a photo of your ID.",
        R::TypeNotAccepted => "We do not accept the type of ID you sent.",
        R::Blurred => "The photo of your ID was blurred, so we could not read it.",
        R::Glare => "Light was shining on your ID, so we could not read it.",
        R::Hologram => "A shiny pattern covered the text on your ID, so we could not read it.",
        R::TooLight => "The photo of your ID was too light.",
        R::TooDark => "The photo of your ID was too dark.",
        R::Cropped => "Part of your ID was missing from the photo.",
        R::Covered => "Something covered part of your ID.",
        R::TooSmall => "Your ID was too small in the photo.",
        R::Dirty => "Your ID, or the camera lens, was too dirty for us to read the text.",
        R::Filter => "The photo of your ID was changed by a filter or an effect.",
        _ => "We could not see everything we need in the photo of your ID.",
    }
}

fn document(reason: R) -> &'static str {
    match reason {
        R::Expired => "Your photo ID expired 12 months ago or more.",
        _ => "We do not accept the photo ID you sent.",
    }
}

fn record(reason: R) -> &'static str {
    match reason {
        R::NoRecord => "We could not find an NHS record that matches your details.",
        R::OnAnotherLogin => {
            "Another login already has this NHS number. You may have set it up before with a different email address."
        }
        R::UnderAge => "You are not old enough to use this service yet.",
        R::RecordBirthDateDiffers => "The date of birth you gave us does not match your NHS record.",
        R::RecordPostcodeDiffers => "The postcode you gave us does not match your NHS record.",
        _ => "We could not match your details to an NHS record.",
    }
}

fn comparison(reason: R) -> &'static str {
    match reason {
        R::IdBirthDateDiffers => "The date of birth on your photo ID does not match your NHS record.",
        R::IdFirstNamesDiffer => "The first names on your photo ID do not match your NHS record.",
        _ => "The last name on your photo ID does not match your NHS record.",
    }
}

fn face(reason: R) -> &'static str {
    match reason {
        R::FaceNotClear => "We could not see your face clearly.",
        R::NoFace => "We could not see your whole face.",
        R::NobodyThere => "We could not see you in the video.",
        _ => "We could not match your face to the photo on your ID.",
    }
}

fn numbers(reason: R) -> &'static str {
    match reason {
        R::NoSound => "Your video had no sound, so we could not hear the 4 numbers.",
        R::NumbersUnclear => "We could not see or hear the 4 numbers clearly.",
        R::NumbersIncomplete => "The first or last number was missing from your video.",
        R::NumbersWrong => "The numbers in your video were not the 4 numbers we asked for.",
        R::OtherWords => "We could not see or hear the 4 numbers in your video.",
        _ => "You need to give the 4 numbers yourself.",
    }
}

fn safeguarding(reason: R) -> &'static str {
    match reason {
        R::SafeguardingEvidence => "We could not use your photo or video.",
        _ => "We could not prove who you are with photo ID.",
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::DeclineReason;

    use super::decline_sentence;

    #[test]
    fn nobody_is_told_what_is_suspected() {
        let unwanted =
            ["fraud", "fake", "genuine", "tamper", "suspect", "concern", "safeguard", "death", "died"];
        for reason in DeclineReason::all() {
            let said = decline_sentence(reason).to_lowercase();
            assert!(unwanted.iter().all(|word| !said.contains(word)), "{reason:?}: {said}");
            assert!(said.ends_with('.'), "{reason:?}: {said}");
        }
    }

    #[test]
    fn a_suspected_fake_reads_like_any_other_id_that_cannot_be_used() {
        let fake = decline_sentence(DeclineReason::WholeDocumentFake);
        assert_eq!(fake, decline_sentence(DeclineReason::Tampered));
        assert_eq!(fake, "We could not use your photo ID to prove who you are.");
    }
}

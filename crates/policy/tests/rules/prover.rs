//! How simulated people prove who they are: the answers to each screen of proving, as `identity` would write them down.

use policy::{
    Adjudication, CodePurpose, Confirmation, Facts, GpCheck, KnowsNumber, LevelFrom, LookUp, MobileMatch,
    OutstandingCode, PhotoState, Possession, ProveStep, Route, TriState, VideoState,
};
use vocabulary::{Cid, Lifetime, ProofingLevel};

/// What happens to somebody who proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prover {
    /// Matched by number; the GP holds the same mobile number.
    SameMobile,
    /// Matched by name; the GP holds another number, which is theirs.
    OtherMobile,
    /// The same, but the codes to it are never typed right.
    OtherMobileRefused,
    /// Does not want the GP's checks; sends a passport and a video.
    Passport,
    /// No record is found; sends both sides of a licence, blurred at first.
    NoRecord,
    /// No photo ID; has the GP's details, wrong at first.
    GpDetails,
    /// No record is found; the GP's details prove it.
    NoRecordGpDetails,
    /// No photo ID and no GP details: goes back to the service.
    NoProof,
    /// Another account has the record: goes back to the service.
    OnAnotherAccount,
    /// Is twelve.
    TooYoung,
    /// The record is somebody else's.
    NotMine,
    /// Some of the record is wrong; goes on, and the GP holds the same mobile number.
    SomeWrong,
}

pub(crate) const PROVERS: [Prover; 12] = [
    Prover::SameMobile,
    Prover::OtherMobile,
    Prover::OtherMobileRefused,
    Prover::Passport,
    Prover::NoRecord,
    Prover::GpDetails,
    Prover::NoRecordGpDetails,
    Prover::NoProof,
    Prover::OnAnotherAccount,
    Prover::TooYoung,
    Prover::NotMine,
    Prover::SomeWrong,
];

impl Prover {
    /// Whether they reach `level`, from P0, without a decision by an ID checker.
    pub(crate) fn reaches(self, level: ProofingLevel) -> bool {
        match self {
            Self::SameMobile
            | Self::OtherMobile
            | Self::SomeWrong
            | Self::GpDetails
            | Self::NoRecordGpDetails => true,
            Self::Passport | Self::OtherMobileRefused | Self::NoProof => level <= ProofingLevel::P5,
            Self::NoRecord | Self::OnAnotherAccount | Self::TooYoung | Self::NotMine => {
                level == ProofingLevel::P0
            }
        }
    }

    const fn has_record(self) -> bool {
        !matches!(self, Self::NoRecord | Self::NoRecordGpDetails)
    }

    const fn mobile(self) -> MobileMatch {
        match self {
            Self::SameMobile | Self::SomeWrong | Self::Passport => MobileMatch::SameNumber,
            Self::OtherMobile | Self::OtherMobileRefused => MobileMatch::OtherNumber,
            _ => MobileMatch::NotPossible,
        }
    }

    const fn wants_gp(self) -> bool {
        matches!(self, Self::GpDetails | Self::NoRecordGpDetails | Self::NoProof)
    }

    /// Writes down the answer to `step`.
    pub(crate) fn answer(self, step: ProveStep, facts: &mut Facts) {
        if self.answer_details(step, facts) || self.answer_mobile(step, facts) || self.answer_gp(step, facts)
        {
            return;
        }
        self.answer_photo(step, facts);
    }

    fn answer_details(self, step: ProveStep, facts: &mut Facts) -> bool {
        let now = facts.now;
        let proving = &mut facts.proving;
        let details = &mut proving.details;
        match step {
            ProveStep::WhatYouNeed => details.intro_seen = true,
            ProveStep::KnowNumber => {
                let knows = self == Self::SameMobile;
                details.knows_number = Some(if knows { KnowsNumber::Yes } else { KnowsNumber::No });
            }
            ProveStep::GiveName => details.name = true,
            ProveStep::GiveBirthDate => details.born = true,
            ProveStep::GivePostcode => details.postcode = true,
            ProveStep::CheckDetails => details.look_up = LookUp::Asked { at: now },
            ProveStep::Finding => {
                details.look_up = self.look_up();
                if details.look_up == LookUp::NoMatch {
                    details.rounds += 1;
                }
            }
            ProveStep::NoMatch => details.look_up = LookUp::NotAsked,
            ProveStep::StillNoMatch => {
                proving.route = if self.wants_gp() { Route::Gp } else { Route::Photo };
            }
            ProveStep::ConfirmRecord => self.confirm(facts),
            ProveStep::SomeWrong => matched(self, facts),
            ProveStep::OnAnotherAccount | ProveStep::TooYoung | ProveStep::NotMine => {
                facts.progress.going_back = true;
            }
            _ => return false,
        }
        true
    }

    const fn look_up(self) -> LookUp {
        match self {
            Self::OnAnotherAccount => LookUp::OnAnotherAccount,
            Self::TooYoung => LookUp::TooYoung,
            _ if self.has_record() => LookUp::Found,
            _ => LookUp::NoMatch,
        }
    }

    fn confirm(self, facts: &mut Facts) {
        match self {
            Self::NotMine => facts.proving.confirmation = Confirmation::NotMine,
            Self::SomeWrong => facts.proving.confirmation = Confirmation::SomeWrong,
            _ => matched(self, facts),
        }
    }

    fn answer_mobile(self, step: ProveStep, facts: &mut Facts) -> bool {
        match step {
            ProveStep::UseGpChecks if self == Self::Passport => facts.proving.mobile = MobileMatch::Declined,
            ProveStep::UseGpChecks => raise(facts, ProofingLevel::P9),
            ProveStep::IsThisYourNumber | ProveStep::MatchCodeExpired => {
                facts.proving.mobile = MobileMatch::UsesOther;
                let expires_at = facts.now.after(Lifetime::minutes(5));
                facts.progress.code = Some(OutstandingCode { purpose: CodePurpose::MatchMobile, expires_at });
            }
            ProveStep::EnterMatchCode if self == Self::OtherMobileRefused => {
                facts.locks.code = Some(facts.now.after(Lifetime::minutes(15)));
            }
            ProveStep::EnterMatchCode => {
                facts.progress.code = None;
                raise(facts, ProofingLevel::P9);
            }
            ProveStep::CannotUseNumber => facts.proving.mobile = MobileMatch::Declined,
            _ => return false,
        }
        true
    }

    fn answer_gp(self, step: ProveStep, facts: &mut Facts) -> bool {
        let now = facts.now;
        let gp = &mut facts.proving.gp;
        match step {
            ProveStep::UsesGpServices if self == Self::NoProof => {
                gp.uses_services = Some(TriState::DoNotKnow);
            }
            ProveStep::UsesGpServices => gp.uses_services = Some(TriState::Yes),
            ProveStep::HasGpDetails => gp.has_details = Some(TriState::Yes),
            ProveStep::GiveGpDetails => gp.check = GpCheck::Asked { at: now },
            ProveStep::GpChecking if !facts.proving.photo.third_step_seen => {
                // Wrong the first time; the walk marks that on a field that this route does not use.
                facts.proving.photo.third_step_seen = true;
                gp.check = GpCheck::Refused(Cid::GP_DETAILS_UNKNOWN);
            }
            ProveStep::GpChecking => raise(facts, ProofingLevel::P9),
            ProveStep::GpRefused { .. } => gp.check = GpCheck::NotAsked,
            ProveStep::AskWhetherRegistered | ProveStep::RegisterWithGp | ProveStep::AskForGpDetails => {
                facts.progress.going_back = true;
            }
            _ => return false,
        }
        true
    }

    fn answer_photo(self, step: ProveStep, facts: &mut Facts) {
        let proving = &mut facts.proving;
        let photo = &mut proving.photo;
        match step {
            ProveStep::PhotoIntro => photo.intro_seen = true,
            ProveStep::HasPhotoId if self.wants_gp() => proving.route = Route::Gp,
            ProveStep::HasPhotoId => photo.possession = Some(Possession::NotHere),
            ProveStep::FetchPhotoId => photo.possession = Some(Possession::Here),
            ProveStep::SendPhotoIntro => photo.first_step_seen = true,
            ProveStep::ChooseDocument => photo.sides = Some(if self == Self::Passport { 1 } else { 2 }),
            ProveStep::ChoosePhotoWay => photo.way_chosen = true,
            ProveStep::SendFront => photo.front = PhotoState::Doubtful,
            ProveStep::FrontProblem => photo.front = PhotoState::Accepted,
            ProveStep::SendBack => photo.back = PhotoState::Accepted,
            ProveStep::FaceIntro => photo.second_step_seen = true,
            ProveStep::ChooseVideo => photo.method_chosen = true,
            ProveStep::SendVideo => photo.video = VideoState::Unseen,
            ProveStep::CheckVideo => photo.video = VideoState::Accepted,
            ProveStep::RecordIntro => photo.third_step_seen = true,
            ProveStep::Submit => proving.adjudication = Adjudication::WaitingSinceThisVisit,
            ProveStep::Submitted => facts.progress.going_back = true,
            other => unreachable!("nobody comes to {other:?}"),
        }
    }
}

/// The record is theirs: P5, and whether the GP's checks can be used is known.
fn matched(prover: Prover, facts: &mut Facts) {
    facts.proving.confirmation = Confirmation::Confirmed;
    facts.proving.mobile = prover.mobile();
    raise(facts, ProofingLevel::P5);
}

fn raise(facts: &mut Facts, level: ProofingLevel) {
    let account = facts.account.as_mut().expect("an account");
    if account.level < level {
        account.level = level;
        account.level_from = LevelFrom::ThisClient;
    }
}

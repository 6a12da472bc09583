//! The proving table: situation, then what the person sees. Reviewed as a snapshot.

use policy::{
    AccountFacts, Adjudication, CodePurpose, Companion, Confirmation, Connection, EmailFact, Facts, GpCheck,
    KnowsNumber, LookUp, MobileMatch, OutstandingCode, PhotoState, Possession, Proving, ProvingPlace, Route,
    ScanState, Terms, TriState, VideoState, next_step,
};
use vocabulary::{Cid, Lifetime, Prompt, ProofingLevel, ScopeSet};

use crate::fixtures::{NOW, account, facts, signed_in, vectors};
use crate::journey::{LATER, Situation, told};

fn asking(vector: &str, level: ProofingLevel) -> Facts {
    let mut facts = signed_in();
    facts.rules.proving = Proving::Available;
    facts.asked.vectors = vectors(&[vector]);
    facts.account = Some(account(level));
    facts
}

fn p5_asked() -> Facts {
    asking("P5.Cp.Cd", ProofingLevel::P0)
}

/// Every detail is given.
fn detailed() -> Facts {
    let mut facts = p5_asked();
    let details = &mut facts.proving.details;
    details.intro_seen = true;
    details.knows_number = Some(KnowsNumber::Yes);
    details.born = true;
    details.postcode = true;
    facts
}

fn p9_asked() -> Facts {
    asking("P9.Cp.Cd", ProofingLevel::P5)
}

fn confirmed() -> Facts {
    let mut facts = p9_asked();
    facts.proving.confirmation = Confirmation::Confirmed;
    facts
}

/// The photo of a passport was accepted.
fn pictured() -> Facts {
    let mut facts = confirmed();
    let photo = &mut facts.proving.photo;
    photo.intro_seen = true;
    photo.possession = Some(Possession::Here);
    photo.first_step_seen = true;
    photo.sides = Some(1);
    photo.way_chosen = true;
    photo.front = PhotoState::Accepted;
    facts
}

/// A face scan was chosen.
fn scanning() -> Facts {
    let mut facts = pictured();
    facts.proving.photo.second_step_seen = true;
    facts.proving.photo.scan = ScanState::Missing;
    facts
}

fn failed(facts: &mut Facts, times: u32) {
    facts.proving.photo.scan = ScanState::Failed;
    facts.proving.photo.scan_failures = times;
}

/// The other device (I20), after the same person logged in there.
fn companion() -> Facts {
    let mut facts = pictured();
    facts.progress.companion = Some(Companion::SamePerson);
    facts
}

fn at_gp() -> Facts {
    let mut facts = confirmed();
    facts.proving.route = Route::Gp;
    facts.proving.gp.uses_services = Some(TriState::Yes);
    facts.proving.gp.has_details = Some(TriState::Yes);
    facts
}

fn connecting() -> Facts {
    let mut facts = asking("P9.Cp.Cd", ProofingLevel::P9);
    facts.client.im1 = true;
    facts.asked.scopes = ScopeSet::known_in("openid gp_integration_credentials");
    facts.account = Some(AccountFacts { gp: Connection::Possible, ..account(ProofingLevel::P9) });
    facts
}

/// Journeys 1.7.
const DETAILS: &[Situation] = &[
    ("P5 asked", p5_asked, |_| {}),
    ("P5 asked, prompt=none", p5_asked, |f| f.asked.prompt = Prompt::None),
    ("P5 asked, proving switched off", p5_asked, |f| f.rules.proving = Proving::Unavailable),
    ("D1 answered", p5_asked, |f| f.proving.details.intro_seen = true),
    ("number not known", detailed, |f| f.proving.details.knows_number = Some(KnowsNumber::No)),
    ("no date of birth", detailed, |f| f.proving.details.born = false),
    ("no postcode", detailed, |f| f.proving.details.postcode = false),
    ("all given", detailed, |_| {}),
    ("all given, too many look-ups", detailed, |f| f.locks.record = Some(LATER)),
    ("asked about too often", detailed, |f| f.proving.details.look_up = LookUp::Limited { until: LATER }),
    ("the same, waited", detailed, |f| f.proving.details.look_up = LookUp::Limited { until: NOW }),
    ("submitted", detailed, |f| f.proving.details.look_up = LookUp::Asked { at: NOW }),
    ("submitted, no answer for 30 seconds", detailed, |f| {
        f.proving.details.look_up = LookUp::Asked { at: NOW.before(Lifetime::seconds(30)) };
    }),
    ("found", detailed, |f| f.proving.details.look_up = LookUp::Found),
    ("not mine", detailed, |f| {
        f.proving.details.look_up = LookUp::Found;
        f.proving.confirmation = Confirmation::NotMine;
    }),
    ("some wrong", detailed, |f| {
        f.proving.details.look_up = LookUp::Found;
        f.proving.confirmation = Confirmation::SomeWrong;
    }),
    ("no match, first round", detailed, |f| {
        f.proving.details.look_up = LookUp::NoMatch;
        f.proving.details.rounds = 1;
    }),
    ("several matches, first round", detailed, |f| {
        f.proving.details.look_up = LookUp::Several;
        f.proving.details.rounds = 1;
    }),
    ("several matches, third round", detailed, |f| {
        f.proving.details.look_up = LookUp::Several;
        f.proving.details.rounds = 3;
    }),
    ("no match, third round", detailed, |f| {
        f.proving.details.look_up = LookUp::NoMatch;
        f.proving.details.rounds = 3;
    }),
    ("number of somebody born another day", detailed, |f| {
        f.proving.details.look_up = LookUp::NumberNotVerified;
    }),
    ("on another account", detailed, |f| f.proving.details.look_up = LookUp::OnAnotherAccount),
    ("too young", detailed, |f| f.proving.details.look_up = LookUp::TooYoung),
    ("record no longer valid", detailed, |f| f.proving.details.look_up = LookUp::Invalidated),
    ("PDS busy", detailed, |f| f.proving.details.look_up = LookUp::Busy),
    ("PDS broken", detailed, |f| f.proving.details.look_up = LookUp::Failed),
    ("back to the service", detailed, |f| {
        f.proving.details.look_up = LookUp::TooYoung;
        f.progress.going_back = true;
    }),
    ("P5 reached", p5_asked, |f| f.account = Some(account(ProofingLevel::P5))),
    ("P0 asked too", p5_asked, |f| f.asked.vectors = vectors(&["P9.Cp.Cd", "P0.Cp.Cd"])),
    ("P9 and P5 asked", p5_asked, |f| f.asked.vectors = vectors(&["P9.Cp.Cd", "P5.Cp.Cd"])),
];

/// Journeys 1.8, 1.9: the mobile number that the GP holds.
const MOBILE: &[Situation] = &[
    ("P5 person, P9 asked", p9_asked, |_| {}),
    ("P5 person, P9 asked, too many look-ups", p9_asked, |f| f.locks.record = Some(LATER)),
    ("the same, record not theirs", p9_asked, |f| {
        f.locks.record = Some(LATER);
        f.proving.confirmation = Confirmation::NotMine;
    }),
    ("the same, photo ID chosen", p9_asked, |f| {
        f.locks.record = Some(LATER);
        f.proving.route = Route::Photo;
    }),
    ("record confirmed, no mobile match", confirmed, |_| {}),
    ("GP holds the same number", confirmed, |f| f.proving.mobile = MobileMatch::SameNumber),
    ("GP holds another number", confirmed, |f| f.proving.mobile = MobileMatch::OtherNumber),
    ("code sent to it", confirmed, |f| {
        f.proving.mobile = MobileMatch::UsesOther;
        let expires_at = NOW.after(Lifetime::minutes(5));
        f.progress.code = Some(OutstandingCode { purpose: CodePurpose::MatchMobile, expires_at });
    }),
    ("code expired", confirmed, |f| {
        f.proving.mobile = MobileMatch::UsesOther;
        f.progress.code = Some(OutstandingCode { purpose: CodePurpose::MatchMobile, expires_at: NOW });
    }),
    ("too many wrong codes", confirmed, |f| {
        f.proving.mobile = MobileMatch::UsesOther;
        f.locks.code = Some(LATER);
    }),
    ("GP system does not answer", confirmed, |f| f.proving.mobile = MobileMatch::Failed),
    ("GP system does not answer, too many look-ups", confirmed, |f| {
        f.proving.mobile = MobileMatch::Failed;
        f.locks.record = Some(LATER);
    }),
    ("declined", confirmed, |f| f.proving.mobile = MobileMatch::Declined),
];

/// Journeys 1.8: photo ID and face.
const PHOTO: &[Situation] = &[
    ("no record, photo ID chosen", detailed, |f| {
        f.proving.details.look_up = LookUp::NoMatch;
        f.proving.route = Route::Photo;
    }),
    ("I1 answered", confirmed, |f| f.proving.photo.intro_seen = true),
    ("photo ID elsewhere", pictured, |f| f.proving.photo.possession = Some(Possession::NotHere)),
    ("photo ID here", pictured, |f| f.proving.photo.first_step_seen = false),
    ("I4 answered", pictured, |f| f.proving.photo.sides = None),
    ("document chosen", pictured, |f| f.proving.photo.way_chosen = false),
    ("I6 answered", pictured, |f| f.proving.photo.front = PhotoState::Missing),
    ("blurred", pictured, |f| f.proving.photo.front = PhotoState::Doubtful),
    ("no face on it", pictured, |f| f.proving.photo.front = PhotoState::Unusable),
    ("two sides, front sent", pictured, |f| f.proving.photo.sides = Some(2)),
    ("two sides, back blurred", pictured, |f| {
        f.proving.photo.sides = Some(2);
        f.proving.photo.back = PhotoState::Doubtful;
    }),
    ("photo sent", pictured, |_| {}),
    ("I9 answered", pictured, |f| f.proving.photo.second_step_seen = true),
    ("I13 answered", pictured, |f| {
        f.proving.photo.second_step_seen = true;
        f.proving.photo.method_chosen = true;
    }),
    ("video sent", pictured, |f| {
        f.proving.photo.second_step_seen = true;
        f.proving.photo.method_chosen = true;
        f.proving.photo.video = VideoState::Unseen;
    }),
    ("video accepted", pictured, |f| {
        f.proving.photo.second_step_seen = true;
        f.proving.photo.method_chosen = true;
        f.proving.photo.video = VideoState::Accepted;
    }),
    ("face scan chosen", scanning, |_| {}),
    ("face scan sent", scanning, |f| f.proving.photo.scan = ScanState::Accepted),
    ("face scan failed twice", scanning, |f| failed(f, 2)),
    ("face scan failed 3 times", scanning, |f| failed(f, 3)),
    ("the same, with a new photo", scanning, |f| {
        failed(f, 3);
        f.proving.photo.photo_retaken = true;
    }),
    ("new photo, failed once", scanning, |f| {
        failed(f, 1);
        f.proving.photo.photo_retaken = true;
    }),
    ("face scans do not work", scanning, |f| f.proving.photo.scan = ScanState::Broken),
    ("link sent to another device", pictured, |f| f.proving.place = ProvingPlace::LinkSent),
    ("the same, submitted there", pictured, |f| {
        f.proving.place = ProvingPlace::LinkSent;
        f.proving.adjudication = Adjudication::WaitingSinceThisVisit;
    }),
    ("submitted", pictured, |f| f.proving.adjudication = Adjudication::WaitingSinceThisVisit),
    ("submitted last week", p9_asked, |f| f.proving.adjudication = Adjudication::Waiting),
    ("submitted last week, P5 asked", p9_asked, |f| {
        f.proving.adjudication = Adjudication::Waiting;
        f.asked.vectors = vectors(&["P5.Cp.Cd"]);
    }),
    ("declined", confirmed, |f| f.proving.adjudication = Adjudication::Declined),
    ("declined, before D8", p9_asked, |f| f.proving.adjudication = Adjudication::Declined),
    ("declined, before D1", p5_asked, |f| {
        f.proving.adjudication = Adjudication::Declined;
        f.asked.vectors = vectors(&["P9.Cp.Cd"]);
    }),
    ("declined, P5 asked", p5_asked, |f| f.proving.adjudication = Adjudication::Declined),
    ("number on another login", p5_asked, |f| {
        f.proving.adjudication = Adjudication::OnAnotherLogin;
        f.asked.vectors = vectors(&["P9.Cp.Cd"]);
    }),
    ("number on another login, P5 asked", p5_asked, |f| {
        f.proving.adjudication = Adjudication::OnAnotherLogin;
    }),
    ("not old enough, GP details chosen", confirmed, |f| {
        f.proving.adjudication = Adjudication::TooYoung;
        f.proving.route = Route::Gp;
    }),
    ("declined, GP details chosen", confirmed, |f| {
        f.proving.adjudication = Adjudication::Declined;
        f.proving.route = Route::Gp;
    }),
    ("the same, GP details ruled out", confirmed, |f| {
        f.proving.adjudication = Adjudication::Declined;
        f.proving.route = Route::Gp;
        f.proving.gp_details_blocked = true;
    }),
];

/// Journeys 1.8 and 2.7 I20: on the device that a link was opened on.
const OTHER_DEVICE: &[Situation] = &[
    ("nobody logged in", signed_out, |_| {}),
    ("an address of nobody", signed_out, |f| f.email = EmailFact::Unknown),
    ("the person logged in", companion, |_| {}),
    ("somebody else logged in", companion, |f| f.progress.companion = Some(Companion::Another)),
    ("somebody else, old terms", companion, |f| {
        f.progress.companion = Some(Companion::Another);
        f.account.as_mut().expect("an account").terms = Terms::Outdated;
    }),
    ("submitted there", companion, |f| f.proving.adjudication = Adjudication::WaitingSinceThisVisit),
    ("submitted elsewhere", companion, |f| f.proving.adjudication = Adjudication::Waiting),
    ("P9 reached", companion, |f| f.account = Some(account(ProofingLevel::P9))),
    ("going back", companion, |f| f.progress.going_back = true),
    ("too late", companion, |f| f.progress.expires_at = NOW),
];

/// Nobody showed anything where the link was opened.
fn signed_out() -> Facts {
    let mut facts = facts();
    facts.rules.proving = Proving::Available;
    facts.asked.vectors = vectors(&["P9.Cp.Cd"]);
    facts.progress.companion = Some(Companion::Another);
    facts
}

/// Journeys 1.8: the GP's registration details.
const GP: &[Situation] = &[
    ("no photo ID", confirmed, |f| f.proving.route = Route::Gp),
    ("does not use the services", at_gp, |f| f.proving.gp.uses_services = Some(TriState::No)),
    ("does not know", at_gp, |f| f.proving.gp.uses_services = Some(TriState::DoNotKnow)),
    ("uses them", at_gp, |f| f.proving.gp.has_details = None),
    ("has no details", at_gp, |f| f.proving.gp.has_details = Some(TriState::No)),
    ("has the details", at_gp, |_| {}),
    ("has the details, no record matched", at_gp, |f| f.account = Some(account(ProofingLevel::P0))),
    ("has the details, too many tries", at_gp, |f| f.locks.gp_details = Some(LATER)),
    ("asked about too often", at_gp, |f| f.proving.gp.check = GpCheck::Limited { until: LATER }),
    ("the same, waited", at_gp, |f| f.proving.gp.check = GpCheck::Limited { until: NOW }),
    ("given", at_gp, |f| f.proving.gp.check = GpCheck::Asked { at: NOW }),
    ("given, no answer for 30 seconds", at_gp, |f| {
        f.proving.gp.check = GpCheck::Asked { at: NOW.before(Lifetime::seconds(30)) };
    }),
    ("refused", at_gp, |f| f.proving.gp.check = GpCheck::Refused(Cid::GP_OTHER_NUMBER)),
    ("P9 reached, GP credentials asked", connecting, |_| {}),
    ("the same, the client has no IM1", connecting, |f| f.client.im1 = false),
    ("the same, connection refused", connecting, |f| {
        f.proving.connection = GpCheck::Refused(Cid::GP_CONNECTION_UNKNOWN);
    }),
    ("the same, asked too often", connecting, |f| f.proving.connection = GpCheck::Limited { until: LATER }),
    ("the same, waited", connecting, |f| f.proving.connection = GpCheck::Limited { until: NOW }),
    ("the same, going on without", connecting, |f| f.proving.connection = GpCheck::Skipped),
    ("the same, prompt=none", connecting, |f| f.asked.prompt = Prompt::None),
];

#[test]
fn each_situation_of_proving_has_its_step() {
    let mut table = String::new();
    for (title, situations) in [
        ("details", DETAILS),
        ("mobile number", MOBILE),
        ("photo ID", PHOTO),
        ("another device", OTHER_DEVICE),
        ("GP details", GP),
    ] {
        table += &format!("## {title}\n");
        for (situation, base, change) in situations {
            let mut facts = base();
            change(&mut facts);
            table += &format!("{situation:<58} {}\n", told(&next_step(&facts)));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn earlier_questions_about_the_details_may_be_answered_again_and_later_ones_may_not_be_reached_early() {
    use policy::Page;
    let step = next_step(&{
        let mut facts = detailed();
        facts.proving.details.postcode = false;
        facts
    });
    assert!(
        step.allows(Page::KnowNumber) && step.allows(Page::GiveBirthDate) && step.allows(Page::GivePostcode)
    );
    assert!(!step.allows(Page::CheckDetails) && !step.allows(Page::ConfirmRecord));
    let photo = next_step(&pictured());
    assert!(!photo.allows(Page::KnowNumber) && !photo.allows(Page::Submit));
    assert!(
        photo.allows(Page::AnotherDevice) && !step.allows(Page::AnotherDevice),
        "where a camera may be missing"
    );
}

//! G1 to G8: the registration details of GP online services, and the connection to the surgery. Journeys 2.8

use axum::response::Response;
use identity::{ConnectAnswer, GpDetailsTyped, GpFork, GpTurn};
use policy::{Page, ProveStep, Step};
use screens::proving::gp_details::{
    ConnectToGp, EnterGpDetails, GpAdvice, GpNeed, HasGpDetails, UsesGpOnline,
};
use screens::proving::gp_problem::GpProblemPage;
use screens::wording::{GpDetailProblem, ProvingChoiceProblem};
use screens::{ErrorReference, Errors, fields};
use vocabulary::{Cid, OdsCode, Secret};

use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::paths;
use crate::stop::Stop;

/// The three details as typed.
#[derive(Default)]
pub(crate) struct Typed {
    linkage_key: String,
    ods_code: String,
    account_id: String,
}

pub(crate) fn uses(scene: &Scene, errors: Errors) -> Response {
    scene.show(&UsesGpOnline { frame: scene.frame(), action: scene.at(Page::UsesGpServices), errors })
}

pub(crate) fn has(scene: &Scene, errors: Errors) -> Response {
    scene.show(&HasGpDetails { frame: scene.frame(), action: scene.at(Page::HasGpDetails), errors })
}

pub(crate) fn enter(scene: &Scene, typed: Typed, errors: Errors) -> Response {
    scene.show(&EnterGpDetails {
        frame: scene.frame(),
        action: scene.at(Page::GiveGpDetails),
        no_details_href: scene.at(Page::AskForGpDetails),
        linkage_key: typed.linkage_key,
        ods_code: typed.ods_code,
        account_id: typed.account_id,
        errors,
    })
}

pub(crate) fn advice(scene: &Scene, page: Page) -> Response {
    let need = match page {
        Page::RegisterWithGp => GpNeed::Account,
        Page::AskForGpDetails => GpNeed::Details,
        _ => GpNeed::Certainty,
    };
    scene.show(&GpAdvice {
        frame: scene.frame(),
        need,
        client: scene.client(),
        details_href: scene.at(Page::GiveGpDetails),
        photo_action: scene.beside(paths::PROVE_BY_PHOTO),
    })
}

pub(crate) fn refused(scene: &Scene) -> Response {
    let cid = match scene.step {
        Step::Prove(ProveStep::GpRefused { cid }) => cid,
        _ => Cid::GP_DETAILS_UNKNOWN,
    };
    let connecting = scene.proving.proven;
    // What was refused is the connection of G8, and not details: these are the other way to it then.
    let number = cid.number();
    let at_surgery = connecting && (number == 7110 || (7020..=7029).contains(&number));
    scene.show(&GpProblemPage {
        frame: scene.frame(),
        reference: ErrorReference::new(cid),
        again_href: scene.at(if at_surgery { Page::ConnectGp } else { Page::GiveGpDetails }),
        photo_action: (!connecting).then(|| scene.beside(paths::PROVE_BY_PHOTO)),
        details_href: at_surgery.then(|| scene.at(Page::GiveGpDetails)),
        without_action: connecting.then(|| scene.beside(paths::WITHOUT_GP)),
    })
}

pub(crate) fn connecting(scene: &Scene) -> Response {
    scene.show(&ConnectToGp {
        frame: scene.frame(),
        client: scene.client(),
        action: (!scene.is_down()).then(|| scene.at(Page::ConnectGp)),
        without_action: scene.beside(paths::WITHOUT_GP),
    })
}

/// Yes, no or unsure; none when nothing was chosen.
fn fork(act: &Act) -> Option<GpFork> {
    match act.fields.text(fields::CHOICE) {
        fields::CHOICE_YES => Some(GpFork::Yes),
        fields::CHOICE_NO => Some(GpFork::No),
        fields::CHOICE_UNSURE => Some(GpFork::DoNotKnow),
        _ => None,
    }
}

/// G1.
pub(crate) async fn uses_services(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::UsesGpServices])?;
    let Some(chosen) = fork(&act) else {
        return Ok(uses(&act.scene, Errors::of(fields::CHOICE, ProvingChoiceProblem::GpOnline)));
    };
    let answer = act.identity().uses_gp_services(visit, chosen).await?;
    Ok(act.go_on(&answer.cookies))
}

/// G2.
pub(crate) async fn has_details(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::HasGpDetails])?;
    let Some(chosen) = fork(&act) else {
        return Ok(has(&act.scene, Errors::of(fields::CHOICE, ProvingChoiceProblem::GpDetails)));
    };
    let answer = act.identity().has_gp_details(visit, chosen).await?;
    Ok(act.go_on(&answer.cookies))
}

/// G3: the details count exactly as typed, but for spaces around them.
pub(crate) async fn give(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::GiveGpDetails])?;
    let text = |name| act.fields.text(name).trim().to_owned();
    let typed = Typed {
        linkage_key: text(fields::LINKAGE_KEY),
        ods_code: text(fields::ODS_CODE),
        account_id: text(fields::ACCOUNT_ID),
    };
    match parsed(&typed) {
        Ok(details) => {
            let answer = Box::pin(act.identity().give_gp_details(visit, details)).await?;
            Ok(act.go_on(&answer.cookies))
        }
        Err(errors) => Ok(enter(&act.scene, typed, errors)),
    }
}

fn parsed(typed: &Typed) -> Result<GpDetailsTyped, Errors> {
    let mut errors = Errors::new();
    if typed.linkage_key.is_empty() {
        errors.add(fields::LINKAGE_KEY, GpDetailProblem::LinkageKeyEmpty);
    }
    let surgery = OdsCode::try_from(typed.ods_code.as_str());
    if typed.ods_code.is_empty() {
        errors.add(fields::ODS_CODE, GpDetailProblem::OdsCodeEmpty);
    } else if surgery.is_err() {
        errors.add(fields::ODS_CODE, GpDetailProblem::OdsCodeMalformed);
    }
    if typed.account_id.is_empty() {
        errors.add(fields::ACCOUNT_ID, GpDetailProblem::AccountIdEmpty);
    }
    match surgery {
        Ok(ods_code) if errors.is_empty() => Ok(GpDetailsTyped {
            linkage_key: Secret::new(typed.linkage_key.clone()),
            ods_code,
            account_id: Secret::new(typed.account_id.clone()),
        }),
        _ => Err(errors),
    }
}

/// "Prove who you are with photo ID", on every page that offers it.
pub(crate) async fn to_photo(sent: Sent) -> Result<Response, Stop> {
    turn(sent, GpTurn::ToPhotoId).await
}

/// "Prove who you are without photo ID", on every page that offers it.
pub(crate) async fn to_gp(sent: Sent) -> Result<Response, Stop> {
    turn(sent, GpTurn::ToGpDetails).await
}

async fn turn(sent: Sent, turn: GpTurn) -> Result<Response, Stop> {
    let (act, visit) = sent.while_proving()?;
    let answer = act.identity().turn(visit, turn).await?;
    Ok(act.go_on(&answer.cookies))
}

/// G8.
pub(crate) async fn connect(sent: Sent) -> Result<Response, Stop> {
    answer_connecting(sent, ConnectAnswer::Connect).await
}

/// G8, "Continue without connecting".
pub(crate) async fn without(sent: Sent) -> Result<Response, Stop> {
    answer_connecting(sent, ConnectAnswer::Skip).await
}

async fn answer_connecting(sent: Sent, answer: ConnectAnswer) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ConnectGp, Page::GpRefused, Page::WaitLookUp])?;
    let answer = Box::pin(act.identity().connect_gp(visit, answer)).await?;
    Ok(act.go_on(&answer.cookies))
}

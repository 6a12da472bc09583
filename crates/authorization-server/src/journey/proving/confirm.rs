//! D8, D11, D13 and D14: is the record that was found this person's? Journeys 2.5

use axum::response::Response;
use identity::ConfirmAnswer;
use policy::Page;
use screens::proving::details::{AlreadyMatched, ConfirmDetails};
use screens::proving::match_outcome::{NotMyRecord, SomeDetailsWrong};
use screens::wording::ProvingChoiceProblem;
use screens::{Errors, fields};

use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

/// D8 shows what was typed; for a record matched before, the date of birth that was typed then and nothing else.
pub(crate) fn draw(scene: &Scene, errors: Errors) -> Response {
    let view = &scene.proving;
    let Some(birth_date) = view.born else { return scene.go_on() };
    let by_name = view.knows_number == Some(false);
    let names = [
        view.first_name.as_ref().map(vocabulary::GivenName::as_str),
        view.middle_name.as_ref().map(vocabulary::GivenName::as_str),
        view.last_name.as_ref().map(vocabulary::FamilyName::as_str),
    ];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    scene.show(&ConfirmDetails {
        frame: scene.frame(),
        action: scene.at(Page::ConfirmRecord),
        name: (by_name && !name.is_empty()).then_some(name),
        birth_date,
        postcode: view.postcode.clone(),
        typed_nhs_number: view.nhs_number.filter(|_| view.knows_number == Some(true)),
        errors,
    })
}

pub(crate) fn already(scene: &Scene) -> Response {
    scene.show(&AlreadyMatched { frame: scene.frame(), action: scene.beside(paths::GO_ON) })
}

pub(crate) fn doubt(scene: &Scene, page: Page) -> Response {
    let change_href = scene.at(Page::ConfirmRecord);
    if page == Page::NotMine {
        let again_href = scene.at(Page::KnowNumber);
        return scene.show(&NotMyRecord { frame: scene.frame(), change_href, again_href });
    }
    scene.show(&SomeDetailsWrong { frame: scene.frame(), action: scene.at(Page::SomeWrong), change_href })
}

/// D8.
pub(crate) async fn answer(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ConfirmRecord])?;
    let answer = match act.fields.text(fields::CHOICE) {
        fields::CHOICE_YES => ConfirmAnswer::Mine,
        fields::CHOICE_NO => ConfirmAnswer::NotMine,
        fields::CHOICE_SOME_WRONG => ConfirmAnswer::SomeWrong,
        _ => {
            let errors = Errors::of(fields::CHOICE, ProvingChoiceProblem::YourDetails);
            return Ok(draw(&act.scene, errors));
        }
    };
    let answer = Box::pin(act.identity().confirm_record(visit, answer)).await?;
    Ok(act.go_on(&answer.cookies))
}

/// D14, "Continue".
pub(crate) async fn go_on(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::SomeWrong])?;
    let answer = Box::pin(act.identity().accept_wrong_details(visit)).await?;
    Ok(act.go_on(&answer.cookies))
}

/// D11, "Continue".
pub(crate) async fn leave_matched(sent: Sent) -> Result<Response, Stop> {
    Ok(sent.go_on())
}

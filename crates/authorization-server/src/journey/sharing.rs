//! C1 to C5: what is shared, and under which terms. Journeys 1.10, 2.9

use axum::response::Response;
use identity::{Agreement, Reconsidered};
use policy::{Page, Step};
use screens::sharing::{AgreeToShare, AgreeToShareMore, DidNotAgree, TermsUpdate};
use screens::wording::LeaveProblem;
use screens::{Errors, fields, new_sharing_labels, sharing_labels, sharing_labels_at};
use vocabulary::ScopeSet;

use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

pub(crate) fn first(scene: &Scene) -> Response {
    let scopes = match scene.step {
        Step::Share { scopes } => scopes,
        _ => ScopeSet::EMPTY,
    };
    scene.show(&AgreeToShare {
        frame: scene.frame(),
        action: scene.at(Page::Share),
        refuse_action: scene.beside(paths::REFUSE_SHARING),
        client: scene.client(),
        labels: sharing_labels(scopes),
        terms_url: scene.view.client_terms_url.clone(),
        privacy_url: scene.view.client_privacy_url.clone(),
    })
}

pub(crate) fn more(scene: &Scene) -> Response {
    let Step::ShareMore { already, new } = scene.step else { return scene.go_on() };
    let Some((level, agreed_level)) = scene.proving.levels else { return scene.go_on() };
    let agreed = scene.view.already_shared.iter().copied().collect::<ScopeSet>();
    let asked = already.or(new);
    let kept = asked.iter().filter(|scope| agreed.contains(*scope)).collect();
    let already = sharing_labels_at(kept, agreed_level);
    let more = new_sharing_labels((agreed, agreed_level), (asked, level));
    scene.show(&AgreeToShareMore {
        frame: scene.frame(),
        action: scene.at(Page::ShareMore),
        refuse_action: scene.beside(paths::REFUSE_SHARING),
        client: scene.client(),
        already,
        more,
        terms_url: scene.view.client_terms_url.clone(),
        privacy_url: scene.view.client_privacy_url.clone(),
    })
}

pub(crate) fn did_not_agree(scene: &Scene, errors: Errors) -> Response {
    let action = scene.at(Page::ReconsiderSharing);
    scene.show(&DidNotAgree { frame: scene.frame(), action, client: scene.client(), errors })
}

pub(crate) fn terms(scene: &Scene) -> Response {
    scene.show(&TermsUpdate {
        frame: scene.frame(),
        action: scene.at(Page::AgreeTerms),
        refuse_action: scene.beside(paths::REFUSE_TERMS),
        since: scene.door.installation().terms_since.clone(),
    })
}

/// C1 and C2, "I agree".
pub(crate) async fn share(sent: Sent) -> Result<Response, Stop> {
    answer_sharing(sent, Agreement::Given).await
}

/// C1 and C2, "I do not agree".
pub(crate) async fn refuse(sent: Sent) -> Result<Response, Stop> {
    answer_sharing(sent, Agreement::Refused).await
}

async fn answer_sharing(sent: Sent, agreement: Agreement) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::Share, Page::ShareMore])?;
    let answer = act.identity().share(visit, agreement).await?;
    Ok(act.go_on(&answer.cookies))
}

/// C3.
pub(crate) async fn reconsider(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ReconsiderSharing])?;
    let choice = match act.fields.text(fields::CHOICE) {
        fields::CHOICE_BACK => Reconsidered::GoBack,
        fields::CHOICE_LEAVE => Reconsidered::Leave,
        _ => return Ok(did_not_agree(&act.scene, Errors::of(fields::CHOICE, LeaveProblem::Empty))),
    };
    let answer = act.identity().reconsider(visit, choice).await?;
    Ok(act.go_on(&answer.cookies))
}

/// C5, "Agree and continue".
pub(crate) async fn agree_terms(sent: Sent) -> Result<Response, Stop> {
    answer_terms(sent, Agreement::Given).await
}

/// C5, "I do not agree".
pub(crate) async fn refuse_terms(sent: Sent) -> Result<Response, Stop> {
    answer_terms(sent, Agreement::Refused).await
}

async fn answer_terms(sent: Sent, agreement: Agreement) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::AgreeTerms])?;
    let answer = act.identity().agree_terms(visit, agreement).await?;
    Ok(act.go_on(&answer.cookies))
}

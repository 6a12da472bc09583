//! S3 and R2: the password. Journeys 2.1, 2.2, 5.7

use axum::response::Response;
use identity::{CapitalRule, PasswordCreated, PasswordGiven};
use policy::Page;
use screens::registration::{Capital, CreatePassword, PasswordEntry, PasswordRules};
use screens::sign_in::EnterPassword;
use screens::wording::LoginPasswordProblem;
use screens::{Article, Errors, fields};
use web::new_password_errors;

use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

pub(crate) fn enter(scene: &Scene, errors: Errors) -> Response {
    scene.show(&EnterPassword {
        frame: scene.frame(),
        action: scene.at(Page::EnterPassword),
        change_email_action: scene.beside(paths::CHANGE_EMAIL),
        forgotten_href: Article::Passwords.href(),
        email: scene.email(),
        errors,
    })
}

pub(crate) fn choose(scene: &Scene, errors: Errors) -> Response {
    let settings = scene.door.identity().settings();
    let rules = PasswordRules {
        minimum: settings.password_rules.minimum,
        capital: match settings.password_rules.capital {
            CapitalRule::NotRequired => Capital::NotAsked,
            CapitalRule::Required => Capital::Asked,
        },
        entry: if settings.confirm_password { PasswordEntry::Twice } else { PasswordEntry::Once },
    };
    scene.show(&CreatePassword {
        frame: scene.frame(),
        action: scene.at(Page::CreatePassword),
        email: scene.email(),
        rules,
        errors,
    })
}

/// S3.
pub(crate) async fn give(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterPassword])?;
    let answer = act.identity().give_password(visit, act.fields.secret(fields::PASSWORD)).await?;
    let again = |problem| enter(&act.scene, Errors::of(fields::PASSWORD, problem));
    Ok(match answer.outcome {
        PasswordGiven::Accepted | PasswordGiven::Locked => act.go_on(&answer.cookies),
        PasswordGiven::Empty => again(LoginPasswordProblem::Empty),
        PasswordGiven::Wrong => again(LoginPasswordProblem::Wrong),
    })
}

/// R2.
pub(crate) async fn create(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::CreatePassword])?;
    let password = act.fields.secret(fields::PASSWORD);
    let confirmation =
        act.fields.get(fields::CONFIRM_PASSWORD).map(|_| act.fields.secret(fields::CONFIRM_PASSWORD));
    let answer = act.identity().create_password(visit, password, confirmation).await?;
    Ok(match answer.outcome {
        PasswordCreated::Accepted => act.go_on(&answer.cookies),
        PasswordCreated::TooMany => act.scene.go_wait(),
        PasswordCreated::Refused(rules) => choose(&act.scene, new_password_errors(&rules, fields::PASSWORD)),
    })
}

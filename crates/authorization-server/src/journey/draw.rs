//! Which page is drawn for which place of a sign-in.

use axum::response::Response;
use policy::Page;
use screens::Errors;

use crate::journey::scene::Scene;
use crate::journey::{code, email, password, phone, proving, sharing, stops};

/// The page as it is shown for the first time. Call it only for a page that the step allows.
pub(crate) fn page(scene: &Scene, page: Page) -> Response {
    let clean = Errors::new();
    match page {
        Page::EnterEmail => email::enter(scene, scene.view.email_hint.clone().unwrap_or_default(), clean),
        Page::FoundAccount => email::found(scene),
        Page::RegisterIntro => email::register(scene),
        Page::EnterPassword => password::enter(scene, clean),
        Page::CreatePassword => password::choose(scene, clean),
        Page::ChooseChannel => phone::channel(scene, clean),
        Page::EnterCode => code::enter(scene, clean, code::Ticked::No),
        Page::CodeExpired => code::expired(scene),
        Page::ConfirmEmail => code::check_email(scene, clean),
        Page::EmailCodeExpired => code::email_expired(scene),
        Page::EnterPhone => phone::mobile(scene, phone::Typed::default(), clean),
        Page::EnterLandline => phone::landline(scene, String::new(), clean),
        Page::ConfirmPhone => code::check_phone(scene, clean),
        Page::PhoneCodeExpired => code::phone_expired(scene),
        Page::AgreeTerms => sharing::terms(scene),
        Page::Share => sharing::first(scene),
        Page::ShareMore => sharing::more(scene),
        Page::ReconsiderSharing => sharing::did_not_agree(scene, clean),
        _ => proving::page(scene, page).unwrap_or_else(|| stops::draw(scene, page)),
    }
}

//! What is typed about a section, understood or told what is wrong with it.

use identity::{KeyEdit, RegistrationEdit};
use screens::wording::{PartnerKeyProblem, RegistrationProblem as Problem};
use screens::{Errors, fields};
use vocabulary::{
    Client, ClientDocument, ClientId, IssuerName, RedirectUri, RegistrationSection, Scope, ScopeSet,
    VectorOfTrust,
};
use web::Fields;

use crate::draft_keys::typed_dates;

/// The most lines of a list of addresses (F-15).
const MOST: usize = 10;
/// The most vectors of a request.
const MOST_VECTORS: usize = 8;

/// Every issuer with its word and what it is.
pub(crate) const ISSUERS: [(IssuerName, &str, &str); 3] = [
    (IssuerName::Nhs, "nhs", "nhs: the NHS rules"),
    (IssuerName::Standard, "standard", "standard: certifiable OpenID Connect"),
    (IssuerName::Fapi2, "fapi2", "fapi2: the FAPI 2.0 Security Profile"),
];

/// The issuer of this word.
pub(crate) fn issuer(word: &str) -> Option<IssuerName> {
    ISSUERS.into_iter().find(|(_, known, _)| *known == word).map(|(name, _, _)| name)
}

/// What `typed` changes about `section`.
pub(crate) fn parse(
    section: RegistrationSection,
    typed: &Fields,
    document: &ClientDocument,
    http_allowed: bool,
) -> Result<RegistrationEdit, Errors> {
    let mut errors = Errors::new();
    let edit = match section {
        RegistrationSection::Names => names(typed, &mut errors),
        RegistrationSection::Addresses => addresses(typed, http_allowed, &mut errors),
        RegistrationSection::Keys => key(typed, &mut errors),
        RegistrationSection::Requests => requests(typed, &mut errors),
        RegistrationSection::SingleSignOn => single_sign_on(typed, &document.client_id, &mut errors),
        RegistrationSection::Switches => switches(typed, document.issuer, &mut errors),
    };
    if errors.is_empty() { Ok(edit) } else { Err(errors) }
}

fn given(typed: &Fields, name: &str) -> Option<String> {
    Some(typed.text(name).trim().to_owned()).filter(|text| !text.is_empty())
}

fn lines<'a>(typed: &'a Fields, name: &str) -> Vec<&'a str> {
    typed.text(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn names(typed: &Fields, errors: &mut Errors) -> RegistrationEdit {
    let name = given(typed, fields::CLIENT_NAME).unwrap_or_default();
    if name.is_empty() || name.len() > 100 {
        errors.add(fields::CLIENT_NAME, Problem::Name);
    }
    let mut link = |field, which| {
        let link = given(typed, field);
        if link.as_ref().is_some_and(|text| !Client::is_link(text)) {
            errors.add(field, Problem::Link(which));
        }
        link
    };
    let terms_url = link(fields::TERMS_URL, "Terms of use");
    let privacy_url = link(fields::PRIVACY_URL, "Privacy policy");
    let contact = given(typed, fields::CLIENT_CONTACT);
    if contact.as_ref().is_some_and(|text| text.chars().count() > 200) {
        errors.add(fields::CLIENT_CONTACT, Problem::Contact);
    }
    RegistrationEdit::Names {
        name,
        takes_the: typed.is_ticked(fields::TAKES_THE),
        terms_url,
        privacy_url,
        contact,
    }
}

fn addresses(typed: &Fields, http_allowed: bool, errors: &mut Errors) -> RegistrationEdit {
    let mut redirect_uris: Vec<RedirectUri> = Vec::new();
    let uris = lines(typed, fields::REDIRECT_URIS);
    match uris.len() {
        0 => errors.add(fields::REDIRECT_URIS, Problem::NoRedirectUri),
        1..=MOST => {}
        _ => errors.add(fields::REDIRECT_URIS, Problem::TooManyRedirectUris),
    }
    for uri in uris {
        match RedirectUri::to_register(uri, http_allowed) {
            Ok(known) if redirect_uris.contains(&known) => {
                errors.add(fields::REDIRECT_URIS, Problem::Twice(uri.to_owned()));
            }
            Ok(new) => redirect_uris.push(new),
            Err(problem) => errors.add(fields::REDIRECT_URIS, Problem::RedirectUri(uri.to_owned(), problem)),
        }
    }
    let origins = lines(typed, fields::ONWARD_ORIGINS);
    if origins.len() > MOST {
        errors.add(fields::ONWARD_ORIGINS, Problem::TooManyOrigins);
    }
    for origin in origins.iter().filter(|origin| !Client::is_origin(origin, http_allowed)) {
        errors.add(fields::ONWARD_ORIGINS, Problem::Origin((*origin).to_owned()));
    }
    let onward_origins = origins.into_iter().map(str::to_owned).collect();
    RegistrationEdit::Addresses { redirect_uris, onward_origins }
}

fn key(typed: &Fields, errors: &mut Errors) -> RegistrationEdit {
    let text = typed.text(fields::KEY_TEXT).to_owned();
    if text.trim().is_empty() {
        errors.add(fields::KEY_TEXT, PartnerKeyProblem::Empty);
    }
    let (from, until) = typed_dates(typed, (None, None), errors);
    RegistrationEdit::Key(KeyEdit::Add { text, key_id: given(typed, fields::KEY_ID), from, until })
}

fn requests(typed: &Fields, errors: &mut Errors) -> RegistrationEdit {
    let values = |name: &'static str| {
        typed.pairs().iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    };
    let scopes: ScopeSet = values(fields::SCOPE).filter_map(|word| Scope::try_from(word).ok()).collect();
    let mut vectors = Vec::new();
    for text in values(fields::VECTOR) {
        vectors.extend(vector(text, fields::VECTOR, errors));
    }
    if vectors.is_empty() {
        errors.add(fields::VECTOR, Problem::NoVector);
    }
    let mut default_vtr = Vec::new();
    for text in typed.text(fields::DEFAULT_VTR).split_whitespace() {
        default_vtr.extend(vector(text, fields::DEFAULT_VTR, errors));
    }
    if default_vtr.len() > MOST_VECTORS {
        errors.add(fields::DEFAULT_VTR, Problem::TooManyVectors);
    }
    for asked in default_vtr.iter().filter(|asked| !vectors.iter().any(|approved| covers(*approved, **asked)))
    {
        errors.add(fields::DEFAULT_VTR, Problem::NotApproved(asked.to_string()));
    }
    RegistrationEdit::Requests {
        scopes: scopes.with(Scope::OpenId),
        vectors,
        default_vtr,
        refresh_tokens: typed.is_ticked(fields::REFRESH_TOKENS),
        im1: typed.is_ticked(fields::IM1),
    }
}

fn vector(text: &str, field: &str, errors: &mut Errors) -> Option<VectorOfTrust> {
    let vector = VectorOfTrust::try_from(text).ok().filter(|vector| vector.is_supported());
    if vector.is_none() {
        errors.add(field, Problem::Vector(text.to_owned()));
    }
    vector
}

/// Whether something that `asked` may mean is `approved`: what either leaves open may be anything (F-51).
fn covers(approved: VectorOfTrust, asked: VectorOfTrust) -> bool {
    let level = approved.level().is_none() || asked.level().is_none() || approved.level() == asked.level();
    let (one, other) = (approved.credentials(), asked.credentials());
    level && (one.is_empty() || other.is_empty() || one == other)
}

fn single_sign_on(typed: &Fields, own: &str, errors: &mut Errors) -> RegistrationEdit {
    let mut partners: Vec<ClientId> = Vec::new();
    for line in lines(typed, fields::SSO_PARTNERS) {
        match ClientId::try_from(line) {
            Ok(partner) if partner.as_str() == own => errors.add(fields::SSO_PARTNERS, Problem::OwnPartner),
            Ok(partner) if partners.contains(&partner) => {
                errors.add(fields::SSO_PARTNERS, Problem::Twice(line.to_owned()));
            }
            Ok(partner) => partners.push(partner),
            Err(_) => errors.add(fields::SSO_PARTNERS, Problem::Partner(line.to_owned())),
        }
    }
    RegistrationEdit::SingleSignOn { takes_part: typed.is_ticked(fields::SSO), partners }
}

fn switches(typed: &Fields, present: IssuerName, errors: &mut Errors) -> RegistrationEdit {
    let issuer = issuer(typed.text(fields::ISSUER));
    if issuer.is_none() {
        errors.add(fields::ISSUER, Problem::Issuer);
    }
    RegistrationEdit::Switches {
        registration: typed.is_ticked(fields::REGISTRATION),
        nonce_optional: typed.is_ticked(fields::NONCE_OPTIONAL),
        issuer: issuer.unwrap_or(present),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors_of(section: RegistrationSection, form: &str) -> Vec<String> {
        let typed = Fields::parse(form.as_bytes()).expect("a form");
        let mut errors = Errors::new();
        match section {
            RegistrationSection::Addresses => drop(addresses(&typed, false, &mut errors)),
            RegistrationSection::Requests => drop(requests(&typed, &mut errors)),
            RegistrationSection::SingleSignOn => drop(single_sign_on(&typed, "app", &mut errors)),
            _ => drop(names(&typed, &mut errors)),
        }
        errors.iter().map(|error| error.message().to_owned()).collect()
    }

    #[test]
    fn each_address_is_told_its_own_rule() {
        let form = "redirectUris=https://app.example/cb%0D%0Ahttp://app.example/cb%0Ahttps://app.example/cb?x%0Ahttps://app.example/cb\
            &onwardOrigins=https://www.app.example/x";
        assert_eq!(
            errors_of(RegistrationSection::Addresses, form),
            [
                "http://app.example/cb must start with https://, not http:// (F-15)",
                "https://app.example/cb?x must have no query string: nothing after a question mark (F-15)",
                "https://app.example/cb stands here twice",
                "https://www.app.example/x must be an https origin without a path, like https://www.app.example",
            ]
        );
        let none = errors_of(RegistrationSection::Addresses, "redirectUris=%0A");
        assert_eq!(none, ["Enter at least 1 redirect address (F-15)"]);
        let eleven: Vec<String> = (0..11).map(|n| format!("https://app.example/{n}")).collect();
        let many = errors_of(RegistrationSection::Addresses, &format!("redirectUris={}", eleven.join("%0A")));
        assert!(many[0].starts_with("Enter 10 redirect addresses or fewer"), "{many:?}");
    }

    #[test]
    fn a_default_that_is_not_approved_is_told() {
        let requests = |form| errors_of(RegistrationSection::Requests, form);
        assert_eq!(requests("vector=P9.Cp.Cd&vector=P0.Cp&defaultVtr=P9.Cp.Cd+P0"), [""; 0]);
        assert_eq!(requests("scope=email"), ["Select how well people may have to be known (F-52)"]);
        let wrong = requests("vector=P9.Cp.Cd&defaultVtr=P5.Cp.Cd+P9.Cx");
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong[1].starts_with("P5.Cp.Cd is not among"), "{wrong:?}");
    }

    #[test]
    fn links_and_partners_are_what_they_say() {
        let names = errors_of(
            RegistrationSection::Names,
            "clientName=App&termsUrl=javascript:alert(1)&privacyUrl=https://a.example/p",
        );
        assert_eq!(names, ["Terms of use must be a whole web address, like https://app.example/terms"]);
        let partners = errors_of(RegistrationSection::SingleSignOn, "ssoPartners=app%0Aother%0Aother%0Aa+b");
        assert_eq!(
            partners,
            [
                "The client cannot pass log ins to itself",
                "other stands here twice",
                "a b must be a client ID, without spaces",
            ]
        );
    }
}

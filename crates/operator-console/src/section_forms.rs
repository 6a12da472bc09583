//! What is typed about a section, understood or told what is wrong with it.

use identity::RegistrationEdit;
use screens::wording::RegistrationProblem as Problem;
use screens::{Errors, fields};
use vocabulary::{ClientDocument, ClientId, IssuerName, RegistrationSection, Scope, ScopeSet, VectorOfTrust};
use web::Fields;
use web::staff::registration::{added_key, addresses, lines, names};

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
        RegistrationSection::Keys => added_key(typed, &mut errors),
        RegistrationSection::Requests => requests(typed, &mut errors),
        RegistrationSection::SingleSignOn => single_sign_on(typed, &document.client_id, &mut errors),
        RegistrationSection::Switches => switches(typed, document.issuer, &mut errors),
    };
    if errors.is_empty() { Ok(edit) } else { Err(errors) }
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
            RegistrationSection::SingleSignOn => drop(single_sign_on(&typed, "app", &mut errors)),
            _ => drop(requests(&typed, &mut errors)),
        }
        errors.iter().map(|error| error.message().to_owned()).collect()
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
    fn partners_are_what_they_say() {
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

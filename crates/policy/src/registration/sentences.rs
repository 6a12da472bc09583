//! The words of a change: plain sentences for whoever answers for it.

use vocabulary::{Instant, IssuerName, MONTHS, Scope};

/// "3 March 2027", with the time of day when it is not midnight.
pub(super) fn day(at: Instant) -> String {
    let text = at.to_string();
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let month = part(5..7).parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let day = part(8..10).trim_start_matches('0');
    let date = format!("{day} {} {}", month.copied().unwrap_or_default(), part(0..4));
    if part(11..16) == "00:00" { date } else { format!("{date} at {} UTC", part(11..16)) }
}

/// "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What a scope gives the client.
pub(super) const fn gives(scope: Scope) -> &'static str {
    match scope {
        Scope::OpenId => "the subject identifier",
        Scope::Profile => "NHS number, last name, date of birth and identity level",
        Scope::ProfileExtended => "first names",
        Scope::BasicDemographics => "last name, date of birth and identity level",
        Scope::Email => "the email address",
        Scope::Phone => "the mobile number",
        Scope::Landline => "the landline number",
        Scope::GpRegistrationDetails => "the ODS code of the GP surgery",
        Scope::GpIntegrationCredentials => "registration details for GP online services",
        Scope::ClientMetadata => "its own note about the person",
    }
}

pub(super) const fn issuer(name: IssuerName) -> &'static str {
    match name {
        IssuerName::Nhs => "nhs",
        IssuerName::Standard => "standard",
        IssuerName::Fapi2 => "fapi2",
    }
}

//! Scopes.

use std::fmt;

use crate::fault::Malformed;

/// A scope this service knows (F-9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Subject only.
    OpenId,
    /// NHS number, last name, date of birth, level.
    Profile,
    /// First names.
    ProfileExtended,
    /// Last name, date of birth, level.
    BasicDemographics,
    /// Email address.
    Email,
    /// Mobile number.
    Phone,
    /// Landline number.
    Landline,
    /// ODS code of the GP surgery.
    GpRegistrationDetails,
    /// GP online services details.
    GpIntegrationCredentials,
    /// The client's own string about the person.
    ClientMetadata,
}

impl Scope {
    /// Every scope, in the order of declaration.
    pub const ALL: [Self; 10] = [
        Self::OpenId,
        Self::Profile,
        Self::ProfileExtended,
        Self::BasicDemographics,
        Self::Email,
        Self::Phone,
        Self::Landline,
        Self::GpRegistrationDetails,
        Self::GpIntegrationCredentials,
        Self::ClientMetadata,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::ProfileExtended => "profile_extended",
            Self::BasicDemographics => "basic_demographics",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Landline => "landline",
            Self::GpRegistrationDetails => "gp_registration_details",
            Self::GpIntegrationCredentials => "gp_integration_credentials",
            Self::ClientMetadata => "client_metadata",
        }
    }

    const fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

impl TryFrom<&str> for Scope {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or(Malformed::new("scope", "must be a scope listed in the discovery document"))
    }
}

/// A set of scopes; prints space-separated in a fixed order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ScopeSet(u16);

impl ScopeSet {
    /// No scope.
    pub const EMPTY: Self = Self(0);

    /// The known scopes in a space-separated text; unknown ones are left out (F-12).
    #[must_use]
    pub fn known_in(text: &str) -> Self {
        text.split(' ').filter_map(|word| Scope::try_from(word).ok()).collect()
    }

    /// Whether `scope` is in it.
    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether every scope of `self` is in `other`.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Those of `self` that are not in `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set and `scope`.
    #[must_use]
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | scope.bit())
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its scopes in the fixed order.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeSet({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_scopes_are_left_out() {
        let set = ScopeSet::known_in("email openid fhir/launch");
        assert_eq!(set.to_string(), "openid email");
    }
}

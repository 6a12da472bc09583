//! Why a GP system says no, and the reference that a person is shown for it.

use vocabulary::Cid;

/// Why a GP system says no.
///
/// Source: Journeys 3, CID7000 to CID7009 and CID7020 to CID7029
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GpRefusal {
    /// Nothing that we know.
    Unknown,
    /// 400: the details are not valid.
    NotValid,
    /// 403: there is a problem with the registration.
    Problem,
    /// 404: no such registration.
    NotFound,
    /// 409: the details are in use with another login.
    AlreadyUsed,
    /// 500: the GP system failed.
    SystemError,
    /// 501: this surgery cannot be reached in this way.
    SurgeryNotAvailable,
    /// 502: something between us and the GP system failed.
    BadGateway,
    /// 504: the GP system did not answer in time.
    Timeout,
    /// 678: the practice has not checked the identity, so photo ID is needed.
    NeedsPhotoId,
}

impl GpRefusal {
    /// Every refusal.
    pub const ALL: [Self; 10] = [
        Self::Unknown,
        Self::NotValid,
        Self::Problem,
        Self::NotFound,
        Self::AlreadyUsed,
        Self::SystemError,
        Self::SurgeryNotAvailable,
        Self::BadGateway,
        Self::Timeout,
        Self::NeedsPhotoId,
    ];

    /// Its name in logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotValid => "not_valid",
            Self::Problem => "problem",
            Self::NotFound => "not_found",
            Self::AlreadyUsed => "already_used",
            Self::SystemError => "system_error",
            Self::SurgeryNotAvailable => "surgery_not_available",
            Self::BadGateway => "bad_gateway",
            Self::Timeout => "timeout",
            Self::NeedsPhotoId => "needs_photo_id",
        }
    }

    /// What G4 shows when the registration details are refused.
    #[must_use]
    pub const fn verify_cid(self) -> Cid {
        Cid::new(match self {
            Self::Unknown => 7000,
            Self::NotValid => 7001,
            Self::Problem => 7002,
            Self::NotFound => 7003,
            Self::AlreadyUsed => 7004,
            Self::SystemError => 7005,
            Self::SurgeryNotAvailable => 7006,
            Self::BadGateway => 7007,
            Self::Timeout => 7008,
            Self::NeedsPhotoId => 7009,
        })
    }

    /// What G8 shows when a connection is refused.
    #[must_use]
    pub const fn connect_cid(self) -> Cid {
        Cid::new(match self {
            Self::NotValid => 7020,
            Self::Problem => 7021,
            Self::NotFound => 7022,
            Self::AlreadyUsed => 7023,
            Self::SystemError => 7024,
            Self::SurgeryNotAvailable => 7025,
            Self::BadGateway => 7026,
            Self::Timeout => 7027,
            Self::Unknown => 7028,
            Self::NeedsPhotoId => 7029,
        })
    }

    /// The refusal that a GP system expresses with this status.
    pub(crate) const fn of_status(status: u16) -> Self {
        match status {
            400 => Self::NotValid,
            403 => Self::Problem,
            404 => Self::NotFound,
            409 => Self::AlreadyUsed,
            500 => Self::SystemError,
            501 => Self::SurgeryNotAvailable,
            502 => Self::BadGateway,
            504 => Self::Timeout,
            678 => Self::NeedsPhotoId,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_refusal_has_its_own_reference_on_both_pages() {
        let numbers = |cid: fn(GpRefusal) -> Cid| -> BTreeSet<u16> {
            GpRefusal::ALL.into_iter().map(|refusal| cid(refusal).number()).collect()
        };
        assert_eq!(numbers(GpRefusal::verify_cid), (7000..=7009).collect());
        assert_eq!(numbers(GpRefusal::connect_cid), (7020..=7029).collect());
    }

    #[test]
    fn the_references_are_those_of_the_statuses_in_the_contract() {
        let table = [
            (400, 7001, 7020),
            (403, 7002, 7021),
            (404, 7003, 7022),
            (409, 7004, 7023),
            (500, 7005, 7024),
            (501, 7006, 7025),
            (502, 7007, 7026),
            (504, 7008, 7027),
            (418, 7000, 7028),
            (678, 7009, 7029),
        ];
        for (status, verify, connect) in table {
            let refusal = GpRefusal::of_status(status);
            let numbers = (refusal.verify_cid().number(), refusal.connect_cid().number());
            assert_eq!(numbers, (verify, connect), "{status}");
        }
    }
}

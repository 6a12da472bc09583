//! Radios and fields of proving who you are. Journeys 2.5, 2.6 and 2.8.

use std::fmt;

/// Nothing was chosen on a page of proving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvingChoiceProblem {
    /// D2.
    KnowsNhsNumber,
    /// D8.
    YourDetails,
    /// D10.
    WhatNext,
    /// V1.
    GpChecks,
    /// V3.
    RecordMobile,
    /// G1.
    GpOnline,
    /// G2.
    GpDetails,
    /// Before going to the GP surgery.
    GpVisit,
}

impl fmt::Display for ProvingChoiceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KnowsNhsNumber => "Select yes if you know your NHS number",
            Self::YourDetails => "Select if these are your details",
            Self::WhatNext => "Select what you want to do",
            Self::GpChecks => "Select if we can use the ID checks from your GP surgery",
            Self::RecordMobile => "Select yes if you use this mobile phone number",
            Self::GpOnline => "Select yes if you use your GP surgery’s online services",
            Self::GpDetails => "Select yes if you have these 3 registration details",
            Self::GpVisit => "Select what applies to you",
        })
    }
}

/// What is wrong with one of the 3 registration details. Journeys G3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpDetailProblem {
    /// No linkage key.
    LinkageKeyEmpty,
    /// No ODS code.
    OdsCodeEmpty,
    /// Not 3 to 8 letters and numbers.
    OdsCodeMalformed,
    /// No account ID.
    AccountIdEmpty,
}

impl fmt::Display for GpDetailProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LinkageKeyEmpty => "Enter your Linkage Key",
            Self::OdsCodeEmpty => "Enter your ODS Code",
            Self::OdsCodeMalformed => "ODS Code must be 3 to 8 letters and numbers, like A12345",
            Self::AccountIdEmpty => "Enter your Account ID",
        })
    }
}

//! What operators announce to people: which part of the service has a problem, how bad it is, and why checks take longer (journeys.md 6.1).

use crate::words::words;

words! {
    /// A part of the service that an in-journey alert can be about.
    AlertPart, "alert part" {
        /// The identity check by the mobile number that the GP holds (IDVM).
        MobileMatch = "mobile_match",
        /// Proving by registration details of GP online services (POL).
        GpDetails = "gp_details",
        /// The connection to the GP surgery.
        GpConnection = "gp_connection",
    }
}

words! {
    /// How bad it is.
    AlertLevel, "alert level" {
        /// It works for some, or slowly: people may try.
        NotAsExpected = "not_as_expected",
        /// It works for nobody: people are led another way.
        Down = "down",
    }
}

words! {
    /// Why photo ID checks take longer: each is a sentence that people read.
    ServiceMessage, "service message" {
        /// More photo ID than usual.
        HighVolume = "high_volume",
        /// A technical problem.
        Incident = "incident",
        /// Planned work.
        PlannedMaintenance = "planned_maintenance",
        /// A problem of the people who check.
        CheckerIncident = "checker_incident",
        /// Public holidays.
        Holidays = "holidays",
        /// No reason given.
        Generic = "generic",
    }
}

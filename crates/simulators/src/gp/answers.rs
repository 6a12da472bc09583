//! The printed table: an ODS code that always gives the same answer, whatever else is typed.

use std::fmt::Write as _;

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GpScripted {
    /// The practice's code.
    pub ods_code: &'static str,
    /// The status that it answers with; 0 for no answer at all, 200 for an answer that makes no sense.
    pub status: u16,
    /// What a person meets.
    pub meaning: &'static str,
}

const fn row(ods_code: &'static str, status: u16, meaning: &'static str) -> GpScripted {
    GpScripted { ods_code, status, meaning }
}

/// Every scripted answer. `X70nn` shows `CID70nn`; the last three are faults of the system.
///
/// Source: Journeys 3
pub const GP_ANSWERS: [GpScripted; 23] = [
    row("X7000", 418, "CID7000: nothing that is known"),
    row("X7001", 400, "CID7001: details not valid"),
    row("X7002", 403, "CID7002: problem with the registration"),
    row("X7003", 404, "CID7003: no such registration"),
    row("X7004", 409, "CID7004: in use with another login"),
    row("X7005", 500, "CID7005: the GP system failed"),
    row("X7006", 501, "CID7006: surgery not available"),
    row("X7007", 502, "CID7007: the way to the GP system failed"),
    row("X7008", 504, "CID7008: no answer in time"),
    row("X7009", 678, "CID7009: photo ID is needed"),
    row("X7020", 400, "CID7020: details not valid"),
    row("X7021", 403, "CID7021: problem with the registration"),
    row("X7022", 404, "CID7022: nobody known"),
    row("X7023", 409, "CID7023: connected to another login"),
    row("X7024", 500, "CID7024: the GP system failed"),
    row("X7025", 501, "CID7025: surgery not available"),
    row("X7026", 502, "CID7026: the way to the GP system failed"),
    row("X7027", 504, "CID7027: no answer in time"),
    row("X7028", 418, "CID7028: nothing that is known"),
    row("X7029", 678, "CID7029: cannot be connected"),
    row("X7097", 429, "busy"),
    row("X7098", 0, "no answer at all"),
    row("X7099", 200, "an answer that makes no sense"),
];

/// The row of this practice.
pub(crate) fn scripted(ods_code: &str) -> Option<GpScripted> {
    GP_ANSWERS.into_iter().find(|row| row.ods_code.eq_ignore_ascii_case(ods_code))
}

/// The table as a text that a tester can read in a browser.
pub(crate) fn printed() -> String {
    let mut text =
        String::from("Type one of these as the ODS code; the other two details do not matter.\n\n");
    for row in GP_ANSWERS {
        let _ = writeln!(text, "  {}  {}", row.ods_code, row.meaning);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_contract_has_its_practice() {
        for number in (7000..=7009).chain(7020..=7029) {
            let row = scripted(&format!("x{number}")).unwrap();
            assert!(row.meaning.starts_with(&format!("CID{number}:")), "{}", row.ods_code);
            assert!(printed().contains(row.meaning));
        }
    }
}

//! Journeys 6.1: what the service desk may do with an account as it stands.

use policy::{Completion, Erasure, Held, MatchRule, PersonStanding, Usage, is_possible, permission_of};
use vocabulary::{Permission, PersonAction};

const ACTIVE: PersonStanding = PersonStanding {
    usage: Usage::Active,
    registration: Completion::Complete,
    mobile: Held::Yes,
    landline: Held::No,
    mobile_match: MatchRule::Allowed,
    erasure: Erasure::None,
};

fn possible(standing: PersonStanding) -> String {
    let can = PersonAction::ALL.iter().filter(|action| is_possible(**action, standing));
    can.map(|action| action.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_standing_allows_its_actions() {
    let disabled = PersonStanding { usage: Usage::Disabled, ..ACTIVE };
    let cleansed = PersonStanding { usage: Usage::Cleansed, mobile: Held::No, ..ACTIVE };
    let table = [
        (ACTIVE, "disable change-mobile remove-mobile block-mobile-match end-sessions"),
        (disabled, "enable cleanse change-mobile remove-mobile block-mobile-match end-sessions"),
        (cleansed, "enable cleanse change-mobile block-mobile-match end-sessions erase"),
        (
            PersonStanding { erasure: Erasure::AskedByThem, ..cleansed },
            "enable cleanse change-mobile block-mobile-match end-sessions withdraw-erasure",
        ),
        (
            PersonStanding { erasure: Erasure::AskedByAnother, ..cleansed },
            "enable cleanse change-mobile block-mobile-match end-sessions approve-erasure withdraw-erasure",
        ),
        (
            PersonStanding {
                registration: Completion::Unfinished,
                mobile: Held::No,
                landline: Held::Yes,
                mobile_match: MatchRule::Blocked,
                ..ACTIVE
            },
            "disable remove-landline allow-mobile-match end-sessions",
        ),
    ];
    for (standing, wanted) in table {
        assert_eq!(possible(standing), wanted, "{standing:?}");
    }
}

#[test]
fn nobody_erases_what_is_not_cleansed() {
    for usage in [Usage::Active, Usage::Disabled] {
        for erasure in [Erasure::None, Erasure::AskedByThem, Erasure::AskedByAnother] {
            let standing = PersonStanding { usage, erasure, ..ACTIVE };
            for action in [PersonAction::RequestErasure, PersonAction::ApproveErasure] {
                assert!(!is_possible(action, standing), "{standing:?}");
            }
        }
    }
}

#[test]
fn what_ends_an_account_needs_a_permission_of_its_own() {
    let erasing = |action: &&PersonAction| permission_of(**action) == Permission::EraseAccounts;
    let names: Vec<_> = PersonAction::ALL.iter().filter(erasing).map(|action| action.as_str()).collect();
    assert_eq!(names, ["erase", "approve-erasure", "withdraw-erasure"]);
}

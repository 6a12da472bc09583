//! Samples of the operator pages.

use vocabulary::Permission;

use super::problems::explanation;
use super::{ACTION, Sample, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::menu::Menu;
use crate::operator::{Count, Dashboard, Delivery, DeliveryList, ExplainForm, Explained, RecentRefusal};
use crate::wording::ExplainProblem;

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = home();
    pages.extend(explaining());
    pages.extend(state());
    pages
}

pub(super) fn menu() -> Menu {
    let may = Permission::ALL.iter().copied();
    Menu { name: "Priya Nair".into(), may: may.filter(|may| *may != Permission::UsePartnerPages).collect() }
}

fn home() -> Vec<Sample> {
    let count = |label: &str, value: &str| Count { label: label.into(), value: value.into() };
    let counts = vec![count("Accounts", "1,204"), count("Messages waiting", "3")];
    vec![Sample::new("operator/dashboard", Dashboard { frame: last_frame(), menu: menu(), counts })]
}

fn explaining() -> Vec<Sample> {
    let form = |reference: &str, errors: Errors| ExplainForm {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        reference: reference.into(),
        recent: vec![RecentRefusal {
            reference: "7F3K-9Q2D".into(),
            href: "/explain?reference=7F3K-9Q2D".into(),
            happened: "15 March 2026 at 15:04 UTC".into(),
            client: "example-health-app".into(),
            check: "redirect_uri is not registered".into(),
        }],
        errors,
    };
    let explained = Explained {
        frame: last_frame(),
        menu: menu(),
        reference: "7F3K-9Q2D".into(),
        happened: "15 March 2026 at 15:04:05".into(),
        client: Some("example-health-app".into()),
        explanation: explanation(),
    };
    vec![
        Sample::new("operator/explain", form("", Errors::new())),
        Sample::new(
            "operator/explain+error",
            form("7F3K", Errors::of(fields::REFERENCE, ExplainProblem::Unknown)),
        ),
        Sample::new("operator/explained", explained),
    ]
}

fn state() -> Vec<Sample> {
    let delivery = Delivery {
        queued: "15 March 2026 at 15:04:05".into(),
        kind: "Security code by text".into(),
        state: "Waiting".into(),
        attempts: "2".into(),
        outcome: "the provider answered 503".into(),
    };
    vec![
        Sample::new(
            "operator/deliveries",
            DeliveryList { frame: last_frame(), menu: menu(), deliveries: vec![delivery] },
        ),
        Sample::new(
            "operator/deliveries+empty",
            DeliveryList { frame: last_frame(), menu: menu(), deliveries: Vec::new() },
        ),
    ]
}

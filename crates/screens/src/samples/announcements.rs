//! Samples of the pages about what is announced and set.

use vocabulary::{AlertLevel, AlertPart, Permission, ServiceMessage};

use super::{ACTION, OTHER, Sample, frame, last_frame};
use crate::announcements::{
    AlertForm, AlertLine, AlertOff, AlertPreview, Announcements, AutomationForm, Choice, DomainLine,
    EmailDomains, EmailDomainsDone, PreviewPart, ServiceLevelForm,
};
use crate::errors::Errors;
use crate::fields;
use crate::menu::Menu;
use crate::proving::mobile_match::UseGpChecks;
use crate::wording::{
    DomainProblem, IncidentProblem, NoticeProblem, alert, alert_level_label, alert_part_label,
    service_message,
};

const MOMENT: &str = "15 March 2026 at 15:04 UTC";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = alerts();
    pages.extend(levels());
    pages.extend(domains());
    pages
}

fn menu() -> Menu {
    let may = [Permission::ManageNotices, Permission::SetAutomation, Permission::ManageEmailDomains];
    Menu { name: "Ada Admin".into(), may: may.into_iter().collect() }
}

fn choice(value: &str, text: &str) -> Choice {
    Choice { value: value.into(), text: text.into(), chosen: false }
}

fn row(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

fn alert_form(errors: Errors) -> AlertForm {
    let part = |part: &AlertPart| choice(&format!("part_{}", part.as_str()), alert_part_label(*part));
    let level = |level: &AlertLevel| choice(level.as_str(), alert_level_label(*level));
    AlertForm {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        parts: AlertPart::ALL.iter().map(part).collect(),
        levels: AlertLevel::ALL.iter().map(level).collect(),
        planned: String::new(),
        end_known: String::new(),
        end: ["27", "3", "2027", "14:30"].map(str::to_owned),
        incident: String::new(),
        errors,
    }
}

fn alerts() -> Vec<Sample> {
    let line = AlertLine {
        part: "GP connection".into(),
        level: "Down".into(),
        planned: "Not planned".into(),
        ends: "Not known".into(),
        incident: "INC0012345".into(),
        turned_on: format!("Ada Admin, {MOMENT}"),
        updated: MOMENT.into(),
        off_href: ACTION.into(),
    };
    let list = Announcements {
        frame: last_frame(),
        menu: menu(),
        alerts: vec![line],
        level: vec![row("People are told", "24 hours")],
        new_href: ACTION.into(),
        level_href: OTHER.into(),
    };
    let none = Announcements { alerts: Vec::new(), ..list.clone() };
    let errors = Errors::of(fields::PARTS, NoticeProblem::PartsEmpty)
        .with(fields::LEVEL, NoticeProblem::LevelEmpty)
        .with(fields::END_DAY, NoticeProblem::EndMalformed)
        .with(fields::INCIDENT, IncidentProblem::Empty);
    let told = alert(AlertPart::MobileMatch, AlertLevel::NotAsExpected, true, Some(MOMENT));
    let preview = AlertPreview {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        hidden: vec![row("level", "down")],
        parts: vec![PreviewPart {
            label: "Mobile match (IDVM)".into(),
            alert: told.clone(),
            pages: vec!["Use the identity checks made by your GP surgery".into()],
        }],
    };
    let off = AlertOff {
        frame: last_frame(),
        menu: menu(),
        part: "GP connection".into(),
        action: ACTION.into(),
        incident: String::new(),
        errors: Errors::new(),
    };
    // What a patient sees of it.
    let seen = UseGpChecks { frame: frame().with_alert(told), action: ACTION.into(), errors: Errors::new() };
    vec![
        Sample::new("announcements/list", list),
        Sample::new("announcements/list+none", none),
        Sample::new("announcements/alert", alert_form(Errors::new())),
        Sample::new("announcements/alert+errors", alert_form(errors)),
        Sample::new("announcements/preview", preview),
        Sample::new("announcements/off", off),
        Sample::new("proving/use-gp-checks+alert", seen),
    ]
}

fn levels() -> Vec<Sample> {
    let level = |errors| ServiceLevelForm {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        reset_action: Some(OTHER.into()),
        now: "2 days and 3 hours".into(),
        over_a_day: String::new(),
        days: "2".into(),
        hours: "3".into(),
        messages: ServiceMessage::ALL
            .iter()
            .map(|message| choice(message.as_str(), service_message(*message)))
            .collect(),
        incident: String::new(),
        errors,
    };
    let wrong = Errors::of(fields::OVER_A_DAY, NoticeProblem::OverADayEmpty)
        .with(fields::DAYS, NoticeProblem::TimeMalformed)
        .with(fields::SERVICE_MESSAGE, NoticeProblem::MessageEmpty)
        .with(fields::CONFIRM, NoticeProblem::NotConfirmed);
    let automation = |errors, has_provider| AutomationForm {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        rows: vec![row("Share now", "65 percent"), row("Set by", "Ada Admin")],
        has_provider,
        share: "65".into(),
        incident: String::new(),
        errors,
    };
    let not_a_step = Errors::of(fields::SHARE, NoticeProblem::ShareMalformed);
    vec![
        Sample::new("announcements/level", level(Errors::new())),
        Sample::new("announcements/level+errors", level(wrong)),
        Sample::new("announcements/automation", automation(Errors::new(), true)),
        Sample::new("announcements/automation+error", automation(not_a_step, false)),
    ]
}

fn domains() -> Vec<Sample> {
    let page = |errors| EmailDomains {
        frame: last_frame(),
        menu: menu(),
        find_action: ACTION.into(),
        block_action: ACTION.into(),
        unblock_action: OTHER.into(),
        domain: "mail.throwaway.example".into(),
        found: Some("mail.throwaway.example is blocked, as throwaway.example is".into()),
        list: "throwaway.example, other.example".into(),
        incident: String::new(),
        blocked: vec![DomainLine {
            domain: "throwaway.example".into(),
            incident: "INC0012345".into(),
            blocked: format!("Ada Admin, {MOMENT}"),
        }],
        total: 1,
        errors,
    };
    let wrong =
        Errors::of(fields::DOMAIN, DomainProblem::Malformed).with(fields::DOMAINS, DomainProblem::ListEmpty);
    vec![
        Sample::new("announcements/domains", page(Errors::new())),
        Sample::new("announcements/domains+errors", page(wrong)),
        Sample::new(
            "announcements/domains-done",
            EmailDomainsDone {
                frame: last_frame(),
                menu: menu(),
                items: vec![row("throwaway.example", "Blocked"), row("no domain", "Not a domain")],
                href: OTHER.into(),
            },
        ),
    ]
}

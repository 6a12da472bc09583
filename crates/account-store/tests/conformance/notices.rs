//! What operators announce, set and block.

use account_store::{BlockedDomain, JourneyAlert, Retention, ServiceSetting, SettingName};
use vocabulary::{AlertLevel, AlertPart, EmailDomain, IncidentNumber};

use crate::both::{NOW, minutes, on_both, operator, wrote};

fn incident(text: &str) -> IncidentNumber {
    IncidentNumber::try_from(text).expect("a number")
}

fn domain(text: &str) -> EmailDomain {
    EmailDomain::try_from(text).expect("a domain")
}

fn alert(part: AlertPart, level: AlertLevel) -> JourneyAlert {
    JourneyAlert {
        part,
        level,
        planned: true,
        ends_at: Some(minutes(60)),
        incident: incident("INC-1"),
        turned_on_by: Some(operator(1)),
        turned_on_at: NOW,
        updated_at: NOW,
    }
}

fn setting(name: SettingName, value: &str, version: i64) -> ServiceSetting {
    ServiceSetting {
        name,
        value: value.to_owned(),
        incident: Some(incident("INC-2")),
        changed_by: None,
        changed_at: minutes(version),
        version,
    }
}

fn blocked(name: &str) -> BlockedDomain {
    BlockedDomain {
        domain: domain(name),
        incident: incident("INC-3"),
        blocked_by: Some(operator(1)),
        blocked_at: NOW,
    }
}

on_both! {
    an_alert_is_turned_on_changed_and_turned_off(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.put_journey_alert(&alert(AlertPart::GpDetails, AlertLevel::NotAsExpected));
            batch.put_journey_alert(&alert(AlertPart::MobileMatch, AlertLevel::Down));
        }).await);
        let listed = store.list_journey_alerts().await.expect("read");
        assert_eq!(listed, [
            alert(AlertPart::GpDetails, AlertLevel::NotAsExpected),
            alert(AlertPart::MobileMatch, AlertLevel::Down),
        ]);
        let changed = JourneyAlert {
            ends_at: None,
            planned: false,
            incident: incident("INC-9"),
            turned_on_by: None,
            turned_on_at: minutes(5),
            ..alert(AlertPart::GpDetails, AlertLevel::Down)
        };
        assert!(wrote(store, |batch| { batch.put_journey_alert(&changed); }).await);
        let listed = store.list_journey_alerts().await.expect("read");
        let now = JourneyAlert { turned_on_at: NOW, updated_at: minutes(5), ..changed };
        assert_eq!(listed[0], now, "since when it is on stays");
        assert!(wrote(store, |batch| { batch.delete_journey_alert(AlertPart::GpDetails); }).await);
        assert!(!wrote(store, |batch| { batch.delete_journey_alert(AlertPart::GpDetails); }).await);
        assert_eq!(store.list_journey_alerts().await.expect("read").len(), 1);
    }

    an_alert_goes_a_day_after_its_end_and_one_without_an_end_stays(opened) {
        let store = &opened.store;
        let endless = JourneyAlert { ends_at: None, ..alert(AlertPart::GpDetails, AlertLevel::Down) };
        assert!(wrote(store, |batch| {
            batch.put_journey_alert(&alert(AlertPart::MobileMatch, AlertLevel::Down)).put_journey_alert(&endless);
        }).await);
        store.sweep(&Retention::default(), minutes(59 + 24 * 60)).await.expect("swept");
        assert_eq!(store.list_journey_alerts().await.expect("read").len(), 2);
        store.sweep(&Retention::default(), minutes(60 + 24 * 60)).await.expect("swept");
        assert_eq!(store.list_journey_alerts().await.expect("read"), [endless]);
    }

    a_setting_is_set_by_whoever_saw_the_last_one(opened) {
        let store = &opened.store;
        let name = SettingName::Automation;
        assert_eq!(store.service_setting_version(name).await.expect("read"), 0);
        assert!(wrote(store, |batch| { batch.put_service_setting(&setting(name, "40", 0)); }).await);
        assert!(!wrote(store, |batch| { batch.put_service_setting(&setting(name, "50", 0)); }).await);
        assert!(wrote(store, |batch| { batch.put_service_setting(&setting(name, "60", 1)); }).await);
        assert!(wrote(store, |batch| {
            batch.put_service_setting(&setting(SettingName::ServiceLevel, "48 holidays", 0));
        }).await);
        let listed = store.list_service_settings().await.expect("read");
        let sixty = ServiceSetting { version: 2, ..setting(name, "60", 1) };
        let level = ServiceSetting { version: 1, ..setting(SettingName::ServiceLevel, "48 holidays", 0) };
        assert_eq!(listed, [sixty, level]);
        assert!(wrote(store, |batch| { batch.delete_service_setting(name); }).await);
        assert!(wrote(store, |batch| { batch.delete_service_setting(name); }).await);
        assert_eq!(store.service_setting_version(name).await.expect("read"), 0);
    }

    a_blocked_domain_blocks_what_is_below_it(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_blocked_domain(&blocked("throwaway.example"));
            batch.insert_blocked_domain(&blocked("a.b.c.d.e.f.g.h.i.j.k.example"));
        }).await);
        assert!(!wrote(store, |batch| { batch.insert_blocked_domain(&blocked("throwaway.example")); }).await);
        let by = async |name: &str| {
            let found = store.blocked_domain(&domain(name)).await.expect("read");
            found.map(|found| found.domain.to_string())
        };
        assert_eq!(by("throwaway.example").await.as_deref(), Some("throwaway.example"));
        assert_eq!(by("x.mail.throwaway.example").await.as_deref(), Some("throwaway.example"));
        assert_eq!(by("a.b.c.d.e.f.g.h.i.j.k.throwaway.example").await.as_deref(), Some("throwaway.example"));
        assert_eq!(by("notthrowaway.example").await, None);
        assert_eq!(by("k.example").await, None, "not what is above it");
        let long = "a.b.c.d.e.f.g.h.i.j.k.example";
        assert_eq!(by(long).await.as_deref(), Some(long), "itself, however many are above it");
        assert_eq!(store.count_blocked_domains().await.expect("read"), 2);
        assert_eq!(store.list_blocked_domains(1).await.expect("read").len(), 1);
        assert!(wrote(store, |batch| { batch.delete_blocked_domain(&domain("throwaway.example")); }).await);
        assert!(!wrote(store, |batch| { batch.delete_blocked_domain(&domain("throwaway.example")); }).await);
        assert_eq!(by("mail.throwaway.example").await, None);
        assert_eq!(store.list_blocked_domains(9).await.expect("read"), [blocked(long)]);
    }
}

//! F-59: what a change of a registration means, who may approve it, and when a key ends.

use policy::{
    Approval, PartnerKeyFacts, PartnerKeyStanding, RegistrationChange, RegistrationView, SecondPerson,
    approval, brought_up_to_date, changes,
};
use vocabulary::{ChangedBy, ClientDocument, Instant, IssuerName, Lifetime, OperatorId};

use crate::fixtures::{NOW, document};

fn key(name: &str, from: Option<i64>, until: Option<i64>) -> PartnerKeyFacts {
    let day = |days: i64| NOW.after(Lifetime::days(days));
    PartnerKeyFacts {
        name: name.to_owned(),
        thumbprint: format!("thumbprint of {name}"),
        from: from.map(day),
        until: until.map(day),
    }
}

fn told(
    before: Option<(&ClientDocument, &[PartnerKeyFacts])>,
    after: (&ClientDocument, &[PartnerKeyFacts]),
) -> String {
    let view = |(document, keys)| RegistrationView { document, keys };
    let line = |change: RegistrationChange| {
        format!("{:<9}{:<15}{}\n", format!("{:?}", change.severity), change.section.as_str(), change.sentence)
    };
    changes(before.map(view), view(after), NOW).into_iter().map(line).collect()
}

/// A name, the change, and the keys before and after.
type Row = (&'static str, fn(&mut ClientDocument), Vec<PartnerKeyFacts>, Vec<PartnerKeyFacts>);

fn rows() -> Vec<Row> {
    let one = || vec![key("2026", None, None)];
    let documents: [(&'static str, fn(&mut ClientDocument)); 13] = [
        ("names and links", |after| {
            after.name = "Best app".into();
            after.name_takes_the = true;
            after.terms_url = Some("https://app.example/terms".into());
            after.contact = Some("dev@app.example".into());
        }),
        ("another callback", |after| after.redirect_uris[1] = "https://app.example/new".into()),
        ("the same callbacks in another order", |after| after.redirect_uris.reverse()),
        ("an onward origin", |after| after.onward_origins = vec!["https://www.app.example".into()]),
        ("scopes", |after| after.scopes = "openid profile email landline".into()),
        ("a level less, a vector more", |after| {
            after.vectors = ["P0.Cp", "P0.Cp.Cd", "P0.Cm", "P9.Cp.Cd", "Cm"].map(Into::into).into();
        }),
        ("another default", |after| after.default_vtr = vec!["P5.Cp.Cd".into(), "P5.Cm".into()]),
        ("no refresh tokens, IM1", |after| {
            after.refresh_tokens = false;
            after.im1 = true;
        }),
        ("single sign-on with one", |after| after.sso_partners = vec!["other-app".into()]),
        ("no single sign-on", |after| after.sso = false),
        ("switched off", |after| after.enabled = false),
        ("stricter people, laxer nonce", |after| {
            after.registration = false;
            after.nonce_optional = true;
        }),
        ("another issuer", |after| after.issuer = IssuerName::Fapi2),
    ];
    let mut rows: Vec<Row> =
        documents.into_iter().map(|(name, change)| (name, change, one(), one())).collect();
    let nothing: fn(&mut ClientDocument) = |_| {};
    rows.push(("nothing", nothing, one(), one()));
    let next = key("2027", Some(10), Some(400));
    rows.push(("a key announced", nothing, one(), vec![one().remove(0), next.clone()]));
    rows.push(("a key taken away", nothing, vec![one().remove(0), next.clone()], vec![next]));
    rows.push((
        "an ended key taken away",
        nothing,
        vec![key("2025", None, Some(-1)), one().remove(0)],
        one(),
    ));
    rows.push(("a key that ends", nothing, one(), vec![key("2026", None, Some(30))]));
    rows.push(("a key that ended", nothing, one(), vec![key("2026", None, Some(-1))]));
    rows.push((
        "a key that lasts longer",
        nothing,
        vec![key("2026", None, Some(3))],
        vec![key("2026", None, Some(90))],
    ));
    rows.push(("a key without an end", nothing, vec![key("2026", None, Some(3))], one()));
    rows.push(("a key put off", nothing, one(), vec![key("2026", Some(2), None)]));
    let renamed = PartnerKeyFacts { name: "new-name".into(), ..key("2026", None, None) };
    rows.push(("a key renamed", nothing, one(), vec![renamed]));
    rows
}

#[test]
fn every_change_is_told_in_plain_sentences() {
    let mut table = String::new();
    for (name, change, before_keys, after_keys) in rows() {
        let (before, mut after) = (document(), document());
        change(&mut after);
        let sentences = told(Some((&before, &before_keys)), (&after, &after_keys));
        table.push_str(&format!(
            "{name}\n{}",
            if sentences.is_empty() { "nothing changes\n" } else { &sentences }
        ));
        table.push('\n');
    }
    table.push_str(&format!("a new client\n{}", told(None, (&document(), &[key("2026", None, Some(365))]))));
    insta::assert_snapshot!(table);
}

#[test]
fn nobody_approves_what_they_worked_on() {
    let (author, second) = (OperatorId::from_bytes([1; 16]), OperatorId::from_bytes([2; 16]));
    let hands = [author];
    for by in [ChangedBy::Operator, ChangedBy::Partner] {
        assert_eq!(approval(SecondPerson::Required, by, &hands, author), Approval::OwnWork);
        assert_eq!(approval(SecondPerson::Required, by, &hands, second), Approval::Allowed);
    }
    assert_eq!(approval(SecondPerson::SwitchedOff, ChangedBy::Operator, &hands, author), Approval::Allowed);
    let partner = approval(SecondPerson::SwitchedOff, ChangedBy::Partner, &hands, author);
    assert_eq!(partner, Approval::OwnWork, "what a partner proposes needs somebody else always");
}

#[test]
fn a_draft_brought_up_to_date_keeps_its_own_changes_and_takes_the_rest_over() {
    let base = document();
    let draft = ClientDocument { name: "From the draft".into(), refresh_tokens: false, ..document() };
    let current = ClientDocument {
        name: "From the registry".into(),
        contact: Some("a@app.example".into()),
        enabled: false,
        ..document()
    };
    let merged = brought_up_to_date(&base, &draft, &current);
    let wanted = ClientDocument { name: "From the draft".into(), refresh_tokens: false, ..current };
    assert_eq!(merged, wanted, "an emergency stop is not undone by an older draft");
}

#[test]
fn a_key_warns_before_its_end() {
    let day = |days: i64| Some(NOW.after(Lifetime::days(days)));
    let standing =
        |from: Option<Instant>, until| PartnerKeyStanding::of(from, until, Lifetime::days(30), NOW);
    assert_eq!(standing(None, None), PartnerKeyStanding::InUse);
    assert_eq!(standing(None, day(31)), PartnerKeyStanding::InUse);
    assert_eq!(standing(day(1), day(31)), PartnerKeyStanding::NotYet);
    assert_eq!(standing(day(1), day(30)), PartnerKeyStanding::EndsSoon(30));
    assert_eq!(standing(None, Some(NOW.after(Lifetime::hours(30)))), PartnerKeyStanding::EndsSoon(1));
    assert_eq!(standing(None, Some(NOW)), PartnerKeyStanding::Ended);
    assert!(PartnerKeyStanding::Ended.is_warning() && !PartnerKeyStanding::NotYet.is_warning());
}

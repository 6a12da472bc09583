//! What holds for every page, whatever it says. Journeys 5.3 to 5.11.

mod scan;

use std::collections::{HashMap, HashSet};

use scan::{Tag, tags, text_of};
use screens::samples::{Sample, pages};

/// Runs a check over every sample and names the page that fails it.
fn every_page(check: impl Fn(&Sample, &str, &[Tag])) {
    let samples = pages();
    assert!(samples.len() > 60, "the samples cover the journey");
    for sample in samples {
        let html = sample.page.html();
        check(&sample, &html, &tags(&html));
    }
}

fn ids(tags: &[Tag]) -> HashSet<&str> {
    tags.iter().filter_map(|tag| tag.attribute("id")).collect()
}

#[test]
fn every_page_has_one_h1_and_it_begins_the_title() {
    every_page(|sample, _, tags| {
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{}", sample.name);
        let heading = text_of(tags, "h1");
        let prefix = if sample.page.errors().is_empty() { "" } else { "Error: " };
        assert_eq!(text_of(tags, "title"), format!("{prefix}{heading} – NHS login – NHS"), "{}", sample.name);
    });
}

#[test]
fn different_pages_have_different_headings() {
    let mut seen: HashMap<String, &'static str> = HashMap::new();
    for sample in pages() {
        let heading = sample.page.heading().into_owned();
        let first = *seen.entry(heading.clone()).or_insert(sample.page_name());
        assert_eq!(first, sample.page_name(), "two pages are called {heading:?}");
    }
}

#[test]
fn nothing_is_inline_that_the_content_policy_would_block() {
    every_page(|sample, html, tags| {
        assert!(!html.contains("javascript:"), "{}", sample.name);
        for tag in tags {
            assert!(tag.name != "style", "{}", sample.name);
            assert!(
                tag.name != "script" || tag.attribute("src").is_some() && tag.text.is_empty(),
                "{}",
                sample.name
            );
            for attribute in tag.attribute_names() {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{}: {attribute}", sample.name);
            }
        }
    });
}

#[test]
fn everything_that_is_pointed_at_exists_once() {
    every_page(|sample, html, tags| {
        let ids = ids(tags);
        let count = tags.iter().filter(|tag| tag.attribute("id").is_some()).count();
        assert_eq!(ids.len(), count, "{} has an id twice", sample.name);
        for tag in tags {
            let pointed =
                ["aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls", "for"]
                    .into_iter()
                    .filter_map(|attribute| tag.attribute(attribute))
                    .flat_map(str::split_whitespace);
            let linked = tag.attribute("href").and_then(|href| href.strip_prefix('#'));
            for id in pointed.chain(linked) {
                assert!(ids.contains(id), "{} has no #{id}\n{html}", sample.name);
            }
        }
    });
}

#[test]
fn every_visible_field_has_a_label() {
    every_page(|sample, _, tags| {
        let labelled: HashSet<&str> =
            tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attribute("for")).collect();
        let fields = tags.iter().filter(|tag| ["input", "select", "textarea"].contains(&tag.name.as_str()));
        for field in
            fields.filter(|tag| tag.attribute("type") != Some("hidden") && tag.attribute("hidden").is_none())
        {
            let id = field.attribute("id").unwrap_or_else(|| panic!("{}: a field has no id", sample.name));
            assert!(labelled.contains(id), "{}: #{id} has no label", sample.name);
        }
    });
}

#[test]
fn every_form_posts_with_its_token_and_without_browser_validation() {
    every_page(|sample, html, tags| {
        let forms = tags.iter().enumerate().filter(|(_, tag)| tag.name == "form");
        for (start, form) in forms.filter(|(_, tag)| tag.attribute("method") == Some("post")) {
            assert!(form.attribute("novalidate").is_some(), "{}", sample.name);
            assert!(form.attribute("action").is_some_and(|action| !action.is_empty()), "{}", sample.name);
            let mut inside = tags[start..].iter().take_while(|tag| tag.name != "/form");
            let token = inside.find(|tag| tag.attribute("name") == Some(screens::fields::CSRF));
            let value = token.and_then(|tag| tag.attribute("value"));
            assert_eq!(value, Some("sample-csrf"), "{}", sample.name);
        }
        // Some forms change nothing: the outbox filter, the look-ups of a refusal, and the searches for a client,
        // in the audit and for a log in.
        let other = tags.iter().filter(|tag| tag.name == "form" && tag.attribute("method") != Some("post"));
        let only_asks = html.contains("Sandbox outbox")
            || html.contains("Explain this error</h1>")
            || html.contains("Client registrations</h1>")
            || sample.name.starts_with("operator/audit")
            || sample.name.starts_with("operator/trace")
            || sample.name.starts_with("portal/errors");
        assert!(other.count() == 0 || only_asks, "{}", sample.name);
    });
}

#[test]
fn a_problem_is_said_in_the_summary_and_again_at_its_field() {
    let mut problems = 0;
    every_page(|sample, html, tags| {
        let errors = sample.page.errors();
        let links: Vec<(&str, &str)> = tags
            .iter()
            .skip_while(|tag| tag.attribute("class") != Some("nhsuk-list nhsuk-error-summary__list"))
            .take_while(|tag| tag.name != "/ul")
            .filter(|tag| tag.name == "a")
            .map(|tag| (tag.attribute("href").unwrap_or_default(), tag.text.as_str()))
            .collect();
        let expected: Vec<(String, &str)> =
            errors.summary().map(|error| (format!("#{}", error.field()), error.message())).collect();
        assert_eq!(
            links,
            expected.iter().map(|(href, text)| (href.as_str(), *text)).collect::<Vec<_>>(),
            "{}",
            sample.name
        );
        for error in errors.iter() {
            let beside = format!(
                "id=\"{}-error\"><span class=\"nhsuk-u-visually-hidden\">Error: </span>{}<",
                error.field(),
                error.message()
            );
            assert!(html.contains(&beside), "{}: {}", sample.name, error.field());
            assert!(html.contains(&format!("{}-error\"", error.field())), "{}", sample.name);
        }
        assert_eq!(sample.page.status() == 422, !errors.is_empty(), "{}", sample.name);
    });
    for sample in pages() {
        problems += sample.page.errors().iter().count();
    }
    assert!(problems > 12, "the samples show problems");
}

#[test]
fn fields_tell_browsers_what_they_are_for() {
    let expected = [
        ("sign-in/enter-email", "email", "email", "username", ""),
        ("sign-in/enter-password", "password", "password", "current-password", ""),
        ("sign-in/enter-code", "code", "text", "one-time-code", "numeric"),
        ("registration/create-password", "password", "password", "new-password", ""),
        ("registration/create-password", "confirmPassword", "password", "new-password", ""),
        ("registration/check-email", "code", "text", "one-time-code", "numeric"),
        ("registration/enter-mobile", "phoneNumber", "tel", "tel", ""),
        ("registration/enter-mobile", "internationalNumber", "tel", "tel", ""),
        ("registration/enter-landline", "landline", "tel", "tel", ""),
        ("proving/know-nhs-number", "nhsNumber", "text", "off", "numeric"),
        ("proving/enter-name", "firstName", "text", "given-name", ""),
        ("proving/enter-name", "middleName", "text", "additional-name", ""),
        ("proving/enter-name", "lastName", "text", "family-name", ""),
        ("proving/enter-birth-date", "birthDay", "text", "bday-day", "numeric"),
        ("proving/enter-birth-date", "birthMonth", "text", "bday-month", "numeric"),
        ("proving/enter-birth-date", "birthYear", "text", "bday-year", "numeric"),
        ("proving/enter-postcode", "postcode", "text", "postal-code", ""),
        ("proving/enter-record-code", "code", "text", "one-time-code", "numeric"),
        ("proving/enter-gp-details", "linkageKey", "text", "off", ""),
        ("proving/enter-gp-details", "odsCode", "text", "off", ""),
        ("proving/enter-gp-details", "accountId", "text", "off", ""),
        ("help/contact", "email", "email", "email", ""),
        ("help/contact", "name", "text", "name", ""),
    ];
    let samples = pages();
    for (page, field, kind, autocomplete, inputmode) in expected {
        let sample = samples.iter().find(|sample| sample.name == page).expect("the sample exists");
        let html = sample.page.html();
        let tags = tags(&html);
        let input = tags.iter().find(|tag| tag.attribute("id") == Some(field)).expect("the field exists");
        assert_eq!(input.attribute("name"), Some(field), "{page}");
        assert_eq!(input.attribute("type"), Some(kind), "{page} {field}");
        assert_eq!(input.attribute("autocomplete"), Some(autocomplete), "{page} {field}");
        assert_eq!(input.attribute("inputmode").unwrap_or_default(), inputmode, "{page} {field}");
        assert_eq!(input.attribute("spellcheck"), Some("false"), "{page} {field}");
    }
}

#[test]
fn passwords_and_codes_are_never_filled_in_again_and_nothing_is_chosen_beforehand() {
    every_page(|sample, _, tags| {
        for tag in tags.iter().filter(|tag| tag.name == "input") {
            let secret = tag.attribute("type") == Some("password") || tag.attribute("id") == Some("code");
            assert!(!(secret && tag.attribute("value").is_some()), "{}", sample.name);
            assert!(
                tag.attribute("maxlength").is_none() && tag.attribute("autofocus").is_none(),
                "{}",
                sample.name
            );
            let chosen = tag.attribute("checked").is_some() && !sample.name.contains('+');
            assert!(!chosen, "{} is not a variant, so nothing was chosen on it before", sample.name);
        }
    });
}

#[test]
fn patients_read_our_words() {
    let unwanted = ["please", "invalid", "forbidden", "sign in", "sign-in", "signed in", "click", "e-mail"];
    every_page(|sample, html, tags| {
        assert!(!html.contains("NHS Login"), "{}", sample.name);
        let words = tags.iter().map(|tag| tag.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        // Developers read the specifications' words, auditors the names of events.
        let is_term = |word: &str| match word {
            "invalid" => sample.name.starts_with("portal/"),
            "sign in" | "signed in" => sample.name.starts_with("operator/audit"),
            _ => false,
        };
        let unwanted = unwanted.iter().filter(|word| !is_term(word));
        for word in unwanted {
            assert!(!words.contains(word), "{} says {word:?}", sample.name);
        }
    });
}

#[test]
fn every_page_that_stops_a_person_says_what_to_do_and_whom_to_ask() {
    for sample in pages().iter().filter(|sample| sample.name.starts_with("problems/")) {
        let html = sample.page.html();
        assert!(html.contains("href=\"/contact"), "{}", sample.name);
        assert!(html.contains("Call 111"), "{}", sample.name);
        assert!(!html.contains("http-equiv"), "{}", sample.name);
        if let Some((_, cid)) = html.split_once("Reference: CID") {
            let number = &cid[..4];
            assert!(html.contains(&format!("/contact?error=CID{number}")), "{}", sample.name);
        }
    }
}

#[test]
fn values_are_escaped() {
    let brand = std::sync::Arc::new(screens::Brand::new(screens::Stage::Live));
    let page = screens::sign_in::EnterEmail {
        frame: screens::Frame::new(brand, "token"),
        action: "/t/x".into(),
        email: "\"><script>alert(1)</script>".into(),
        errors: screens::Errors::of("email", "<b>"),
    };
    let html = screens::Page::html(&page);
    assert!(!html.contains("<script>") && !html.contains("<b>"));
    assert!(!html.contains("Test service"), "a live service has no test banner");
}

#[test]
fn a_live_service_never_shows_the_developers_part() {
    let shown = |name: &str| {
        let samples = pages();
        let sample = samples.iter().find(|sample| sample.name == name).expect("the sample exists");
        sample.page.html().contains("redirect_uri is not registered")
    };
    assert!(shown("problems/request-refused"));
    assert!(!shown("problems/request-refused+live"));
}

#[test]
fn a_lock_says_its_time_and_the_browser_is_told_too() {
    let samples = pages();
    let find = |name: &str| samples.iter().find(|sample| sample.name == name).expect("the sample exists");
    let lock = find("problems/x7-code-locked");
    assert_eq!((lock.page.status(), lock.page.retry_after()), (429, Some(420)));
    assert!(lock.page.html().contains("for 7 minutes"));
    assert!(find("problems/x7-code-locked+hour").page.html().contains("for 1 hour"));
    let busy = find("problems/x3-busy");
    assert_eq!((busy.page.status(), busy.page.retry_after()), (503, Some(10)));
}

//! What the pages of proving must and must not say. Journeys 1.7, 1.8, 2.5 to 2.8.

mod scan;

use screens::samples::{Sample, pages};

fn proving() -> Vec<Sample> {
    pages().into_iter().filter(|sample| sample.name.starts_with("proving/")).collect()
}

fn html_of(name: &str) -> String {
    let samples = proving();
    let found = samples.iter().find(|sample| sample.name == name);
    found.unwrap_or_else(|| panic!("there is no sample {name}")).page.html()
}

#[test]
fn every_page_has_a_way_on() {
    for sample in proving() {
        let html = sample.page.html();
        let tags = scan::tags(&html);
        let main = tags.iter().skip_while(|tag| tag.name != "main").take_while(|tag| tag.name != "/main");
        let leads_on = |tag: &scan::Tag| {
            let form = tag.name == "form";
            let link = tag.attribute("href").is_some_and(|href| href.starts_with("/t/"));
            form || link
        };
        assert!(main.into_iter().any(leads_on), "{}", sample.name);
    }
}

#[test]
fn no_page_says_that_a_person_has_died() {
    for sample in proving() {
        let html = sample.page.html().to_lowercase();
        for word in ["deceased", "died", "death", "dead"] {
            assert!(!html.contains(word), "{} says {word:?}", sample.name);
        }
    }
}

#[test]
fn a_number_that_was_not_typed_is_never_shown_and_a_typed_one_by_its_end_only() {
    assert!(!html_of("proving/confirm-details").contains("NHS number"));
    let typed = html_of("proving/confirm-details+number");
    assert_eq!(scan::text_of(&scan::tags(&typed), "h1"), "Confirm your details");
    assert!(typed.contains("*** *** 0018") && typed.contains("ending 0018"));
    assert!(!typed.contains("9990000018") && !typed.contains("999 000 0018"));
}

#[test]
fn a_page_that_waits_goes_on_without_script_and_says_politely_what_happens() {
    for sample in proving().iter().filter(|sample| sample.page_name() == "proving/waiting") {
        let html = sample.page.html();
        let tags = scan::tags(&html);
        let refresh = tags.iter().find(|tag| tag.attribute("http-equiv") == Some("refresh"));
        let content = refresh.and_then(|tag| tag.attribute("content"));
        assert_eq!(content, Some("3; url=/t/sample/other"), "{}", sample.name);
        let status = tags.iter().find(|tag| tag.attribute("role") == Some("status")).expect("a status");
        assert!(!status.text.is_empty());
        assert!(tags.iter().any(|tag| tag.text == "continue" && tag.name == "a"), "{}", sample.name);
    }
}

#[test]
fn a_field_that_an_answer_reveals_is_there_without_script() {
    let html = html_of("proving/know-nhs-number");
    let tags = scan::tags(&html);
    let mut revealed = tags.iter().skip_while(|tag| tag.attribute("id") != Some("revealed-know"));
    let block = revealed.next().expect("the block that is revealed");
    let field = revealed.find(|tag| tag.name == "input").expect("its field");
    assert_eq!(field.attribute("id"), Some(screens::fields::NHS_NUMBER));
    assert_eq!(block.attribute("class"), Some("nhsuk-radios__conditional app-reveal"));
    for tag in [block, field] {
        assert!(
            tag.attribute_names().all(|name| name != "hidden"),
            "only style hides it, and only with script"
        );
    }
}

#[test]
fn only_the_wrong_parts_of_a_date_are_marked() {
    let marked = |name: &str| {
        let html = html_of(name);
        let tags = scan::tags(&html);
        let wrong = |tag: &&scan::Tag| {
            tag.attribute("class").is_some_and(|class| class.contains("nhsuk-input--error"))
        };
        tags.iter().filter(wrong).filter_map(|tag| tag.attribute("id")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(marked("proving/enter-birth-date+missing"), ["birthMonth", "birthYear"]);
    assert_eq!(marked("proving/enter-birth-date+old"), ["birthYear"]);
    assert_eq!(marked("proving/enter-birth-date+unreal"), ["birthDay", "birthMonth", "birthYear"]);
    assert!(marked("proving/enter-birth-date").is_empty());
}

#[test]
fn every_link_to_change_an_answer_says_which() {
    let html = html_of("proving/check-details+name");
    for what in ["first name", "middle name", "last name", "date of birth", "postcode"] {
        assert!(html.contains(&format!("Change<span class=\"nhsuk-u-visually-hidden\"> {what}</span>")));
    }
    assert!(!html.contains("only 1 letter"));
    assert!(html_of("proving/check-details+letter").contains("only 1 letter"));
}

#[test]
fn a_problem_with_gp_details_gives_its_reference_and_its_best_way_on() {
    for sample in proving().iter().filter(|sample| sample.page_name() == "proving/gp-problem") {
        let html = sample.page.html();
        let number = sample.name.split('+').nth(1).unwrap_or("7001");
        assert!(html.contains(&format!("Reference: CID{number}")), "{}", sample.name);
        assert!(html.contains(&format!("/contact?error=CID{number}")), "{}", sample.name);
    }
    let needs_photo_id = html_of("proving/gp-problem+7009");
    assert!(needs_photo_id.contains("type=\"submit\">Prove who you are with photo ID<"));
    assert!(html_of("proving/gp-problem+7023").contains("Continue without connecting"));
}

#[test]
fn several_records_of_one_name_ask_for_the_number() {
    assert!(html_of("proving/no-match+several").contains(">Enter your NHS number<"));
    assert!(html_of("proving/no-match").contains("use your full name instead"));
    assert!(html_of("proving/no-match+name").contains("use your NHS number instead"));
    assert!(!html_of("proving/no-match+closed").contains("photo ID"));
}

#[test]
fn the_number_on_the_record_is_shown_by_its_end_only() {
    let html = html_of("proving/record-mobile");
    assert!(html.contains("aria-hidden=\"true\">******777<") && html.contains("a number ending 777"));
}
